import { fenFromDigits, FUNDING_LEVELS, type Fen } from '@bofu/kernel';

/** 资金级次, or 不在本系统核算. */
export const FIGURE_LINES = [...FUNDING_LEVELS, 'outside'] as const;
export type FigureLine = (typeof FIGURE_LINES)[number];

/** A line of a statement of one month: 期初, 收入, 支出, 期末. */
export interface StatedLine {
  readonly line: FigureLine;
  readonly openingFen: Fen;
  readonly receivedFen: Fen;
  readonly paidFen: Fen;
  readonly closingFen: Fen;
}

/** The same as it is recorded. */
export interface StatedLineData {
  readonly line: FigureLine;
  readonly openingFen: string;
  readonly receivedFen: string;
  readonly paidFen: string;
  readonly closingFen: string;
}

/** Who states it. */
export const SIDES = ['bank', 'finance'] as const;
export type Side = (typeof SIDES)[number];

/**
 * What is compared: 支出 with both, 余额 with the finance bureau alone; a bank's balance is cash and no authority.
 */
export const FIGURES = ['paid', 'balance'] as const;
export type Figure = (typeof FIGURES)[number];

export const statedLine = ({ line, ...digits }: StatedLineData): StatedLine => ({
  line,
  openingFen: fenFromDigits(digits.openingFen),
  receivedFen: fenFromDigits(digits.receivedFen),
  paidFen: fenFromDigits(digits.paidFen),
  closingFen: fenFromDigits(digits.closingFen),
});

/** `null` where a side's statement was not entered. */
export type Stated = Readonly<Record<Side, readonly StatedLine[] | null>>;
