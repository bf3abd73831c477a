import { randomUUID } from 'node:crypto';
import type { Decider, DomainEvent } from '@bofu/kernel';
import { SOMEBODY } from '@bofu/testing';
import { codecOf } from './codec';
import { count, dataOf } from './event-data';
import { streamId, type EventStore } from './event-store';
import { MemoryEventStore } from './memory-event-store';
import { runDecision, type Aggregate, type CommandContext } from './run-decision';

/** A counter that says what it stood at when it was asked to count. */
type Counted = DomainEvent<'Counted', { from: number }>;
const counterCodec = codecOf<Counted>({ Counted: { parse: dataOf({ from: count }) } });
const counterOf = (evolved: string[] = []): Aggregate<number, object, Counted> => {
  const decider: Decider<number, object, Counted> = {
    initial: 0,
    decide: (from) => [{ type: 'Counted', data: { from } }],
    evolve: (state, { data }) => {
      evolved.push(String(data.from));
      return state + 1;
    },
  };
  return { stream: streamId('counter', randomUUID()), decider, codec: counterCodec };
};

const context = (more: Partial<CommandContext> = {}): CommandContext => ({
  commandId: randomUUID(),
  agencyId: 'agency-1',
  by: SOMEBODY,
  recordedAt: '2021-03-01T01:02:03Z',
  ...more,
});

/** Hands on to whichever store stands behind it now, and notes how many events each reading of a counter gave. */
function behind(first: EventStore) {
  let inner = first;
  const readings: number[] = [];
  const store: EventStore = {
    name: 'memory',
    append: (request, options) => inner.append(request, options),
    appendAtomic: (requests, options) => inner.appendAtomic(requests, options),
    readStream: async (stream, options) => {
      const slice = await inner.readStream(stream, options);
      if (stream.startsWith('counter-')) readings.push(slice.events.length);
      return slice;
    },
    readAll: (options) => inner.readAll(options),
    subscribe: (options) => inner.subscribe(options),
    head: () => inner.head(),
    eventAt: (position) => inner.eventAt(position),
    appendEnd: (position) => inner.appendEnd(position),
    cutStreams: () => inner.cutStreams(),
    close: () => inner.close(),
  };
  return { store, readings, put: (next: EventStore) => void (inner = next) };
}

async function countTo(store: EventStore, counter: Aggregate<number, object, Counted>, times: number): Promise<void> {
  // A decider is made anew for each command, as the capabilities' own are.
  for (let at = 0; at < times; at += 1)
    await runDecision(store, context(), { ...counter, decider: { ...counter.decider } }, {});
}

const countsIn = async (store: EventStore, { stream }: Aggregate<number, object, Counted>): Promise<number[]> =>
  (await store.readStream(stream)).events.map((event) => counterCodec.decode(event).data.from);

describe('a stream that was folded before', () => {
  it('is read from its last event on, and gives the same decisions', async () => {
    const { store, readings } = behind(new MemoryEventStore());
    const counter = counterOf();
    await countTo(store, counter, 30);
    expect(await countsIn(store, counter)).toEqual(Array.from({ length: 30 }, (_, at) => at));
    // Short as long as it is read whole; then the last event known, and the one that came since.
    expect(readings.slice(0, 9)).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8]);
    expect(new Set(readings.slice(9, 30))).toEqual(new Set([2]));
  });

  it('still knows a command whose events lie before that', async () => {
    const { store } = behind(new MemoryEventStore());
    const counter = counterOf();
    const first = context();
    const done = await runDecision(store, first, counter, {});
    await countTo(store, counter, 20);
    expect(await runDecision(store, first, counter, {})).toEqual({ ...done, repeated: true });
    await expect(runDecision(store, first, counter, { other: 'content' })).rejects.toMatchObject({
      code: 'idempotency-key-reused',
    });
    expect(await countsIn(store, counter)).toHaveLength(21);
  });

  it.each([
    ['has fewer events', 12],
    ['has others', 40],
  ])('is read whole where the store was put back and %s', async (_, events) => {
    const { store, put } = behind(new MemoryEventStore());
    const counter = counterOf();
    await countTo(store, counter, 30);
    const earlier = new MemoryEventStore();
    await countTo(earlier, counter, events);
    put(earlier);
    await countTo(store, counter, 2);
    expect(await countsIn(store, counter)).toEqual(Array.from({ length: events + 2 }, (_, at) => at));
  });

  it('answers to another agency as if nothing had ever been', async () => {
    const { store } = behind(new MemoryEventStore());
    const counter = counterOf();
    await countTo(store, counter, 20);
    await expect(runDecision(store, context({ agencyId: 'agency-2' }), counter, {})).rejects.toThrow(
      "another agency's",
    );
    await countTo(store, counter, 1);
    expect((await countsIn(store, counter)).at(-1)).toBe(20);
  });

  it('is folded anew by rules that are not those it was folded by', async () => {
    const { store } = behind(new MemoryEventStore());
    const counter = counterOf();
    await countTo(store, counter, 20);
    const evolved: string[] = [];
    await countTo(store, { ...counterOf(evolved), stream: counter.stream }, 1);
    expect(evolved).toHaveLength(21);
  });

  it('lets those go that nobody asked for longest, so that what is kept stays bounded', async () => {
    const { store, readings } = behind(new MemoryEventStore());
    const first = counterOf();
    await countTo(store, first, 10);
    const thousand = Array.from({ length: 1_000 }, (_, from): Counted => ({ type: 'Counted', data: { from } }));
    for (let round = 0; round < 51; round += 1) {
      const { stream, decider, codec } = counterOf();
      const many: Aggregate<number, object, Counted> = {
        stream,
        codec,
        decider: { ...decider, decide: (state) => (state > 0 ? [] : thousand) },
      };
      await runDecision(store, context(), many, {});
      await runDecision(store, context(), many, {});
    }
    readings.length = 0;
    await countTo(store, first, 1);
    expect(readings).toEqual([10]);
  });
});
