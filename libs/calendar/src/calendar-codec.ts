import { z } from 'zod';
import { codecOf, eventData } from '@bofu/event-store';
import type { CalendarEvent } from './domain/calendar-year';

const { count, dataOf, date, text } = eventData;

const days = {
  calendarId: text,
  year: count,
  holidays: z.array(z.strictObject({ from: date, to: date, name: text })).readonly(),
  makeUpDays: z.array(date).readonly(),
  source: z.strictObject({ name: text, version: text.nullable() }),
  actedOn: date,
};

export const calendarCodec = codecOf<CalendarEvent>({
  CalendarYearLoaded: { parse: dataOf({ ...days, reason: text.nullable() }) },
  CalendarYearCorrected: { parse: dataOf({ ...days, reason: text }) },
});
