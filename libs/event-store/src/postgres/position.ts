import type { Position } from '../event-store';

/** Positions are bigints in Postgres and twenty digits of text outside, so that they sort as they stand. */
export const positionOf = (number: bigint | string): Position => String(number).padStart(20, '0') as Position;
