import { randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import readXlsxFile from 'read-excel-file/node';
import { Reports, type ReportRequest } from '@bofu/reporting';
import { formatYuan, formatYuanGrouped, fen, parseBusinessDate, parseYuan, type Fen } from '@bofu/kernel';
import { requireTool } from '@bofu/testing';
import { pagesOf } from '../../libs/reporting/testing/read-pdf';
import { officeWithDemoYear } from './office-with-demo-year';
import type { OfficeUnderTest } from './office-over-http';

const NO_14 = '13062121RXGO3YWDTCKQR';
const GOLDEN = join(__dirname, 'goldens/execution-progress-2021-10-31.csv');
type Figure =
  | 'appropriationId'
  | 'programmeCode'
  | 'initialBudget'
  | 'budget'
  | 'planned'
  | 'plannedRate'
  | 'settled'
  | 'executionRate'
  | 'planGapPoints'
  | 'inTransit'
  | 'frozen'
  | 'available';
const REPORTS = [
  ['execution-progress', ''],
  ['ledger', '&appropriationId=:no14'],
  ['disbursements', ''],
] as const;

/** A small reader for the csv we write: quotes doubled, commas and line ends inside quotes. */
function recordsOf(csv: string): string[][] {
  const records: string[][] = [[]];
  for (const [, quoted, plain, end] of csv.matchAll(/(?:"((?:[^"]|"")*)"|([^",\r\n]*))(,|\r\n|$)/g)) {
    if (quoted === undefined && plain === '' && end === '') break;
    records.at(-1)!.push(quoted?.replaceAll('""', '"') ?? plain ?? '');
    if (end === '\r\n') records.push([]);
  }
  return records.filter((record) => record.length > 0);
}

const column = (records: string[][], header: string): string[] => {
  const at = records[2]!.indexOf(header);
  expect([header, at]).toEqual([header, expect.any(Number)]);
  expect(at).toBeGreaterThanOrEqual(0);
  return records.slice(3).map((record) => record[at]!);
};
const sum = (amounts: readonly string[]): Fen => fen(amounts.reduce((total, each) => total + parseYuan(each), 0n));

describe('reports of the demonstration year', () => {
  let over: OfficeUnderTest;
  let no14 = '';
  beforeAll(async () => {
    over = await officeWithDemoYear('memory', 'watched');
    no14 = await over.appropriationOf(NO_14);
  }, 300_000);
  afterAll(() => over.close());

  const fetchReport = async (name: string, query: string, init: RequestInit = {}) => {
    const response = await fetch(
      `${over.address}/v1/reports/${name}?fiscalYear=2021${query.replace(':no14', no14)}`,
      init,
    );
    const bytes = Buffer.from(await response.arrayBuffer());
    return { status: response.status, headers: response.headers, bytes, text: bytes.toString('utf8') };
  };
  const csvOf = async (name: string, query: string) => {
    const { status, text } = await fetchReport(`${name}.csv`, query);
    expect([status, text.slice(0, 1)]).toEqual([200, '\ufeff']);
    return recordsOf(text.slice(1));
  };
  const planAgainstActual = async (asOf: string) =>
    (await over.get(`/v1/plan-against-actual?fiscalYear=2021&asOf=${asOf}`)).body as {
      total: Record<Figure, string>;
      programmes: (Record<Figure, string> & {
        checkpoints: { on: string; printedShare: string | null }[];
      })[];
    };

  it('prints 资金执行进度表 at the end of October as it always did: UPDATE_GOLDENS=1 renews it', async () => {
    const { text: printed } = await fetchReport('execution-progress.csv', '&asOf=2021-10-31');
    // The digits of the hash change with every change of what an event says of itself.
    const text = printed.replace(/(登记位置 \d+)-[0-9a-f]{8}/, '$1');
    if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(GOLDEN, text);
    expect(text).toBe(existsSync(GOLDEN) ? readFileSync(GOLDEN, 'utf8') : null);
    expect(text.split('\r\n').length).toBe(3 + 22 + 1 + 1);
  });

  it.each(REPORTS)('says the same in xlsx as in csv, cell by cell: %s', async (name, query) => {
    const csv = await csvOf(name, `${query}&asOf=2021-10-31`);
    const { bytes, headers } = await fetchReport(`${name}.xlsx`, `${query}&asOf=2021-10-31`);
    expect(headers.get('content-type')).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    const [sheet] = await readXlsxFile(bytes);
    const rows = sheet!.data;
    expect(rows.length).toBe(csv.length);
    for (const [at, record] of csv.entries())
      expect(rows[at]!.slice(0, record.length).map((cell, place) => asCsvHasIt(cell, csv[2]![place]!))).toEqual(
        // What the guard of the csv put in front of a text is not in the xlsx, where text is text.
        record.map((value) => value.replace(/^'(?=[=+\-@])/, '')),
      );
  });

  requireTool('pdftotext')('on paper', () => {
    it.each(REPORTS)('has every figure of the csv, as another program reads it: %s', async (name, query) => {
      const [, , header = [], ...records] = await csvOf(name, `${query}&asOf=2021-10-31`);
      const { bytes, headers } = await fetchReport(`${name}.pdf`, `${query}&asOf=2021-10-31`);
      expect(headers.get('content-type')).toBe('application/pdf');
      const words = new Map<string, number>();
      for (const word of pagesOf(bytes).flat().join(' ').split(/\s+/)) words.set(word, (words.get(word) ?? 0) + 1);
      const figures = header.flatMap((title, at) => (/（(元|%|百分点)）$/.test(title) ? [at] : []));
      const expected = new Map<string, number>();
      for (const record of records)
        for (const at of figures) {
          const figure = record[at] ?? '-';
          if (!/\d/.test(figure)) continue;
          const shown = formatYuanGrouped(parseYuan(figure));
          expected.set(shown, (expected.get(shown) ?? 0) + 1);
        }
      expect(expected.size).toBeGreaterThan(5);
      for (const [amount, count] of expected) expect([amount, words.get(amount)]).toEqual([amount, count]);
    });

    it('prints vouchers two to a page, with 大写, names, times, and what each appropriation bears', async () => {
      const { items } = (await over.get('/v1/payments?fiscalYear=2021&period=2021-11&limit=200')).body as {
        items: { paymentId: string; purpose: string; total: string }[];
      };
      const pension = items.find(({ total }) => total === '8541331.00');
      const [second, third] = items.filter(({ paymentId }) => paymentId !== pension?.paymentId);
      // Asked for twice it is printed once.
      const asked = [pension, second, pension, third].map((each) => each?.paymentId).join(',');
      for (const [form, title] of [
        ['voucher', '资金支付凭单'],
        ['approval', '资金支付审批表'],
      ] as const) {
        const response = await fetch(`${over.address}/v1/vouchers.pdf?form=${form}&payments=${asked}`);
        expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
        const pages = pagesOf(Buffer.from(await response.arrayBuffer()));
        expect(pages.map((page) => page.filter((line) => line === title).length)).toEqual([2, 1]);
        const text = pages[0]!.join('\n').replace(/[ ]+/g, ' ');
        expect(text).toContain('人民币捌佰伍拾肆万壹仟叁佰叁拾壹元整');
        for (const amount of ['8,541,331.00', '7,029,591.00', '1,133,805.00', '188,967.50'])
          expect(text).toContain(amount);
        expect(text).toContain('75,587');
        expect(text).toContain('单人模式，未设');
        expect(text).toContain(`单据编号 ${pension?.paymentId}`);
      }
    });

    it('prints no payment of others', async () => {
      const { status, body } = await over.get(`/v1/vouchers.pdf?payments=${randomUUID()}`);
      expect([status, body['code']]).toEqual([404, 'payment-not-found']);
    });
  });

  it('has the totals of plan against actual, and columns that add up to them', async () => {
    for (const asOf of ['2021-03-31', '2021-06-30', '2021-10-31', '2021-12-31']) {
      const records = await csvOf('execution-progress', `&asOf=${asOf}`);
      const { total, programmes } = await planAgainstActual(asOf);
      for (const [header, figure] of [
        ['年初预算（元）', 'initialBudget'],
        ['全年预算（元）', 'budget'],
        ['计划累计（元）', 'planned'],
        ['计划累计（%）', 'plannedRate'],
        ['实际累计（元）', 'settled'],
        ['执行率（%）', 'executionRate'],
        ['计划偏差（百分点）', 'planGapPoints'],
        ['在途（元）', 'inTransit'],
        ['冻结（元）', 'frozen'],
        ['可用（元）', 'available'],
      ] as const) {
        const values = column(records, header);
        const expected = programmes.map(({ checkpoints, ...each }) =>
          figure === 'plannedRate' && checkpoints.some(({ on, printedShare }) => on === asOf && printedShare === null)
            ? '空白'
            : (each[figure] ?? '-'),
        );
        expect([header, ...values]).toEqual([header, ...expected, total[figure]]);
        if (header.endsWith('（元）')) expect(formatYuan(sum(values.slice(0, -1)))).toBe(values.at(-1));
      }
      const budget = column(records, '全年预算（元）').map(parseYuan);
      const parts = ['实际累计（元）', '在途（元）', '冻结（元）', '可用（元）'].map((header) =>
        column(records, header),
      );
      expect(budget).toEqual(budget.map((_, row) => sum(parts.map((part) => part[row]!))));
    }
  });

  it('ends the ledger on what is available, each balance the one before plus 增加 less 减少', async () => {
    for (const asOf of ['2021-06-30', '2021-12-31']) {
      const { programmes } = await planAgainstActual(asOf);
      for (const { appropriationId, available, settled, inTransit } of programmes) {
        const records = await csvOf('ledger', `&appropriationId=${appropriationId}&asOf=${asOf}`);
        const [added, taken, balance] = ['增加（元）', '减少（元）', '余额（元）'].map((header) =>
          column(records, header).map(parseYuan),
        );
        let running = 0n;
        for (const [row, after] of balance!.slice(0, -1).entries()) {
          running += added![row]! - taken![row]!;
          expect(after).toBe(running);
        }
        const last = records.at(-1)!;
        const of = (header: string) => last[records[2]!.indexOf(header)];
        expect([appropriationId, of('余额（元）'), of('已付（元）'), of('在途（元）')]).toEqual([
          appropriationId,
          available,
          settled,
          inTransit,
        ]);
      }
    }
  });

  it('lists disbursements whose net amounts are what plan against actual has as paid, each person at his rate', async () => {
    for (const asOf of ['2021-03-31', '2021-10-31', '2021-12-31']) {
      const records = await csvOf('disbursements', `&asOf=${asOf}`);
      const { total, programmes } = await planAgainstActual(asOf);
      expect(column(records, '净额（元）').at(-1)).toBe(total['settled']);
      const [codes, net, heads, rates, amounts] = ['项目', '净额（元）', '人（户）数', '单价（元）', '金额（元）'].map(
        (header) => column(records, header).slice(0, -1),
      );
      for (const { programmeCode, settled } of programmes)
        expect(formatYuan(sum(net!.filter((_, row) => codes![row]!.startsWith(programmeCode))))).toBe(settled);
      for (const [row, rate] of rates!.entries())
        if (rate !== '-') expect(BigInt(heads![row]!) * parseYuan(rate)).toBe(parseYuan(amounts![row]!));
    }
  });

  it.each(REPORTS)(
    'gives the same file, byte by byte, when asked again for the position it names: %s',
    async (name, query) => {
      const before = await fetchReport(`${name}.csv`, `${query}&asOf=2021-12-31`);
      const position = before.headers.get('x-projection-position')!;
      const workbook = await fetchReport(`${name}.xlsx`, `${query}&asOf=2021-12-31`);
      expect(before.text).toContain(`登记位置 ${position}`);
      const programme = (await over.get(`/v1/appropriations/${no14}`)).headers.get('etag')!;
      const supplemented = await over.post(
        `/v1/appropriations/${no14}/supplements`,
        {
          amount: '1.00',
          effectiveOn: '2021-06-01',
          documentNumber: '冀财社【2021】9号',
          reason: '=HYPERLINK("http://example")',
          // The same document comes with each of these reports.
          confirmation: '同一文件分次追加',
        },
        { 'if-match': programme },
      );
      expect([supplemented.status, supplemented.body]).toEqual([200, expect.anything()]);
      const later = await fetchReport(`${name}.csv`, `${query}&asOf=2021-12-31`);
      expect(later.headers.get('x-projection-position')).not.toBe(position);
      expect(later.text).not.toBe(before.text);
      const again = await fetch(`${over.address}${before.headers.get('content-location')}`);
      expect(Buffer.from(await again.arrayBuffer()).equals(before.bytes)).toBe(true);
      const sameWorkbook = await fetchReport(`${name}.xlsx`, `${query}&asOf=2021-12-31&knownAt=${position}`);
      const cells = async (bytes: Buffer) => (await readXlsxFile(bytes))[0]!.data;
      expect(await cells(sameWorkbook.bytes)).toEqual(await cells(workbook.bytes));
      if (name === 'ledger') expect(later.text).toContain(`"'=HYPERLINK(""http://example"")"`);
    },
  );

  it('keeps a text that looks like a formula a text in the workbook', async () => {
    const { bytes } = await fetchReport('ledger.xlsx', `&appropriationId=${no14}`);
    const [sheet] = await readXlsxFile(bytes);
    expect(sheet!.data.flat()).toContain('=HYPERLINK("http://example")');
    expect(partOf(bytes, 'xl/worksheets/sheet1.xml')).not.toMatch(/<f[ >]/);
  });

  it('prints on A4 landscape, as wide as the paper, the heading on every page', async () => {
    const { bytes } = await fetchReport('disbursements.xlsx', '');
    const sheet = partOf(bytes, 'xl/worksheets/sheet1.xml');
    expect(sheet).toMatch(/<sheetPr><pageSetUpPr fitToPage="1"\/><\/sheetPr><sheetViews>/);
    expect(sheet).toMatch(
      /<pageSetup paperSize="9" orientation="landscape" fitToWidth="1" fitToHeight="0"\/><headerFooter>/,
    );
    expect(sheet).toMatch(/<pane [^>]*state="frozen"/);
    expect(partOf(bytes, 'xl/workbook.xml')).toContain(`'拨付明细表'!$1:$3</definedName>`);
  });

  it('can be asked by an instant, and names the position that stands for it', async () => {
    const { headers, text } = await fetchReport(
      'execution-progress.csv',
      `&knownAt=${encodeURIComponent('2021-06-30T23:59:59+08:00')}`,
    );
    const position = headers.get('x-projection-position')!;
    expect(text).toMatch(/数据截至：2021-06-\d\d 1\d:\d\d:\d\d（事件 #\d+，登记位置 /);
    expect(text).toContain(position);
    const again = await fetchReport('execution-progress.csv', `&knownAt=${position}`);
    expect(again.text).toBe(text);
  });

  it('names the file in Chinese, answers HEAD without a body, and refuses in the usual form', async () => {
    const { headers } = await fetchReport('execution-progress.xlsx', '&asOf=2021-10-31');
    const disposition = headers.get('content-disposition')!;
    expect(disposition).toMatch(/^attachment; filename="[\x20-\x7e]+\.xlsx"; filename\*=UTF-8''/);
    expect(decodeURIComponent(disposition.split("''")[1]!)).toBe('资金执行进度表-2021年-截至2021-10-31.xlsx');
    const head = await fetchReport('ledger.csv', `&appropriationId=${no14}`, { method: 'HEAD' });
    expect([head.status, head.bytes.length, head.headers.get('content-type')]).toEqual([
      200,
      0,
      'text/csv; charset=utf-8',
    ]);
    const refused = async (name: string, query: string) => {
      const { status, text } = await fetchReport(name, query);
      return [status, (JSON.parse(text) as { code: string }).code];
    };
    expect(await refused('ledger.csv', '')).toEqual([422, 'missing-field']);
    expect(await refused('ledger.csv', `&appropriationId=${randomUUID()}`)).toEqual([404, 'appropriation-not-found']);
    expect(await refused('execution-progress.csv', '&knownAt=1')).toEqual([400, 'invalid-position']);
    expect(await refused('execution-progress.docx', '')).toEqual([404, 'not-found']);
  });

  it('writes a report to a file for a job, with its progress, and leaves none behind that is not whole', async () => {
    const folder = await mkdtemp(join(tmpdir(), 'bofu-report-'));
    const reports = over.office.app.get(Reports, { strict: false });
    const request: ReportRequest = {
      kind: 'ledger',
      format: 'csv',
      agencyScope: over.office.directory.agencyIds(),
      fiscalYear: 2021,
      asOf: parseBusinessDate('2021-12-31'),
      knownAt: null,
      appropriationId: no14,
    };
    try {
      const seen: number[] = [];
      const { position } = await reports.writeReport(request, join(folder, '台账.csv'), (rows) => seen.push(rows));
      const { text } = await fetchReport('ledger.csv', `&appropriationId=${no14}&knownAt=${position}`);
      expect(readFileSync(join(folder, '台账.csv'), 'utf8')).toBe(text);
      expect(seen).toEqual(seen.map((_, at) => at + 1));
      expect(seen.length).toBe(recordsOf(text).length - 4);
      await expect(
        reports.writeReport(request, join(folder, '中断.csv'), () => {
          throw new Error('stop');
        }),
      ).rejects.toThrow('stop');
      expect(await readdir(folder)).toEqual(['台账.csv']);
    } finally {
      await rm(folder, { recursive: true });
    }
  });
});

/** A workbook's cell in the words of the csv: the kind of a number is told by its column. */
function asCsvHasIt(cell: unknown, header: string): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell !== 'number') return String(cell);
  return header === '分担' || header === '人（户）数' ? String(cell) : formatYuan(BigInt(Math.round(cell * 100)));
}

/** The worksheet inside the zip, to see what no reader shows: formulas, print titles, page setup. */
function partOf(workbook: Buffer, name: string): string {
  for (let at = workbook.indexOf('PK\u0003\u0004', 0, 'latin1'); at >= 0;) {
    const [nameLength, extraLength] = [workbook.readUInt16LE(at + 26), workbook.readUInt16LE(at + 28)];
    const start = at + 30 + nameLength;
    if (workbook.toString('utf8', at + 30, start) === name)
      return inflateRawSync(workbook.subarray(start + extraLength)).toString('utf8');
    at = workbook.indexOf('PK\u0003\u0004', start, 'latin1');
  }
  throw new Error(`no ${name} in the workbook`);
}
