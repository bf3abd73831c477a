import { FUNDING_LEVEL_LABEL } from '@bofu/budget';
import {
  formatBasisPoints,
  formatWan,
  formatYuanGrouped,
  FUNDING_LEVELS,
  type BasisPoints,
  type FundingLevel,
} from '@bofu/kernel';
import { coloured, plainTable } from './terminal';
import type { ExecutionState, Figures, PlanAgainstActual } from '@bofu/monitoring';

const STATE_LABEL: Record<ExecutionState, string> = {
  completed: '√ 已完成',
  ahead: '↑ 超前',
  'on-plan': '√ 正常',
  behind: '! 滞后',
  unpaid: '× 未拨',
  'not-due': '- 未到计划',
};

type Colour = Parameters<typeof coloured>[0];

const STATE_COLOUR: Record<ExecutionState, Colour> = {
  completed: 'green',
  ahead: 'blue',
  'on-plan': 'green',
  behind: 'yellow',
  unpaid: 'red',
  'not-due': 'gray',
};

/** Mark and word say it all; the colour is for whoever has one. */
const stateOf = (state: ExecutionState): string => coloured(STATE_COLOUR[state], STATE_LABEL[state]);

const LEVELS: readonly string[] = FUNDING_LEVELS;
const byRank = (a: { key: string }, b: { key: string }): number => LEVELS.indexOf(a.key) - LEVELS.indexOf(b.key);

const percent = (points: BasisPoints | null): string => (points === null ? '-' : `${formatBasisPoints(points)}%`);
const points = (gap: BasisPoints | null): string =>
  gap === null ? '-' : `${gap > 0 ? '+' : ''}${formatBasisPoints(gap)}`;
/** Two dots: an ellipsis is one column wide in some terminals and two in others. */
const shortened = (name: string): string => (name.length > 20 ? `${name.slice(0, 19)}..` : name);

const HEAD = [
  '序号',
  '项目',
  '级次',
  '全年预算(万元)',
  '计划累计(元)',
  '实际累计(元)',
  '偏差(元)',
  '执行率',
  '计划偏差(点)',
  '在途(元)',
  '可用(元)',
  '状态',
];
const ALIGNS = HEAD.map((_, column) => ([1, 2, 11].includes(column) ? 'left' : 'right'));

/** The table a supervisor reads at a checkpoint: amounts in 元, the budget in 万元, one state for each programme. */
export function planAgainstActualTable(answer: PlanAgainstActual): string {
  const row = (first: string, name: string, level: string, line: Figures, state: string) => [
    first,
    name,
    level,
    formatWan(line.budgetFen),
    formatYuanGrouped(line.plannedFen),
    formatYuanGrouped(line.settledFen),
    formatYuanGrouped(line.planGapFen),
    percent(line.executionRate),
    points(line.planGap),
    formatYuanGrouped(line.inTransitFen),
    formatYuanGrouped(line.availableFen),
    state,
  ];
  const levelOf = (level: string): string => FUNDING_LEVEL_LABEL[level as FundingLevel] ?? level;
  const rows = [
    ...answer.programmes.map((line, at) => {
      const { programmeName, fundingLevel } = line.appropriation;
      return row(String(at + 1), shortened(programmeName), levelOf(fundingLevel), line, stateOf(line.state));
    }),
    ...[...answer.byFundingLevel]
      .sort(byRank)
      .map((group) => row('', `小计（${group.programmes} 项）`, levelOf(group.key), group, '')),
    row('', `合计（${answer.total.programmes} 项）`, '', answer.total, ''),
  ];
  const { total } = answer;
  return [
    `截至 ${answer.asOf}  计划 ${formatYuanGrouped(total.plannedFen)} 元（${formatWan(total.plannedFen, 4)} 万元）` +
      `  实际 ${formatYuanGrouped(total.settledFen)} 元（${formatWan(total.settledFen, 4)} 万元）` +
      `  执行率 ${percent(total.executionRate)}  计划进度 ${percent(total.plannedRate)}  序时进度 ${percent(answer.elapsedRate)}`,
    plainTable(HEAD, rows, ALIGNS),
  ].join('\n');
}
