import { strToU8, zipSync } from 'fflate';

/** A paragraph, or a table of rows of cells; a line break in a cell begins another paragraph of it. */
export type PrintedBlock = string | readonly (readonly string[])[];

export interface PrintedIndicator {
  readonly level1: string;
  readonly level2: string;
  readonly level3: string;
  readonly description?: string;
  readonly target: string;
  readonly basis: string;
}

/** One programme as a budget prints it, every cell in the very characters to be printed. */
export interface PrintedSheet {
  readonly heading?: string;
  readonly unit: string;
  readonly moneyUnit: string;
  readonly code: string;
  readonly name: string;
  /** The cells behind 预算规模及资金用途, a row each. */
  readonly budget: readonly (readonly string[])[];
  readonly purpose: string;
  /** The head of the plan with its times, then the cells below them; empty for no plan. */
  readonly planHead: readonly string[];
  readonly plan: readonly string[];
  readonly goals: readonly string[];
  readonly indicators: readonly PrintedIndicator[];
}

export interface PrintedPaper {
  readonly title: readonly string[];
  /** What stands between the title and the programmes. */
  readonly narrative: readonly PrintedBlock[];
  readonly sheets: readonly PrintedSheet[];
  readonly tail?: readonly PrintedBlock[];
}

export const PLAN_HEAD = ['资金支出计划（%）', '3月底', '6月底', '10月底', '12月底'];
export const INDICATOR_HEAD = ['一级指标', '二级指标', '三级指标', '绩效指标描述', '指标值', '指标值确定依据'];

/** A programme in the form most counties print, with everything that a test does not care about filled in. */
export const sheetWith = (given: Partial<PrintedSheet> & { readonly amount?: string } = {}): PrintedSheet => {
  const { amount = '12.00', ...rest } = given;
  return {
    unit: '501001江南省临水县水务局本级',
    moneyUnit: '单位：万元',
    code: '88010125SWGL0000A0001',
    name: '村级水管员补贴',
    budget: [['预算数', amount, '其中：财政资金', amount, '其他资金', '0']],
    purpose: '按月发放村级水管员补贴',
    planHead: PLAN_HEAD,
    plan: ['25.00%', '50.00%', '75.00%', '100.00%'],
    goals: ['1.按月足额发放', '2.动态管理'],
    indicators: [
      { level1: '产出指标', level2: '数量指标', level3: '发放人数', target: '100人', basis: '工作需要' },
      { level1: '产出指标', level2: '时效指标', level3: '发放时间', target: '每月10日以前', basis: '工作需要' },
      { level1: '产出指标', level2: '成本指标', level3: '补贴标准', target: '100元/月/人', basis: '工作需要' },
      { level1: '满意度指标', level2: '服务对象满意度指标', level3: '满意度', target: '≥90%', basis: '工作需要' },
    ],
    ...rest,
  };
};

/** A department's budget of one year that declares what its programmes add up to. */
export const paperWith = (sheets: readonly PrintedSheet[], declared: string, year = 2025): PrintedPaper => ({
  title: ['江南省临水县水务局', `${year}年部门预算信息公开`],
  narrative: [
    `按照《预算法》规定，现将江南省临水县水务局${year}年部门预算公开如下：`,
    '第一部分：部门职责及机构设置情况',
    '第二部分：部门预算安排的总体情况',
    `项目支出  ${declared}`,
    '第三部分：绩效预算信息',
  ],
  sheets,
  tail: ['第四部分：名词解释', '1、项目支出：指为完成特定任务所发生的支出。'],
});

export function blocksOf({ title, narrative, sheets, tail = [] }: PrintedPaper): PrintedBlock[] {
  return [...title, ...narrative, ...sheets.flatMap(blocksOfSheet), ...tail];
}

function blocksOfSheet(sheet: PrintedSheet, at: number): PrintedBlock[] {
  const { heading = `${at + 1}.${sheet.name}绩效目标表`, budget, purpose, planHead, plan, goals } = sheet;
  const [first = [], ...more] = budget;
  return [
    heading,
    [
      [sheet.unit, sheet.moneyUnit],
      ['项目编码', sheet.code, '项目名称', sheet.name],
      ['预算规模及资金用途', ...first],
      ...more.map((cells) => ['', ...cells]),
      ['', purpose],
      ...(planHead.length > 0 ? [planHead, ['', ...plan]] : []),
      ['绩效目标', goals.join('\n')],
    ],
    ' ',
    [INDICATOR_HEAD, ...sheet.indicators.map(rowOf)],
  ];
}

/** The first level is merged down, as the form prints it. */
const rowOf = (
  { level1, level2, level3, description = level3, target, basis }: PrintedIndicator,
  at: number,
  all: readonly PrintedIndicator[],
) => [all[at - 1]?.level1 === level1 ? '' : level1, level2, level3, description, target, basis];

/** As conversions of Word files give it: one cell a line, each begun by a tab, an empty line behind row and table. */
export function asText(blocks: readonly PrintedBlock[]): string {
  return blocks
    .map((block) =>
      typeof block === 'string'
        ? `${block}\n`
        : `${block.map((row) => row.map((cell) => `\t${cell}`).join('\n')).join('\n\n')}\n\n\n`,
    )
    .join('');
}

const escaped = (text: string): string => text.replace(/&/g, '&amp;').replace(/</g, '&lt;').replace(/>/g, '&gt;');
const paragraphXml = (text: string): string => `<w:p><w:r><w:t xml:space="preserve">${escaped(text)}</w:t></w:r></w:p>`;
const cellXml = (cell: string): string => `<w:tc>${cell.split('\n').map(paragraphXml).join('')}</w:tc>`;
const tableXml = (rows: readonly (readonly string[])[]): string =>
  `<w:tbl>${rows.map((row) => `<w:tr>${row.map(cellXml).join('')}</w:tr>`).join('')}</w:tbl>`;

export const bodyXml = (inner: string): string =>
  `<?xml version="1.0" encoding="UTF-8" standalone="yes"?><w:document xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main" xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006"><w:body>${inner}</w:body></w:document>`;

/** The smallest Word file that holds it. */
export const docxOf = (body: string): Uint8Array =>
  zipSync({ '[Content_Types].xml': strToU8('<Types/>'), 'word/document.xml': strToU8(body) });

export const asDocx = (blocks: readonly PrintedBlock[]): Uint8Array =>
  docxOf(bodyXml(blocks.map((block) => (typeof block === 'string' ? paragraphXml(block) : tableXml(block))).join('')));
