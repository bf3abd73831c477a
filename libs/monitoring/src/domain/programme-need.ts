import {
  type Fen,
  fenFromDigits,
  owedInYear,
  owedOf,
  payableFor,
  type Period,
  type RatePeriod,
  sumFen,
} from '@bofu/kernel';
import type { ProgrammeTerms, StandardOnDay } from './programme-terms';

/** 标准 as rules and forecast reckon with it: rates for known numbers of people, so many times a year. */
export interface ProgrammeNeed {
  /** One for everybody, or one for each group with its own standard; at least one. */
  readonly parts: readonly NeedOfGroup[];
  /** How often a year all of them are paid; `null` where they differ. */
  readonly times: number | null;
  /** What one period costs. */
  readonly periodFen: Fen;
  /** The months anything is owed of. */
  readonly months: number;
  /** 应发 of each month, where it is paid by the month. */
  readonly owedFen: ReadonlyMap<Period, Fen>;
  /** 全年所需. */
  readonly yearFen: Fen;
}

export interface NeedOfGroup {
  readonly groupId: string | null;
  readonly groupName: string | null;
  readonly rateFen: Fen;
  readonly headcount: number;
  readonly times: number;
}

const TIMES_A_YEAR: Record<RatePeriod, number | null> = {
  month: 12,
  quarter: 4,
  'half-year': 2,
  year: 1,
  once: 1,
  // How many days there will be stands nowhere.
  day: null,
};

/** `null` where a period of the year cannot be reckoned: no rate, no headcount, or several rates. */
export function programmeNeed(
  { standards, record }: ProgrammeTerms,
  fiscalYear: number,
  months: readonly Period[],
): ProgrammeNeed | null {
  const known = standards.map(needOfGroup).filter((part) => part !== null);
  const [first, ...others] = known;
  if (first === undefined || known.length < standards.length) return null;
  const yearFen = owedInYear(record, fiscalYear);
  if (yearFen === null) return null;
  return {
    parts: known,
    times: others.every((part) => part.times === first.times) ? first.times : null,
    periodFen: sumFen(known.map(({ rateFen, headcount }) => payableFor(rateFen, headcount))),
    months: months.length,
    owedFen: new Map(
      months.flatMap((period) => {
        const owedFen = owedOf(record, period)?.amountFen ?? null;
        return owedFen === null ? [] : [[period, owedFen] as const];
      }),
    ),
    yearFen,
  };
}

function needOfGroup({ rates, headcount, groupId, groupName }: StandardOnDay): NeedOfGroup | null {
  const [rate, ...others] = rates;
  if (rate === undefined || others.length > 0 || headcount === null || headcount <= 0) return null;
  const rateFen = fenFromDigits(rate.amountFen);
  const times = TIMES_A_YEAR[rate.per];
  return rateFen <= 0n || times === null ? null : { groupId, groupName, rateFen, headcount, times };
}
