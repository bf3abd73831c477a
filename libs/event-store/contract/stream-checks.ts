import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  ConcurrencyConflict,
  InvalidEvent,
  streamId,
  type AppendRequest,
  type EventStore,
  type StreamId,
} from '../src';

const PAYERS = 5;

/** What the product may rely on where a stream must stand still without being written. */
export function describeStreamChecks(storeUnderTest: () => EventStore, races: number): void {
  const rounds = Number(process.env['LOCK_RACE_ROUNDS'] ?? races);
  /** Far more than a round takes, however loaded the machine. */
  const patienceMs = 30_000 + rounds * 200;

  describe('when streams are checked in the append', () => {
    let store: EventStore;
    beforeAll(() => {
      store = storeUnderTest();
    });

    const aRequest = (stream = aStream('paid')): AppendRequest => ({
      stream,
      expected: 'no-stream',
      events: [anEvent()],
    });
    const written = async (stream: StreamId = aStream('lock')): Promise<StreamId> => {
      await store.append(aRequest(stream));
      return stream;
    };
    const exists = async (...streams: StreamId[]) =>
      Promise.all(streams.map(async (stream) => (await store.readStream(stream)).exists));

    it('writes where they stand as expected, and leaves them as they are', async () => {
      const [present, absent, paid] = [await written(), aStream('lock'), aRequest()];
      const checks = [
        { stream: present, expected: 0n },
        { stream: absent, expected: 'no-stream' },
      ] as const;
      expect(await store.appendAtomic([paid], { checks })).toMatchObject({ versions: [0n], repeated: false });
      expect(await exists(paid.stream, absent)).toEqual([true, false]);
      expect((await store.readStream(present)).events).toHaveLength(1);
    });

    it.each([
      ['is there and should not be', true, 'no-stream', 0n],
      ['should be there and is not', false, 0n, 'no-stream'],
      ['stands at another version', true, 4n, 0n],
    ] as const)('writes nothing where one %s, and names it', async (_what, isThere, expected, actual) => {
      const [good, bad] = [await written(), isThere ? await written() : aStream('lock')];
      const requests = [aRequest(), aRequest()];
      const checks = [
        { stream: good, expected: 0n },
        { stream: bad, expected },
      ];
      const refused = await failureOf(store.appendAtomic(requests, { checks }));
      expect(refused).toBeInstanceOf(ConcurrencyConflict);
      expect(refused).toMatchObject({ stream: bad, expected, actual });
      expect(await exists(...requests.map(({ stream }) => stream))).toEqual([false, false]);
    });

    it('names a stream to be written before one to be checked', async () => {
      const [taken, moved] = [await written(aStream('paid')), await written()];
      const refused = store.appendAtomic([aRequest(taken)], { checks: [{ stream: moved, expected: 'no-stream' }] });
      expect(await failureOf(refused)).toMatchObject({ code: 'concurrency-conflict', stream: taken });
    });

    it('knows a repeat even where the check would fail now', async () => {
      const [lock, requests] = [aStream('lock'), [aRequest(), aRequest()]];
      const checks = [{ stream: lock, expected: 'no-stream' }] as const;
      const first = await store.appendAtomic(requests, { checks });
      expect(await store.appendAtomic(requests, { checks })).toEqual({ ...first, repeated: true });
      await written(lock);
      expect(await store.appendAtomic(requests, { checks })).toEqual({ ...first, repeated: true });
      expect(await failureOf(store.appendAtomic([aRequest()], { checks }))).toBeInstanceOf(ConcurrencyConflict);
    });

    it('lets many look at one stream at once', async () => {
      const checks = [{ stream: await written(), expected: 0n }] as const;
      const results = await Promise.all(Array.from({ length: 40 }, () => store.appendAtomic([aRequest()], { checks })));
      expect(results.every(({ repeated }) => !repeated)).toBe(true);
    });

    it('judges those that check a stream and those that write it one after the other', async () => {
      for (let round = 0; round < 20; round += 1) {
        const [one, two] = [aStream('lock'), aStream('lock')];
        const across = (mine: StreamId, other: StreamId) =>
          store.appendAtomic([aRequest(mine)], { checks: [{ stream: other, expected: 'no-stream' }] });
        const failures = await Promise.all([failureOf(across(one, two)), failureOf(across(two, one))]);
        expect(failures.filter((failure) => failure instanceof ConcurrencyConflict)).toHaveLength(1);
        expect(failures.filter((failure) => failure === null)).toHaveLength(1);
      }
    });

    it.each([
      ['a stream that is written too', (paid: StreamId) => [{ stream: paid, expected: 'no-stream' as const }]],
      ['a stream twice', (_paid: StreamId, lock: StreamId) => [lock, lock].map((stream) => ({ stream, expected: 0n }))],
      ['a negative version', (_paid: StreamId, lock: StreamId) => [{ stream: lock, expected: -1n }]],
      ['a name of the store', () => [{ stream: '$lock' as StreamId, expected: 0n }]],
    ])('refuses to check %s', async (_what, checksOf) => {
      const [paid, lock] = [aRequest(), aStream('lock')];
      const refused = store.appendAtomic([paid], { checks: checksOf(paid.stream, lock) });
      expect(await failureOf(refused)).toBeInstanceOf(InvalidEvent);
      expect(await exists(paid.stream)).toEqual([false]);
    });

    it('refuses to check and write nothing', async () => {
      const refused = store.appendAtomic([], { checks: [{ stream: aStream('lock'), expected: 'no-stream' }] });
      expect(await failureOf(refused)).toBeInstanceOf(InvalidEvent);
    });

    /** Payments that have found their month open, and somebody who closes it meanwhile. */
    const race = async (rounds: number, isChecked: boolean) => {
      const tally = { rounds, paid: 0, refused: 0, late: 0 };
      for (let round = 0; round < rounds; round += 1) {
        const lock = aStream('lock');
        const pay = async () => {
          if ((await store.readStream(lock)).exists) return null;
          await sleep(Math.random() * 3);
          const checks = isChecked ? [{ stream: lock, expected: 'no-stream' as const }] : [];
          try {
            return await store.appendAtomic([aRequest()], { checks });
          } catch (error) {
            if (!(error instanceof ConcurrencyConflict) || error.stream !== lock) throw error;
            return null;
          }
        };
        const close = async () => {
          await store.readStream(lock);
          await sleep(Math.random() * 8);
          return store.append(aRequest(lock));
        };
        const [closed, ...payments] = await Promise.all([close(), ...Array.from({ length: PAYERS }, pay)]);
        for (const payment of payments) {
          if (payment === null) tally.refused += 1;
          else tally.paid += 1;
          if (payment !== null && payment.position > closed.position) tally.late += 1;
        }
      }
      process.stdout.write(`${store.name}, payments against the closing of their month: ${JSON.stringify(tally)}\n`);
      return tally;
    };

    it(
      'a payment raced against the closing of a lock never comes late',
      async () => {
        const { paid, refused, late } = await race(rounds, true);
        expect(late).toBe(0);
        expect(Math.min(paid, refused)).toBeGreaterThan(0);
      },
      patienceMs,
    );

    it(
      'a payment raced against the closing of a lock does come late where nothing is checked',
      async () => {
        expect((await race(Math.min(rounds, 300), false)).late).toBeGreaterThan(0);
      },
      patienceMs,
    );
  });
}

const aStream = (category: string): StreamId => streamId(category, randomUUID());
const anEvent = () => ({ id: randomUUID(), type: 'Happened', data: {}, metadata: {} });

const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );
