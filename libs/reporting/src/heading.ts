import { inSmallOffice, type SmallOfficeSpan } from '@bofu/access';
import type { EventMark } from '@bofu/event-log';
import type { ClosedMonth } from '@bofu/closing';
import { FUNDING_LEVEL_LABEL } from '@bofu/budget';
import { formatYuan, type BusinessDate, type FundingLevel } from '@bofu/kernel';

const MOST_UNITS_NAMED = 3;

export interface HeadingFacts {
  readonly units: readonly string[];
  readonly programme: string | null;
  /** The one level it was narrowed to. */
  readonly fundingLevel: FundingLevel | null;
  readonly fiscalYear: number;
  /** `null`: from the year's beginning. */
  readonly from: BusinessDate | null;
  readonly asOf: BusinessDate;
  /** The position as it is printed. */
  readonly written: string;
  readonly mark: EventMark | null;
  /** Where the books are those of a closed month: whether they are read at its lock. */
  readonly closed: (Pick<ClosedMonth, 'month' | 'later'> & { readonly isAtLock: boolean }) | null;
  /** 小单位模式 between the first and the last day, as known at the position; mostly none. */
  readonly smallOffices: readonly SmallOfficeSpan[];
}

/** The line under the title: whose money, which year and day, how far the record reaches, in what unit. Nothing of now. */
export const headingOf = ({
  units,
  programme,
  fundingLevel,
  fiscalYear,
  from,
  asOf,
  written,
  mark,
  closed,
  smallOffices,
}: HeadingFacts): string =>
  [
    `预算单位：${units.length > MOST_UNITS_NAMED ? `${units.length} 个预算单位` : units.join('、') || '-'}`,
    ...(programme === null ? [] : [`项目：${programme}`]),
    ...(fundingLevel === null ? [] : [`资金级次：${FUNDING_LEVEL_LABEL[fundingLevel]}`]),
    `年度：${fiscalYear}`,
    from === null ? `业务日期截至：${asOf}` : `业务日期：${from} 至 ${asOf}`,
    `数据截至：${dataUpTo(written, mark)}`,
    ...(closed === null ? [] : [`月结：${inMonth(closed)}`]),
    ...smallOffices.map(inSmallOffice),
    '金额单位：元',
  ].join('　');

/** What came after the closing is counted beside the figures it is in. */
function inMonth({ month, later: { count, sums }, isAtLock }: NonNullable<HeadingFacts['closed']>): string {
  if (isAtLock) return `${month} 结账时点`;
  const [paid, budget] = [formatYuan(sums.settledFen), formatYuan(sums.budgetFen)];
  return `${month} 已结账，其后登记 ${count} 笔，支出 ${paid} 元，预算 ${budget} 元`;
}

/** `2021-10-29 10:00:00（事件 #61，登记位置 …）`: how far the record reached. */
export function dataUpTo(written: string, mark: EventMark | null): string {
  if (mark === null) return '尚无登记';
  const { number, recordedAt } = mark;
  return `${recordedAt === null ? '' : inBeijing(recordedAt)}（事件 #${number}，登记位置 ${written}）`;
}

const EIGHT_HOURS_MS = 8 * 3_600_000;

/** `2021-10-29 10:00:00`: China has one zone without daylight saving. */
export const inBeijing = (instant: string): string =>
  new Date(Date.parse(instant) + EIGHT_HOURS_MS).toISOString().slice(0, 19).replace('T', ' ');
