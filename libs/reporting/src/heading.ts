import type { Position } from '@bofu/event-store';
import { NOTHING_KNOWN } from '@bofu/http';
import type { BusinessDate } from '@bofu/kernel';
import type { EventMark } from './event-mark';

const MOST_UNITS_NAMED = 3;

export interface HeadingFacts {
  readonly units: readonly string[];
  readonly programme: string | null;
  readonly fiscalYear: number;
  readonly asOf: BusinessDate;
  readonly position: Position;
  readonly mark: EventMark;
}

/** The line under the title: whose money, which year and day, how far the record reaches, in what unit. Nothing of now. */
export const headingOf = ({ units, programme, fiscalYear, asOf, position, mark }: HeadingFacts): string =>
  [
    `预算单位：${units.length > MOST_UNITS_NAMED ? `${units.length} 个预算单位` : units.join('、') || '-'}`,
    ...(programme === null ? [] : [`项目：${programme}`]),
    `年度：${fiscalYear}`,
    `业务日期截至：${asOf}`,
    `数据截至：${dataUpTo(position, mark)}`,
    '金额单位：元',
  ].join('　');

function dataUpTo(position: Position, { number, recordedAt }: EventMark): string {
  if (position === NOTHING_KNOWN) return '尚无登记';
  const recorded = recordedAt === null ? '' : inBeijing(recordedAt);
  return `${recorded}（事件 #${number}，登记位置 ${position}）`;
}

/** `2021-10-29 10:00:00`. What we record is in Beijing time already; anything else is brought there. */
function inBeijing(recordedAt: string): string {
  const EIGHT_HOURS_MS = 8 * 3_600_000;
  const text = recordedAt.endsWith('+08:00')
    ? recordedAt
    : new Date(Date.parse(recordedAt) + EIGHT_HOURS_MS).toISOString();
  return text.slice(0, 19).replace('T', ' ');
}
