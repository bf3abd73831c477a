import { fen, type Fen } from '@bofu/kernel';
import type { FlagReason } from './figure';

export const MONEY_UNITS = ['元', '千元', '万元', '亿元'] as const;
export type MoneyUnit = (typeof MONEY_UNITS)[number];

/** Fen in one, and the decimal places that a printed budget uses. */
const FEN_IN: Record<MoneyUnit, bigint> = { 元: 100n, 千元: 100_000n, 万元: 1_000_000n, 亿元: 10_000_000_000n };
const MOST_PLACES: Record<MoneyUnit, number> = { 元: 2, 千元: 4, 万元: 4, 亿元: 6 };

export type Reading<Value> =
  | { readonly kind: 'value'; readonly value: Value }
  | { readonly kind: 'blank' }
  | { readonly kind: 'unclear'; readonly reason: FlagReason; readonly readings: readonly string[] };

/** Digits, separators, blanks and a unit; whatever is longer is no amount. */
const LONGEST_AMOUNT = 40;

/** Signs for "no figure". Zero is none of them: 0 is a figure. */
const NO_FIGURE = /^(?:[-—–－―‐]*|[/／]|无|\.{2,}|…+)$/;
const NUMBER = /^\d{1,3}(?:,\d{3})+(?:\.\d+)?$|^\d+(?:\.\d+)?$/;

export const isNoFigure = (text: string): boolean =>
  text.trim().length <= LONGEST_AMOUNT && NO_FIGURE.test(text.normalize('NFKC').replace(/\s/g, ''));

/** A decimal as digits and places, separators gone; `null` where it has no single reading. */
export function decimalIn(text: string): { readonly digits: bigint; readonly places: number } | null {
  if (text.length > 24 || !NUMBER.test(text)) return null;
  const [whole = '', rest = ''] = text.replace(/,/g, '').split('.');
  if (whole.length > 1 && whole.startsWith('0')) return null;
  return { digits: BigInt(whole + rest), places: rest.length };
}

/** What a slip of the eye or of the reading machine may have meant. Offered, never taken. */
const suggestion = (text: string): string[] => {
  const mended = text.replace(/\s/g, '').replace(/[oO]/g, '0').replace(/[lI|]/g, '1').replace(/，/g, ',');
  return mended !== text && NUMBER.test(mended) ? [mended] : [];
};

const UNIT_BEHIND = /^(.*?)\s*(亿元|万元|千元|元|万)$/su;

/** The unit a printed amount carries itself; 万 next to a number is 万元. */
export function ownUnit(text: string): { readonly number: string; readonly unit: MoneyUnit | null } {
  if (text.length > LONGEST_AMOUNT) return { number: text, unit: null };
  const plain = text
    .normalize('NFKC')
    .trim()
    .replace(/^[¥￥]\s*/, '');
  const match = UNIT_BEHIND.exec(plain);
  if (!match) return { number: plain, unit: null };
  return { number: match[1] ?? '', unit: match[2] === '万' ? '万元' : (match[2] as MoneyUnit) };
}

/**
 * Reads a printed amount. Its own unit comes before the table's; without either it is not read.
 *
 * @param tableUnit what the table or its head says
 */
export function readAmount(text: string, tableUnit: MoneyUnit | null): Reading<Fen> {
  if (isNoFigure(text)) return { kind: 'blank' };
  if (text.length > LONGEST_AMOUNT) return { kind: 'unclear', reason: 'amount-unreadable', readings: [] };
  const { number, unit: own } = ownUnit(text);
  const unclear = (reason: FlagReason, readings: readonly string[] = []): Reading<Fen> => ({
    kind: 'unclear',
    reason,
    readings,
  });
  if (number === '') return unclear('amount-missing');
  if (/^[-−(]/.test(number)) return unclear('amount-negative', [number]);
  const decimal = decimalIn(number);
  if (!decimal) return unclear('amount-unreadable', suggestion(number));
  const unit = own ?? tableUnit;
  if (unit === null) return unclear('unit-of-money-missing', [`${number}元`, `${number}万元`]);
  if (decimal.places > MOST_PLACES[unit]) return unclear('amount-above-places');
  return { kind: 'value', value: fen((decimal.digits * FEN_IN[unit]) / 10n ** BigInt(decimal.places)) };
}

/** Half of the last place printed, in fen: what rounding may have hidden in one line. */
export function halfOfLastPlace(text: string, tableUnit: MoneyUnit | null): bigint {
  const { number, unit: own } = ownUnit(text);
  const unit = own ?? tableUnit ?? '元';
  const places = number.split('.')[1]?.length ?? 0;
  // A whole number of 万元 is printed short, as 5 for 5.00; it hides no more than 5.00 does.
  return FEN_IN[unit] / (2n * 10n ** BigInt(Math.max(places, 2)));
}

const UNIT_SAID = /(?:金额)?单位[::]?(?:人民币)?(亿元|万元|千元|元)/;
const UNIT_IN_BRACKETS = /[((](?:单位[::]?)?(亿元|万元|千元|元)[))]/;

/** 单位：万元, wherever a cell or a line above a table says it. */
export const unitSaid = (foldedText: string): MoneyUnit | null =>
  (UNIT_SAID.exec(foldedText)?.[1] as MoneyUnit | undefined) ?? null;

/** 预算数（万元）: the unit that a label carries. */
export const unitInLabel = (foldedText: string): MoneyUnit | null =>
  (UNIT_IN_BRACKETS.exec(foldedText)?.[1] as MoneyUnit | undefined) ?? null;

const PERCENT_SIGN = /(?:%|百分比|百分数|百分率|%\(百分比\))$/;

/** A percentage of a plan in basis points: at most two places. `signed` tells whether it carried its sign. */
export function readPercent(text: string): Reading<{ readonly basisPoints: number; readonly signed: boolean }> {
  if (isNoFigure(text)) return { kind: 'blank' };
  if (text.length > LONGEST_AMOUNT) return { kind: 'unclear', reason: 'plan-share-unreadable', readings: [] };
  const plain = text.normalize('NFKC').trim();
  const number = plain.replace(PERCENT_SIGN, '').trim();
  const decimal = decimalIn(number);
  if (!decimal || decimal.places > 2 || number.includes(',')) {
    return { kind: 'unclear', reason: 'plan-share-unreadable', readings: suggestion(number) };
  }
  const basisPoints = Number(decimal.digits * 10n ** BigInt(2 - decimal.places));
  return { kind: 'value', value: { basisPoints, signed: number !== plain } };
}
