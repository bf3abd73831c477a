import type { Position } from '../event-store';

/** Where an event stands in KurrentDB's transaction log: two unsigned 64-bit offsets, compared in this order. */
export interface LogPosition {
  readonly commit: bigint;
  readonly prepare: bigint;
}

/** As many digits as 2^64 - 1 has, so that text order is number order. */
const DIGITS = 20;

export const encodePosition = ({ commit, prepare }: LogPosition): Position =>
  `${commit.toString().padStart(DIGITS, '0')}-${prepare.toString().padStart(DIGITS, '0')}` as Position;

const FORM = /^(\d{20})-(\d{20})$/;

export const isPosition = (text: string): boolean => FORM.test(text);

export function decodePosition(position: Position): LogPosition {
  const match = FORM.exec(position);
  if (!match?.[1] || !match[2]) throw new RangeError(`not a position of KurrentDB: ${position}`);
  return { commit: BigInt(match[1]), prepare: BigInt(match[2]) };
}
