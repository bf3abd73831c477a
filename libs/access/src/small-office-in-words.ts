import type { BusinessDate } from '@bofu/kernel';
import type { SmallOfficeSpan } from './domain/small-office';

/** `小单位模式（2026年3月1日起）`; ended, `小单位模式（2026年3月1日至2026年6月30日）`: as every report and print sheet names it. */
export const inSmallOffice = ({ from, until }: SmallOfficeSpan): string =>
  `小单位模式（${inFull(from)}${until === null ? '起' : `至${inFull(until)}`}）`;

const inFull = (day: BusinessDate): string =>
  `${day.slice(0, 4)}年${Number(day.slice(5, 7))}月${Number(day.slice(8, 10))}日`;
