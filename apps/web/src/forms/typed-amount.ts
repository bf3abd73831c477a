import { formatYuan, LARGEST_AMOUNT, parseYuan, type Fen } from '@bofu/kernel';
import { bodyField, wrongIn } from './body-field';

/** What somebody typed or pasted into an amount: understood, with what is worth saying about it, or why not. */
export type TypedAmount =
  | { readonly kind: 'empty' }
  | { readonly kind: 'amount'; readonly fen: Fen; readonly yuan: string; readonly converted: boolean }
  | { readonly kind: 'wrong'; readonly reason: string };

const WRONG = (reason: string): TypedAmount => ({ kind: 'wrong', reason });

const SHIFT: Readonly<Record<string, number>> = { '': 2, 万: 6, 亿: 10 };

/** Commas stand between groups of three: `1,2345` has lost a digit or won one, and nobody can tell which. */
const badlyGrouped = (text: string): boolean => {
  const [whole = ''] = text.split('.');
  return /[,，]/.test(whole) && !/^\d{1,3}([,，]\d{3})+\D?$/.test(whole);
};

/**
 * 元 as people write it: `1,234.50`, `¥1234.5`, `１２３４．５`, `.5`, `9.872万`, `2亿`. A third decimal is refused and never
 * rounded: it is a slip of the hand, and money is exact to the fen.
 */
export function typedAmount(text: string): TypedAmount {
  const grouped = text
    .normalize('NFKC')
    .replace(/[\s¥￥]/g, '')
    .replace(/元$/, '');
  if (badlyGrouped(grouped)) return WRONG('逗号须每三位一个，请核对是否多输或少输了数字');
  const plain = grouped.replace(/[,，]/g, '');
  if (plain === '') return { kind: 'empty' };
  const parts = /^(\d*)(?:\.(\d*))?([万亿]?)$/.exec(plain);
  const [, whole = '', fraction = '', unit = ''] = parts ?? [];
  if (parts === null || (whole === '' && fraction === '')) return WRONG('金额只能是数字，例如 1234.50');
  const shift = SHIFT[unit] ?? 2;
  if (fraction.replace(/0+$/, '').length > shift) return WRONG('金额超过两位小数');
  const digits = `0${whole}${fraction.slice(0, shift).padEnd(shift, '0')}`;
  const fen = BigInt(digits);
  if (fen > LARGEST_AMOUNT) return WRONG('金额过大');
  if (fen === 0n) return WRONG('金额须大于零');
  const yuan = formatYuan(fen);
  return { kind: 'amount', fen: parseYuan(yuan), yuan, converted: unit !== '' };
}

/** The same in every body that has one; a test holds the document to it. */
const HEADCOUNT = bodyField('/v1/payout-runs', 'headcount', '人数');

/** A whole number of people: `75,587`, `７５５８７人`; `null` while it is none. */
export function typedHeadcount(text: string): number | null {
  const grouped = text.normalize('NFKC').replace(/\s/g, '').replace(/人$/, '');
  if (badlyGrouped(grouped)) return null;
  const plain = grouped.replace(/[,，]/g, '');
  if (!/^\d{1,10}$/.test(plain)) return null;
  const people = Number(plain);
  return wrongIn(HEADCOUNT, people) === null ? people : null;
}
