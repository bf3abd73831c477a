import { placesOnStrip } from './strip-places';

const at = (eventId: string, on: string) => ({ eventId, on, recordedAt: `${on}T09:00:00+08:00` });
const MOVEMENTS = [at('a', '2026-12-29'), at('b', '2026-12-30'), at('c', '2026-01-15'), at('d', '2026-12-30')];
const places = (spacing: 'time' | 'equal') =>
  placesOnStrip({ points: { basis: 'business' }, movements: MOVEMENTS, spacing, fiscalYear: 2026 });

describe('places on the strip', () => {
  it('stand by time where the day stands in the year', () => {
    const { placeOfEvent, endOfDay } = places('time');
    const [a, b, c, d] = MOVEMENTS.map(placeOfEvent);
    expect(b).toBe(d);
    expect((b ?? 0) - (a ?? 0)).toBeCloseTo(100 / 365);
    expect(c).toBeCloseTo(1500 / 365);
    expect([endOfDay('2025-12-31'), endOfDay('2026-12-31'), endOfDay('2027-01-01')]).toEqual([0, 100, 100]);
  });
  it('have one width for each event in equal spacing, in the order of their days', () => {
    const { placeOfEvent, endOfDay } = places('equal');
    expect(MOVEMENTS.map(placeOfEvent)).toEqual([37.5, 62.5, 12.5, 87.5]);
    expect(['2026-01-14', '2026-01-15', '2026-12-29', '2026-12-30'].map(endOfDay)).toEqual([0, 25, 50, 100]);
  });
});
