import { nextDay, nextEvent } from './steps';

const at = (eventId: string, on: string, recordedAt: string) => ({ eventId, on, recordedAt });
/** In the order they were recorded; the second belongs to a day long before. */
const LISTED = [
  at('a', '2026-03-02', '2026-03-02T09:00:00+08:00'),
  at('b', '2026-01-05', '2026-03-02T23:30:00+08:00'),
  at('c', '2026-03-03', '2026-03-03T00:30:00+08:00'),
  at('d', '2026-03-09', '2026-03-09T10:00:00+08:00'),
];

describe('from event to event', () => {
  it('goes in the order listed and stops at either end', () => {
    expect(nextEvent(LISTED, 'a', 1)).toBe('b');
    expect(nextEvent(LISTED, 'b', -1)).toBe('a');
    expect(nextEvent(LISTED, 'd', 1)).toBeNull();
    expect(nextEvent(LISTED, 'a', -1)).toBeNull();
  });
  it('begins at the end it comes from', () => {
    expect([nextEvent(LISTED, null, 1), nextEvent(LISTED, null, -1)]).toEqual(['a', 'd']);
    expect(nextEvent([], null, 1)).toBeNull();
  });
});

describe('from day to day', () => {
  it('goes by the day of recording in Beijing, over the other events of a day', () => {
    expect(nextDay(LISTED, 'a', 1, 'recorded')).toBe('c');
    expect(nextDay(LISTED, 'd', -1, 'recorded')).toBe('c');
    expect(nextDay(LISTED, 'c', -1, 'recorded')).toBe('a');
    expect(nextDay(LISTED, 'd', 1, 'recorded')).toBeNull();
  });
  it('goes by the business day, whatever the order of recording', () => {
    expect(nextDay(LISTED, 'a', -1, 'business')).toBe('b');
    expect(nextDay(LISTED, 'b', 1, 'business')).toBe('a');
    expect(nextDay(LISTED, null, 1, 'business')).toBe('b');
  });
});
