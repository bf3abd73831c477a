import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { parseBusinessDate, parsePeriod, type BusinessDate, type Decider, type DomainEvent } from '@bofu/kernel';
import { createTestDatabase, SOMEBODY } from '@bofu/testing';
import { startFakeKurrentDb } from '../testing/fake-kurrentdb';
import { codecOf } from './codec';
import { dataOf, date } from './event-data';
import { streamId, type EventStore } from './event-store';
import { monthLockAggregate } from './month-lock-aggregate';
import { openEventStore } from './open-event-store';
import { runDecision, type Aggregate, type CommandContext } from './run-decision';

/** Whoever books in September, while somebody closes it: after the lock nothing stands in the log that is booked in it. */
const WRITERS = 32;
const rounds = (few: number): number => Number(process.env['LOCK_RACE_ROUNDS'] ?? few);

type SpentEvent = DomainEvent<'Spent', { readonly on: BusinessDate }>;
const spending: Decider<number, object, SpentEvent> = {
  initial: 0,
  decide: () => [{ type: 'Spent', data: { on: parseBusinessDate('2021-09-28') } }],
  evolve: (spent) => spent + 1,
};
const spentCodec = codecOf<SpentEvent>({ Spent: { parse: dataOf({ on: date }), businessDay: ({ on }) => on } });
const aPurse = (): Aggregate<number, object, SpentEvent> => ({
  stream: streamId('purse', randomUUID()),
  decider: spending,
  codec: spentCodec,
});
const context = (agencyId: string): CommandContext => ({
  commandId: randomUUID(),
  agencyId,
  by: SOMEBODY,
  recordedAt: '2021-10-05T01:02:03Z',
});

/** Between looking at the lock and the append there is time for somebody else. */
function slowToAppend(store: EventStore): EventStore {
  const [append, appendAtomic] = [store.append.bind(store), store.appendAtomic.bind(store)];
  store.append = async (request, options) => {
    await sleep(Math.random() * 4);
    return append(request, options);
  };
  store.appendAtomic = async (requests, options) => {
    await sleep(Math.random() * 4);
    return appendAtomic(requests, options);
  };
  return store;
}

async function race(opened: EventStore, many: number, closesWithinMs = 4) {
  const store = slowToAppend(opened);
  const tally = { rounds: many, inTime: 0, afterwards: 0, late: 0 };
  for (let round = 0; round < many; round += 1) {
    const agencyId = randomUUID();
    const write = async () => {
      await sleep(Math.random() * 8);
      const purse = aPurse();
      await runDecision(store, context(agencyId), purse, {});
      const [event] = (await store.readStream(purse.stream)).events;
      return { bookedIn: event?.data['bookedIn'], position: event?.position ?? '' };
    };
    const closing = async () => {
      await sleep(Math.random() * closesWithinMs);
      const [month, today] = [parsePeriod('2021-09'), parseBusinessDate('2021-10-05')];
      const lock = { type: 'lock-month', month, today, first: null } as const;
      return (await runDecision(store, context(agencyId), monthLockAggregate(agencyId), lock)).position ?? '';
    };
    const [locked, ...written] = await Promise.all([closing(), ...Array.from({ length: WRITERS }, write)]);
    for (const { bookedIn, position } of written) {
      if (bookedIn === '2021-09') tally.inTime += 1;
      else tally.afterwards += 1;
      if (bookedIn === '2021-09' && position > locked) tally.late += 1;
    }
  }
  process.stdout.write(`${store.name}, bookings against the closing of their month: ${JSON.stringify(tally)}\n`);
  expect([tally.late, tally.inTime + tally.afterwards]).toEqual([0, many * WRITERS]);
  return tally;
}

/** The closing came into the middle of them. */
function requireBoth({ inTime, afterwards }: Awaited<ReturnType<typeof race>>): void {
  expect(Math.min(inTime, afterwards)).toBeGreaterThan(0);
}

describe(`${WRITERS} writers raced against the closing of their month`, () => {
  const patienceMs = 30_000 + rounds(0) * 400;

  it(
    'book nothing in it later, in memory',
    async () => {
      requireBoth(await race(await openEventStore({ kind: 'memory' }), rounds(8)));
    },
    patienceMs,
  );

  it(
    'book nothing in it later, on Postgres',
    async () => {
      const { url, drop } = await createTestDatabase();
      const store = await openEventStore({ kind: 'postgres', url });
      try {
        requireBoth(await race(store, rounds(8)));
      } finally {
        await store.close();
        await drop();
      }
    },
    patienceMs,
  );

  it(
    'book nothing in it later, on the stand-in of KurrentDB',
    async () => {
      const fake = await startFakeKurrentDb();
      const store = await openEventStore({ kind: 'kurrentdb', url: fake.url });
      try {
        await race(store, Math.min(rounds(2), 50), 60);
      } finally {
        await store.close();
        await fake.stop();
      }
    },
    patienceMs,
  );
});
