import { buffer } from 'node:stream/consumers';
import writeXlsxFile from 'write-excel-file/node';
import type { SheetData } from 'write-excel-file/node';
import { MemoryEventStore } from '../../../event-store/src/memory-event-store';
import { readSheet } from '@bofu/paper';
import { parseBusinessDate, type RatePeriod } from '@bofu/kernel';
import { SOMEBODY } from '@bofu/testing';
import type { AppropriationStanding } from '../ledger/appropriations.query';
import type { ProgrammeStanding } from '../ledger/programmes.query';
import { CellDefects, sheetIn } from './filled-in';
import { ImportTemplate, ImportTemplateHandler, tryTemplate, type FilledFile } from './import-template';
import type { BooksOfTemplate } from './settings-template';
import { TEMPLATE_COLUMNS, TEMPLATE_DAY, type TemplateKind } from './template-kind';
import { annotatedFile, templateFile } from './write-template';

const NOTHING: BooksOfTemplate = { programmes: [], appropriations: [], opened: new Set() };
const CODE = '13060726PENSION000001';
const OTHER = '13060726SUBSIDY000002';
const today = parseBusinessDate('2026-01-05');

type Value = string | number | Date | null;
const cell = (value: Value) =>
  value === null
    ? null
    : value instanceof Date
      ? { value, type: Date, format: 'yyyy-mm-dd' }
      : typeof value === 'number'
        ? { value, type: Number }
        : { value, type: String };

/** A filled-in template, as an office saves it: text, numbers and days, the head in its place. */
async function filledIn(
  kind: TemplateKind,
  rows: readonly (readonly Value[])[],
  days: readonly Value[] = [],
  reason = '',
  on = '2026-01-01',
) {
  const headings = [...TEMPLATE_COLUMNS[kind].map(({ heading }) => heading), ...days];
  const data = [
    [cell('标题')],
    ['预算年度', 2026, TEMPLATE_DAY[kind], new Date(`${on}T00:00:00Z`), '事由', reason].map(cell),
    [null],
    headings.map(cell),
    ...rows.map((row) => row.map(cell)),
  ] as SheetData;
  const written = writeXlsxFile(data, { sheet: '表' });
  return buffer(await (written.toStream as () => Promise<NodeJS.ReadableStream>)());
}

const fileOf = (kind: TemplateKind, bytes: Buffer, books = NOTHING): FilledFile => ({
  kind,
  bytes,
  fileName: `${kind}.xlsx`,
  bureau: '人力资源和社会保障局',
  agencyId: 'agency-1',
  books,
});
const tried = async (store: MemoryEventStore, file: FilledFile) => {
  const { defects, ...rest } = await tryTemplate(store, file, { by: SOMEBODY, today });
  return { ...rest, defects: defects.map(({ pointer, reason }) => `${pointer} ${reason}`) };
};
const row = (code: Value, amount: Value, more: Partial<Record<string, Value>> = {}) =>
  TEMPLATE_COLUMNS.programmes.map(({ heading }): Value => {
    const filled: Record<string, Value> = {
      项目编码: code,
      项目名称: '基础养老金',
      单位编码: '370001',
      单位名称: '局本级',
      资金级次: '区级',
      预算类型: '一般公共预算',
      下达方式: '正常下达',
      '金额（元）': amount,
      ...more,
    };
    return filled[heading] ?? null;
  });

const context = {
  commandId: '6b7cf1d0-4f4e-4e0c-9a53-0e6a1f0f9a11',
  agencyId: 'agency-1',
  by: SOMEBODY,
  recordedAt: '2026-01-05T09:00:00+08:00',
};

describe('a template of programmes', () => {
  it('is booked as it was filled in, and a second time changes nothing', async () => {
    const store = new MemoryEventStore();
    const rows = [
      row(CODE, 7_024_000.5, {
        资金级次: '中央',
        文号: '财社〔2025〕96号',
        发文日期: new Date('2025-11-20T00:00:00Z'),
      }),
      row(OTHER, '1,234.50'),
      row(OTHER, '￥ ９００', { 批次: 2 }),
      row(CODE, 5),
    ];
    const file = fileOf('programmes', await filledIn('programmes', rows));
    expect(await tried(store, file)).toMatchObject({ defects: [], changes: 4, totalFen: 702_614_000n });
    const handler = new ImportTemplateHandler(store);
    expect(await handler.execute(new ImportTemplate(context, file))).toMatchObject({ changes: 4, repeated: false });
    const issued: unknown[] = [];
    for await (const { events } of store.readAll())
      for (const { type, data } of events) if (type === 'AppropriationIssued') issued.push(data);
    expect(issued).toMatchObject([
      { amountFen: '702400050', documentDate: '2025-11-20', effectiveOn: '2026-01-01', sources: [{ place: 'K5' }] },
      { amountFen: '123450', batch: 1, sources: [{ place: 'K6', printed: '1234.50' }] },
      { amountFen: '90000', batch: 2, sources: [{ place: 'K7' }] },
      { amountFen: '500', fundingLevel: 'district' },
    ]);
    expect(await recordedOf(store, 'ProgrammeRegistered')).toHaveLength(2);
    expect(await handler.execute(new ImportTemplate(context, file))).toMatchObject({ repeated: true });
  });

  it('is refused whole, each fault at its cell', async () => {
    const store = new MemoryEventStore();
    const rows = [
      row(CODE, 0.001),
      row(130607260000000000000, 5),
      row(OTHER, '十元', { 资金级次: '镇级', 发文日期: '下周' }),
      row(OTHER, 5, { 单位名称: '另一个名字', 资金级次: '中央' }),
    ];
    const file = fileOf('programmes', await filledIn('programmes', rows));
    const { defects } = await tried(store, file);
    expect(defects).toEqual([
      'K5 金额超过两位小数',
      expect.stringContaining('A6 项目编码须为文本格式'),
      expect.stringContaining('E7 资金级次须为中央、省级、市级、区级之一：“镇级”'),
      expect.stringContaining('I7 不是日期：“下周”'),
      'K7 金额只能是数字：“十元”',
      'D8 单位 370001 在前面写作“局本级”',
    ]);
    await expect(new ImportTemplateHandler(store).execute(new ImportTemplate(context, file))).rejects.toMatchObject({
      code: 'import-file-invalid',
    });
    expect(await store.head()).toBeNull();
  });

  it('hears at the cell what the appropriation itself would refuse', async () => {
    const file = fileOf('programmes', await filledIn('programmes', [row('短', 5), row(CODE, 5, { 资金级次: '中央' })]));
    const { defects } = await tried(new MemoryEventStore(), file);
    expect(defects).toEqual([expect.stringContaining('A5 项目编码不正确'), 'A6 中央资金须填写文号']);
    const twice = await filledIn('programmes', [row(CODE, 5), row(CODE, 6)]);
    expect((await tried(new MemoryEventStore(), fileOf('programmes', twice))).defects).toEqual([
      expect.stringContaining('A6 与前面的重复'),
    ]);
  });

  it.each([
    ['no workbook', Buffer.from('PK nothing'), '不是完整的 .xlsx'],
    ['nothing', Buffer.alloc(0), '不是完整的 .xlsx'],
  ])('that is %s is refused as such', async (_what, bytes, reason) => {
    const { defects } = await tried(new MemoryEventStore(), fileOf('programmes', bytes));
    expect(defects).toEqual([expect.stringContaining(reason)]);
  });
});

const standard = (amountFen: string) => ({
  rates: [{ label: '基础养老金', amountFen, per: 'month' as RatePeriod }],
  headcount: 75_000,
  cashFlow: 'monthly' as const,
  deadline: { kind: 'monthly' as const, day: 30, printed: '每月30日以前' },
});

/** On record: two programmes with an appropriation each, as the import above leaves them. */
async function onRecord() {
  const store = new MemoryEventStore();
  const file = fileOf('programmes', await filledIn('programmes', [row(CODE, 100), row(OTHER, 100)]));
  await new ImportTemplateHandler(store).execute(new ImportTemplate(context, file));
  const programmes: ProgrammeStanding[] = [];
  const appropriations: AppropriationStanding[] = [];
  for await (const { events } of store.readAll())
    for (const { type, data } of events) {
      if (type === 'ProgrammeRegistered')
        programmes.push({
          groups: [],
          standards: [],
          endsOn: null,
          ...(data as object),
        } as unknown as ProgrammeStanding);
      if (type === 'AppropriationIssued')
        appropriations.push({
          spendingPlan: null,
          performanceTargets: null,
          ...(data as object),
        } as unknown as AppropriationStanding);
    }
  return { store, books: { programmes, appropriations, opened: new Set<string>() } satisfies BooksOfTemplate };
}
const again = { ...context, commandId: '6b7cf1d0-4f4e-4e0c-9a53-0e6a1f0f9a12' };
const recordedOf = async (store: MemoryEventStore, wanted: string) => {
  const found: unknown[] = [];
  for await (const { events } of store.readAll())
    for (const { type, data } of events) if (type === wanted) found.push(data);
  return found;
};

describe('a template of plans', () => {
  const days = [new Date('2026-03-31T00:00:00Z'), '2026-06-30', '2026年12月31日'];
  const plan = (code: string, ...shares: Value[]) => [code, null, '区级', '正常下达', 1, ...shares];

  it('keeps blanks, leaves rows without a figure alone, and adopts all plans in one append', async () => {
    const { store, books } = await onRecord();
    const bytes = await filledIn('plans', [plan(CODE, 25, null, 100), plan(OTHER, null, null, null)], days);
    const file = fileOf('plans', bytes, books);
    expect(await tried(store, file)).toMatchObject({ defects: [], changes: 1, unchanged: 0 });
    await new ImportTemplateHandler(store).execute(new ImportTemplate(again, file));
    expect(await recordedOf(store, 'SpendingPlanAdopted')).toMatchObject([
      {
        checkpoints: [
          { on: '2026-03-31', cumulativeShare: 2_500 },
          { on: '2026-06-30', cumulativeShare: null },
          { on: '2026-12-31', cumulativeShare: 10_000 },
        ],
      },
    ]);
  });

  it('records none where one is unsound, and names the cell of each', async () => {
    const { store, books } = await onRecord();
    const before = await store.head();
    const rows = [plan(CODE, 25, 50, 100), plan(OTHER, 50, 25, 100), plan(OTHER, 1, 2, 101), plan('不在', 1, 2, 100)];
    const file = fileOf('plans', await filledIn('plans', rows, days), books);
    expect((await tried(store, file)).defects).toEqual([
      'H7 累计百分比须在 0 至 100 之间，最多两位小数',
      'A8 账上没有编码为 不在 的项目',
      'F6 支出计划不正确：累计比例不能比前一时点低',
    ]);
    await expect(new ImportTemplateHandler(store).execute(new ImportTemplate(again, file))).rejects.toMatchObject({
      code: 'import-file-invalid',
    });
    expect(await store.head()).toBe(before);
  });

  it('asks why a plan is revised', async () => {
    const { store, books } = await onRecord();
    const known = {
      ...books,
      appropriations: books.appropriations.map((each) => ({
        ...each,
        spendingPlan: [{ on: parseBusinessDate('2026-12-31'), cumulativeShare: 10_000 }],
      })),
    };
    const bytes = await filledIn('plans', [plan(CODE, 25, 50, 100)], days);
    expect((await tried(store, fileOf('plans', bytes, known))).defects).toEqual([
      expect.stringContaining('请在标题行上方的“事由”写明缘由'),
      expect.stringContaining('还没有支出计划'),
    ]);
  });
});

describe('templates of standards and targets', () => {
  it('set several rates of a programme as one standard, and leave alone what is the same', async () => {
    const { store, books } = await onRecord();
    const rows = [
      [CODE, null, '基础养老金', 113, '月', 75000, '按月', 30],
      [OTHER, null, '补贴', '50', '年', 20, '一次性', '6-30'],
      [CODE, null, '高龄', 20, '月'],
    ];
    const file = fileOf('standards', await filledIn('standards', rows), books);
    expect(await tried(store, file)).toMatchObject({ defects: [], changes: 2 });
    await new ImportTemplateHandler(store).execute(new ImportTemplate(again, file));
    expect(await recordedOf(store, 'PaymentStandardSet')).toMatchObject([
      {
        rates: [{ amountFen: '11300' }, { label: '高龄', amountFen: '2000' }],
        headcount: 75_000,
        deadline: { kind: 'monthly', day: 30, printed: '每月30日以前' },
        effectiveOn: '2026-01-01',
        recordedOn: '2026-01-05',
      },
      { deadline: { kind: 'by-date', monthDay: '06-30' }, cashFlow: 'one-off' },
    ]);
    const known = {
      ...books,
      programmes: books.programmes.map((each) => ({
        ...each,
        standards: [{ ...standard('11300'), groupId: null, effectiveOn: parseBusinessDate('2026-01-01') }],
      })),
    };
    const same = await filledIn('standards', [[CODE, null, '基础养老金', 113, '月', '75,000', '按月', 30]]);
    expect(await tried(store, fileOf('standards', same, known))).toMatchObject({
      changes: 0,
      unchanged: 1,
      defects: [],
    });
  });

  it('replace a programme’s targets of the year, and want every column', async () => {
    const { store, books } = await onRecord();
    const target = (...cells: Value[]) => [CODE, null, ...cells];
    const rows = [
      target('产出指标', '数量指标', '人数', '75587人', '预算'),
      target('效益指标', '社会效益', '满意度', '≥90%', ''),
    ];
    const file = fileOf('targets', await filledIn('targets', rows), books);
    expect((await tried(store, file)).defects).toEqual(['G6 请填写确定依据']);
    const whole = await filledIn('targets', [rows[0]!, target('效益指标', '社会效益', '满意度', '≥90%', '调查')]);
    await new ImportTemplateHandler(store).execute(new ImportTemplate(again, fileOf('targets', whole, books)));
    expect(await recordedOf(store, 'PerformanceTargetsSet')).toMatchObject([
      { fiscalYear: 2026, targets: [{ level3: '人数' }, { target: '≥90%', basis: '调查' }] },
    ]);
  });
});

describe('what is handed out', () => {
  it('can be filled in and read back, whatever is on the books', async () => {
    const { store, books } = await onRecord();
    const known = {
      opened: new Set<string>(),
      programmes: books.programmes.map((each) => ({
        ...each,
        standards: [{ ...standard('11300'), groupId: null, effectiveOn: parseBusinessDate('2026-01-01') }],
      })),
      appropriations: books.appropriations.map((each) => ({
        ...each,
        spendingPlan: [
          { on: parseBusinessDate('2026-06-30'), cumulativeShare: null },
          { on: parseBusinessDate('2026-12-31'), cumulativeShare: 10_000 },
        ],
        performanceTargets: [{ level1: '产出', level2: '数量', level3: '人数', target: '1', basis: '预算' }],
      })),
    };
    for (const kind of ['plans', 'standards', 'targets'] as const) {
      const bytes = await buffer(await templateFile(kind, 2026, known, today));
      expect([kind, await tried(store, fileOf(kind, bytes, known))]).toEqual([
        kind,
        expect.objectContaining({ changes: 0, unchanged: 2, defects: [] }),
      ]);
    }
    const empty = await buffer(await templateFile('programmes', 2026, NOTHING, today));
    expect((await tried(store, fileOf('programmes', empty))).defects).toEqual([' 标题行下面没有填写']);
  });

  it('goes back to whoever filled it in, with what is wrong beside each row', async () => {
    const bytes = await filledIn('programmes', [row(CODE, 0.001), row(OTHER, 5)]);
    const { defects } = await tryTemplate(new MemoryEventStore(), fileOf('programmes', bytes), { by: SOMEBODY, today });
    const annotated = readSheet(await buffer(await annotatedFile(sheetIn(bytes, new CellDefects()), defects)));
    expect(annotated[3]?.cells.at(-1)?.text).toBe('错误说明');
    expect(annotated[4]?.cells.at(0)?.text).toBe(CODE);
    expect(annotated[4]?.cells.at(-1)?.text).toBe('K5 金额超过两位小数');
    expect(annotated[5]?.cells.at(-1)).toBeNull();
  });
});

describe('a template of opening balances', () => {
  const months = (...amounts: Value[]): Value[] => Array.from({ length: 13 }, (_, at) => amounts[at] ?? null);
  const opening = (code: Value, heads: Value, ...amounts: Value[]) => [
    ...[code, null, '区级', '正常下达', 1, heads],
    ...months(...amounts),
  ];
  const noMonth = (code: Value, amount: Value) => [
    code,
    null,
    '区级',
    '正常下达',
    1,
    null,
    ...months().with(12, amount),
  ];
  const filled = (rows: readonly (readonly Value[])[], on = '2026-01-03', reason = '本系统自 2 月启用') =>
    filledIn('openings', rows, [], reason, on);

  it('is entered whole: each month with its people, what is of no month, and the months are claimed', async () => {
    const { store, books } = await onRecord();
    const file = fileOf('openings', await filled([opening(CODE, 10, 12.5), noMonth(OTHER, '30.00')]), books);
    expect(await tried(store, file)).toMatchObject({ defects: [], changes: 2 });
    expect(await recordedOf(store, 'OpeningBalanceEntered')).toEqual([]);
    await new ImportTemplateHandler(store).execute(new ImportTemplate(again, file));
    expect(await recordedOf(store, 'OpeningBalanceEntered')).toMatchObject([
      {
        amountFen: '1250',
        effectiveOn: '2026-01-03',
        reason: '本系统自 2 月启用',
        lines: [{ groupId: null, period: '2026-01', heads: 10, amountFen: '1250' }],
        sources: [{ field: 'openingBalance', printed: '12.50', place: 'A5' }],
      },
      { amountFen: '3000', lines: [{ period: null, heads: null }] },
    ]);
    const [programme] = books.programmes;
    expect(await recordedOf(store, 'Claimed')).toContainEqual(
      expect.objectContaining({ kind: 'regular-period', key: `${programme?.programmeId}/2026-01` }),
    );
    // The same file once more would pay twice: each line is refused at its cell.
    const { defects } = await tried(store, file);
    expect(defects.map((defect) => defect.slice(0, 2))).toEqual(['A5', 'A6']);
  });

  it('records none where one is wrong, and names the cell of each', async () => {
    const { store, books } = await onRecord();
    const before = await store.head();
    const rows = [
      opening(CODE, 10, 12.5, 1),
      opening(OTHER, '许多', 100.001),
      noMonth(OTHER, 100.01),
      opening('不在', 1, 1),
    ];
    const file = fileOf('openings', await filled(rows, '2026-01-06', ''), books);
    expect((await tried(store, file)).defects).toEqual([
      'D2 期初日不能晚于今天',
      'F2 请在标题行上方写明“事由”，如：本系统自 6 月启用，1 至 5 月已付',
      'H5 晚于期初日 2026-01-06',
      'F6 每月人数须为 1 至 1500000000 的整数：“许多”',
      'G6 金额超过两位小数',
      'A8 账上没有编码为 不在 的项目',
      expect.stringMatching(/^A7 .*余额不足/),
    ]);
    await expect(new ImportTemplateHandler(store).execute(new ImportTemplate(again, file))).rejects.toMatchObject({
      code: 'import-file-invalid',
    });
    expect(await store.head()).toBe(before);
  });

  it('is handed out with every appropriation that has none yet, and its number of people', async () => {
    const { books } = await onRecord();
    const [first, second] = books.programmes;
    const known = {
      programmes: [{ ...first!, standards: [{ groupId: null, ...standard('9300') }] as never }, second!],
      appropriations: books.appropriations.map((each) => ({
        ...each,
        programmeCode: each.programmeId === first?.programmeId ? CODE : OTHER,
        programmeName: '基础养老金',
      })),
      opened: new Set<string>(),
    };
    const texts = async (opened: ReadonlySet<string>) => {
      const bytes = await buffer(await templateFile('openings', 2026, { ...known, opened }, today));
      return sheetIn(bytes, new CellDefects()).map(({ cells }) => cells.map((each) => each?.text ?? ''));
    };
    const [, head, , headings, ...rows] = await texts(new Set());
    expect(head).toEqual(expect.arrayContaining(['期初日', '2026-01-05', '事由']));
    expect(headings).toEqual(TEMPLATE_COLUMNS.openings.map(({ heading }) => heading));
    expect(rows.slice(0, 2).map((cells) => cells.slice(0, 6))).toEqual([
      [CODE, '基础养老金', '区级', '正常下达', '1', '75000'],
      [OTHER, '基础养老金', '区级', '正常下达', '1', ''],
    ]);
    const left = await texts(new Set([known.appropriations[0]!.appropriationId]));
    expect(left.slice(4).flatMap(([code]) => (code === '' ? [] : [code]))).toEqual([OTHER]);
  });
});
