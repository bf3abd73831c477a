import { fen, type Fen } from './fen';

/** 标准: what one person receives, per month or per year, in fen. */
export interface Rate {
  readonly amountFen: Fen;
  readonly per: 'month' | 'year';
}

/** 人数 × 标准: what one period costs. */
export const payableFor = (rate: Rate, headcount: number): Fen => fen(rate.amountFen * BigInt(headcount));

/** How many people an amount pays in full: `最多可发 74,985 人`. */
export const peoplePaidBy = (rate: Rate, amount: Fen): number =>
  amount <= 0n || rate.amountFen <= 0n ? 0 : Number(amount / rate.amountFen);
