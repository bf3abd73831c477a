import { dayInPeriod, periodsOfYear, type BusinessDate, type Period } from './business-date';
import { fenFromDigits, sumFen, type Fen } from './fen';
import { inForceOn } from './in-force';
import type { PaymentStandard } from './payment-standard';
import { payableFor, type RatePeriod } from './rate';
import type { BasisPoints } from './ratio';

/**
 * 应发: what a programme owes, period by period. A period goes by the standard in force on its last day, whenever it is
 * asked about: what takes effect in July says nothing of June. Nothing is owed before the first standard took effect
 * (without one, before the first issue), and of no period that begins on the day of its end or later.
 *
 * A roll or a notice that states 应发 of a month (`EntitlementStated`) says more than the standard times heads.
 */

/** A standard as it was set: `order` counts what was recorded, so that the last of equals can be told. */
export interface StandardOnRecord extends PaymentStandard {
  readonly groupId: string | null;
  readonly effectiveOn: BusinessDate;
  /** The day in Beijing it was recorded on. */
  readonly recordedOn: BusinessDate;
  /** By when its notice wants 补差 of earlier periods paid; `null` where it says nothing. */
  readonly arrearsDueOn: BusinessDate | null;
  readonly order: number;
}

export interface EntitlementOnRecord {
  readonly groupId: string | null;
  readonly period: Period;
  readonly heads: number;
  readonly amountFen: Fen;
  readonly recordedOn: BusinessDate;
  readonly order: number;
}

/** What a programme says of itself, as far as it is known. Lists are in the order of recording. */
export interface ProgrammeOnRecord {
  readonly standards: readonly StandardOnRecord[];
  readonly entitlements: readonly EntitlementOnRecord[];
  /** 项目起点: nothing is owed before; see `beginningOf`. */
  readonly beginsOn: BusinessDate;
  readonly endsOn: BusinessDate | null;
}

/** What is owed of one period to one group, or to everybody. */
export interface OwedToGroup {
  readonly groupId: string | null;
  /** `null` where the standard does not say how many. */
  readonly heads: number | null;
  /** `null` where there is no one rate for a known number of people. */
  readonly amountFen: Fen | null;
  /** The standard it goes by; `null` where only a statement says anything. */
  readonly standard: StandardOnRecord | null;
}

export interface Owed {
  readonly period: Period;
  readonly groups: readonly OwedToGroup[];
  /** Of all groups together; `null` as soon as it is not known of one. */
  readonly heads: number | null;
  readonly amountFen: Fen | null;
}

/** 足额容差 as it ships, 2 %: what bounces beyond it is more than 退票 (R16 is red there). */
export const SHIPPED_PAID_TOLERANCE: BasisPoints = 200;

const lastDayOf = (period: Period): BusinessDate => dayInPeriod(period, 31);

/** A programme begins when its first standard takes effect; without one, with its first issue. */
export function beginningOf(
  standards: Iterable<Pick<StandardOnRecord, 'effectiveOn'>>,
  firstIssuedOn: BusinessDate,
): BusinessDate {
  const [first] = [...standards].map(({ effectiveOn }) => effectiveOn).sort();
  return first ?? firstIssuedOn;
}

/** Where the line of an appropriation's plan starts: the programme's beginning, or its own issue if that came later. */
export function planStart(
  issuedOn: BusinessDate,
  standards: Iterable<Pick<StandardOnRecord, 'effectiveOn'>>,
): BusinessDate {
  const begins = beginningOf(standards, issuedOn);
  return begins > issuedOn ? begins : issuedOn;
}

/** Whether anything can be owed of the months from one to another: they end after the beginning and begin before the end. */
const lasts = (programme: ProgrammeOnRecord, from: Period, to: Period): boolean =>
  lastDayOf(to) >= programme.beginsOn && (programme.endsOn === null || dayInPeriod(from, 1) < programme.endsOn);

/** The months of a year that are paid one by one, or of which nothing is said: from the beginning to the end. */
export const monthsOwed = (programme: ProgrammeOnRecord, fiscalYear: number): Period[] =>
  periodsOfYear(fiscalYear).filter((period) => {
    const standards = standardsIn(programme, period);
    return (
      lasts(programme, period, period) &&
      (standards.length === 0 || standards.some(({ cashFlow }) => cashFlow === 'monthly'))
    );
  });

/** In force in a period that ends with this month: everybody's, or those of the groups as soon as one has its own. */
export function standardsIn({ standards }: Pick<ProgrammeOnRecord, 'standards'>, last: Period): StandardOnRecord[] {
  if (standards.length === 0) return [];
  const groups = [...new Set(standards.map(({ groupId }) => groupId))];
  const inForce = groups.flatMap((groupId) => {
    const versions = standards.filter((one) => one.groupId === groupId);
    return inForceOn(versions, lastDayOf(last)) ?? [];
  });
  const ofGroups = inForce.filter(({ groupId }) => groupId !== null);
  return ofGroups.length > 0 ? ofGroups : inForce;
}

/** Owed of a month; `null` where none is: outside the programme's time, or of who is not paid by the month. */
export function owedOf(programme: ProgrammeOnRecord, period: Period): Owed | null {
  if (!lasts(programme, period, period)) return null;
  const standards = standardsIn(programme, period).filter(({ cashFlow }) => cashFlow === 'monthly');
  const stated = new Map(
    programme.entitlements.filter((one) => one.period === period).map((one) => [one.groupId, one] as const),
  );
  const standardOf = (group: string | null) => standards.find(({ groupId }) => groupId === group) ?? null;
  const groupIds = stated.has(null) ? [null] : [...standards.map(({ groupId }) => groupId), ...stated.keys()];
  const groups = [...new Set(groupIds)].map((groupId): OwedToGroup => {
    const standard = standardOf(groupId);
    const { heads, amountFen } = stated.get(groupId) ?? {
      heads: standard?.headcount ?? null,
      amountFen: standard && monthsOf(standard) === 1 ? costOf(standard) : null,
    };
    return { groupId, heads, amountFen, standard };
  });
  if (groups.length === 0) return null;
  const heads = groups.flatMap((one) => one.heads ?? []);
  const amounts = groups.flatMap((one) => one.amountFen ?? []);
  return {
    period,
    groups,
    heads: heads.length < groups.length ? null : heads.reduce((sum, count) => sum + count, 0),
    amountFen: amounts.length < groups.length ? null : sumFen(amounts),
  };
}

/** What one period costs by a standard: `null` without one rate for a number of people. */
export function costOf(standard: PaymentStandard): Fen | null {
  const { rates, headcount } = standard;
  const [rate] = rates;
  if (rate === undefined || monthsOf(standard) === null || headcount === null || headcount <= 0) return null;
  const rateFen = fenFromDigits(rate.amountFen);
  return rateFen > 0n ? payableFor(rateFen, headcount) : null;
}

const MONTHS_OF: Readonly<Record<RatePeriod, number | null>> = {
  month: 1,
  quarter: 3,
  'half-year': 6,
  year: 12,
  once: 12,
  // How many days there will be stands nowhere.
  day: null,
};

/** How many months the one rate of a standard is for; `null` for none, several, and a rate by the day. */
export function monthsOf({ rates }: PaymentStandard): number | null {
  const [rate, ...others] = rates;
  return rate === undefined || others.length > 0 ? null : MONTHS_OF[rate.per];
}

/**
 * 全年应发: the sum of the year's periods, each by what is in force in it. `null` where one of them cannot be reckoned, or
 * nothing is said at all.
 */
export function owedInYear(programme: ProgrammeOnRecord, fiscalYear: number): Fen | null {
  const parts: Fen[] = [];
  const months = periodsOfYear(fiscalYear);
  for (const [at, last] of months.entries()) {
    const isByMonth = (standard: StandardOnRecord): boolean =>
      standard.cashFlow === 'monthly' && monthsOf(standard) === 1;
    for (const { standard, amountFen } of owedOf(programme, last)?.groups ?? []) {
      if (standard !== null && !isByMonth(standard)) continue;
      if (amountFen === null) return null;
      parts.push(amountFen);
    }
    for (const standard of standardsIn(programme, last).filter((one) => !isByMonth(one))) {
      const length = monthsOf(standard);
      const cost = costOf(standard);
      if (length === null || cost === null) return null;
      const from = months[at + 1 - length];
      if (from !== undefined && (at + 1) % length === 0 && lasts(programme, from, last)) parts.push(cost);
    }
  }
  const saysNothing = months.every((month) => standardsIn(programme, month).length === 0);
  return parts.length === 0 && saysNothing ? null : sumFen(parts);
}

/**
 * What was on record by the end of a day. Whether a month was in time is judged by this of its due day, for ever. Books
 * entered afterwards knew what stood there when the month's payment was entered: everything up to its order.
 */
export function knownBy(programme: ProgrammeOnRecord, day: BusinessDate, upToOrder = 0): ProgrammeOnRecord {
  const known = ({ recordedOn, order }: { readonly recordedOn: BusinessDate; readonly order: number }): boolean =>
    recordedOn <= day || order <= upToOrder;
  const { standards, entitlements } = programme;
  return { ...programme, standards: standards.filter(known), entitlements: entitlements.filter(known) };
}
