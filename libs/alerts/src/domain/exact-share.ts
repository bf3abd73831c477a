import { basisPointsOf, formatBasisPoints, fen, type Fen } from '@bofu/kernel';

/**
 * A share of a whole, kept as two bigint: 9/12, 16.67% as 1/6. Compared by multiplying across, so that 5.00 percentage
 * points are five and 4.9999 are not; rounded only where it is shown.
 */
export interface Share {
  readonly part: bigint;
  /** Above zero. */
  readonly whole: bigint;
}

export const share = (part: bigint, whole: bigint): Share => ({ part, whole });
export const NOTHING: Share = share(0n, 1n);

export const minus = (a: Share, b: Share): Share => share(a.part * b.whole - b.part * a.whole, a.whole * b.whole);

/** At least so many hundredths of a percent (or of a percentage point). */
export const atLeast = ({ part, whole }: Share, basisPoints: bigint): boolean => part * 10_000n >= basisPoints * whole;
export const atMost = ({ part, whole }: Share, basisPoints: bigint): boolean => part * 10_000n <= basisPoints * whole;

/** What the share is of an amount, cut to the fen. */
export const partOf = ({ part, whole }: Share, amount: Fen): Fen => fen((part * amount) / whole);

const rounded = ({ part, whole }: Share): number => basisPointsOf(part, whole) ?? 0;

/** `16.67%` */
export const percent = (of: Share): string => `${formatBasisPoints(rounded(of))}%`;
/** `8.33`, to stand before 个百分点. */
export const points = (of: Share): string => formatBasisPoints(rounded(of));
/** Digits of hundredths, for the figures of a finding. */
export const pointsFigure = (of: Share): string => String(rounded(of));
