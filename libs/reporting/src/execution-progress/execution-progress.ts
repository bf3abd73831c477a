import { BUDGET_TYPE_LABEL, FUNDING_LEVEL_LABEL, type BudgetType } from '@bofu/budget';
import { fen, type BasisPoints, type BusinessDate, type FundingLevel } from '@bofu/kernel';
import type { Figures, PlanAgainstActual, ProgrammeLine } from '@bofu/monitoring';
import { LEFT_BLANK, type Column } from '../sheet/column';

/** What the 预警 column says of an appropriation: the level of its open alert, `null` where there is none. */
export type AlertOf = (appropriation: ProgrammeLine['appropriation']) => string | null;

interface ExecutionRow {
  readonly first: string;
  readonly programme: ProgrammeLine | null;
  readonly figures: Figures;
  readonly asOf: BusinessDate;
  readonly elapsedRate: BasisPoints | null;
  readonly alert: string | null;
}

const ofProgramme = (pick: (programme: ProgrammeLine) => string) => (row: ExecutionRow) =>
  row.programme && pick(row.programme);

/** On the day of a checkpoint whose cell is empty the plan says nothing, whatever it is compared with. */
const plannedShareOf = ({ programme, figures, asOf }: ExecutionRow) =>
  programme?.checkpoints.some(({ on, printedShare }) => on === asOf && printedShare === null)
    ? LEFT_BLANK
    : figures.plannedRate;

/**
 * 资金执行进度表: a line for each appropriation, as 计划与实际 has it. Amounts in 元; 计划偏差 and 序时偏差 are percentage
 * points, the rate of execution less the plan's share and less the share of the year gone. 冻结 stands beside 在途, so that
 * 全年预算 = 实际累计 + 在途 + 冻结 + 可用 can be checked on every line.
 */
export const executionProgressColumns: readonly Column<ExecutionRow>[] = [
  { header: '序号', kind: 'text', value: ({ first }) => first },
  { header: '项目编码', kind: 'text', value: ofProgramme(({ appropriation }) => appropriation.programmeCode) },
  { header: '项目名称', kind: 'text', value: ofProgramme(({ appropriation }) => appropriation.programmeName) },
  {
    header: '资金级次',
    kind: 'text',
    value: ofProgramme(({ appropriation }) => FUNDING_LEVEL_LABEL[appropriation.fundingLevel as FundingLevel]),
  },
  {
    header: '预算类型',
    kind: 'text',
    value: ofProgramme(({ appropriation }) => BUDGET_TYPE_LABEL[appropriation.budgetType as BudgetType]),
  },
  { header: '年初预算', unit: '元', kind: 'money', value: ({ figures }) => figures.initialFen },
  {
    header: '调整数',
    unit: '元',
    kind: 'money',
    value: ({ figures }) => fen(figures.budgetFen - figures.initialFen),
  },
  { header: '全年预算', unit: '元', kind: 'money', value: ({ figures }) => figures.budgetFen },
  { header: '计划累计', unit: '%', kind: 'share', value: plannedShareOf },
  { header: '计划累计', unit: '元', kind: 'money', value: ({ figures }) => figures.plannedFen },
  { header: '实际累计', unit: '元', kind: 'money', value: ({ figures }) => figures.settledFen },
  { header: '执行率', unit: '%', kind: 'share', value: ({ figures }) => figures.executionRate },
  { header: '计划偏差', unit: '百分点', kind: 'share', value: ({ figures }) => figures.planGap },
  {
    header: '序时偏差',
    unit: '百分点',
    kind: 'share',
    value: ({ figures, elapsedRate }) =>
      figures.executionRate === null || elapsedRate === null ? null : figures.executionRate - elapsedRate,
  },
  { header: '在途', unit: '元', kind: 'money', value: ({ figures }) => figures.inTransitFen },
  { header: '冻结', unit: '元', kind: 'money', value: ({ figures }) => figures.frozenFen },
  { header: '可用', unit: '元', kind: 'money', value: ({ figures }) => figures.availableFen },
  { header: '预警', kind: 'text', value: ({ alert }) => alert },
];

/** The lines in the order of units and programmes. */
export async function* executionProgressRows(
  answer: PlanAgainstActual,
  alertOf: AlertOf = () => null,
): AsyncGenerator<ExecutionRow> {
  for (const [at, programme] of answer.programmes.entries())
    yield {
      first: String(at + 1),
      programme,
      figures: programme,
      asOf: answer.asOf,
      elapsedRate: answer.elapsedRate,
      alert: alertOf(programme.appropriation),
    };
}

export const executionProgressTotal = ({ total, asOf, elapsedRate }: PlanAgainstActual): ExecutionRow => ({
  first: '合计',
  programme: null,
  figures: total,
  asOf,
  elapsedRate,
  alert: null,
});
