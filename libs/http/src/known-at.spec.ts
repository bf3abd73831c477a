import { z } from 'zod';
import { Refusal } from '@bofu/kernel';
import { derivedId, placed, streamId, type Position } from '@bofu/event-store';
import { MemoryEventStore } from '../../event-store/src/memory-event-store';
import type { RecordedTime } from '@bofu/read-model';
import { instant, knownAt, knownPosition, NOTHING_KNOWN, positionOnRecord, writtenPosition } from './known-at';

const at = (position: string | null): RecordedTime => ({
  positionAt: async () => position as Position | null,
  positionNamed: async (named) => named.position,
});
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

  it('may carry the first digits of the hash of its event', () => {
    const position = '0000000000000042' as Position;
    expect(parsed(writtenPosition(position, 'abcdef0123456789')).data).toEqual({
      knownAt: { position, hash: 'abcdef01' },
    });
    expect(writtenPosition(position, '')).toBe(position);
    // KurrentDB's own positions have a hyphen too.
    const kurrent = '00000000000000000042-00000000000000000041' as Position;
    expect(parsed(kurrent).data).toEqual({ knownAt: { position: kurrent } });
    expect(parsed(writtenPosition(kurrent, '12345678')).data).toEqual({
      knownAt: { position: kurrent, hash: '12345678' },
    });
  });

  it('leads to a position: the one named, the last one recorded by the instant, or nothing at all', async () => {
    expect(await knownPosition(at('7'), undefined, ['us'])).toBeNull();
    expect(await knownPosition(at('7'), { position: '5' as Position }, ['us'])).toBe('5');
    expect(await knownPosition(at('7'), { instant: '2021-06-30T00:00:00Z' }, ['us'])).toBe('7');
    expect(await knownPosition(at(null), { instant: '1999-01-01T00:00:00Z' }, ['us'])).toBe(NOTHING_KNOWN);
    expect(NOTHING_KNOWN < '0').toBe(true);
  });
});

describe('a position from outside', () => {
  const at = (number: number): Position => String(number).padStart(20, '0') as Position;
  const refusalOf = async (store: MemoryEventStore, position: string, hash?: string) => {
    const error = await positionOnRecord(store, { position: position as Position, ...(hash !== undefined && { hash }) })
      .then(() => null)
      .catch((refusal: unknown) => refusal);
    return error instanceof Refusal ? error.code : error;
  };
  /** One command that recorded two events, and one that recorded one. */
  const recorded = async (): Promise<MemoryEventStore> => {
    const store = new MemoryEventStore();
    const events = (...names: string[]) =>
      names.map((name) => ({ id: derivedId(name), type: 'Moved', data: {}, metadata: { hash: name.repeat(64) } }));
    await store.appendAtomic(
      placed([
        { stream: streamId('account', 'from'), expected: 'no-stream', events: events('a') },
        { stream: streamId('account', 'to'), expected: 'no-stream', events: events('b') },
      ]),
    );
    await store.appendAtomic(
      placed([{ stream: streamId('account', 'other'), expected: 'no-stream', events: events('c') }]),
    );
    return store;
  };

  it('means the end of the command it lies in', async () => {
    const store = await recorded();
    for (const [asked, meant] of [
      [1, 2],
      [2, 2],
      [3, 3],
    ] as const)
      expect(await positionOnRecord(store, { position: at(asked) })).toBe(at(meant));
  });

  it('is refused beyond the last event, and in a form that no event of this store has', async () => {
    const store = await recorded();
    expect(await refusalOf(store, at(4))).toBe('position-beyond-head');
    expect(await refusalOf(new MemoryEventStore(), at(1))).toBe('position-beyond-head');
    expect(await refusalOf(store, '42')).toBe('invalid-position');
    expect(await refusalOf(store, `${'x'.repeat(20)}`)).toBe('invalid-position');
  });

  it('is refused where another event stands there now', async () => {
    const store = await recorded();
    expect(await refusalOf(store, at(3), 'c'.repeat(8))).toBeNull();
    expect(await refusalOf(store, at(3), 'a'.repeat(8))).toBe('position-of-another-history');
  });
});
