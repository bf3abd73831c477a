import { formatYuan, type Fen } from '@bofu/kernel';

/** Fifteen significant digits are what a spreadsheet keeps of a number, two of them behind the point. */
const FIRST_TOO_LONG = 10n ** 15n;

/**
 * 元 as the number a spreadsheet stores, only where that number gives the fen back exactly; `null` where it would not.
 * The one place where money becomes a double: it is written down and never counted with.
 */
export function amountAsNumber(amount: Fen): number | null {
  return amount < FIRST_TOO_LONG && amount > -FIRST_TOO_LONG ? Number.parseFloat(formatYuan(amount)) : null;
}
