import { formatYuanGrouped } from '@bofu/kernel';
import { percent, share } from './exact-share';

/** `188,967.50 元` */
export const yuan = (amount: bigint): string => `${formatYuanGrouped(amount)} 元`;

/** `377,935.00 ÷ 2,267,610.00 = 16.67%` */
export const quotient = (part: bigint, whole: bigint): string =>
  `${formatYuanGrouped(part)} ÷ ${formatYuanGrouped(whole)} = ${percent(share(part, whole))}`;

/** `75,587 人` */
export const people = (headcount: number | bigint): string => `${headcount.toLocaleString('en-US')} 人`;
