import { z } from 'zod';
import type { Position } from '@bofu/event-store';
import type { RecordedTime } from '@bofu/read-model';
import { instant, knownAt, knownPosition, NOTHING_KNOWN } from './known-at';

const at = (position: string | null): RecordedTime => ({ positionAt: async () => position as Position | null });
const parsed = (input: unknown) => z.object({ knownAt }).safeParse({ knownAt: input });

describe('what was known when', () => {
  it('is a position or an instant, and nothing else', () => {
    expect(parsed('0000000000000042').data).toEqual({ knownAt: { position: '0000000000000042' } });
    expect(parsed('2021-06-30T23:59:59+08:00').data).toEqual({ knownAt: { instant: '2021-06-30T23:59:59+08:00' } });
    expect(parsed('2021-06-30T23:59:59 08:00').data).toEqual({ knownAt: { instant: '2021-06-30T23:59:59+08:00' } });
    expect(parsed('2021-06-30T15:59:59.999Z').success).toBe(true);
    for (const wrong of ['', ' ', '2021-13-41T25:00:00Z ', "1' or 1=1", 7, null])
      expect(parsed(wrong).success).toBe(false);
  });

  it('is an instant alone where an instant is asked for', () => {
    const asked = (input: unknown) => instant.safeParse(input);
    expect(asked('2021-06-30T23:59:59 08:00').data).toBe('2021-06-30T23:59:59+08:00');
    for (const wrong of ['0000000000000042', '2021-06-30', '2021-06-30T23:59:59', '', 7, undefined])
      expect(asked(wrong).success).toBe(false);
  });

  it('leads to a position: the one named, the last one recorded by the instant, or nothing at all', async () => {
    expect(await knownPosition(at('7'), undefined)).toBeNull();
    expect(await knownPosition(at('7'), { position: '5' as Position })).toBe('5');
    expect(await knownPosition(at('7'), { instant: '2021-06-30T00:00:00Z' })).toBe('7');
    expect(await knownPosition(at(null), { instant: '1999-01-01T00:00:00Z' })).toBe(NOTHING_KNOWN);
    expect(NOTHING_KNOWN < '0').toBe(true);
  });
});
