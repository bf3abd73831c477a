import {
  fenToDigits,
  requirePositive,
  yearOf,
  type BusinessDate,
  type Decider,
  type DomainEvent,
  type Fen,
} from '@bofu/kernel';
import type { RatePeriod } from '@bofu/kernel';
import type { Payee } from './payment-events';
import { refuse } from './refusals';

/**
 * Payout scheme 发放方案: who bears what of one payment to a person, settled once and used month after month: 113 元 a
 * head as 93 + 15 + 2.50 + 2.50. Its lines are paid together or not at all, so the weakest line decides for all. It
 * lives on over the years; each version names the appropriations of one.
 */

export interface SchemeLineData {
  readonly appropriationId: string;
  /** The group of the programme's people; `null` for everybody. */
  readonly groupId: string | null;
  readonly rateFen: string;
  readonly per: RatePeriod;
  /** The group's own number; `null` where the scheme's holds. */
  readonly headcount: number | null;
}

/** A whole scheme as it is from a day on. */
export interface SchemeVersionData {
  readonly schemeId: string;
  readonly name: string;
  readonly fiscalYear: number;
  readonly lines: readonly SchemeLineData[];
  readonly headcount: number;
  readonly payee: Payee;
  /** Of the register; `null` where the payee was written down. */
  readonly payeeId: string | null;
  readonly effectiveOn: BusinessDate;
}

export type PayoutSchemeEvent =
  DomainEvent<'PayoutSchemeDefined', SchemeVersionData> | DomainEvent<'PayoutSchemeRevised', SchemeVersionData>;

export interface SchemeLine extends Omit<SchemeLineData, 'rateFen'> {
  readonly rateFen: Fen;
  /** Of the appropriation as issued; `null` where there is no such appropriation. */
  readonly fiscalYear: number | null;
}

export interface SchemeContent {
  readonly name: string;
  readonly lines: readonly SchemeLine[];
  readonly headcount: number;
  readonly payee: Payee;
  /** Left out where the payee is written down. */
  readonly payeeId?: string | null;
  readonly effectiveOn: BusinessDate;
}

export type PayoutSchemeCommand =
  | ({ readonly type: 'define-payout-scheme' } & SchemeContent)
  | ({ readonly type: 'revise-payout-scheme' } & SchemeContent);

export interface PayoutScheme {
  /** In the order they were recorded; none where it is not defined. */
  readonly versions: readonly SchemeVersionData[];
}

function requireHeads(headcount: number): void {
  if (!Number.isSafeInteger(headcount) || headcount <= 0) refuse('headcount-not-positive', { headcount });
}

function checked(
  schemeId: string,
  { name, lines, headcount, payee, payeeId = null, effectiveOn }: SchemeContent,
): SchemeVersionData {
  if (lines.length === 0) refuse('scheme-without-lines', {});
  requireHeads(headcount);
  const years = new Set<number>();
  for (const [at, { appropriationId, groupId, rateFen, headcount: own, fiscalYear }] of lines.entries()) {
    if (fiscalYear === null) return refuse('scheme-appropriation-unknown', { appropriationId });
    requirePositive(rateFen);
    if (own !== null) requireHeads(own);
    const twice = lines
      .slice(0, at)
      .some(
        (line) =>
          line.appropriationId === appropriationId &&
          (line.groupId === groupId || line.groupId === null || groupId === null),
      );
    if (twice) refuse('appropriation-twice-in-scheme', { appropriationId });
    years.add(fiscalYear);
  }
  const [fiscalYear = yearOf(effectiveOn), ...others] = years;
  if (others.length > 0) refuse('scheme-across-fiscal-years', { fiscalYears: [...years].sort((a, b) => a - b) });
  if (yearOf(effectiveOn) !== fiscalYear) refuse('scheme-outside-fiscal-year', { date: effectiveOn, fiscalYear });
  return {
    schemeId,
    name,
    fiscalYear,
    lines: lines.map(({ fiscalYear: _, rateFen, ...line }) => ({ ...line, rateFen: fenToDigits(rateFen) })),
    headcount,
    payee,
    payeeId,
    effectiveOn,
  };
}

export const payoutSchemeDecider = (
  schemeId: string,
): Decider<PayoutScheme, PayoutSchemeCommand, PayoutSchemeEvent> => ({
  initial: { versions: [] },
  decide: ({ versions }, { type, ...content }) => {
    const defined = versions.length > 0;
    if (type === 'define-payout-scheme') {
      if (defined) return refuse('scheme-exists', { schemeId });
      return [{ type: 'PayoutSchemeDefined', data: checked(schemeId, content) }];
    }
    if (!defined) return refuse('scheme-not-found', { schemeId });
    return [{ type: 'PayoutSchemeRevised', data: checked(schemeId, content) }];
  },
  evolve: ({ versions }, { data }) => ({ versions: [...versions, data] }),
});
