import { blocksOf, paperWith, sheetWith, type PrintedBlock } from '../../testing/printed-disclosure';
import { readBlocks, readDocxOf, readSheet, reasonsOf } from '../../testing/read-printed';

/** Invented papers of other bureaus, in layouts that the founding document does not have. */

const UNIT = '602001云岭省青溪县卫生健康局本级';
const health = (...blocks: readonly PrintedBlock[]): PrintedBlock[] => [
  '云岭省青溪县卫生健康局',
  '2025年部门预算信息公开',
  '现将云岭省青溪县卫生健康局2025年部门预算公开如下：',
  '项目支出  412.30万元',
  '项目支出预算明细表',
  ...blocks,
  '第三部分 名词解释',
];
const row = (nth: number, name: string, ...more: string[]) => [`88020125WSJK0000A000${nth}`, name, UNIT, ...more];

describe('one table of a health bureau, a row for each programme', () => {
  const head = ['项目编码', '项目名称', '预算单位', '2024年执行数', '2025年预算数', '资金来源'];
  const rows = [
    row(1, '基本公共卫生服务补助', '2,050,000.00', '2,123,000.00', '中央'),
    row(2, '计划生育特别扶助', '1,900,000.00', '2,000,000.00', '县级'),
    ['合计', '', '', '3,950,000.00', '4,123,000.00', ''],
  ];

  it.each([
    ['as text', readBlocks],
    ['as a Word file', readDocxOf],
  ])('gives the money of its own year, in 元, at the level its column says: %s', (_way, read) => {
    const draft = read(health('单位：元', [head, ...rows]));
    expect(draft.programmes.map(({ amount, fundingLevel }) => [amount.value, fundingLevel.value])).toEqual([
      ['2123000.00', 'central'],
      ['2000000.00', 'district'],
    ]);
    expect(draft.programmes[0]!.amount).toMatchObject({ printed: '2,123,000.00', place: { row: 2, column: 5 } });
    expect(draft.programmes[0]!.fundingLevel).toMatchObject({ certainty: 'printed', place: { row: 2, column: 6 } });
    expect(draft.reconciliation).toMatchObject({ verdict: 'ties', sum: '4123000.00' });
  });

  it('is read the same wherever last year’s column stands, and whatever it is called', () => {
    for (const [own, other] of [
      ['本年预算数', '上年预算数'],
      ['2025年度预算数', '2024年度预算数'],
      ['2025年年初预算数', '2024年决算数'],
    ] as const)
      for (const turned of [false, true]) {
        const amounts = (mine: string, theirs: string) => (turned ? [mine, theirs] : [theirs, mine]);
        const table = [
          ['项目编码', '项目名称', '预算单位', ...amounts(own, other)],
          row(1, '基本公共卫生服务补助', ...amounts('212.30', '205.00')),
          row(2, '计划生育特别扶助', ...amounts('200.00', '190.00')),
        ];
        const { programmes } = readBlocks(health('单位：万元', table));
        expect([own, turned, ...programmes.map(({ amount }) => amount.value)]).toEqual([
          ...[own, turned, '2123000.00', '2000000.00'],
        ]);
      }
  });

  it('asks where the column of sources names several, none, or another than the name', () => {
    const columns = ['项目编码', '项目名称', '预算单位', '预算数', '资金来源'];
    const asked = (name: string, source: string) =>
      readBlocks(health('单位：万元', [columns, row(1, name, '212.30', source)])).programmes[0]!.fundingLevel;
    expect(asked('公共卫生', '中央、省级')).toMatchObject({ value: null, reason: 'level-several' });
    expect(asked('公共卫生', '财政拨款')).toMatchObject({ value: null, reason: 'level-unstated' });
    expect(asked('中央公共卫生补助资金', '县级')).toMatchObject({ value: null, reason: 'level-several' });
  });

  it('is no budget where what was done in its own year stands beside it', () => {
    const columns = ['项目编码', '项目名称', '预算单位', '2025年预算数', '2025年执行数'];
    const table = [columns, row(1, '公共卫生', '212.30', '200.00')];
    expect(() => readBlocks(health('单位：万元', table))).toThrow('paper-is-evaluation');
  });
});

describe('a department whose tables have units of their own', () => {
  const services = [{ level1: '产出指标', level2: '数量指标', level3: '服务人次', target: '≥3000人次', basis: '' }];
  const sheets = [
    sheetWith({ moneyUnit: '单位：元', amount: '1,200,000.00', name: '甲项目', indicators: services }),
    sheetWith({ moneyUnit: '单位：万元', amount: '35.50', code: '88010125SWGL0000A0002', name: '乙项目' }),
    sheetWith({ moneyUnit: '单位：亿元', amount: '0.02', code: '88010125SWGL0000A0003', name: '丙项目' }),
  ];
  const printed = blocksOf(paperWith(sheets, '355.50万元'));

  it('is read table by table, and 人次 are no persons', () => {
    const draft = readBlocks(printed);
    expect(draft.programmes.map(({ amount }) => amount.value)).toEqual(['1200000.00', '355000.00', '2000000.00']);
    expect(draft.reconciliation.verdict).toBe('ties');
    expect(reasonsOf(draft)).toEqual(['headcount-not-persons']);
  });

  it('says persons where the cell does and counts payments where the heading does', () => {
    for (const level3 of ['发放人次', '全年累计发放人数']) {
      const indicators = [{ level1: '产出指标', level2: '数量指标', level3, target: '1200人', basis: '' }];
      expect(readSheet(sheetWith({ indicators })).standard.headcount).toMatchObject({
        ...{ value: null, reason: 'headcount-not-persons', printed: '1200人' },
      });
    }
  });

  it('asks for a rate where the sentence names another beside it', () => {
    const { rates } = readSheet(sheetWith({ purpose: '每人每月100元，其中特困对象每人每月150元' })).standard;
    expect(rates.map(({ value, reason }) => [value, reason])).toEqual([[null, 'rate-differs']]);
  });
});

describe('a department and its unit that print the same programme', () => {
  const [own, ofUnit] = [
    sheetWith(),
    sheetWith({ code: '88010125SWGL0000A0002', amount: '3.00', unit: '501002江南省临水县水利站', name: '水利站运转' }),
  ];
  const twice = [
    ...blocksOf(paperWith([own, ofUnit], '15.00万元')),
    '江南省临水县水利站2025年单位预算',
    ...blocksOf(paperWith([ofUnit], '3.00万元')).slice(2),
  ];

  it('is counted once, told as printed twice, and its totals are asked for', () => {
    const draft = readBlocks(twice);
    expect(draft.programmes.map(({ amount }) => amount.value)).toEqual(['120000.00', '30000.00']);
    expect(draft.reconciliation.sum).toBe('150000.00');
    expect(reasonsOf(draft)).toEqual(['code-printed-twice', 'total-printed-twice-differently']);
  });
});
