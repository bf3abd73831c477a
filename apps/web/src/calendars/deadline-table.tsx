import { DataTable, type Column } from '../table/data-table';
import type { CalendarYearInFull } from './calendars';

type Deadline = NonNullable<CalendarYearInFull['deadlines']>[number];

/** The twelve deadlines of a year, rest days considered; `before` they are on record, of 每月30日以前. */
export function DeadlineTable({
  year,
  deadlines,
  before = false,
}: {
  year: number;
  deadlines: readonly Deadline[];
  before?: boolean;
}) {
  const outside = `在 ${year - 1} 年，${before ? '以该年日历为准' : '尚未载入'}`;
  const columns: readonly Column<Deadline>[] = [
    { key: 'period', title: '所属期', names: true, cell: ({ period }) => period },
    { key: 'due', title: '最后工作日', cell: ({ due }) => due ?? outside },
    { key: 'bankHandOver', title: '送银行（提前三个工作日）', cell: ({ bankHandOver }) => bankHandOver ?? outside },
  ];
  return (
    <DataTable
      caption={before ? `${year} 年每月 30 日以前的实际时限，登记之后即是如此` : '各月的实际时限（遇休息日提前）'}
      columns={columns}
      rows={deadlines}
      keyOf={({ period }) => period}
    />
  );
}
