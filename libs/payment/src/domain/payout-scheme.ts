import {
  fenToDigits,
  requirePositive,
  sumFen,
  yearOf,
  type BusinessDate,
  type Decider,
  type DomainEvent,
  type Fen,
} from '@bofu/kernel';
import type { Payee } from './payment';
import { refuse } from './refusals';

/**
 * Payout scheme 发放方案: who bears what of one payment to a person, settled once and used month after month: 113 元 a
 * head as 93 + 15 + 2.50 + 2.50. Its lines are paid together or not at all, so the weakest line decides for all.
 */

export interface SchemeLineData {
  readonly appropriationId: string;
  readonly rateFen: string;
}

type SchemeData = {
  readonly schemeId: string;
  readonly name: string;
  readonly fiscalYear: number;
  readonly lines: readonly SchemeLineData[];
  readonly totalRateFen: string;
  readonly headcount: number;
  readonly payee: Payee;
  readonly effectiveOn: BusinessDate;
};

export type PayoutSchemeEvent =
  | DomainEvent<'PayoutSchemeDefined', SchemeData>
  /** The whole scheme as it is from `effectiveOn` on. */
  | DomainEvent<'PayoutSchemeRevised', SchemeData>;

export interface SchemeContent {
  readonly name: string;
  /** `fiscalYear` of the appropriation as issued; `null` where there is no such appropriation. */
  readonly lines: readonly {
    readonly appropriationId: string;
    readonly rateFen: Fen;
    readonly fiscalYear: number | null;
  }[];
  readonly headcount: number;
  readonly payee: Payee;
  readonly effectiveOn: BusinessDate;
}

export type PayoutSchemeCommand =
  | ({ readonly type: 'define-payout-scheme' } & SchemeContent)
  | ({ readonly type: 'revise-payout-scheme' } & SchemeContent);

export interface PayoutScheme {
  readonly defined: boolean;
}

function checked(schemeId: string, { name, lines, headcount, payee, effectiveOn }: SchemeContent): SchemeData {
  const [first] = lines;
  if (first === undefined) return refuse('scheme-without-lines', {});
  if (!Number.isSafeInteger(headcount) || headcount <= 0) refuse('headcount-not-positive', { headcount });
  const years = new Set<number>();
  for (const [at, { appropriationId, rateFen, fiscalYear }] of lines.entries()) {
    if (fiscalYear === null) return refuse('scheme-appropriation-unknown', { appropriationId });
    requirePositive(rateFen);
    if (lines.findIndex((line) => line.appropriationId === appropriationId) < at)
      refuse('appropriation-twice-in-scheme', { appropriationId });
    years.add(fiscalYear);
  }
  const [fiscalYear = yearOf(effectiveOn), ...others] = years;
  if (others.length > 0) refuse('scheme-across-fiscal-years', { fiscalYears: [...years].sort((a, b) => a - b) });
  if (yearOf(effectiveOn) !== fiscalYear) refuse('scheme-outside-fiscal-year', { date: effectiveOn, fiscalYear });
  return {
    schemeId,
    name,
    fiscalYear,
    lines: lines.map(({ appropriationId, rateFen }) => ({ appropriationId, rateFen: fenToDigits(rateFen) })),
    totalRateFen: fenToDigits(sumFen(lines.map(({ rateFen }) => rateFen))),
    headcount,
    payee,
    effectiveOn,
  };
}

export const payoutSchemeDecider = (
  schemeId: string,
): Decider<PayoutScheme, PayoutSchemeCommand, PayoutSchemeEvent> => ({
  initial: { defined: false },
  decide: ({ defined }, { type, ...content }) => {
    if (type === 'define-payout-scheme') {
      if (defined) return refuse('scheme-exists', { schemeId });
      return [{ type: 'PayoutSchemeDefined', data: checked(schemeId, content) }];
    }
    if (!defined) return refuse('scheme-not-found', { schemeId });
    return [{ type: 'PayoutSchemeRevised', data: checked(schemeId, content) }];
  },
  evolve: () => ({ defined: true }),
});
