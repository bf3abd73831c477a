import { parseBusinessDate, type BusinessDate } from '@bofu/kernel';

/** The server's clock as an injection token: handlers get the time, they never fetch it. */
export abstract class Clock {
  /** 登记时点: RFC 3339 in Beijing time with milliseconds, e.g. `2021-10-29T16:05:09.120+08:00`. */
  abstract now(): string;
}

const EIGHT_HOURS_MS = 8 * 60 * 60 * 1_000;

/** China has had one zone without daylight saving since 1992, so the offset is a constant. */
export const beijingInstant = (instant: Date): string =>
  new Date(instant.getTime() + EIGHT_HOURS_MS).toISOString().replace('Z', '+08:00');

export const systemClock: Clock = { now: () => beijingInstant(new Date()) };

/** The business day it is in Beijing. */
export const today = (clock: Clock): BusinessDate => parseBusinessDate(clock.now().slice(0, 10));
