import { readFile } from 'node:fs/promises';
import {
  bankHandOver,
  CALENDAR_2021,
  dueDate,
  parseCalendarYear,
  periodsOfYear,
  workingCalendar,
  type CalendarYear,
  type WorkingCalendar,
} from '@bofu/kernel';
import { EXIT } from './exit-code';
import { plainTable, print, printJson, tell } from './terminal';

/**
 * `bofu calendar due`: what a monthly deadline means in each month of a year, rest days and make-up days considered,
 * and when money and list must be with the bank. Reads further years from files, and so checks them too.
 */
export async function calendarDue(options: {
  year: string;
  day: string;
  file?: string[];
  json?: boolean;
}): Promise<void> {
  const [year, day] = [Number(options.year), Number(options.day)];
  if (!Number.isInteger(year) || !Number.isInteger(day) || day < 1 || day > 31) {
    tell('--year 须为四位年份，--day 须为 1 至 31');
    process.exitCode = EXIT.usage;
    return;
  }
  const calendar = await readCalendar(options.file);
  const rows = periodsOfYear(year).map((period) => {
    const due = dueDate({ kind: 'monthly', day, printed: `每月${day}日以前` }, period, calendar);
    return { period, due, bankHandOver: due && bankHandOver(due, calendar) };
  });
  if (options.json) return printJson(rows);
  print(
    plainTable(
      ['所属期', `${day}日以前的最后工作日`, '送银行（提前三个工作日）'],
      rows.map(({ period, due, bankHandOver: handOver }) => [period, due ?? '-', handOver ?? '-']),
    ),
  );
}

/** The calendar that is shipped, with the years of the files added; a file for a shipped year replaces it. */
export async function readCalendar(files: readonly string[] = []): Promise<WorkingCalendar> {
  const years: CalendarYear[] = [];
  for (const file of files) years.push(parseCalendarYear(JSON.parse(await readFile(file, 'utf8'))));
  const shipped = years.some((each) => each.year === CALENDAR_2021.year) ? [] : [CALENDAR_2021];
  return workingCalendar([...shipped, ...years]);
}
