import { dateOf, parseBusinessDate, type BusinessDate, type WorkingCalendar } from '@bofu/kernel';
import { inOrder } from './clerks-work';
import type { DemoAct } from './demo-act';
import { fundsArrivals2021, fundsArrivals2022 } from './funds-arrivals';
import { demoYear } from './year-2021';
import { demoYear2022, turnOf2021 } from './year-2022';

/** A fiscal year as the demo plays it. */
export interface DemoYear {
  readonly year: number;
  readonly acts: (calendar: WorkingCalendar) => readonly DemoAct[];
  /** The rules look at the day before for the last time. */
  readonly lastMorning: BusinessDate;
  readonly checkpoints: readonly BusinessDate[];
}

const dates = (...days: readonly string[]): BusinessDate[] => days.map(parseBusinessDate);

/** The real budget of 2021 and the whole year; then a quarter of 2022, all invented, on which the year turns. */
export const DEMO_YEARS: readonly [DemoYear, ...DemoYear[]] = [
  {
    year: 2021,
    acts: (calendar) => inOrder([...demoYear(calendar), ...fundsArrivals2021(calendar), ...turnOf2021(calendar)]),
    lastMorning: dateOf(2022, 1, 1),
    checkpoints: dates('2021-03-31', '2021-06-30', '2021-10-31', '2021-12-31'),
  },
  {
    year: 2022,
    acts: (calendar) => inOrder([...demoYear2022(calendar), ...fundsArrivals2022(calendar)]),
    lastMorning: dateOf(2022, 4, 1),
    checkpoints: dates('2022-03-31'),
  },
];
