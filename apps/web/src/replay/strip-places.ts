import { dateOf, dayOfYear, daysInYear, parseBusinessDate } from '@bofu/kernel';
import type { Movement } from './difference';
import type { Points } from './points-in-address';
import { dayOn } from './steps';

/** 按时间: a day has its width. 等距: an event has its width, so that a burst can be told apart. */
export type Spacing = 'time' | 'equal';

interface Places {
  /** Of the width in percent, so that only places stretch with the page and no mark does. */
  readonly endOfDay: (day: string) => number;
  readonly placeOfEvent: (movement: Pick<Movement, 'eventId' | 'on' | 'recordedAt'>) => number;
}

/** Where days and events stand on the strip of a year, by the clock that was chosen. */
export function placesOnStrip({
  points: { basis },
  movements,
  spacing,
  fiscalYear,
}: {
  points: Pick<Points, 'basis'>;
  movements: readonly Pick<Movement, 'eventId' | 'on' | 'recordedAt'>[];
  spacing: Spacing;
  fiscalYear: number;
}): Places {
  // Between two events of one day nothing else can stand: the order they became known in is kept.
  const inOrder = movements
    .map((movement) => ({ day: dayOn(basis, movement), eventId: movement.eventId }))
    .sort((one, other) => (one.day < other.day ? -1 : one.day > other.day ? 1 : 0));
  if (spacing === 'time' || inOrder.length === 0) {
    const endOfDay = (day: string) => shareOfYear(fiscalYear, day);
    return { endOfDay, placeOfEvent: (movement) => endOfDay(dayOn(basis, movement)) };
  }
  const nth = new Map(inOrder.map(({ eventId }, at) => [eventId, at]));
  return {
    endOfDay: (day) => (inOrder.filter((each) => each.day <= day).length * 100) / inOrder.length,
    placeOfEvent: ({ eventId }) => (((nth.get(eventId) ?? 0) + 0.5) * 100) / inOrder.length,
  };
}

function shareOfYear(fiscalYear: number, text: string): number {
  const day = parseBusinessDate(text);
  if (day < dateOf(fiscalYear, 1, 1)) return 0;
  if (day > dateOf(fiscalYear, 12, 31)) return 100;
  return (dayOfYear(day) / daysInYear(fiscalYear)) * 100;
}
