import { dateOf, daysBetween, shareOf, yearOf, type BasisPoints, type BusinessDate, type Fen } from '@bofu/kernel';
import { refuse, type PlanDefect } from './refusals';

/**
 * 支出计划: at each dated checkpoint the share of the year's budget that should have gone out by then. The founding
 * document prints 3月底, 6月底, 10月底 (not September) and 12月底, and leaves some cells blank; a blank stays a blank.
 */
export interface Checkpoint {
  readonly on: BusinessDate;
  /** Cumulative, in basis points; `null` where the document prints nothing. */
  readonly cumulativeShare: BasisPoints | null;
}

export type SpendingPlan = readonly Checkpoint[];

function defectOf(plan: SpendingPlan): PlanDefect | null {
  if (plan.length === 0) return 'no-checkpoints';
  if (plan.some(({ on }, index) => index > 0 && on <= plan[index - 1]!.on)) return 'dates-not-ascending';
  const shares = plan.flatMap(({ cumulativeShare }) => (cumulativeShare === null ? [] : [cumulativeShare]));
  if (shares.some((share) => !Number.isInteger(share) || share < 0 || share > 10_000)) return 'share-out-of-range';
  if (shares.some((share, index) => index > 0 && share < shares[index - 1]!)) return 'shares-decreasing';
  return shares.at(-1) === 10_000 ? null : 'does-not-reach-100-percent';
}

/** Refuses `plan-unsound` unless dates ascend, shares never fall and the last printed share is 100 percent. */
export function checkedPlan(plan: SpendingPlan): SpendingPlan {
  const reason = defectOf(plan);
  return reason === null ? plan : refuse('plan-unsound', { reason });
}

/** A blank before the first figure means nothing yet; a blank after it means nothing more than the last figure. */
const filled = (plan: SpendingPlan): { on: BusinessDate; share: BasisPoints }[] => {
  let last = 0;
  return plan.map(({ on, cumulativeShare }) => ({ on, share: (last = cumulativeShare ?? last) }));
};

/**
 * The share planned by the end of a day, as an exact fraction of basis points over `days`: a checkpoint's own figure
 * on its day, in between a straight line, from zero at the end of the year before the plan's.
 */
export function plannedShareOn(plan: SpendingPlan, date: BusinessDate): { basisPointDays: bigint; days: bigint } {
  const [first] = plan;
  let from = { on: first ? dateOf(yearOf(first.on) - 1, 12, 31) : date, share: 0 };
  if (date <= from.on) return { basisPointDays: 0n, days: 1n };
  for (const to of filled(plan)) {
    if (to.on === date) return { basisPointDays: BigInt(to.share), days: 1n };
    if (to.on > date) {
      const span = BigInt(daysBetween(from.on, to.on));
      const gone = BigInt(daysBetween(from.on, date));
      return { basisPointDays: BigInt(from.share) * span + BigInt(to.share - from.share) * gone, days: span };
    }
    from = to;
  }
  return { basisPointDays: BigInt(from.share), days: 1n };
}

/** The amount planned to have gone out by a checkpoint of the plan: exact to the fen, rounded half up. */
export const plannedAtCheckpoint = (plan: SpendingPlan, checkpoint: BusinessDate, budget: Fen): Fen =>
  shareOf(budget, filled(plan).findLast(({ on }) => on <= checkpoint)?.share ?? 0);
