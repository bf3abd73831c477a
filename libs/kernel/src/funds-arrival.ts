import { addDays, type BusinessDate } from './business-date';
import { fen, NO_MONEY, sumFen, type Fen } from './fen';
import { inForceOn } from './in-force';

/** 资金到位: money that arrived in an account, as it was last said. */
export interface ArrivedFunds {
  readonly arrivedOn: BusinessDate;
  /** Nothing where it was corrected away. */
  readonly amountFen: Fen;
}

/** 应到, 已到, 未到 of an appropriation at the end of a day. */
export interface ArrivalStanding {
  /** The authority on the day: 全年预算. */
  readonly expectedFen: Fen;
  readonly arrivedFen: Fen;
  readonly missingFen: Fen;
  /** Since when more has been given than has arrived by now, the oldest authority first; `null` where nothing is missing. */
  readonly missingSince: BusinessDate | null;
}

/**
 * What arrives is held against the oldest authority: who was given 100 in January and 50 in October, and has received 100,
 * waits since October.
 * @param budget by how much the authority changed, and on which day, in any order
 */
export function arrivalStanding(
  budget: Iterable<readonly [day: BusinessDate, changedFen: Fen]>,
  arrivals: Iterable<ArrivedFunds>,
  on: BusinessDate,
): ArrivalStanding {
  const arrivedFen = sumFen([...arrivals].flatMap((one) => (one.arrivedOn <= on ? [one.amountFen] : [])));
  const changes = new Map<BusinessDate, bigint>();
  for (const [day, changedFen] of budget) if (day <= on) changes.set(day, (changes.get(day) ?? 0n) + changedFen);
  let expectedFen = 0n;
  let missingSince: BusinessDate | null = null;
  for (const [day, changedFen] of [...changes].sort(([a], [b]) => (a < b ? -1 : 1))) {
    expectedFen += changedFen;
    missingSince = expectedFen > arrivedFen ? (missingSince ?? day) : null;
  }
  const missingFen = expectedFen > arrivedFen ? fen(expectedFen - arrivedFen) : NO_MONEY;
  return { expectedFen: fen(expectedFen), arrivedFen, missingFen, missingSince };
}

/** Kept, or not kept any more, from a day on. */
export interface FundsArrivalsKept {
  readonly kept: boolean;
  readonly effectiveOn: BusinessDate;
}

/** Since when arrivals are kept without a break, on a day; `null` while they are not. */
export function fundsArrivalsKeptSince(said: readonly FundsArrivalsKept[], on: BusinessDate): BusinessDate | null {
  let since: BusinessDate | null = null;
  for (let one = inForceOn(said, on); one?.kept; one = inForceOn(said, addDays(one.effectiveOn, -1)))
    since = one.effectiveOn;
  return since;
}
