import { parseBusinessDate } from '@bofu/kernel';
import { specOf } from '@bofu/testing';
import { calendarYearDecider, type CalendarCommand, type CalendarDays, type CalendarEvent } from './calendar-year';

const day = parseBusinessDate;
const holiday = (from: string, to: string, name = '国庆节') => ({ from: day(from), to: day(to), name });
const decider = calendarYearDecider('calendar-1', 2027);
const source = { name: '国办发明电〔2026〕9号', version: null };
const days: CalendarDays = {
  holidays: [holiday('2027-01-01', '2027-01-03', '元旦'), holiday('2027-10-01', '2027-10-07')],
  makeUpDays: [day('2027-10-09')],
};
const load = (given: Partial<CalendarDays> = {}): CalendarCommand => ({
  type: 'load-calendar-year',
  ...days,
  ...given,
  source,
  actedOn: day('2026-11-20'),
  reason: null,
});
const loaded: CalendarEvent = {
  type: 'CalendarYearLoaded',
  data: {
    calendarId: 'calendar-1',
    year: 2027,
    ...days,
    source,
    actedOn: day('2026-11-20'),
    reason: null,
  },
};
const regional = [...days.holidays, holiday('2027-03-03', '2027-03-03', '三月三')];
const correct = (given: Partial<CalendarDays> = {}): CalendarCommand => ({
  ...load(given),
  type: 'correct-calendar-year',
  actedOn: day('2027-02-01'),
  reason: '自治区放假',
});

describe('a calendar year', () => {
  it('is loaded, in the order of the year whatever order it came in', () => {
    specOf(decider)
      .given([])
      .when(load({ holidays: [...days.holidays].reverse() }))
      .then([loaded]);
  });

  it('is loaded once: the same again is nothing, anything else a correction', () => {
    const spec = specOf(decider).given([loaded]);
    spec.when(load()).thenNothing();
    spec.when(load({ makeUpDays: [] })).thenRefuses('calendar-year-loaded', { year: 2027 });
  });

  it('is corrected as a whole, with the reason, a regional holiday included', () => {
    const [newYear, national] = days.holidays;
    if (newYear === undefined || national === undefined) throw new Error('unreachable');
    const corrected: CalendarEvent = {
      type: 'CalendarYearCorrected',
      data: {
        ...loaded.data,
        holidays: [newYear, holiday('2027-03-03', '2027-03-03', '三月三'), national],
        actedOn: day('2027-02-01'),
        reason: '自治区放假',
      },
    };
    specOf(decider)
      .given([loaded])
      .when(correct({ holidays: regional }))
      .then([corrected]);
    specOf(decider)
      .given([loaded, corrected])
      .when(correct({ holidays: regional }))
      .thenNothing();
  });

  it('cannot be corrected before it is loaded', () => {
    specOf(decider).given([]).when(correct()).thenRefuses('calendar-year-not-loaded', { year: 2027 });
  });

  it.each<[string, Partial<CalendarDays>, string, object]>([
    ['no holiday at all', { holidays: [] }, 'calendar-holidays-missing', { year: 2027 }],
    [
      'a holiday that ends before it begins',
      { holidays: [holiday('2027-10-07', '2027-10-01')] },
      'calendar-holiday-reversed',
      { from: '2027-10-07', to: '2027-10-01' },
    ],
    [
      'a holiday in another year',
      { holidays: [holiday('2026-12-31', '2027-01-01')] },
      'calendar-date-outside-year',
      { date: '2026-12-31', year: 2027 },
    ],
    [
      'a make-up day in another year',
      { makeUpDays: [day('2028-01-08')] },
      'calendar-date-outside-year',
      { date: '2028-01-08', year: 2027 },
    ],
    [
      'two holidays over one day',
      { holidays: [holiday('2027-10-01', '2027-10-07'), holiday('2027-10-07', '2027-10-08', '中秋节')] },
      'calendar-date-repeated',
      { date: '2027-10-07' },
    ],
    [
      'a day both off and worked',
      { makeUpDays: [day('2027-10-02')] },
      'calendar-date-repeated',
      { date: '2027-10-02' },
    ],
    [
      'a make-up day in mid-week',
      { makeUpDays: [day('2027-10-12')] },
      'calendar-make-up-not-weekend',
      { date: '2027-10-12' },
    ],
  ])('is refused with %s, loaded or corrected', (_, given, code, facts) => {
    specOf(decider)
      .given([])
      .when(load(given))
      .thenRefuses(code, { ...facts });
    specOf(decider)
      .given([loaded])
      .when(correct(given))
      .thenRefuses(code, { ...facts });
  });
});
