import { createHash } from 'node:crypto';
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parse } from 'csv-parse/sync';
import type { EventStore } from '@bofu/event-store';
import { parseBusinessDate } from '@bofu/kernel';
import { recorded, requireTool } from '@bofu/testing';
import { typed } from '../../testing/accounting-tools';
import { playedDemoYear } from '../../../../test/demo-year/played-demo-year';
import { hledgerJournal } from '../export/hledger-journal';
import { journalHeader, readBooks } from '../export/read-books';
import { fieldMapping, NOT_VERIFIED } from './field-mapping';
import { writeInterfacePackage, type InterfacePackage, type InterfaceSelection } from './interface-package';

const mappingPage = (): string =>
  [
    '# Our fields and GB/T 42940-2023',
    '',
    'What `bofu audit export --format gbt42940` writes, against GB/T 42940-2023 财经信息技术 财政预算管理软件审计数据接口 (in force since',
    '2024-03-01). Public of the standard are its table of contents, its scope and its six parts; the names, identifiers and',
    'formats of its 数据元 and the structure of its files are not. So each column has the part it belongs to and the sections to look',
    'it up in, and **no row is verified** beyond that. 收入信息类 (4.2.4, 5.2.5) has no file: no revenue is recorded here.',
    '',
    ...[...new Set(fieldMapping().map(({ file }) => file))].flatMap((file) => {
      const fields = fieldMapping().filter((field) => field.file === file);
      const [{ part, elementsIn, structureIn } = fieldMapping()[0]!] = fields;
      return [
        `## ${file}`,
        '',
        `${part}: 数据元 in ${elementsIn}, 数据结构 in ${structureIn}. Not verified, all of it:`,
        '',
        ...fields.map(({ field, from }) => `- ${field}: ${from.includes('.') ? `\`${from}\`` : from}`),
        '',
      ];
    }),
  ].join('\n');

const fenOf = (yuan: string | undefined): bigint => BigInt((yuan ?? '').replace('.', ''));

describe('the tables of the audit interface', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bofu-interface-'));
  afterAll(() => rmSync(folder, { recursive: true }));
  const place = join(folder, 'tables');
  let store: EventStore;
  let YEAR: InterfaceSelection;
  let made: InterfacePackage;
  beforeAll(async () => {
    const { bureau, store: played } = await playedDemoYear();
    store = played;
    YEAR = { agencyId: bureau.agencyId, fiscalYear: 2021, asOf: null, knownAt: null };
    made = await writeInterfacePackage(store, place, YEAR);
  });
  const read = (name: string, from = place): Record<string, string>[] =>
    parse(readFileSync(join(from, name)), { bom: true, columns: true });
  const sum = (rows: readonly Record<string, string>[], column: string): bigint =>
    rows.reduce((all, row) => all + fenOf(row[column]), 0n);

  it('are one file each, under their parts of the standard, with the digest of every file', () => {
    const names = made.files.map(({ name }) => name);
    expect(names).toEqual([
      '01-基础信息类-部门.csv',
      '02-基础信息类-预算单位.csv',
      '03-项目信息类-项目.csv',
      '04-项目信息类-绩效目标.csv',
      '05-预算信息类-预算指标.csv',
      '06-预算信息类-指标变动.csv',
      '07-预算信息类-支出计划.csv',
      '08-支出信息类-付款申请.csv',
      '09-支出信息类-支付与冲减.csv',
      '10-支出信息类-付款明细.csv',
      '11-决算与报告类-年度执行.csv',
      '对照表.csv',
      '说明.txt',
    ]);
    expect(readdirSync(place).sort()).toEqual([...names, 'SHA256SUMS'].sort());
    for (const { name, sha256 } of made.files)
      expect([
        name,
        createHash('sha256')
          .update(readFileSync(join(place, name)))
          .digest('hex'),
      ]).toEqual([name, sha256]);
  });

  it('hold together: what was issued and changed is the budget, what was paid and came back is what is paid', () => {
    const [issued, changes] = [read('05-预算信息类-预算指标.csv'), read('06-预算信息类-指标变动.csv')];
    const [paid, execution] = [read('09-支出信息类-支付与冲减.csv'), read('11-决算与报告类-年度执行.csv')];
    expect(issued.length).toBeGreaterThan(20);
    expect(execution.map((row) => row['指标编号'])).toEqual(issued.map((row) => row['指标编号']));
    for (const row of execution) {
      const ofIt = (rows: readonly Record<string, string>[]) =>
        rows.filter((other) => other['指标编号'] === row['指标编号']);
      const changed = ofIt(changes).filter((change) => !/冻/.test(change['变动类型'] ?? ''));
      expect(fenOf(row['全年预算（元）'])).toBe(sum(ofIt(issued), '下达金额（元）') + sum(changed, '增减（元）'));
      expect(fenOf(row['已付（元）'])).toBe(sum(ofIt(paid), '支出增减（元）'));
    }
    expect(sum(paid, '支出增减（元）')).toBeGreaterThan(0n);
    // What came back is negative, and a number still.
    expect(paid.some((row) => /^-\d+\.\d\d$/.test(row['支出增减（元）'] ?? ''))).toBe(true);
  });

  it('say of every column what it was made from, and that nothing of the standard but its parts was looked up', () => {
    const mapping = read('对照表.csv');
    expect(mapping).toHaveLength(fieldMapping().length);
    for (const file of made.files.filter(({ name }) => /^\d/.test(name))) {
      const [header = ''] = readFileSync(join(place, file.name), 'utf8').replace('\uFEFF', '').split('\r\n');
      expect(mapping.filter((row) => row['文件'] === file.name).map((row) => row['列'])).toEqual(header.split(','));
    }
    expect(new Set(mapping.map((row) => row['核对情况']))).toEqual(new Set([NOT_VERIFIED]));
    expect(readFileSync(join(place, '说明.txt'), 'utf8')).toContain('不得据此称符合该标准');
  });

  it('stand in the docs as they are: UPDATE_GOLDENS=1 writes the page anew', () => {
    const page = join(__dirname, '../../../../docs/audit-interface.md');
    const printed = mappingPage();
    if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(page, printed);
    expect(readFileSync(page, 'utf8')).toBe(printed);
  });

  it('stop at a business date, and are the same for the same position', async () => {
    const [june, again] = [join(folder, 'june'), join(folder, 'again')];
    await writeInterfacePackage(store, june, { ...YEAR, asOf: parseBusinessDate('2021-06-30') });
    const days = read('09-支出信息类-支付与冲减.csv', june).map((row) => row['业务日期'] ?? '');
    expect(days.length).toBeGreaterThan(0);
    expect(days.filter((day) => day > '2021-06-30')).toEqual([]);
    await writeInterfacePackage(store, again, YEAR);
    for (const { name } of made.files)
      expect(readFileSync(join(again, name)).equals(readFileSync(join(place, name)))).toBe(true);
  });

  it('keep a text that looks like a formula from being one', async () => {
    const agencyId = YEAR.agencyId;
    const [event] = recorded([
      {
        stream: 'unit-x',
        type: 'UnitRegistered',
        data: {
          ...{ agencyId, unitId: 'x', code: '0012', name: '=HYPERLINK("x")', nature: '行政' },
          ...{ fundingForm: '财政拨款', openedOn: '2021-01-01' },
          by: { personId: 'a', post: 'security-administrator', delegationId: null, channel: 'service', mode: 'office' },
        },
        metadata: { recordedAt: '2021-01-01T09:00:00+08:00' },
      },
    ]);
    const planted = {
      head: async () => event!.position,
      async *readAll() {
        yield { events: [{ ...event!, agency: agencyId }] };
      },
    } as unknown as EventStore;
    const into = join(folder, 'formula');
    await writeInterfacePackage(planted, into, YEAR);
    expect(read('02-基础信息类-预算单位.csv', into)).toMatchObject([
      { 单位代码: '0012', 单位名称: `'=HYPERLINK("x")`, 撤销日: '' },
    ]);
  });

  requireTool('hledger')('beside the books as hledger adds them up', () => {
    it('come to the same amount paid', async () => {
      const asOf = parseBusinessDate('2021-12-31');
      const books = await readBooks(store, { ...YEAR, asOf });
      writeFileSync(
        join(folder, 'books.journal'),
        [...hledgerJournal(journalHeader({ ...YEAR, asOf }, books), books.books)].join(''),
      );
      const { said } = await typed(
        "hledger -f books.journal balance Expenses:Paid --depth 1 -N --format '%(total)' --layout bare",
        folder,
      );
      const paid = sum(read('09-支出信息类-支付与冲减.csv'), '支出增减（元）');
      expect(said.replace(/[^\d.]/g, '')).toBe(`${paid / 100n}.${String(paid % 100n).padStart(2, '0')}`);
    });
  });
});
