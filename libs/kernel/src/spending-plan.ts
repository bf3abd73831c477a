import { dateOf, daysBetween, yearOf, type BusinessDate } from './business-date';
import { divideHalfUp, fen, type Fen } from './fen';
import type { BasisPoints } from './ratio';

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

/** A blank before the first figure means nothing yet; a blank after it means nothing more than the last figure. */
const filled = (plan: SpendingPlan): { on: BusinessDate; share: BasisPoints }[] => {
  let last = 0;
  return plan.map(({ on, cumulativeShare }) => ({ on, share: (last = cumulativeShare ?? last) }));
};

/** A share as an exact fraction of basis points over `days`. */
export interface PlannedShare {
  readonly basisPointDays: bigint;
  readonly days: bigint;
}

/**
 * The share planned by the end of a day: a checkpoint's own figure on its day, in between a straight line. The line
 * starts at zero on the day the programme begins, or at the end of the year before where it begins with the year.
 *
 * @param startsOn the day the programme begins; `null` for the year's beginning
 */
export function plannedShareOn(
  plan: SpendingPlan,
  date: BusinessDate,
  startsOn: BusinessDate | null = null,
): PlannedShare {
  const [first] = plan;
  if (first === undefined) return { basisPointDays: 0n, days: 1n };
  const year = yearOf(first.on);
  const starts = startsOn === null || startsOn <= dateOf(year, 1, 1) ? dateOf(year - 1, 12, 31) : startsOn;
  let from = { on: starts, share: 0 };
  for (const to of filled(plan)) {
    if (to.on > date) {
      if (date <= from.on) break;
      const span = BigInt(daysBetween(from.on, to.on));
      const gone = BigInt(daysBetween(from.on, date));
      return { basisPointDays: BigInt(from.share) * span + BigInt(to.share - from.share) * gone, days: span };
    }
    from = { on: to.on < starts ? starts : to.on, share: to.share };
  }
  return { basisPointDays: BigInt(from.share), days: 1n };
}

/** The amount planned to have gone out by the end of a day: exact to the fen, rounded half up. */
export function plannedOn(
  plan: SpendingPlan,
  date: BusinessDate,
  budget: Fen,
  startsOn: BusinessDate | null = null,
): Fen {
  const { basisPointDays, days } = plannedShareOn(plan, date, startsOn);
  return fen(divideHalfUp(budget * basisPointDays, 10_000n * days));
}
