import { parseBusinessDate } from '@bofu/kernel';
import { projectionSpec } from '@bofu/testing';
import { calendarsProjection } from './calendars.projection';
import type { CalendarEvent } from './domain/calendar-year';

const day = parseBusinessDate;
const data = (year: number, actedOn: string): CalendarEvent['data'] => ({
  calendarId: `c-${year}`,
  year,
  holidays: [{ from: day(`${year}-10-01`), to: day(`${year}-10-07`), name: '国庆节' }],
  makeUpDays: [],
  source: { name: '通知', version: null },
  actedOn: day(actedOn),
  reason: '补录',
});
const happened = (type: CalendarEvent['type'], year: number, actedOn: string) => ({
  stream: `calendar-c-${year}`,
  type,
  data: { ...data(year, actedOn), agencyId: 'a' },
  metadata: { recordedAt: `${actedOn}T09:00:00.000+08:00` },
});

describe('calendar years', () => {
  it('keep every loading and every correction, each with its position and its day', () =>
    projectionSpec(calendarsProjection)
      .given(
        happened('CalendarYearLoaded', 2026, '2025-11-10'),
        happened('CalendarYearLoaded', 2027, '2026-11-12'),
        happened('CalendarYearCorrected', 2026, '2026-03-01'),
      )
      .thenRows('calendar_year', [
        { agency_id: 'a', year: 2026, version: '0', acted_on: '2025-11-10', person_id: 'somebody' },
        { agency_id: 'a', year: 2026, version: '1', acted_on: '2026-03-01', person_id: 'somebody' },
        { agency_id: 'a', year: 2027, version: '0', acted_on: '2026-11-12', person_id: 'somebody' },
      ]));
});
