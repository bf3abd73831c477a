import type { Place } from './paper-text';

/**
 * How far a value may be relied on. `printed`: it stands there and has one reading. `inferred`: it follows from words,
 * which are named. `flagged`: it is not given; a person decides, with the readings offered.
 */
export type Certainty = 'printed' | 'inferred' | 'flagged';

/** Why a figure is not given, or is given with a remark. Said in Chinese by `paper-labels.ts`. */
export type FlagReason =
  | 'accounts-columns'
  | 'amount-above-places'
  | 'amount-differs-from-parts'
  | 'amount-missing'
  | 'amount-negative'
  | 'amount-unreadable'
  | 'budget-type-several'
  | 'budget-type-outside-total'
  | 'carried-over-money'
  | 'code-printed-twice'
  | 'code-unreadable'
  | 'code-missing'
  | 'deadline-before-day'
  | 'deadline-only-described'
  | 'deadline-of-another-year'
  | 'deadline-several'
  | 'document-number-glued'
  | 'document-number-run-together'
  | 'document-number-several'
  | 'headcount-lower-bound'
  | 'headcount-not-persons'
  | 'headcount-several'
  | 'heading-number-repeated'
  | 'heading-without-table'
  | 'later-batch'
  | 'level-several'
  | 'level-unstated'
  | 'name-missing'
  | 'other-funds'
  | 'plan-absent'
  | 'plan-above-100'
  | 'plan-below-100'
  | 'plan-dates-unclear'
  | 'plan-empty'
  | 'plan-falling'
  | 'plan-in-amounts'
  | 'plan-per-period'
  | 'plan-share-unreadable'
  | 'printed-twice-differently'
  | 'rate-differs'
  | 'rate-is-bound'
  | 'rate-period-missing'
  | 'row-shape'
  | 'total-printed-twice-differently'
  | 'unit-contradicts-value'
  | 'unit-of-money-missing'
  | 'unit-of-money-several'
  | 'unit-of-money-contradicts-total'
  | 'unit-unreadable'
  | 'year-differs'
  | 'year-missing';

/** One value of a draft, with what it was read from. */
export interface Figure<Value> {
  readonly field: string;
  /** `null` where nothing is printed, and where it is flagged. */
  readonly value: Value | null;
  readonly printed: string;
  readonly place: Place;
  readonly certainty: Certainty;
  readonly reason: FlagReason | null;
  /** What it may mean, for the person who decides. */
  readonly readings: readonly string[];
}

/** Something a person must look at: a figure that is not given, or one that is given with a remark. */
export interface Flag {
  readonly reason: FlagReason;
  /** The programme's number in the draft; `null` for the paper as a whole. */
  readonly sequence: number | null;
  readonly field: string;
  readonly printed: string;
  readonly place: Place;
  readonly readings: readonly string[];
}

export interface Source {
  readonly printed: string;
  readonly place: Place;
}

export const printedFigure = <Value>(
  field: string,
  value: Value | null,
  { printed, place }: Source,
): Figure<Value> => ({
  field,
  value,
  printed,
  place,
  certainty: 'printed',
  reason: null,
  readings: [],
});

/** Where the paper prints nothing, or says nothing. */
export const blankFigure = <Value>(field: string, source: Source): Figure<Value> =>
  printedFigure<Value>(field, null, source);

export const inferredFigure = <Value>(field: string, value: Value, source: Source): Figure<Value> => ({
  ...printedFigure(field, value, source),
  certainty: 'inferred',
});

export const flaggedFigure = <Value>(
  field: string,
  reason: FlagReason,
  { printed, place }: Source,
  readings: readonly string[] = [],
): Figure<Value> => ({ field, value: null, printed, place, certainty: 'flagged', reason, readings });
