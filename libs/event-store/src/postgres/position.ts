import type { Position } from '../event-store';

/** Positions are bigints in Postgres and twenty digits of text outside, so that they sort as they stand. */
export const positionOf = (number: bigint | string): Position => String(number).padStart(20, '0') as Position;

/** As Postgres takes it; null, which equals nothing, where it is no position of a store like this. */
export const numberOf = (position: Position): string | null =>
  /^0\d{19}$/.test(position) ? String(BigInt(position)) : null;
