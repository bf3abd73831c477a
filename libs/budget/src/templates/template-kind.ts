/** What can be filled in as a spreadsheet: the programmes of a year, and what is set for those on the books. */
export const TEMPLATE_KINDS = ['programmes', 'plans', 'standards', 'targets', 'openings'] as const;
export type TemplateKind = (typeof TEMPLATE_KINDS)[number];

export const TEMPLATE_TITLE: Readonly<Record<TemplateKind, string>> = {
  programmes: '项目与指标导入模板',
  plans: '支出计划导入模板',
  standards: '发放标准导入模板',
  targets: '绩效指标导入模板',
  openings: '期初补录模板',
};

interface TemplateColumn {
  readonly heading: string;
  /** In characters. */
  readonly width: number;
  readonly optional?: true;
}

const CODE = { heading: '项目编码', width: 26 };
const NAME = { heading: '项目名称', width: 40 };

const OF_APPROPRIATION = [
  CODE,
  { ...NAME, optional: true },
  { heading: '资金级次', width: 10 },
  { heading: '下达方式', width: 12 },
  { heading: '批次', width: 8 },
] as const;

/** The months of 期初补录; the year stands above. */
export const OPENING_MONTHS = Array.from({ length: 12 }, (_, at) => `${at + 1}月`);
export const OF_NO_MONTH = '不分月';

/** The columns of each kind, found in a file by their headings, in whatever order. A plan has its days as well. */
export const TEMPLATE_COLUMNS: Readonly<Record<TemplateKind, readonly TemplateColumn[]>> = {
  programmes: [
    CODE,
    NAME,
    { heading: '单位编码', width: 12 },
    { heading: '单位名称', width: 30 },
    { heading: '资金级次', width: 10 },
    { heading: '预算类型', width: 18 },
    { heading: '下达方式', width: 12 },
    { heading: '文号', width: 24, optional: true },
    { heading: '发文日期', width: 12, optional: true },
    { heading: '批次', width: 8, optional: true },
    { heading: '金额（元）', width: 18 },
  ],
  plans: OF_APPROPRIATION,
  openings: [
    ...OF_APPROPRIATION,
    { heading: '每月人数', width: 12, optional: true },
    ...[...OPENING_MONTHS, OF_NO_MONTH].map((heading) => ({ heading, width: 14, optional: true as const })),
  ],
  standards: [
    CODE,
    { ...NAME, optional: true },
    { heading: '标准名称', width: 18 },
    { heading: '每人（元）', width: 14 },
    { heading: '计发', width: 8 },
    { heading: '人数', width: 12 },
    { heading: '支付节奏', width: 10 },
    { heading: '时限', width: 20 },
  ],
  targets: [
    CODE,
    { ...NAME, optional: true },
    { heading: '一级指标', width: 14 },
    { heading: '二级指标', width: 14 },
    { heading: '三级指标', width: 34 },
    { heading: '指标值', width: 20 },
    { heading: '确定依据', width: 20 },
  ],
};

export const TEMPLATE_NOTE: Readonly<Record<TemplateKind, string>> = {
  programmes:
    '一行一项指标，从第 5 行起填写；编码列为文本格式；金额以元为单位。资金级次：中央、省级、市级、区级；下达方式：正常下达、提前下达、预拨、临时指标、结转',
  plans: '填累计百分比，25 即 25%，空白表示文件空白；整行空白的不登记；时点可改可增，标题写成日期',
  standards:
    '一行一项标准；同一项目有几项标准的写几行，人数、节奏、时限写在第一行。计发：月、季、半年、年、次、日；支付节奏：按月、按季、一次性、据实；时限：30 即每月 30 日以前，6-30 即每年 6 月 30 日以前，空白即未载明',
  targets: '一行一项指标；有行的项目整体替换该项目本年的绩效指标，没有行的项目不变',
  openings:
    '填启用前各月已付的金额，元，截至期初日；空白即没有，整行空白的不登记；不属于某个月的填在“不分月”。有人数的月份按人计。已补录过期初的指标不再列出',
};

/** What the day above the headings is called. */
export const TEMPLATE_DAY: Readonly<Record<TemplateKind, string>> = {
  programmes: '生效日期',
  plans: '生效日期',
  standards: '生效日期',
  targets: '生效日期',
  openings: '期初日',
};

/** Those that state why. */
export const NEEDS_REASON: readonly TemplateKind[] = ['plans', 'openings'];

export const ISSUE_KIND_WORD = {
  regular: '正常下达',
  advance: '提前下达',
  prepaid: '预拨',
  provisional: '临时指标',
  'carry-over': '结转',
} as const;

export const CASH_FLOW_WORD = { monthly: '按月', quarterly: '按季', 'one-off': '一次性', 'as-needed': '据实' } as const;

export const RATE_PERIOD_WORD = {
  month: '月',
  quarter: '季',
  'half-year': '半年',
  year: '年',
  once: '次',
  day: '日',
} as const;
