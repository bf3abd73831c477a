import type { AlertLevel } from './alert-level';
import { atLeast, type Share } from './exact-share';

/** The worst level whose threshold the share reaches; `null` below yellow. */
export const worstReached = (
  of: Share,
  { yellow, orange, red }: Readonly<Record<'yellow' | 'orange' | 'red', bigint>>,
): AlertLevel | null =>
  atLeast(of, red) ? 'red' : atLeast(of, orange) ? 'orange' : atLeast(of, yellow) ? 'yellow' : null;
