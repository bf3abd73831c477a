import { z } from 'zod';
import { revisionOf } from '@bofu/http';
import type { EffectiveDeadline } from '@bofu/kernel';
import type { CalendarYearInForce } from './calendars.query';
import { daysOff } from './domain/calendar-year';

const date = z.string().meta({ format: 'date', example: '2026-10-01' });

const yearShape = {
  year: z.int(),
  source: z.strictObject({ name: z.string(), version: z.string().nullable() }),
  daysOff: z.int().meta({ description: '放假天数，其间的周末计入' }),
  makeUpDays: z.array(date).meta({ description: '调休上班日' }),
  corrected: z.boolean().meta({ description: '载入后更正过' }),
  reason: z.string().nullable(),
  actedOn: date,
  actor: z.string(),
  recordedAt: z.string().meta({ format: 'date-time' }),
  position: z.string(),
  revision: z.string(),
};

export const calendarYearsView = z.strictObject({
  items: z.array(z.strictObject(yearShape)),
  publishedYears: z.array(z.int()).meta({ description: '可由公开数据载入而尚未载入的年度' }),
});

export const calendarYearView = z.strictObject({
  ...yearShape,
  holidays: z.array(z.strictObject({ from: date, to: date, name: z.string() })),
  deadlines: z
    .array(z.strictObject({ period: z.string(), due: date.nullable(), bankHandOver: date.nullable() }))
    .nullable()
    .meta({ description: '各月的最后工作日与送银行日；落在未载入年度的为 null' }),
});

export const publishedYearView = z.strictObject({
  year: z.int(),
  source: yearShape.source,
  holidays: z.array(z.strictObject({ from: date, to: date, name: z.string() })),
  makeUpDays: z.array(date),
});

type NameOf = (personId: string) => string | null;

export const viewCalendarYear = ({ recorded, version, personId, ...told }: CalendarYearInForce, nameOf: NameOf) => ({
  year: recorded.year,
  source: recorded.source,
  daysOff: daysOff(recorded.holidays).length,
  makeUpDays: [...recorded.makeUpDays],
  corrected: version > 0n,
  reason: recorded.reason,
  actedOn: recorded.actedOn,
  actor: nameOf(personId) ?? personId,
  ...told,
  revision: revisionOf(version),
});

export const viewCalendarYearInFull = (
  year: CalendarYearInForce,
  deadlines: readonly EffectiveDeadline[] | null,
  nameOf: NameOf,
): z.input<typeof calendarYearView> => ({
  ...viewCalendarYear(year, nameOf),
  holidays: [...year.recorded.holidays],
  deadlines: deadlines && [...deadlines],
});
