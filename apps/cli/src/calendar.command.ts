import {
  calendarInForce,
  calendarsProjection,
  ListCalendarYears,
  publishedYear,
  readCalendarFile,
  SetCalendarYear,
  viewCalendarYear,
  type CalendarCommand,
} from '@bofu/calendar';
import type { Office } from '@bofu/api';
import { systemClock, today } from '@bofu/http';
import { effectiveDeadlines, Refusal, yearOf } from '@bofu/kernel';
import { actingFromCommandLine, type ActingOptions } from './acting-from-command-line';
import { agencyFromCommandLine } from './books-from-command-line';
import { readGivenFile } from './given-file';
import { seenUpTo } from './seen-up-to';
import { misused, plainTable, print, printJson, tell } from './terminal';
import { withOffice } from './with-office';

type SetOptions = ActingOptions & { readonly year?: number; readonly file?: string; readonly reason?: string };

/** `bofu calendar load`: a year as published, or as somebody has written it down in a file. */
export async function loadCalendarYear(options: SetOptions): Promise<void> {
  const { file, year: published, reason = null } = options;
  if ((file === undefined) === (published === undefined)) return misused('请写明 --year 或 --file 之一');
  const actedOn = today(systemClock);
  if (published !== undefined) {
    const days = publishedYear(published);
    return record(options, published, { type: 'load-calendar-year', ...days, actedOn, reason: null });
  }
  const { year, ...own } = await calendarIn(file ?? '');
  return record(options, year, { type: 'load-calendar-year', ...own, reason: reason ?? own.reason, actedOn });
}

/** `bofu calendar correct`: the whole year anew from a file, with the reason. */
export async function correctCalendarYear(options: SetOptions & { readonly file: string }): Promise<void> {
  const { year, ...days } = await calendarIn(options.file);
  const reason = options.reason ?? days.reason;
  if (reason === null || reason.trim() === '') return misused('更正须写明事由：--reason');
  return record(options, year, { type: 'correct-calendar-year', ...days, reason, actedOn: today(systemClock) });
}

async function calendarIn(file: string) {
  const { source, ...days } = readCalendarFile((await readGivenFile(file)).toString('utf8'));
  return { ...days, source: { name: source, version: null } };
}

const record = (options: ActingOptions, year: number, command: CalendarCommand): Promise<void> =>
  withOffice(async (office) => {
    const step = command.type === 'load-calendar-year' ? 'load' : 'correct';
    const context = await actingFromCommandLine(office, options, `POST /v1/calendars/:year/${step}`);
    const { position } = await office.commands.execute(new SetCalendarYear(context, year, command));
    tell(`${year} 年工作日历已登记（事件 ${position ?? '无'}）`);
  });

/** `bofu calendar list`. */
export async function listCalendarYears(options: { agency?: string; json?: boolean }): Promise<void> {
  await withOffice(async (office) => {
    const years = (await yearsInForce(office, options.agency)).map((year) =>
      viewCalendarYear(year, (personId) => office.directory.nameOf(personId)),
    );
    if (options.json) return printJson(years);
    print(
      plainTable(
        ['年度', '依据', '放假天数', '调休上班', '载入或更正', '事由'],
        years.map(({ year, source, daysOff, makeUpDays, actedOn, corrected, reason }) => [
          String(year),
          [source.name, source.version].filter(Boolean).join(' '),
          String(daysOff),
          makeUpDays.map((date) => date.slice(5)).join('、') || '-',
          `${actedOn} ${corrected ? '更正' : '载入'}`,
          reason ?? '-',
        ]),
      ),
    );
  });
}

/** `bofu calendar due`: what a monthly deadline means in each month, by the calendar on record. */
export async function calendarDue(options: {
  agency?: string;
  year?: number;
  day: number;
  json?: boolean;
}): Promise<void> {
  const { year = yearOf(today(systemClock)), day } = options;
  await withOffice(async (office) => {
    const calendar = calendarInForce(await yearsInForce(office, options.agency));
    if (!calendar.loadedYears.includes(year)) throw new Refusal('calendar-year-missing', { year });
    const rows = effectiveDeadlines(calendar, year, day);
    if (options.json) return printJson(rows);
    const before = `在 ${year - 1} 年，尚未载入`;
    print(
      plainTable(
        ['所属期', `${day}日以前的最后工作日`, '送银行（提前三个工作日）'],
        rows.map(({ period, due, bankHandOver }) => [period, due ?? before, bankHandOver ?? before]),
      ),
    );
  });
}

async function yearsInForce(office: Office, agency: string | undefined) {
  const { agencyId } = await agencyFromCommandLine(office, agency);
  await seenUpTo(office, [calendarsProjection.name], null);
  return office.queries.execute(new ListCalendarYears(agencyId));
}
