import { todayInBeijing } from '../books/books-in-address';
import type { Movement } from './difference';
import type { Points } from './points-in-address';

type Basis = Points['basis'];
type Dated = Pick<Movement, 'eventId' | 'on' | 'recordedAt'>;

/** The day an event belongs to by the clock that was chosen. */
export const dayOn = (basis: Basis, { on, recordedAt }: Pick<Dated, 'on' | 'recordedAt'>): string =>
  basis === 'recorded' ? todayInBeijing(new Date(recordedAt)) : on;

/** The event after or before the one at hand, in the order they are listed; from nowhere, the first or the last. */
export function nextEvent(listed: readonly Dated[], current: string | null, by: 1 | -1): string | null {
  const at = listed.findIndex(({ eventId }) => eventId === current);
  return (at === -1 ? listed.at(by === 1 ? 0 : -1) : listed[at + by])?.eventId ?? null;
}

/** The first event of the nearest later or earlier day that has any. */
export function nextDay(listed: readonly Dated[], current: string | null, by: 1 | -1, basis: Basis): string | null {
  const at = listed.find(({ eventId }) => eventId === current);
  const days = [...new Set(listed.map((each) => dayOn(basis, each)))].sort();
  const here = at && dayOn(basis, at);
  const day =
    here === undefined
      ? days.at(by === 1 ? 0 : -1)
      : by === 1
        ? days.find((each) => each > here)
        : days.filter((each) => each < here).at(-1);
  return listed.find((each) => dayOn(basis, each) === day)?.eventId ?? null;
}
