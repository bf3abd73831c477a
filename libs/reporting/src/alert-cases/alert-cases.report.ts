import { alertsProjection, answerDueOn, AskAlerts, EVERY_ALERT, type AlertStanding } from '@bofu/alerts';
import { ledgerProjection } from '@bofu/budget';
import { calendarInForce, calendarsProjection, ListCalendarYears } from '@bofu/calendar';
import type { BusinessDate, WorkingCalendar } from '@bofu/kernel';
import { reportOf, type ReportDefinition } from '../report-basis';
import { chosenProgramme, reportedAppropriations } from '../reported-appropriations';
import { alertCaseColumns } from './alert-cases';

export const alertCasesReport: ReportDefinition = {
  about: '每件预警一行：触发日、级别、算式、责任人、处置期限、处置、销号、未处置天数',
  missing: null,
  takes: ['from', 'programmeId'],
  madeFrom: [alertsProjection.name, ledgerProjection.name, calendarsProjection.name],
  async open(basis) {
    const { queries, books, request, directory } = basis;
    const appropriations = await reportedAppropriations(basis);
    const filter = { ...EVERY_ALERT, programmeId: request.programmeId };
    const cases = await queries.execute(new AskAlerts(filter, books, books.asOf));
    const calendars = new Map<string, WorkingCalendar>();
    for (const { agencyId } of cases)
      if (!calendars.has(agencyId)) {
        const years = new ListCalendarYears(agencyId, { asOf: null, knownAt: books.knownAt });
        calendars.set(agencyId, calendarInForce(await queries.execute(years)));
      }
    const dueOn = ({ agencyId, state }: AlertStanding): BusinessDate | null => {
      const calendar = calendars.get(agencyId);
      return calendar === undefined || state.latest.level === 'info' ? null : answerDueOn(state.since, calendar);
    };
    const { from } = request;
    const nameOf = (personId: string): string => directory.nameOf(personId) ?? personId;
    return reportOf(basis, {
      units: appropriations.map(({ unitName }) => unitName),
      programme: chosenProgramme(basis, appropriations),
      columns: alertCaseColumns,
      // What stands belongs to the period, whenever it began.
      rows: cases
        .filter(({ situation, history }) => {
          const moved = from === null || history.some(({ on }) => on >= from);
          return moved || situation !== 'cleared';
        })
        .map((standing) => ({ standing, asOf: books.asOf, dueOn: dueOn(standing), nameOf })),
    });
  },
};
