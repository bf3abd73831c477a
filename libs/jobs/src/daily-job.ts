import { parseBusinessDate, type BusinessDate } from '@bofu/kernel';
import type { JsonObject } from './domain/job';

/** A job for each agency and day, at an hour of Beijing time. Its id follows from both, so that two clocks make one job. */
export interface DailyJob {
  readonly kind: string;
  /** 0 to 23. */
  readonly hour: number;
  /** Of that day; `null` where there is nothing to do, and then no job. */
  readonly parameters: (day: BusinessDate, agencyId: string) => JsonObject | null | Promise<JsonObject | null>;
}

/** The day whose job is due at an instant in Beijing time (`2021-10-29T16:05:09.120+08:00`), or `null` before its hour. */
export function dayDue({ hour }: Pick<DailyJob, 'hour'>, beijingTime: string): BusinessDate | null {
  return Number(beijingTime.slice(11, 13)) >= hour ? parseBusinessDate(beijingTime.slice(0, 10)) : null;
}
