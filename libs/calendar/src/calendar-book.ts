import type { RecordedEvent } from '@bofu/event-store';
import { workingCalendar, type CalendarYear, type WorkingCalendar } from '@bofu/kernel';
import { calendarCodec } from './calendar-codec';
import { daysOff } from './domain/calendar-year';

/** The calendar years in force of every agency, folded from their events as these are handed in. */
export class CalendarBook {
  readonly #years = new Map<string, CalendarYear & { readonly agencyId: string }>();
  readonly #calendars = new Map<string, WorkingCalendar>();

  /** Other events are none of its business. */
  take(recorded: RecordedEvent): void {
    if (!calendarCodec.knows(recorded)) return;
    const { calendarId, agencyId, year, holidays, makeUpDays } = calendarCodec.decode(recorded).data;
    this.#years.set(calendarId, { agencyId, year, holidays: daysOff(holidays), makeUpDays });
    this.#calendars.clear();
  }

  /** @param since see `workingCalendar` */
  calendar(agencyId: string, since?: number): WorkingCalendar {
    const key = `${agencyId}/${since}`;
    const own = [...this.#years.values()].filter((year) => year.agencyId === agencyId);
    const calendar = this.#calendars.get(key) ?? workingCalendar(own, since);
    this.#calendars.set(key, calendar);
    return calendar;
  }
}
