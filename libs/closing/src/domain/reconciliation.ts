import { fen, FUNDING_LEVELS, NO_MONEY, type Fen, type FundingLevel } from '@bofu/kernel';
import { refuse } from './refusals';
import type { Figure, FigureLine, Side, Stated, StatedLine } from './statement';

/**
 * 三方对账: what the system has paid in a month, what the bank's statement says and what the finance bureau's books say,
 * by level of funding. A statement of the whole unit holds money that these books do not keep (基本支出 and the like): it
 * has a line of its own, so that the sums of a statement tie.
 */

/** What the books say of a level: net paid within the month, and authority not yet paid at its end. */
export interface BookedLine {
  readonly line: FundingLevel;
  readonly paidFen: Fen;
  readonly balanceFen: Fen;
}

export interface Compared {
  readonly line: FigureLine;
  readonly figure: Figure;
  readonly side: Side;
  /** What it is held against: these books, or, outside them, the bank. */
  readonly bookedFen: Fen;
  readonly statedFen: Fen;
  readonly differenceFen: Fen;
}

export type ComparedKey = Pick<Compared, 'line' | 'figure' | 'side'>;
export const keyOf = ({ line, figure, side }: ComparedKey): string => `${side}/${line}/${figure}`;

/** Every figure that two sides state; what one side leaves out counts as nothing. A side not entered is not compared. */
export function compare(booked: readonly BookedLine[], { bank, finance }: Stated): readonly Compared[] {
  const compared: Compared[] = [];
  const add = (key: ComparedKey, bookedFen: Fen, statedFen: Fen) => {
    compared.push({ ...key, bookedFen, statedFen, differenceFen: fen(statedFen - bookedFen) });
  };
  for (const line of FUNDING_LEVELS) {
    const own = booked.find((one) => one.line === line);
    if (bank) add({ line, figure: 'paid', side: 'bank' }, own?.paidFen ?? NO_MONEY, paidIn(bank, line));
    if (finance) {
      const balance = finance.find((one) => one.line === line)?.closingFen ?? NO_MONEY;
      add({ line, figure: 'paid', side: 'finance' }, own?.paidFen ?? NO_MONEY, paidIn(finance, line));
      add({ line, figure: 'balance', side: 'finance' }, own?.balanceFen ?? NO_MONEY, balance);
    }
  }
  if (bank && finance)
    add({ line: 'outside', figure: 'paid', side: 'finance' }, paidIn(bank, 'outside'), paidIn(finance, 'outside'));
  return compared;
}

const paidIn = (lines: readonly StatedLine[], line: FigureLine): Fen =>
  lines.find((one) => one.line === line)?.paidFen ?? NO_MONEY;

/** Each line once, and 期初 + 收入 − 支出 = 期末. Refuses `figures-line-twice`, `figures-do-not-tie`. */
export function requireTying(lines: readonly StatedLine[]): void {
  const seen = new Set<FigureLine>();
  for (const { line, openingFen, receivedFen, paidFen, closingFen } of lines) {
    if (seen.has(line)) refuse('figures-line-twice', { line });
    seen.add(line);
    const expectedFen = fen(openingFen + receivedFen - paidFen);
    if (expectedFen !== closingFen) refuse('figures-do-not-tie', { line, expectedFen, closingFen });
  }
}
