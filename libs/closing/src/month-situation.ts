/**
 * 未到期, 未结账, 结账未完成 (locked, and the closing ended before it was recorded), 已结账, 待反月结, and 随后锁定: before the first
 * month that was closed, and locked with it.
 */
export const MONTH_SITUATIONS = [
  'not-over',
  'open',
  'locked',
  'closed',
  'reopening-proposed',
  'locked-before',
] as const;
export type MonthSituation = (typeof MONTH_SITUATIONS)[number];
