import {
  fen,
  fenToDigits,
  NO_MONEY,
  payableFor,
  peoplePaidBy,
  sumFen,
  type BusinessDate,
  type Fen,
  type Period,
} from '@bofu/kernel';
import type { SchemeVersion } from '@bofu/payment';
import { expectedNeeds, type ExpectedNeeds, type Supposed } from './expected-needs';
import { programmeOf, type ProgrammeOnDay } from './programme-on-day';
import { unchangingTerms } from './programme-terms';

/**
 * Forecast 预测: the first month whose payment the money will not suffice for, by how much and on which assumptions,
 * from the first day of the year on. Pure; a what-if is the same engine on other figures and records nothing.
 */

/** A month that cannot be paid in full. */
export interface Failure {
  readonly period: Period;
  readonly requiredFen: Fen;
  readonly availableFen: Fen;
  readonly shortFen: Fen;
  /** How many people what is left would pay; `null` where it does not go by the head. */
  readonly payableHeadcount: number | null;
}

export interface MonthAhead {
  readonly period: Period;
  readonly requiredFen: Fen;
  /** Added in the month by what is supposed to come; less than nothing where more is supposed to go. */
  readonly addedFen: Fen;
  /** What would be left after the month; less than nothing from the first failure on. */
  readonly balanceFen: Fen;
}

export interface ProgrammeForecast extends Pick<ExpectedNeeds, 'basis' | 'assumptions'> {
  readonly programmeId: string;
  readonly programmeName: string;
  /** The first of those that finance it. */
  readonly appropriationId: string;
  readonly appropriationIds: readonly string[];
  readonly availableFen: Fen;
  readonly months: readonly MonthAhead[];
  readonly firstFailure: Failure | null;
  /** What is missing for the whole rest of the year. */
  readonly yearShortFen: Fen;
}

/** What is tried out of the programme of an appropriation: other figures, or money that comes or goes on a day. */
export interface WhatIf extends Supposed {
  readonly appropriationId: string;
  readonly changes?: readonly SupposedChange[];
}

/** 追加 comes; 追减, 收回, 冻结 and what a 调剂 takes away go, and are less than nothing. */
export interface SupposedChange {
  readonly amountFen: Fen;
  readonly on: BusinessDate;
}

export function forecastProgramme(programme: ProgrammeOnDay, whatIf?: WhatIf): ProgrammeForecast {
  const { programmeId, programmeName, availableFen, appropriations } = programme;
  const supposed = whatIf && concerns(whatIf, programme) ? whatIf : undefined;
  const { basis, assumptions, rateFen, needs } = expectedNeeds(programme, supposed);
  let ahead = supposed?.changes ?? [];
  let balance: bigint = availableFen;
  let firstFailure: Failure | null = null;
  const months = needs.map(({ period, requiredFen }): MonthAhead => {
    const hasCome = ({ on }: SupposedChange): boolean => on.slice(0, 7) <= period;
    const addedFen = sumFen(ahead.filter(hasCome).map(({ amountFen }) => amountFen));
    ahead = ahead.filter((change) => !hasCome(change));
    balance += addedFen;
    const before = fen(balance);
    balance -= requiredFen;
    if (balance < 0n && firstFailure === null && !isRounding(basis, balance, needs.length))
      firstFailure = {
        period,
        requiredFen,
        availableFen: before,
        shortFen: fen(-balance),
        payableHeadcount: rateFen === null ? null : peoplePaidBy(rateFen, before),
      };
    return { period, requiredFen, addedFen, balanceFen: fen(balance) };
  });
  const yearShortFen = firstFailure === null || balance >= 0n ? NO_MONEY : fen(-balance);
  return {
    programmeId,
    programmeName,
    appropriationId: appropriations[0].appropriationId,
    appropriationIds: appropriations.map(({ appropriationId }) => appropriationId),
    basis,
    assumptions,
    availableFen,
    months,
    firstFailure,
    yearShortFen,
  };
}

export const concerns = ({ appropriationId }: WhatIf, { appropriations }: ProgrammeOnDay): boolean =>
  appropriations.some((one) => one.appropriationId === appropriationId);

/** An average is rounded to the fen: a fen a month is what rounding makes, and nobody's shortage. */
const isRounding = (basis: ExpectedNeeds['basis'], balance: bigint, months: number): boolean =>
  (basis === 'recent-months' || basis === 'twelfth-of-budget') && -balance <= BigInt(months);

export interface SchemeForecast {
  readonly schemeId: string;
  readonly name: string;
  readonly headcount: number;
  /** What one person receives of all lines together; `null` where groups receive different sums. */
  readonly totalRateFen: Fen | null;
  /** The first month in which one of those who share the run cannot bear its part: then the run fails as a whole. */
  readonly firstFailure: {
    readonly period: Period;
    readonly requiredFen: Fen;
    readonly shortfalls: readonly (Omit<Failure, 'period'> & {
      readonly appropriationId: string;
      readonly programmeName: string;
    })[];
  } | null;
}

/** By each appropriation that finances it: schemes name those, and there may be as many of one as of the other. */
export const byAppropriation = (programmes: readonly ProgrammeOnDay[]): ReadonlyMap<string, ProgrammeOnDay> =>
  new Map(
    programmes.flatMap((programme) =>
      programme.appropriations.map(({ appropriationId }) => [appropriationId, programme] as const),
    ),
  );

/** A run that several sources share is paid by all of them or by none. */
export function forecastScheme(
  { schemeId, name, headcount: onRecord, lines }: SchemeVersion,
  programmeOfAppropriation: ReadonlyMap<string, ProgrammeOnDay>,
  whatIf?: WhatIf,
): SchemeForecast {
  const concerned = lines.some(({ appropriationId }) => appropriationId === whatIf?.appropriationId);
  const headcount = (concerned ? whatIf?.headcount : undefined) ?? onRecord;
  const supposed = lines.map((line) => ({
    ...line,
    headcount: line.headcount ?? headcount,
    rateFen: (line.appropriationId === whatIf?.appropriationId ? whatIf.rateFen : undefined) ?? line.rateFen,
  }));
  const isOneGroup = new Set(lines.map(({ groupId }) => groupId)).size === 1;
  const totalRateFen = isOneGroup ? sumFen(lines.map((line) => line.rateFen)) : null;
  const parts = sourcesOf(supposed, programmeOfAppropriation).map((source) => {
    const changes = whatIf && concerns(whatIf, source) ? whatIf.changes : undefined;
    const { appropriationId } = source.appropriations[0];
    return forecastProgramme(source, changes && { appropriationId, changes });
  });
  const failing = parts.flatMap(({ firstFailure }) => (firstFailure === null ? [] : [firstFailure.period]));
  const period = failing.sort()[0];
  if (period === undefined) return { schemeId, name, headcount, totalRateFen, firstFailure: null };
  return {
    schemeId,
    name,
    headcount,
    totalRateFen,
    firstFailure: {
      period,
      requiredFen: sumFen(supposed.map((line) => payableFor(line.rateFen, line.headcount))),
      shortfalls: parts.flatMap(({ appropriationId, programmeName, firstFailure }) => {
        if (firstFailure?.period !== period) return [];
        const { period: _, ...failure } = firstFailure;
        return [{ appropriationId, programmeName, ...failure }];
      }),
    },
  };
}

type SupposedLine = Omit<SchemeVersion['lines'][number], 'headcount'> & { readonly headcount: number };

/**
 * Whose money the lines draw on: the appropriations of one level of a programme, a second batch beside the first, as a
 * programme that owes just what the scheme says.
 */
function sourcesOf(
  lines: readonly SupposedLine[],
  programmeOfAppropriation: ReadonlyMap<string, ProgrammeOnDay>,
): ProgrammeOnDay[] {
  const sources = new Map<string, { readonly programme: ProgrammeOnDay; readonly lines: SupposedLine[] }>();
  for (const line of lines) {
    const programme = programmeOfAppropriation.get(line.appropriationId);
    const named = programme?.appropriations.find(({ appropriationId }) => appropriationId === line.appropriationId);
    if (programme === undefined || named === undefined) continue;
    const key = `${programme.programmeId}/${named.fundingLevel}`;
    const source = sources.get(key) ?? { programme, lines: [] };
    sources.set(key, source);
    source.lines.push(line);
  }
  return [...sources.values()].flatMap(({ programme, lines: own }) => {
    const levels = programme.appropriations
      .filter(({ appropriationId }) => own.some((line) => line.appropriationId === appropriationId))
      .map(({ fundingLevel }) => fundingLevel);
    const [first, ...others] = programme.appropriations.filter(({ fundingLevel }) => levels.includes(fundingLevel));
    if (first === undefined) return [];
    const { cashFlow = 'monthly' as const, deadline = { kind: 'unstated' as const, printed: '' } } =
      programme.standard ?? {};
    const standards = own.map(({ groupId, rateFen, per, headcount }) => ({
      groupId,
      groupName: groupId,
      rates: [{ label: '', amountFen: fenToDigits(rateFen), per }],
      headcount,
      cashFlow,
      deadline,
    }));
    const { beginsOn, endsOn } = programme.record;
    const { paidTolerance } = programme;
    return [programmeOf([first, ...others], unchangingTerms(standards, { beginsOn, endsOn, paidTolerance }))];
  });
}
