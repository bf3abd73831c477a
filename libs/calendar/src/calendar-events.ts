import { describing, NOTHING_SAID, type EventDescriber } from '@bofu/event-log';
import { calendarCodec } from './calendar-codec';

const LABEL = { CalendarYearLoaded: '载入工作日历', CalendarYearCorrected: '更正工作日历' } as const;

/** What the event log says of calendar years. */
export const calendarEvents: readonly EventDescriber[] = [
  describing('calendar', calendarCodec, ({ type, data }) => ({
    ...NOTHING_SAID,
    label: LABEL[type],
    by: data.by,
    businessDate: data.actedOn,
    details: [
      `${data.year} 年`,
      ...data.holidays.map(({ name, from, to }) => `${name} ${from}${from === to ? '' : ` 至 ${to}`}`),
      data.reason,
    ],
  })),
];
