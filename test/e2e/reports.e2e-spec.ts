import { createHash, randomUUID } from 'node:crypto';
import { existsSync, readFileSync, writeFileSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inflateRawSync } from 'node:zlib';
import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import {
  NOTHING_CHOSEN,
  REPORT_KINDS,
  REPORTS as DEFINED,
  Reports,
  type ReportKind,
  type ReportRequest,
} from '@bofu/reporting';
import { publishedYear } from '@bofu/calendar';
import { formatYuan, formatYuanGrouped, fen, parseBusinessDate, parseYuan, type Fen } from '@bofu/kernel';
import { requireTool } from '@bofu/testing';
import { pagesOf } from '../../libs/reporting/testing/read-pdf';
import { exportedFrom, type Exported } from '../replay/books-by-hand';
import { officeWithDemoYear } from './office-with-demo-year';
import type { OfficeUnderTest } from './office-over-http';
import {
  alertsByHand,
  appropriationsByHand,
  monthsByHand,
  paymentsByHand,
  payoutsByHand,
  sharesByHand,
  targetsByHand,
  yuan,
} from './reports-by-hand';

const FUNDING_LEVEL: Readonly<Record<string, string>> = {
  central: '中央',
  provincial: '省级',
  municipal: '市级',
  district: '区级',
};

const NO_14 = '13062121RXGO3YWDTCKQR';
const NO_5 = '13062121BHNLI8GFGL4GA';
const GOLDEN = join(__dirname, 'goldens/execution-progress-2021-10-31.csv');
/** One appropriation's ledger, and a fortnight of the log: paper is for less than a year of it. */
const QUERY: Readonly<Partial<Record<ReportKind, string>>> = {
  ledger: '&appropriationId=:no14',
  operations: '&from=2021-10-18',
};
/** Their texts have amounts in them as well. */
const TOLD_IN_WORDS: ReadonlySet<ReportKind> = new Set([
  ...(['alert-cases', 'operations', 'performance-monitoring', 'self-evaluation'] as const),
]);
/** Reports of which no column has a sum: no 合计 that says nothing. */
const NOTHING_SUMS: ReadonlySet<string> = new Set(['绩效运行监控表', '绩效自评表', '岗位权限台账', '操作日志']);
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
const REPORTS = REPORT_KINDS.map((kind) => [kind, QUERY[kind] ?? ''] as const);

const recordsOf = (csv: string): string[][] => parse(csv, { bom: true, relaxColumnCount: true });

/** What closes a report, reckoned from the lines above it. */
function closingOf(records: readonly string[][]): string {
  const plain = records.map((record) => record.map((value) => value.replace(/^'(?=[=+\-@\d])/, '')));
  const lines = plain.map((record) => `${JSON.stringify(record)}\n`).join('');
  const digest = createHash('sha256').update(lines).digest('hex').slice(0, 16);
  const rows = records.length - 3 - (NOTHING_SUMS.has(records[0]![0]!) ? 0 : 1);
  return `校验码：${digest.match(/.{4}/g)!.join('-')}　共 ${rows} 行`;
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
    expect([name, status, text.slice(0, 1)]).toEqual([name, 200, '\ufeff']);
    const records = recordsOf(text);
    expect(records.pop()).toEqual([closingOf(records)]);
    return records;
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
    const text = printed.replace(/(登记位置 \d+)-[0-9a-f]{8}/, '$1').replace(/(校验码：)[0-9a-f-]{19}/, '$1');
    if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(GOLDEN, text);
    expect(text).toBe(existsSync(GOLDEN) ? readFileSync(GOLDEN, 'utf8') : null);
    expect(text.split('\r\n').length).toBe(3 + 22 + 1 + 1 + 1);
  });

  it.each(REPORTS)('says the same in xlsx as in csv, cell by cell: %s', async (name, query) => {
    const csv = await csvOf(name, `${query}&asOf=2021-10-31`);
    const { bytes, headers } = await fetchReport(`${name}.xlsx`, `${query}&asOf=2021-10-31`);
    expect(headers.get('content-type')).toBe('application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
    const [sheet] = await readXlsxFile(bytes);
    const rows = sheet!.data.slice(0, -1);
    expect(rows.length).toBe(csv.length);
    for (const [at, record] of csv.entries())
      expect(rows[at]!.slice(0, record.length).map((cell, place) => asCsvHasIt(cell, csv[2]![place]!))).toEqual(
        // What the guard of the csv put in front of a text is not in the xlsx, where text is text.
        record.map((value) => value.replace(/^'(?=[=+\-@\d])/, '')),
      );
  });

  requireTool('pdftotext')('on paper', () => {
    it.each(REPORTS)('has every figure of the csv, as another program reads it: %s', async (name, query) => {
      const [, , header = [], ...records] = await csvOf(name, `${query}&asOf=2021-10-31`);
      const { bytes, headers } = await fetchReport(`${name}.pdf`, `${query}&asOf=2021-10-31`);
      expect(headers.get('content-type')).toBe('application/pdf');
      const words = new Map<string, number>();
      for (const word of pagesOf(bytes).flat().join(' ').split(/\s+/)) words.set(word, (words.get(word) ?? 0) + 1);
      const figures = header.flatMap((title, at) => (/（(元|%|百分点|分)）$/.test(title) ? [at] : []));
      const expected = new Map<string, number>();
      for (const record of records)
        for (const at of figures) {
          const figure = record[at] ?? '-';
          if (!/\d/.test(figure)) continue;
          const shown = formatYuanGrouped(parseYuan(figure));
          expected.set(shown, (expected.get(shown) ?? 0) + 1);
        }
      if (figures.length > 4) expect(expected.size).toBeGreaterThan(0);
      for (const [amount, count] of expected) {
        const found = words.get(amount) ?? 0;
        if (TOLD_IN_WORDS.has(name)) expect([amount, found >= count]).toEqual([amount, true]);
        else expect([amount, found]).toEqual([amount, count]);
      }
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

    it('prints notices of alerts a page each, with the money, the term and the formulas', async () => {
      const { items } = (await over.get('/v1/alerts?fiscalYear=2021&situation=open&level=red&limit=2')).body as {
        items: { alertId: string; stake: string; answerDueOn: string; subjectName: string }[];
      };
      const asked = items.map(({ alertId }) => alertId);
      const response = await fetch(
        `${over.address}/v1/supervision-notices.pdf?alerts=${[...asked, asked[0]].join(',')}`,
      );
      expect([response.status, response.headers.get('content-type')]).toEqual([200, 'application/pdf']);
      const pages = pagesOf(Buffer.from(await response.arrayBuffer()));
      expect(pages).toHaveLength(2);
      for (const [at, { alertId, stake, answerDueOn }] of items.entries()) {
        const text = pages[at]!.join('\n');
        expect(text).toContain('预警督办单');
        expect(text).toContain(`督办编号 ${alertId}`);
        expect(text).toContain(`${formatYuanGrouped(parseYuan(stake))} 元`);
        expect(text).toContain(`请于 ${answerDueOn} 前`);
        expect(text).toContain('尚无办理');
      }
      const { status, body } = await over.get(`/v1/supervision-notices.pdf?alerts=${randomUUID()}`);
      expect([status, body['code']]).toEqual([404, 'alert-not-found']);
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

  describe('has the figures that the events alone give', () => {
    const AS_OF = '2021-10-31';
    let events: Exported[];
    let appropriations: ReturnType<typeof appropriationsByHand>;
    let runs: ReturnType<typeof paymentsByHand>;
    const levelOf = (appropriationId: string) => appropriations.get(appropriationId)?.level;
    /** The cells of some columns, row by row, without the 合计. */
    const cells = async (name: ReportKind, query: string, ...headers: string[]): Promise<string[][]> => {
      const records = await csvOf(name, `${query}&asOf=${AS_OF}`);
      const columns = headers.map((header) => column(records, header));
      return records
        .slice(3, NOTHING_SUMS.has(records[0]![0]!) ? undefined : -1)
        .map((_, row) => columns.map((values) => values[row]!.replace(/^'/, '')));
    };
    const sorted = (rows: readonly (readonly string[])[]) => rows.map((row) => row.join(' ')).sort();

    /** Of the district's pension: three targets that payments prove, and a person's word for the rest. */
    const sayWhatBecameOfTargets = async () => {
      const { items } = (await over.get('/v1/performance?fiscalYear=2021')).body as {
        items: {
          programmeCode: string;
          programmeId: string;
          targets: Record<'level1' | 'level2' | 'level3', string>[];
        }[];
      };
      const { programmeId, targets } = items.find(({ programmeCode }) => programmeCode === NO_5)!;
      const act = async (path: string, body: object) => {
        const etag = (await over.get(`/v1/programmes/${programmeId}`)).headers.get('etag')!;
        const sent = { fiscalYear: 2021, ...body };
        const answer = await over.post(`/v1/programmes/${programmeId}/${path}`, sent, { 'if-match': etag });
        expect(answer).toMatchObject({ status: 200 });
        await over.caughtUp();
      };
      const names = targets.map(({ level1, level2, level3 }) => ({ level1, level2, level3 }));
      const declared = { accrues: false, bound: 'at-least' };
      await act('performance-measures', {
        effectiveOn: '2021-01-05',
        measures: [
          { ...names[0], ...declared, measure: 'people-paid', people: 75_587 },
          { ...names[1], ...declared, measure: 'payout-rate', percent: '95' },
          { ...names[2], ...declared, measure: 'timely-rate', percent: '100' },
        ],
      });
      const asOf = AS_OF;
      const said = { actual: '见佐证', verdict: 'met', completion: '97.78', comment: '问卷汇总' };
      const record = (of: string, ...statements: object[]) => act('performance-actuals', { asOf: of, statements });
      await record(asOf, ...names.slice(3).map((name) => ({ ...name, ...said })));
      // Said of the year's end, and again of the day: neither what is said of a later day counts, nor what was corrected.
      await record('2021-12-31', { ...names[6], ...said, completion: '100' });
      await record(asOf, { ...names[6], ...said, verdict: 'partly-met', completion: '61.23' });
    };

    beforeAll(async () => {
      const arrival = { amount: '1234567.89', arrivedOn: '2021-02-03', account: '社保基金财政专户' };
      const etag = (await over.get(`/v1/appropriations/${no14}`)).headers.get('etag')!;
      const arrived = await over.post(`/v1/appropriations/${no14}/arrivals`, arrival, { 'if-match': etag });
      expect(arrived).toMatchObject({ status: 200 });
      await over.caughtUp();
      await sayWhatBecameOfTargets();
      events = await exportedFrom(over.office.store);
      appropriations = appropriationsByHand(events, 2021, AS_OF);
      runs = paymentsByHand(events, AS_OF);
    });

    it('发放汇总表', async () => {
      const rows = await cells(
        ...([
          'payouts',
          '',
          '所属期',
          '人（户）数',
          '中央（元）',
          '省级（元）',
          '市级（元）',
          '区级（元）',
          '合计（元）',
        ] as const),
        ...['退回（元）', '实发（元）'],
      );
      const sums = new Map<string, { heads: number; fen: bigint[] }>();
      for (const [period = '', heads = '', ...amounts] of rows) {
        const sum = sums.get(period) ?? { heads: 0, fen: amounts.map(() => 0n) };
        sums.set(period, sum);
        sum.heads += heads === '-' ? 0 : Number(heads);
        sum.fen = sum.fen.map((fen, at) => fen + parseYuan(amounts[at]!));
      }
      const hand = [...payoutsByHand(runs, levelOf)].map(([period, { heads, levels, returned }]) => {
        const paid = levels.reduce((total, each) => total + each, 0n);
        return [period, { heads, fen: [...levels, paid, returned, paid - returned] }] as const;
      });
      expect(new Map(sums)).toEqual(new Map(hand));
      expect(sums.get('2021-05')?.fen.slice(0, 4)).toEqual([
        702_959_100n,
        113_380_500n,
        18_896_750n,
        expect.any(BigInt),
      ]);
    });

    it('退票及重发台账', async () => {
      const rows = await cells('returns', '', '原批次号', '退回日', '金额（元）', '重发批次号');
      const reissues = new Map(
        [...runs].flatMap(([paymentId, { submitted, charges }]) => {
          const of = submitted['reissueOf'] as { returnId: string } | null;
          const stands = [...charges.values()].some(({ state }) => state !== 'gone');
          return of === null || !stands ? [] : [[of.returnId, paymentId]];
        }),
      );
      const hand = [...runs].flatMap(([paymentId, { returns }]) =>
        returns.map(({ data }) => {
          const reissue = reissues.get(String(data['returnId'])) ?? '-';
          return [paymentId, String(data['returnedOn']), yuan(BigInt(String(data['totalFen']))), reissue];
        }),
      );
      expect(hand.length).toBeGreaterThan(0);
      expect(sorted(rows)).toEqual(sorted(hand));
    });

    it('指标变动表', async () => {
      const rows = await cells(
        ...(['budget-changes', '', '项目编码', '资金级次', '日期', '前值（元）', '增减（元）', '后值（元）'] as const),
        '冻结增减（元）',
      );
      const hand = [...appropriations.values()].flatMap(({ code, level, changes }) =>
        changes.map(({ on, before, by, after, frozenBy }) => [
          ...[code, FUNDING_LEVEL[level]!, on, yuan(before), yuan(by), yuan(after), yuan(frozenBy)],
        ]),
      );
      expect(hand.length).toBeGreaterThan(22);
      expect(sorted(rows)).toEqual(sorted(hand));
    });

    it('上级资金到位及支付表', async () => {
      const rows = await cells(
        ...([
          'funds-arrivals',
          '',
          '项目编码',
          '全年预算（元）',
          '到位（元）',
          '已付（元）',
          '到位未付（元）',
        ] as const),
        '未到位（元）',
      );
      const hand = [...appropriations.values()]
        .filter(({ level }) => level !== 'district')
        .map(({ code, budget, arrived, settled }) => [
          ...[code, yuan(budget), arrived === 0n ? '-' : yuan(arrived), yuan(settled)],
          ...(arrived === 0n ? ['-', '-'] : [yuan(arrived - settled), yuan(budget - arrived)]),
        ]);
      expect(sorted(rows)).toEqual(sorted(hand));
      expect(rows.find(([code]) => code === NO_14)?.[2]).toBe('1234567.89');
    });

    it('三方对账单', async () => {
      const rows = await cells(
        ...([
          'reconciliation',
          '',
          '年初预算（元）',
          '变动（元）',
          '支付（元）',
          '退回（元）',
          '净支出（元）',
        ] as const),
        '结余（元）',
      );
      const hand = ['central', 'provincial', 'municipal', 'district'].map((level) => {
        const of = [...appropriations.values()].filter((one) => one.level === level);
        const total = (pick: (one: (typeof of)[number]) => bigint) => of.reduce((all, one) => all + pick(one), 0n);
        const initial = total(({ issued }) => BigInt(String(issued['amountFen'])));
        const [budget, settled] = [total((one) => one.budget), total((one) => one.settled)];
        return [
          ...[initial, budget - initial, total(({ paid }) => paid), total(({ returned }) => returned), settled],
          budget - settled,
        ].map(yuan);
      });
      expect(rows).toEqual(hand);
    });

    it('结转结余表', async () => {
      const rows = await cells(
        ...([
          'carry-over',
          '',
          '项目编码',
          '资金级次',
          '收回（元）',
          '全年预算（元）',
          '已付（元）',
          '未付（元）',
        ] as const),
        ...['其中：在途（元）', '其中：冻结（元）'],
      );
      const hand = [...appropriations.values()].map(
        ({ code, level, clawedBack, budget, settled, inTransit, frozen }) => [
          ...[code, FUNDING_LEVEL[level]!],
          ...[clawedBack, budget, settled, budget - settled, inTransit, frozen].map(yuan),
        ],
      );
      expect(sorted(rows)).toEqual(sorted(hand));
    });

    it('四级分担核对表', async () => {
      const LEVELS = ['中央', '省级', '市级', '区级'];
      const rows = await cells(
        ...(['level-shares', '', '批次号'] as const),
        ...LEVELS.map((level) => `${level}人数`),
        ...LEVELS.map((level) => `${level}（元）`),
        ...['人数一致', '单价合计（元）', '差额（元）'],
      );
      const hand = [...sharesByHand(runs, levelOf)].map(([paymentId, { heads, amounts }]) => [
        ...[paymentId, ...heads.map((count) => (count === null ? '-' : String(count))), ...amounts.map(yuan)],
        ...['一致', '113.00', '0.00'],
      ]);
      expect(hand.length).toBeGreaterThan(8);
      expect(sorted(rows)).toEqual(sorted(hand));
    });

    it('口径调节表', async () => {
      const records = await csvOf('budget-scope', '&asOf=2021-01-01');
      const budget = column(records, '年初预算（元）');
      // 15872.73 万元 of all programmes, less 2.58 and 18.61 of 国有资本经营预算, is the published 15851.54.
      expect([budget[0], budget.at(-1)]).toEqual(['158727300.00', '158515400.00']);
      expect(budget.slice(1, -1).sort()).toEqual(['-186100.00', '-25800.00']);
      expect(column(records, '指标数')).toEqual(['22', '-1', '-1', '20']);
    });

    it('预警处置台账', async () => {
      const rows = await cells('alert-cases', '', '触发日', '状态', '再次触发');
      const { cases } = alertsByHand(events, 2021, AS_OF, AS_OF);
      const hand = [...cases.values()].map(({ raised, cleared, recurrences }) => [
        ...[raised, cleared ? '已销号' : '', String(recurrences)],
      ]);
      expect(sorted(rows.map(([on = '', as = '', again = '']) => [on, as === '已销号' ? as : '', again]))).toEqual(
        sorted(hand),
      );
      // 处置期限: ten working days of the published year after the day a case was raised; none of 提示.
      const { holidays, makeUpDays } = publishedYear(2021);
      const isOff = (day: string): boolean =>
        holidays.some(({ from, to }) => from <= day && day <= to) ||
        ([0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && !makeUpDays.some((each) => each === day));
      const tenAfter = (day: string): string => {
        let at = day;
        for (let left = 10; left > 0; left -= isOff(at) ? 0 : 1)
          at = new Date(Date.parse(at) + 86_400_000).toISOString().slice(0, 10);
        return at;
      };
      const due = await cells('alert-cases', '', '触发日', '级别', '再次触发', '处置期限');
      const once = due.filter(([, , again]) => again === '0');
      expect(once.map(([, , , on]) => on)).toEqual(
        once.map(([raised = '', level]) => (level === '提示' ? '-' : tenAfter(raised))),
      );
      expect(new Set(once.map(([, level]) => level === '提示'))).toEqual(new Set([true, false]));
    });

    it('月报', async () => {
      const records = await csvOf('period-summary', `&from=2021-10-01&asOf=${AS_OF}`);
      const before = appropriationsByHand(events, 2021, '2021-09-30');
      const rows = column(records, '项目编码')
        .map((code, at) => [code, column(records, '本期支出（元）')[at]!, column(records, '累计支出（元）')[at]!])
        .filter(([code]) => code !== '-');
      const hand = [...appropriations].map(([id, { code, settled }]) => [
        ...[code, yuan(settled - (before.get(id)?.settled ?? 0n)), yuan(settled)],
      ]);
      expect(sorted(rows)).toEqual(sorted(hand));
      const { raised, ended, standing } = alertsByHand(events, 2021, AS_OF, '2021-10-01');
      const last = (header: string) => column(records, header).at(-1);
      expect([last('新增预警（件）'), last('办结预警（件）'), last('期末预警（件）')]).toEqual(
        [raised, ended, standing].map(String),
      );
      const no5 = records.find((record) => record[1] === '13062121BHNLI8GFGL4GA')!;
      expect(no5[records[2]!.indexOf('足额期数')]).toMatch(/^\d+\/10$/);
    });

    it('绩效运行监控表, one line for each of 169 indicators', async () => {
      expect(await cells('performance-monitoring', '', '三级指标')).toHaveLength(169);
    });

    it('绩效自评表, 10, 50, 30 and 10 points, and none for a programme of which something is missing', async () => {
      const headers = ['项目编码', '一级指标', '三级指标', '执行率或完成率（%）', '分值（分）', '得分（分）'];
      const all = await cells('self-evaluation', '', ...headers);
      expect(all).toHaveLength(169 + 22 + 22);
      const rows = all.filter(([code]) => code === NO_5).map((row) => row.slice(1));
      const [appropriationId, { issued, budget, settled }] = [...appropriations].find(([, { code }]) => code === NO_5)!;
      const hand = targetsByHand(events, text(issued['programmeId']), 2021, AS_OF);
      const months = monthsByHand(runs, appropriationId, events);
      // By the published calendar of 2021: 每月30日以前, or the working day before it.
      const due = ['01-29', '02-26', '03-30', '04-30', '05-28', '06-30', '07-30', '08-30', '09-30', '10-29'];
      const owed = 18_896_750n;
      const paid = due.reduce(
        (sum, _, at) => sum + (months.get(`2021-${String(at + 1).padStart(2, '0')}`)?.fen ?? 0n),
        0n,
      );
      const inTime = due.filter((day) => {
        const month = months.get(`2021-${day.slice(0, 2)}`);
        return month !== undefined && month.firstPaidOn <= `2021-${day}` && month.fen * 100n >= owed * 98n;
      }).length;
      const [last] = [...months].sort(([a], [b]) => (a < b ? 1 : -1));
      expect([inTime, last?.[0]]).toEqual([9, '2021-09']);
      const reached: Record<string, bigint> = {
        'people-paid': BigInt(last![1].heads),
        'payout-rate': halfUp(paid * 10_000n, owed * 10n),
        'timely-rate': halfUp(BigInt(inTime) * 10_000n, 10n),
      };
      const weights = [1_250n, 1_250n, 1_250n, 1_250n, 1_500n, 1_500n, 1_000n];
      const lines = hand.map(({ target, measure, finding }, at) => {
        const planned = BigInt(text((measure?.['planned'] as { value: string } | undefined)?.value ?? '0'));
        const actual = reached[text(measure?.['measure'])];
        const share =
          actual === undefined
            ? BigInt(Number(finding?.['completion']))
            : actual >= planned
              ? 10_000n
              : (actual * 10_000n) / planned;
        return { target, share, weight: weights[at]!, score: halfUp(weights[at]! * share, 10_000n) };
      });
      const executed = halfUp(settled * 10_000n, budget);
      const execution = halfUp(1_000n * executed, 10_000n);
      expect(rows).toEqual([
        ['预算执行率', '-', yuan(executed), '10.00', yuan(execution)],
        ...lines.map(({ target, share, weight, score }) => [
          ...[text(target['level1']), text(target['level3']), yuan(share), yuan(weight), yuan(score)],
        ]),
        ['自评得分', '-', '-', '100.00', yuan(lines.reduce((sum, { score }) => sum + score, execution))],
      ]);
      expect(lines.map(({ share }) => share)).toEqual([10_000n, 9_473n, 9_000n, 9_778n, 9_778n, 9_778n, 6_123n]);
      const others = all.filter(([code, level1]) => code !== NO_5 && level1 === '自评得分');
      expect([...new Set(others.map((row) => row[5]))]).toEqual(['-']);
    });

    it('操作日志', async () => {
      const rows = await cells('operations', '&from=2021-10-18', '登记位置');
      const within: string[] = [];
      for await (const batch of over.office.store.readAll())
        for (const { position, metadata } of batch.events) {
          const day = new Date(Date.parse(metadata['recordedAt'] ?? '') + 8 * 3_600_000).toISOString().slice(0, 10);
          if (day >= '2021-10-18' && day <= AS_OF) within.push(position);
        }
      expect(within.length).toBeGreaterThan(20);
      expect(rows.flat()).toEqual(within);
    });

    it('of one level, one unit, one programme only where they were asked for', async () => {
      const codes = async (query: string) => new Set((await cells('execution-progress', query, '项目编码')).flat());
      const ofLevel = [...appropriations.values()].filter(({ level }) => level === 'central');
      expect(await codes('&fundingLevel=central')).toEqual(new Set(ofLevel.map(({ code }) => code)));
      const { programmeId } = appropriations.get(no14)!.issued as { programmeId: string };
      expect(await codes(`&programmeId=${programmeId}`)).toEqual(new Set([NO_14]));
      expect((await codes('&unitCode=356009')).size).toBe(2);
      const paid = await csvOf('disbursements', `&fundingLevel=central&from=2021-10-01&asOf=${AS_OF}`);
      expect(new Set(column(paid, '资金级次').slice(0, -1))).toEqual(new Set(['中央']));
      expect(
        column(paid, '提交日')
          .slice(0, -1)
          .every((day) => day >= '2021-09'),
      ).toBe(true);
    });

    it('previews what the file says', async () => {
      const records = await csvOf('returns', `&asOf=${AS_OF}`);
      const { body } = await over.get(`/v1/reports/returns/preview?fiscalYear=2021&asOf=${AS_OF}`);
      const { columns, rows, total, count } = body as {
        columns: { header: string; kind: string }[];
        rows: string[][];
        total: string[];
        count: number;
      };
      expect([columns.map(({ header }) => header), ...rows, total]).toEqual(records.slice(2));
      expect([count, columns.find(({ header }) => header === '金额（元）')?.kind]).toEqual([rows.length, 'money']);
    });

    it('is listed with what it can be narrowed to, and what nothing on record could fill is said', async () => {
      const { body } = await over.get('/v1/reports');
      const { items, withoutFacts } = body as {
        items: { report: ReportKind; takes: string[] }[];
        withoutFacts: { missing: string }[];
      };
      expect(items.map(({ report }) => report)).toEqual([...REPORT_KINDS]);
      for (const { report, takes } of items) expect(takes).toEqual(DEFINED[report].takes);
      expect(withoutFacts.every(({ missing }) => missing.startsWith('尚无此项数据'))).toBe(true);
    });
  });

  it('gives the same files, byte by byte, when asked again for the position they name', async () => {
    const before = new Map<string, Awaited<ReturnType<typeof fetchReport>>>();
    for (const [name, query] of REPORTS) before.set(name, await fetchReport(`${name}.csv`, `${query}&asOf=2021-12-31`));
    const workbook = await fetchReport('ledger.xlsx', `${QUERY.ledger}&asOf=2021-12-31`);
    const programme = (await over.get(`/v1/appropriations/${no14}`)).headers.get('etag')!;
    const supplemented = await over.post(
      `/v1/appropriations/${no14}/supplements`,
      {
        amount: '1.00',
        effectiveOn: '2021-06-01',
        documentNumber: '冀财社【2021】9号',
        reason: '=HYPERLINK("http://example")',
      },
      { 'if-match': programme },
    );
    expect([supplemented.status, supplemented.body]).toEqual([200, expect.anything()]);
    for (const [name, query] of REPORTS) {
      const { text, headers, bytes } = before.get(name)!;
      const position = headers.get('x-projection-position')!;
      expect([name, text]).toEqual([name, expect.stringContaining(`登记位置 ${position}`)]);
      const later = await fetchReport(`${name}.csv`, `${query}&asOf=2021-12-31`);
      expect(later.headers.get('x-projection-position')).not.toBe(position);
      expect([name, later.text]).not.toEqual([name, text]);
      const again = await fetch(`${over.address}${headers.get('content-location')}`);
      expect([name, Buffer.from(await again.arrayBuffer()).equals(bytes)]).toEqual([name, true]);
      if (name === 'ledger') expect(later.text).toContain(`"'=HYPERLINK(""http://example"")"`);
    }
    const position = workbook.headers.get('x-projection-position');
    const sameWorkbook = await fetchReport('ledger.xlsx', `${QUERY.ledger}&asOf=2021-12-31&knownAt=${position}`);
    const cells = async (bytes: Buffer) => (await readXlsxFile(bytes))[0]!.data;
    expect(await cells(sameWorkbook.bytes)).toEqual(await cells(workbook.bytes));
  });

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
    expect(await refused('ledger.csv', '')).toEqual([422, 'ledger-needs-programme']);
    expect(await refused('budget-scope.csv', '&fundingLevel=central')).toEqual([422, 'report-does-not-take']);
    expect(await refused('returns.csv', '&from=2021-02-01&asOf=2021-01-31')).toEqual([
      422,
      'report-ends-before-it-begins',
    ]);
    expect(await refused('nothing.csv', '')).toEqual([404, 'not-found']);
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
      ...NOTHING_CHOSEN,
      appropriationId: no14,
    };
    try {
      const seen: number[] = [];
      const { position } = await reports.writeReport(request, join(folder, '台账.csv'), (rows) => seen.push(rows));
      const { text } = await fetchReport('ledger.csv', `&appropriationId=${no14}&knownAt=${position}`);
      expect(readFileSync(join(folder, '台账.csv'), 'utf8')).toBe(text);
      expect(seen).toEqual(seen.map((_, at) => at + 1));
      expect(seen.length).toBe(recordsOf(text).length - 5);
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

const text = (value: unknown): string => String(value);
/** Of numbers not below zero. */
const halfUp = (part: bigint, whole: bigint): bigint => (2n * part + whole) / (2n * whole);

/** Headers of whole numbers that are no amounts. */
const COUNTED = /^分担$|数$|天数$|（天）$|（件）$|^再次触发$/;

/** A workbook's cell in the words of the csv: the kind of a number is told by its column. */
function asCsvHasIt(cell: unknown, header: string): string {
  if (cell instanceof Date) return cell.toISOString().slice(0, 10);
  if (typeof cell !== 'number') return String(cell);
  return COUNTED.test(header) ? String(cell) : formatYuan(BigInt(Math.round(cell * 100)));
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
