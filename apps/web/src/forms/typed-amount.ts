import { formatYuan, LARGEST_AMOUNT, parseYuan, type Fen } from '@bofu/kernel';

/** What somebody typed or pasted into an amount: understood, with what is worth saying about it, or why not. */
export type TypedAmount =
  | { readonly kind: 'empty' }
  | { readonly kind: 'amount'; readonly fen: Fen; readonly yuan: string; readonly converted: boolean }
  | { readonly kind: 'wrong'; readonly reason: string };

const WRONG = (reason: string): TypedAmount => ({ kind: 'wrong', reason });

/**
 * 元 as people write it: `1,234.50`, `¥1234.5`, `１２３４．５`, `9.872万`. A third decimal is refused and never rounded: it is
 * a slip of the hand, and money is exact to the fen.
 */
export function typedAmount(text: string): TypedAmount {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s,，¥￥]/g, '')
    .replace(/元$/, '');
  if (plain === '') return { kind: 'empty' };
  const parts = /^(\d+)(?:\.(\d*))?(万?)$/.exec(plain);
  if (!parts) return WRONG('金额只能是数字，例如 1234.50');
  const [, whole = '', fraction = '', wan = ''] = parts;
  const shift = wan === '' ? 2 : 6;
  if (fraction.replace(/0+$/, '').length > shift) return WRONG('金额超过两位小数');
  const digits = `${whole}${fraction.slice(0, shift).padEnd(shift, '0')}`;
  const fen = BigInt(digits);
  if (fen > LARGEST_AMOUNT) return WRONG('金额过大');
  if (fen === 0n) return WRONG('金额须大于零');
  const yuan = formatYuan(fen);
  return { kind: 'amount', fen: parseYuan(yuan), yuan, converted: wan !== '' };
}

/** A whole number of people: `75,587`, `７５５８７人`; `null` while it is none. */
export function typedHeadcount(text: string): number | null {
  const plain = text
    .normalize('NFKC')
    .replace(/[\s,，]/g, '')
    .replace(/人$/, '');
  if (!/^\d{1,10}$/.test(plain)) return null;
  const people = Number(plain);
  return people >= 1 && people <= 1_500_000_000 ? people : null;
}
