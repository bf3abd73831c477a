import type { FundingLevel } from '@bofu/kernel';
import { folded } from './paper-text';

/** What a cell of a programme's table may announce. */
export type Label =
  | 'code'
  | 'name'
  | 'budget'
  | 'fiscal'
  | 'other'
  | 'purpose'
  | 'plan'
  | 'goals'
  | 'unit'
  | 'carried-over'
  | 'unit-funds'
  | 'special-account'
  | 'upper-levels'
  | 'authority'
  | 'group'
  | 'accounts'
  | 'adjusted'
  | 'whole-life'
  | 'state'
  | 'of-another-year'
  | `level:${FundingLevel}`
  | `type:${PrintedBudgetType}`;

/** The budget types that a table may print a share of. */
export type PrintedBudgetType =
  'general-public' | 'government-fund' | 'state-capital-operations' | 'social-insurance-fund';

const WORDS: readonly (readonly [Label, RegExp])[] = [
  [
    'of-another-year',
    /^(?:上年度?|上一年度?|去年|(?:19|20)\d{2}年度?)(?:年初|部门)?(?:预算|执行|决算)(?:数|金额|安排数)?$/,
  ],
  ['code', /^项目(?:编码|代码|编号)$/],
  ['name', /^(?:预算)?项目名称$/],
  ['budget', /^(?:年初|项目|年度|部门|当年)?预算(?:数|金额|安排数|总额|资金)$|^年度资金总额$|^预算规模$/],
  ['fiscal', /^(?:当年)?财政(?:资金|拨款|拨款资金|性资金)$/],
  ['level:central', /^中央(?:财政)?(?:补助)?(?:资金)?$/],
  ['level:provincial', /^(?:省级?|自治区级?)(?:财政)?(?:补助)?(?:资金)?$/],
  ['level:municipal', /^(?:地?市级?|盟市级?|设区市级?)(?:财政)?(?:补助|配套)?(?:资金)?$/],
  ['level:district', /^(?:县级?|区级?|县\(?区\)?级?|县市区级?|旗县级?|区县级?|本级)(?:财政)?(?:配套)?(?:资金)?$/],
  ['upper-levels', /^上级(?:财政)?(?:补助|转移支付|专项)?(?:资金)?$/],
  ['carried-over', /^(?:上年|上年度)?结[转余](?:结余)?(?:资金)?$/],
  ['unit-funds', /^(?:单位|自有|单位自有)资金$/],
  ['special-account', /^财政专户(?:管理|核拨)?(?:资金)?$/],
  ['other', /^其[他它](?:资金)?$/],
  ['type:general-public', /^一般公共预算(?:拨款|资金|财政拨款)?$/],
  ['type:government-fund', /^政府性基金(?:预算)?(?:拨款|资金)?$/],
  ['type:state-capital-operations', /^国有资本经营(?:预算)?(?:拨款|资金)?$/],
  ['type:social-insurance-fund', /^社会保险基金(?:预算)?$/],
  ['purpose', /^(?:资金|项目)?用途$|^资金用途(?:说明)?$|^项目(?:概况|内容|描述)$/],
  ['plan', /^(?:分(?:季度|期|月))?(?:项目|专项)?(?:资金|项目)?(?:支出|用款|使用)(?:进度)?计划(?:\([^)]*\))*%?$/],
  ['goals', /^(?:年度|总体|项目|年度总体|项目总体)?(?:绩效)?目标(?:\d*)$/],
  ['unit', /^(?:预算|实施|项目|申报|用款|资金使用)?(?:单位|部门)(?:编码)?(?:及名称|名称)?$/],
  ['authority', /^(?:主管|上级|归口)(?:部门|单位)(?:及名称|名称|及代码)?$/],
  ['group', /^预算规模及(?:资金)?用途$|^项目资金$|^资金(?:来源|情况|总额)$|^其中$/],
  [
    'accounts',
    /^(?:全年|年度)?执行数.*$|^(?:预算)?执行率.*$|^实际完成(?:值|情况|指标值)?$|^(?:自评)?得分$|^分值$|^偏差(?:原因|率).*$|^到位(?:数|资金|率)?$|^决算数$|^年初结转.*$|^实际支出.*$/,
  ],
  ['adjusted', /^(?:全年|调整后?(?:的)?)预算(?:数|金额)?.*$/],
  ['whole-life', /^(?:实施期|中期|总)(?:资金)?(?:总额|目标)$|^实施期资金总额$/],
  ['state', /^国家(?:财政)?资金$/],
];

const BRACKETS = /\((?:单位:?)?(?:亿元|万元|千元|元|万|%|A|B|累计%?)\)$/;

/** 2025年预算数 in a paper of 2025 says 预算数; of any other year it is another year's, and stays as it is. */
export const withoutYear = (text: string, year: number): string =>
  text.normalize('NFKC').replace(new RegExp(`^\\s*${year}\\s*年度?\\s*(?=(?:年初|部门)?(?:预算|执行|决算))`), '');

const LONGEST_LABEL = 60;

/** What a cell announces, when it is a label and nothing else. */
export function labelOf(text: string): Label | null {
  if (text.length > LONGEST_LABEL) return null;
  const plain = folded(text)
    .replace(/^其中[::]?(?=.)/, '')
    .replace(/^\d+[.、)](?=\D)/, '')
    .replace(BRACKETS, '')
    .replace(/[::]$/, '')
    .replace(/^(?:本年度?|当年)(?=预算|执行)/, '');
  return WORDS.find(([, words]) => words.test(plain))?.[0] ?? null;
}

/** 预算数：5.00 in one cell: the label and what stands behind it. */
export function labelledInOneCell(text: string): { readonly label: Label; readonly rest: string } | null {
  const at = text.search(/[：:]/);
  if (at <= 0) return null;
  const label = labelOf(text.slice(0, at));
  const rest = text.slice(at + 1).trim();
  return label && rest !== '' ? { label, rest } : null;
}

/** The columns of a table of indicators. */
export type IndicatorColumn =
  | 'level1'
  | 'level2'
  | 'level3'
  | 'description'
  | 'operator'
  | 'target'
  | 'targetWholeLife'
  | 'unit'
  | 'basis'
  | 'grade'
  | 'accounts'
  | 'other';

export function indicatorColumn(text: string): IndicatorColumn {
  if (text.length > LONGEST_LABEL) return 'other';
  const plain = folded(text);
  if (/^一级指标/.test(plain)) return 'level1';
  if (/^二级指标/.test(plain)) return 'level2';
  if (/^三级指标|^(?:绩效)?指标名称/.test(plain)) return 'level3';
  if (/^(?:绩效)?指标(?:描述|说明|解释|内容)/.test(plain)) return 'description';
  if (/^(?:指标值)?(?:运算)?符号|^指标性质|^计算符号/.test(plain)) return 'operator';
  if (/(?:长期|实施期|中期|总体|全周期)/.test(plain) && /指标值|目标值|指标/.test(plain)) return 'targetWholeLife';
  if (/实际完成|完成值|得分|分值|权重|偏差|全年实际/.test(plain)) return 'accounts';
  if (/(?:指标值|目标值)(?:设定|确定)?(?:的)?依据|^依据|^备注/.test(plain)) return 'basis';
  if (/^(?:年度|绩效|当年|本年)?(?:指标|目标)值(?:\((?:年度|当年|本年)\))?$/.test(plain)) return 'target';
  if (/^(?:计量|度量|指标)?单位(?:\(文字描述\))?$/.test(plain)) return 'unit';
  if (/^[优良中差]$/.test(plain)) return 'grade';
  return 'other';
}
