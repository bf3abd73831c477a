import {
  blocksOf,
  paperWith,
  sheetWith,
  type PrintedIndicator,
  type PrintedSheet,
} from '../../testing/printed-disclosure';
import { readBlocks, readPrinted } from '../../testing/read-printed';

const indicator = (
  level2: string,
  level3: string,
  target: string,
  more: Partial<PrintedIndicator> = {},
): PrintedIndicator => ({
  level1: '产出指标',
  level2,
  level3,
  target,
  basis: '工作需要',
  ...more,
});
const numbersOf = (sheets: readonly PrintedSheet[], declared: string): string[] => {
  const { findings } = readPrinted(paperWith(sheets, declared));
  expect(findings.every(({ sentence }) => /\p{Script=Han}/u.test(sentence))).toBe(true);
  return [...new Set(findings.map(({ number }) => number))];
};
/** A programme that nothing is found of, and what is to be found instead. */
const quiet = (given: Partial<PrintedSheet> & { amount?: string } = {}): PrintedSheet =>
  sheetWith({
    planHead: ['资金支出计划（%）', '3月底', '6月底', '9月底', '12月底'],
    indicators: [indicator('数量指标', '面积', '120亩'), indicator('时效指标', '时间', '9月30日以前')],
    plan: ['25%', '50%', '100%', '100%'],
    amount: '12.00',
    ...given,
  });

describe('what a paper shows of itself', () => {
  it('is nothing where all is well', () => {
    expect(numbersOf([quiet()], '12.00万元')).toEqual([]);
  });

  const heads = (count: string, rate: string) => [
    indicator('数量指标', '人数', count),
    indicator('成本指标', '标准', rate),
  ];
  it.each<readonly [string, Partial<PrintedSheet> & { amount?: string }, string]>([
    ['F-03', { indicators: heads('110人', '100元/月/人') }, '不足 12,000.00 元'],
    ['F-05', { indicators: heads('90人', '100元/月/人') }, '多出 12,000.00 元'],
    ['F-06', { amount: '31.84', indicators: heads('402人', '66元/人·月') }, '尾差 16.00 元'],
    ['F-07', { indicators: [indicator('数量指标', '人数', '130000人')] }, '每人每年不到 1 元'],
    ['F-10', { indicators: [indicator('数量指标', '人数', '100人')] }, '平均每人每年 1,200.00 元'],
    [
      'F-09',
      { planHead: ['资金支出计划（%）', '3月底', '10月底', '12月底'], plan: ['25%', '75%', '100%'], indicators: [] },
      '计划 10月底 75%',
    ],
    ['F-11', { plan: ['25%', '', '100%', ''] }, '计划有空白：6月底、12月底'],
    ['F-12', { indicators: [indicator('时效指标', '时间', '上半年完成')] }, '计划到这一天只到 50%'],
    [
      'F-13',
      { plan: ['50%', '100%', '100%', '100%'], indicators: [indicator('时效指标', '时间', '12月底完成')] },
      '计划 6月底 即达 100%',
    ],
    [
      'F-17',
      { indicators: [indicator('质量指标', '发放率', '≥90%', { description: '发放月数占全年比率' })] },
      '允许一年中有月份不发',
    ],
    ['F-18', { indicators: [indicator('质量指标', '比例', '≤100%')] }, '0 也算完成'],
    ['F-18', { indicators: [indicator('成本指标', '金额', '≥10万元')] }, '成本越高越好'],
    ['F-21', { name: '中央资金 某财社【2024】124号' }, '规范写法为“某财社〔2024〕124号”'],
    ['F-22', { indicators: [indicator('质量指标', '享受人数人数', '100%')] }, '“人数”重复'],
    ['F-22', { heading: '1.另一名称绩效目标表' }, '标题与项目名称不一致'],
    ['F-24', { indicators: [indicator('质量指标', '效果', '明显改善')] }, '不能自动评分：效果'],
    ['F-25', { indicators: [indicator('质量指标', '金额', '1574万')] }, '缺“元”字'],
    ['F-26', { amount: '223.01', indicators: [indicator('时效指标', '时间', '每月10日以前')] }, '余 8 分'],
  ])('%s: %j', (number, sheet, words) => {
    const amount = sheet.amount ?? '12.00';
    const { findings } = readPrinted(paperWith([quiet(sheet)], `${amount}万元`));
    const found = findings.filter((each) => each.number === number);
    expect(found.map(({ sentence }) => sentence).join()).toContain(words);
    expect(found.every(({ place, sequences }) => place !== null && sequences.length > 0)).toBe(true);
  });

  it('F-01: the difference from the declared total, and what makes it up', () => {
    const sheets = [quiet(), quiet({ code: '88010125SWGL0000A0002', name: '国企退休人员社会化管理', amount: '2.58' })];
    const { findings } = readPrinted(paperWith(sheets, '12.00万元'));
    expect(findings.find(({ number }) => number === 'F-01')).toMatchObject({
      sequences: [2],
      sentence: expect.stringContaining('恰等于第 2 项 2.58'),
    });
  });

  it('F-02: a unit that the bureau does not list', () => {
    const blocks = blocksOf(paperWith([quiet({ unit: '501009河务所' })], '12.00万元'));
    blocks.splice(4, 0, [
      ['序号', '单位名称', '单位性质'],
      ['1', '江南省临水县水务局', '行政'],
    ]);
    expect(readBlocks(blocks).findings).toMatchObject([{ number: 'F-02', sequences: [1] }]);
  });

  it('F-08 and F-20: one roll of people under two programmes', () => {
    const given = {
      purpose: '对参保人员代缴补贴，每人每年33元',
      indicators: [indicator('数量指标', '代缴人数', '197人'), indicator('成本指标', '标准', '33元/人/年')],
    };
    const sheets = [
      quiet({ ...given, amount: '0.65' }),
      quiet({ ...given, code: '88010125SWGL0000A0002', name: '乙', amount: '0.65' }),
    ];
    expect(numbersOf(sheets, '1.30万元')).toEqual(['F-06', 'F-08', 'F-20']);
  });

  it('F-15 and F-19: sentences that say otherwise than the tables', () => {
    const paper = paperWith(
      [quiet({ name: '配备雨量站', indicators: [indicator('数量指标', '城镇新增就业人数', '2430人')] })],
      '12.00万元',
    );
    const { findings } = readPrinted({
      ...paper,
      narrative: [...paper.narrative, '力争新增就业达到3000人以上。', '我部门无政府采购预算。'],
    });
    expect(findings.map(({ number }) => number)).toEqual(expect.arrayContaining(['F-15', 'F-19']));
  });

  it('F-16: one day of the month in several words', () => {
    const by = (target: string) => [indicator('时效指标', '时间', target)];
    const sheets = [
      quiet({ indicators: by('每月30日以前') }),
      quiet({ code: '88010125SWGL0000A0002', name: '乙', indicators: by('每月月底前') }),
    ];
    expect(numbersOf(sheets, '24.00万元')).toEqual(['F-16']);
  });

  it('F-28: what more than doubles in a table that compares with last year', () => {
    const blocks = blocksOf(paperWith([quiet()], '12.00万元'));
    blocks.splice(4, 0, [
      ['项目', '2024年度预算', '2025年度预算', '增减金额'],
      ['公务接待费', '0.41', '1.31', '0.9'],
      ['公务用车', '10', '8', '-2'],
    ]);
    expect(readBlocks(blocks).findings).toMatchObject([
      { number: 'F-28', sentence: expect.stringContaining('增长 219.5%') },
    ]);
  });
});
