/**
 * What becomes of a balance at the end of its year: 结转 to the next year for the same purpose, 结余 where that purpose is met
 * or dropped, 收回 by finance.
 */
export const YEAR_END_DISPOSALS = ['carried-over', 'surplus', 'clawed-back'] as const;
export type YearEndDisposal = (typeof YEAR_END_DISPOSALS)[number];
