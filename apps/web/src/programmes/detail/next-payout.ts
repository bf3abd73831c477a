import { fen, NO_MONEY, parseYuan, payableFor, peoplePaidBy, type Fen } from '@bofu/kernel';
import type { Appropriation, Payment } from './programme-facts';

/** What the next monthly payout asks of one appropriation, by its own standard. */
export type NextPayout =
  /** The standard names no single monthly rate and headcount to reckon with. */
  | { readonly kind: 'no-standard' }
  | { readonly kind: 'year-paid' }
  | { readonly kind: 'covered'; readonly required: Fen; readonly left: Fen; readonly timesCovered: number }
  | { readonly kind: 'short'; readonly required: Fen; readonly short: Fen; readonly people: number };

const MONTHS = 12;

export function nextPayout(
  { paymentStandard, appropriationId }: Appropriation,
  availableYuan: string,
  payments: readonly Payment[],
): NextPayout {
  const [rate, another] = paymentStandard?.rates ?? [];
  const headcount = paymentStandard?.headcount ?? null;
  if (paymentStandard?.cashFlow !== 'monthly' || rate?.per !== 'month' || another !== undefined || headcount === null)
    return { kind: 'no-standard' };
  const paidPeriods = new Set(
    payments
      .filter(({ situation, run }) => run === 'regular' && (situation === 'paid' || situation === 'submitted'))
      .filter(({ charges }) => charges.some((charge) => charge.appropriationId === appropriationId))
      .map(({ period }) => period),
  );
  if (paidPeriods.size >= MONTHS) return { kind: 'year-paid' };
  const standard = { amountFen: parseYuan(rate.amount), per: rate.per };
  const available = parseYuan(availableYuan);
  const required = payableFor(standard, headcount);
  if (required <= NO_MONEY) return { kind: 'no-standard' };
  if (available < required)
    return {
      kind: 'short',
      required,
      short: fen(required - available),
      people: peoplePaidBy(standard, available),
    };
  return { kind: 'covered', required, left: fen(available - required), timesCovered: Number(available / required) };
}
