import { fen, NO_MONEY, peoplePaidBy, type BusinessDate, type Fen, type Period } from '@bofu/kernel';
import type { PayoutSchemeOnDay } from '@bofu/payment';
import type { ProgrammeOnDay } from '../facts/programme-facts';
import { expectedNeeds, type ExpectedNeeds, type Supposed } from './expected-needs';

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
  /** Added in the month by a supposed supplement. */
  readonly addedFen: Fen;
  /** What would be left after the month; less than nothing from the first failure on. */
  readonly balanceFen: Fen;
}

export interface ProgrammeForecast extends Pick<ExpectedNeeds, 'basis' | 'assumptions'> {
  readonly appropriationId: string;
  readonly programmeName: string;
  readonly availableFen: Fen;
  readonly months: readonly MonthAhead[];
  readonly firstFailure: Failure | null;
  /** What is missing for the whole rest of the year. */
  readonly yearShortFen: Fen;
}

/** What is tried out: other figures, or a supplement that comes on a day. */
export interface WhatIf extends Supposed {
  readonly appropriationId: string;
  readonly supplement?: { readonly amountFen: Fen; readonly on: BusinessDate };
}

export function forecastProgramme(programme: ProgrammeOnDay, whatIf?: WhatIf): ProgrammeForecast {
  const { appropriationId, programmeName, availableFen } = programme;
  const supposed = whatIf?.appropriationId === appropriationId ? whatIf : undefined;
  const { basis, assumptions, rateFen, needs } = expectedNeeds(programme, supposed);
  let added = supposed?.supplement ?? null;
  let balance: bigint = availableFen;
  let firstFailure: Failure | null = null;
  const months = needs.map(({ period, requiredFen }): MonthAhead => {
    const comes = added !== null && added.on.slice(0, 7) <= period;
    const addedFen = comes && added !== null ? added.amountFen : NO_MONEY;
    if (comes) added = null;
    balance += addedFen;
    const before = fen(balance);
    balance -= requiredFen;
    if (balance < 0n && firstFailure === null && !isRounding(basis, balance, needs.length))
      firstFailure = {
        period,
        requiredFen,
        availableFen: before,
        shortFen: fen(-balance),
        payableHeadcount: rateFen === null ? null : peoplePaidBy({ amountFen: rateFen, per: 'month' }, before),
      };
    return { period, requiredFen, addedFen, balanceFen: fen(balance) };
  });
  const yearShortFen = firstFailure === null || balance >= 0n ? NO_MONEY : fen(-balance);
  return { appropriationId, programmeName, basis, assumptions, availableFen, months, firstFailure, yearShortFen };
}

/** An average is rounded to the fen: a fen a month is what rounding makes, and nobody's shortage. */
const isRounding = (basis: ExpectedNeeds['basis'], balance: bigint, months: number): boolean =>
  (basis === 'recent-months' || basis === 'twelfth-of-budget') && -balance <= BigInt(months);

export interface SchemeForecast {
  readonly schemeId: string;
  readonly name: string;
  readonly headcount: number;
  readonly totalRateFen: Fen;
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

/** A run that several programmes share is paid by all of them or by none. */
export function forecastScheme(
  { schemeId, name, headcount: onRecord, totalRateFen, lines }: PayoutSchemeOnDay,
  programmes: readonly ProgrammeOnDay[],
  whatIf?: WhatIf,
): SchemeForecast {
  const concerned = lines.some(({ appropriationId }) => appropriationId === whatIf?.appropriationId);
  const headcount = (concerned ? whatIf?.headcount : undefined) ?? onRecord;
  const parts = lines.flatMap(({ appropriationId, rateFen }) => {
    const programme = programmes.find((each) => each.appropriationId === appropriationId);
    if (programme === undefined) return [];
    const own = whatIf?.appropriationId === appropriationId ? whatIf : undefined;
    return [forecastProgramme(programme, { ...own, appropriationId, headcount, rateFen: own?.rateFen ?? rateFen })];
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
      requiredFen: fen(totalRateFen * BigInt(headcount)),
      shortfalls: parts.flatMap(({ appropriationId, programmeName, firstFailure }) => {
        if (firstFailure?.period !== period) return [];
        const { period: _, ...failure } = firstFailure;
        return [{ appropriationId, programmeName, ...failure }];
      }),
    },
  };
}
