import {
  APPROPRIATION_EVENT_LABEL,
  type AppropriationEvent,
  type AppropriationStanding,
  type LedgerLine,
} from '@bofu/budget';
import { fen, NO_MONEY, type BusinessDate, type Fen } from '@bofu/kernel';
import type { CounterpartOf } from '../ledger/ledger-report';
import { programmeColumns } from '../reported-appropriations';
import type { Column } from '../sheet/column';

export interface BudgetChangeRow {
  readonly appropriation: AppropriationStanding;
  readonly line: LedgerLine;
  readonly beforeFen: Fen;
  readonly afterFen: Fen;
  readonly frozenAfterFen: Fen;
  readonly counterpart: string | null;
  readonly actor: string;
}

/**
 * 指标变动表: a line for every event that changed what an appropriation gives authority for, or froze a part of it, by
 * appropriation and in the order of recording; 前值 and 后值 are of the budget, so that each line's 后值 is the next one's
 * 前值. 增减 sums to 全年预算 where the whole year is asked for.
 */
export const budgetChangeColumns: readonly Column<BudgetChangeRow>[] = [
  { header: '日期', kind: 'date', value: ({ line }) => line.on },
  ...programmeColumns<BudgetChangeRow>(({ appropriation }) => appropriation),
  { header: '类型', kind: 'text', value: ({ line }) => labelOf(line) },
  {
    header: '文号',
    kind: 'text',
    value: ({ line, appropriation }) => line.documentNumber ?? issuedBy(line, appropriation),
  },
  { header: '前值', unit: '元', kind: 'money', value: ({ beforeFen }) => beforeFen },
  { header: '增减', unit: '元', kind: 'money', summed: true, value: ({ line }) => line.budgetFen },
  { header: '后值', unit: '元', kind: 'money', value: ({ afterFen }) => afterFen },
  { header: '冻结增减', unit: '元', kind: 'money', summed: true, value: ({ line }) => line.frozenFen },
  { header: '冻结余额', unit: '元', kind: 'money', value: ({ frozenAfterFen }) => frozenAfterFen },
  { header: '对方指标', kind: 'text', value: ({ counterpart }) => counterpart },
  { header: '事由', kind: 'text', value: ({ line }) => line.reason },
  { header: '经办', kind: 'text', value: ({ actor }) => actor },
  { header: '登记位置', kind: 'text', value: ({ line }) => line.position },
];

const labelOf = ({ type }: LedgerLine): string => APPROPRIATION_EVENT_LABEL[type as AppropriationEvent['type']];

/** The document of the issue stands with the appropriation. */
const issuedBy = ({ type }: LedgerLine, { documentNumber }: AppropriationStanding): string | null =>
  type === 'AppropriationIssued' ? (documentNumber?.normalized ?? documentNumber?.printed ?? null) : null;

/** The changes of one appropriation from a day on; what came before it counts in 前值. */
export async function* budgetChanges(
  appropriation: AppropriationStanding,
  lines: AsyncIterable<LedgerLine>,
  told: {
    readonly from: BusinessDate | null;
    readonly counterpartOf: CounterpartOf;
    readonly nameOf: (personId: string) => string | null;
  },
): AsyncGenerator<BudgetChangeRow> {
  let [budgetFen, frozenFen] = [NO_MONEY, NO_MONEY];
  for await (const line of lines) {
    const beforeFen = budgetFen;
    budgetFen = fen(budgetFen + line.budgetFen);
    frozenFen = fen(frozenFen + line.frozenFen);
    if (line.budgetFen === 0n && line.frozenFen === 0n) continue;
    if (told.from !== null && line.on < told.from) continue;
    yield {
      appropriation,
      line,
      beforeFen,
      afterFen: budgetFen,
      frozenAfterFen: frozenFen,
      counterpart: line.counterpart && ((await told.counterpartOf(line.counterpart)) ?? line.counterpart),
      actor: told.nameOf(line.personId) ?? line.personId,
    };
  }
}
