import { BUDGET_TYPE_LABEL, type AppropriationStanding } from '@bofu/budget';
import { fen, type Fen } from '@bofu/kernel';
import { programmeColumns } from '../reported-appropriations';
import type { Column } from '../sheet/column';

export interface BudgetScopeRow {
  readonly step: string;
  readonly appropriation: AppropriationStanding | null;
  readonly count: number;
  readonly initialFen: Fen;
  readonly budgetFen: Fen;
}

/**
 * 口径调节表: from the sum of all appropriations to that of 一般公共预算, which is what a department's published 项目支出
 * states: each appropriation of another budget is a line of its own that is taken away. Amounts below zero are taken away.
 */
export const budgetScopeColumns: readonly Column<BudgetScopeRow>[] = [
  { header: '调节项', kind: 'text', value: ({ step }) => step },
  ...programmeColumns<BudgetScopeRow>(({ appropriation }) => appropriation),
  {
    header: '预算类型',
    kind: 'text',
    value: ({ appropriation }) => appropriation && BUDGET_TYPE_LABEL[appropriation.budgetType],
  },
  { header: '指标数', kind: 'count', value: ({ count }) => count },
  { header: '年初预算', unit: '元', kind: 'money', value: ({ initialFen }) => initialFen },
  { header: '调整数', unit: '元', kind: 'money', value: ({ initialFen, budgetFen }) => fen(budgetFen - initialFen) },
  { header: '全年预算', unit: '元', kind: 'money', value: ({ budgetFen }) => budgetFen },
];

export function budgetScopeRows(appropriations: readonly AppropriationStanding[]): BudgetScopeRow[] {
  const others = appropriations.filter(({ budgetType }) => budgetType !== 'general-public');
  return [
    { step: '全部项目', appropriation: null, ...sumOf(appropriations) },
    ...others.map((appropriation) => ({
      step: `减：${BUDGET_TYPE_LABEL[appropriation.budgetType]}`,
      appropriation,
      count: -1,
      initialFen: fen(-appropriation.initialFen),
      budgetFen: fen(-appropriation.budgetFen),
    })),
  ];
}

/** What is left: 一般公共预算. */
export const budgetScopeTotal = (appropriations: readonly AppropriationStanding[]): BudgetScopeRow => ({
  step: '一般公共预算口径',
  appropriation: null,
  ...sumOf(appropriations.filter(({ budgetType }) => budgetType === 'general-public')),
});

const sumOf = (appropriations: readonly AppropriationStanding[]) => ({
  count: appropriations.length,
  initialFen: fen(appropriations.reduce((sum, { initialFen }) => sum + initialFen, 0n)),
  budgetFen: fen(appropriations.reduce((sum, { budgetFen }) => sum + budgetFen, 0n)),
});
