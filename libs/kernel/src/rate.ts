import { fen, type Fen } from './fen';

/** 按月、按季、半年、按年、一次性、按日. */
export const RATE_PERIODS = ['month', 'quarter', 'half-year', 'year', 'once', 'day'] as const;
export type RatePeriod = (typeof RATE_PERIODS)[number];

/** 标准 × 人数: what one period costs. */
export const payableFor = (rateFen: Fen, heads: number): Fen => fen(rateFen * BigInt(heads));

/** How many people an amount pays in full: `最多可发 74,985 人`. */
export const peoplePaidBy = (rateFen: Fen, amount: Fen): number =>
  amount <= 0n || rateFen <= 0n ? 0 : Number(amount / rateFen);
