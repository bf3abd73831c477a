import { divideHalfUp } from './fen';

/** A share in basis points: 2500 is 25.00%. The founding document prints plan shares with two decimals. */
export type BasisPoints = number;

/** A ratio in basis points, rounded half up; `null` when there is nothing to divide by. */
export const basisPointsOf = (part: bigint, whole: bigint): BasisPoints | null =>
  whole === 0n
    ? null
    : Number(whole > 0n ? divideHalfUp(part * 10_000n, whole) : divideHalfUp(-part * 10_000n, -whole));

/** `8333` → `83.33`. */
export function formatBasisPoints(points: BasisPoints): string {
  const digits = Math.abs(points).toString().padStart(3, '0');
  return `${points < 0 ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}
