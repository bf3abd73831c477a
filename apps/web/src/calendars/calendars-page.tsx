import { useState } from 'react';
import { Button, Select } from 'antd';
import { yearOf } from '@bofu/kernel';
import { command } from '../api/command';
import { useRecording } from '../api/recording';
import { useAddress, useBooks } from '../books/books';
import { todayInBeijing } from '../books/books-in-address';
import { agencyText, useOffice } from '../books/office';
import { ActUnderWay } from '../forms/act-under-way';
import { RecordingNote } from '../forms/recording-note';
import { Answer } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { DataTable, type Column } from '../table/data-table';
import { words } from '../words';
import { CalendarForm } from './calendar-form';
import {
  deadlinesWith,
  useCalendarYear,
  useCalendarYears,
  usePublishedYear,
  type CalendarYear,
  type CalendarYearInFull,
} from './calendars';
import { DeadlineTable } from './deadline-table';

/** 工作日历: the years on record, what each says, and how to bring in another or correct one. */
export function Component() {
  const { address, change } = useAddress();
  const { writable } = useBooks();
  const years = useCalendarYears();
  const { agency } = useOffice();
  const inAddress = Number(address.get('calendarYear'));
  return (
    <>
      <PageTitle parts={[words.pages.calendars]} />
      <div className="toolbar">
        <h1>{words.pages.calendars}</h1>
        {writable && years.data && <LoadPublished years={years.data.value.publishedYears} />}
      </div>
      <Answer query={years}>
        {(reading) => {
          const { items } = reading.value;
          const thisYear = yearOf(todayInBeijing(new Date()));
          const inSight = [inAddress, thisYear].find((wanted) => items.some(({ year }) => year === wanted));
          const open = items.find(({ year }) => year === inSight) ?? items.at(-1) ?? null;
          return (
            <>
              <YearTable
                caption={`${agency ? agencyText(agency) : ''} 已载入的年度`}
                years={items}
                open={open?.year ?? null}
                onOpen={(year) => change({ calendarYear: year })}
              />
              {open !== null && <Year key={open.year} year={open.year} />}
              {writable && <OwnYear />}
              <PageStatus reading={reading} />
            </>
          );
        }}
      </Answer>
    </>
  );
}

function YearTable({
  caption,
  years,
  open,
  onOpen,
}: {
  caption: string;
  years: readonly CalendarYear[];
  open: number | null;
  onOpen: (year: number) => void;
}) {
  const columns: readonly Column<CalendarYear>[] = [
    {
      key: 'year',
      title: '年度',
      names: true,
      cell: ({ year }) => (
        <button type="button" className="link-button" aria-pressed={year === open} onClick={() => onOpen(year)}>
          {year}
        </button>
      ),
    },
    { key: 'source', title: '依据', cell: ({ source }) => [source.name, source.version].filter(Boolean).join(' ') },
    { key: 'daysOff', title: '放假天数', align: 'right', cell: ({ daysOff }) => daysOff },
    { key: 'makeUpDays', title: '调休上班', align: 'right', cell: ({ makeUpDays }) => makeUpDays.length },
    { key: 'acted', title: '登记', cell: ({ actedOn, corrected }) => `${actedOn} ${corrected ? '更正' : '载入'}` },
    { key: 'actor', title: '操作人', cell: ({ actor }) => actor },
    { key: 'reason', title: '事由', cell: ({ reason }) => reason ?? words.nothing },
  ];
  return (
    <DataTable
      caption={caption}
      columns={columns}
      rows={years}
      keyOf={({ year }) => String(year)}
      current={open === null ? null : String(open)}
      empty="尚未载入任何年度的工作日历。未载入的年度，发放时限无法判断，预警会提示日历缺失。"
    />
  );
}

/** One press brings in a year as it was published. */
function LoadPublished({ years }: { years: readonly number[] }) {
  const thisYear = yearOf(todayInBeijing(new Date()));
  const [chosen, setChosen] = useState<number | null>(null);
  const year = chosen !== null && years.includes(chosen) ? chosen : years.includes(thisYear) ? thisYear : years.at(-1);
  const [loaded, setLoaded] = useState<string | null>(null);
  const recording = useRecording<unknown>('calendar-published', () => {
    if (recording.state.kind === 'recorded') setLoaded(recording.state.act.about);
    recording.close();
  });
  const load = (wanted: number) => {
    setLoaded(null);
    const path = { year: String(wanted) };
    recording.record(command('/v1/calendars/{year}/load-published', { path, body: {} }), `${wanted} 年工作日历`, {});
  };
  const [seen, setSeen] = useState(false);
  const published = usePublishedYear(seen ? (year ?? null) : null);
  if (year === undefined) return null;
  return (
    <>
      <div className="toolbar-end">
        <label className="field">
          公开数据
          <Select<number>
            value={year}
            onChange={setChosen}
            options={[...years].reverse().map((each) => ({ value: each, label: `${each} 年` }))}
          />
        </label>
        <Button onClick={() => setSeen(!seen)} aria-expanded={seen}>
          先看时限
        </Button>
        <Button type="primary" onClick={() => load(year)} loading={recording.frozen}>
          载入 {year} 年
        </Button>
      </div>
      <ActUnderWay recording={recording} />
      <RecordingNote recording={recording} recorded={loaded === null ? null : `${loaded}已载入`} />
      {seen && (
        <div className="calendar-preview">
          <Answer query={published} lines={3}>
            {({ value }) => (
              <>
                <DaysTable calendar={value} />
                <DeadlineTable year={value.year} deadlines={deadlinesWith(value.year, value, 30) ?? []} before />
              </>
            )}
          </Answer>
        </div>
      )}
    </>
  );
}

const DEADLINE_DAYS = Array.from({ length: 31 }, (_, at) => at + 1);

function Year({ year }: { year: number }) {
  const { writable } = useBooks();
  const [day, setDay] = useState(30);
  const [correcting, setCorrecting] = useState(false);
  const query = useCalendarYear(year, day);
  return (
    <Answer query={query}>
      {({ value }) => (
        <>
          <div className="toolbar">
            <h2>{year} 年</h2>
            <label className="field">
              每月几日以前
              <Select<number>
                value={day}
                onChange={setDay}
                options={DEADLINE_DAYS.map((each) => ({ value: each, label: each === 31 ? '月底' : `${each} 日` }))}
              />
            </label>
            {writable && !correcting && (
              <div className="toolbar-end">
                <Button onClick={() => setCorrecting(true)}>更正 {year} 年</Button>
              </div>
            )}
          </div>
          {correcting && (
            <CalendarForm
              title={`更正 ${year} 年`}
              year={year}
              before={value}
              revision={value.revision}
              onDone={() => setCorrecting(false)}
            />
          )}
          <DaysTable calendar={value} />
          <DeadlineTable year={value.year} deadlines={value.deadlines ?? []} />
        </>
      )}
    </Answer>
  );
}

interface DaysLine {
  readonly kind: string;
  readonly name: string;
  readonly from: string;
  readonly to: string;
}

function DaysTable({ calendar }: { calendar: Pick<CalendarYearInFull, 'holidays' | 'makeUpDays'> }) {
  const lines: DaysLine[] = [
    ...calendar.holidays.map((holiday) => ({ kind: '放假', ...holiday })),
    ...calendar.makeUpDays.map((date) => ({ kind: '调休上班', name: words.nothing, from: date, to: date })),
  ].sort((a, b) => (a.from < b.from ? -1 : 1));
  const columns: readonly Column<DaysLine>[] = [
    { key: 'from', title: '起', names: true, cell: ({ from }) => from },
    { key: 'to', title: '止', cell: ({ to }) => to },
    { key: 'kind', title: '安排', cell: ({ kind }) => kind },
    { key: 'name', title: '名称', cell: ({ name }) => name },
  ];
  return (
    <DataTable
      caption="放假与调休（其余周六、周日休息）"
      columns={columns}
      rows={lines}
      keyOf={({ from, kind }) => `${from} ${kind}`}
    />
  );
}

/** A year whose notice is not published yet, or not in the list, is written down by hand. */
function OwnYear() {
  const [year, setYear] = useState<number | null>(null);
  const next = yearOf(todayInBeijing(new Date())) + 1;
  if (year === null)
    return (
      <div className="form-actions">
        <Button onClick={() => setYear(next)}>自行录入一个年度</Button>
      </div>
    );
  return <CalendarForm title="自行录入" year={year} onYear={setYear} onDone={() => setYear(null)} />;
}
