import { refuse } from './kernel-refusals';
import { invariant, InvariantViolation } from './refusal';
import { received } from './text-from-outside';

declare const fenBrand: unique symbol;

/** An amount of money in 分, the smallest unit. Whole by construction; never a float. */
export type Fen = bigint & { readonly [fenBrand]: 'Fen' };

export const fen = (value: bigint): Fen => value as Fen;
export const NO_MONEY: Fen = fen(0n);

export const sumFen = (amounts: Iterable<Fen>): Fen => {
  let sum = 0n;
  for (const amount of amounts) sum += amount;
  return fen(sum);
};

/** 10^15 分, ten trillion 元: far above any county's year and far below what a Postgres bigint holds. */
export const LARGEST_AMOUNT: Fen = fen(10n ** 15n);

// One amount has one spelling: no leading zeros and no minus zero, so equal amounts are equal text.
const YUAN = /^(?!-0\.00$)-?(?:0|[1-9]\d*)\.\d{2}$/;

/**
 * Reads 元 as it crosses HTTP, CSV and Excel: decimal text with exactly two places, e.g. `"188967.50"`.
 * Refuses `amount-not-string`, `amount-format`, `amount-too-large`.
 */
export function parseYuan(text: unknown): Fen {
  if (typeof text !== 'string') return refuse('amount-not-string', { received: typeof text });
  if (!YUAN.test(text)) return refuse('amount-format', { received: received(text) });
  // The length comes first: turning a megabyte of digits into a number takes seconds.
  const amount = text.length > 20 ? null : BigInt(text.replace('.', ''));
  if (amount === null || amount > LARGEST_AMOUNT || amount < -LARGEST_AMOUNT) {
    return refuse('amount-too-large', { received: received(text) });
  }
  return fen(amount);
}

/** As `parseYuan`, and refuses zero and less (`amount-not-positive`): what a command may move. */
export function parsePositiveYuan(text: unknown): Fen {
  const amount = parseYuan(text);
  return amount > 0n ? amount : refuse('amount-not-positive', { received: received(text) });
}

/** Refuses zero and less (`amount-not-positive`): nothing and less than nothing is no amount to move or to pay. */
export function requirePositive(amount: Fen): void {
  if (amount <= 0n) refuse('amount-not-positive', { received: formatYuan(amount) });
}

/** 元 for machines: `188967.50`, no separators. */
export function formatYuan(amount: bigint): string {
  const digits = (amount < 0n ? -amount : amount).toString().padStart(3, '0');
  return `${amount < 0n ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

const group = (whole: string): string => whole.replace(/\B(?=(\d{3})+$)/g, ',');

/** 元 for people: `188,967.50`. */
export function formatYuanGrouped(amount: bigint): string {
  const [whole = '', places = ''] = formatYuan(amount).replace('-', '').split('.');
  return `${amount < 0n ? '-' : ''}${group(whole)}.${places}`;
}

/** 万元 for people, rounded half up at `places` (0–6; six is exact): `18.90`. Display only, never stored or summed. */
export function formatWan(amount: bigint, places = 2): string {
  invariant(Number.isInteger(places) && places >= 0 && places <= 6, '万元 takes 0 to 6 decimal places');
  const scaled = divideHalfUp(amount, 10n ** BigInt(6 - places));
  const digits = (scaled < 0n ? -scaled : scaled).toString().padStart(places + 1, '0');
  const whole = group(digits.slice(0, digits.length - places));
  const sign = scaled < 0n ? '-' : '';
  return places === 0 ? `${sign}${whole}` : `${sign}${whole}.${digits.slice(-places)}`;
}

/** 分 as they stand in an event: digits as text, because JSON has no bigint and hashing needs stable text. */
export const fenToDigits = (amount: Fen): string => amount.toString();

const DIGITS = /^-?\d+$/;

/** Reads 分 from an event. Not for input from outside: an event that does not fit is our defect. */
export function fenFromDigits(digits: string): Fen {
  if (!DIGITS.test(digits)) throw new InvariantViolation(`not digits of fen: ${digits}`);
  return fen(BigInt(digits));
}

/** Division rounded half away from zero: how a fen that does not come out even is rounded for display and for plans. */
export function divideHalfUp(dividend: bigint, divisor: bigint): bigint {
  invariant(divisor > 0n, 'divisor must be positive');
  const magnitude = dividend < 0n ? -dividend : dividend;
  const rounded = (2n * magnitude + divisor) / (2n * divisor);
  return dividend < 0n ? -rounded : rounded;
}

/**
 * Splits an amount exactly by weights with the largest-remainder method: the parts always sum to the whole, and the
 * fen left over go to the largest remainders, on a tie to the earliest part.
 */
export function allocate(total: Fen, weights: readonly bigint[]): Fen[] {
  const sum = weights.reduce((a, b) => a + b, 0n);
  invariant(sum > 0n && weights.every((weight) => weight >= 0n), 'weights must be non-negative and not all zero');
  const magnitude = total < 0n ? -total : total;
  const parts = weights.map((weight, index) => ({
    index,
    share: (magnitude * weight) / sum,
    remainder: (magnitude * weight) % sum,
  }));
  let left = magnitude - parts.reduce((a, part) => a + part.share, 0n);
  for (const part of [...parts].sort((a, b) =>
    a.remainder === b.remainder ? a.index - b.index : a.remainder > b.remainder ? -1 : 1,
  )) {
    if (left === 0n) break;
    part.share += 1n;
    left -= 1n;
  }
  return parts.map((part) => fen(total < 0n ? -part.share : part.share));
}
