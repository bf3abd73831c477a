import type { Fen } from './fen';

/** 0.01 万元, as budgets are printed; half of it each for every line and for the total. */
const PRINTED_UNIT = 10_000n;

/** 尾差: what rounding of that many printed lines and of their total can make. */
export const isRounding = (differenceFen: Fen, lines: number): boolean => {
  const allowed = lines === 0 ? 0n : ((BigInt(lines) + 1n) * PRINTED_UNIT) / 2n;
  return differenceFen <= allowed && differenceFen >= -allowed;
};
