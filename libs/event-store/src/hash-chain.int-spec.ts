import { randomUUID } from 'node:crypto';
import type { Decider, DomainEvent, Stamp } from '@bofu/kernel';
import { createTestDatabase, SOMEBODY } from '@bofu/testing';
import fc from 'fast-check';
import { startFakeKurrentDb } from '../testing/fake-kurrentdb';
import { streamId, type EventStore, type NewEvent, type RecordedEvent } from './event-store';
import type { Codec } from './codec';
import { firstBreak } from './hash-chain';
import { openEventStore } from './open-event-store';
import { runDecision } from './run-decision';

type Data = NewEvent['data'];

/** Keeps whatever it is told. */
const notebook: Decider<number, { data: Data }, DomainEvent<'Noted', Data>> = {
  initial: 0,
  decide: (_noted, { data }) => [{ type: 'Noted', data }],
  evolve: (noted) => noted + 1,
};

const notebookCodec: Codec<DomainEvent<'Noted', Data>> = {
  schemaOf: () => 1,
  businessDayOf: () => null,
  knows: () => true,
  decode: ({ data }) => ({ type: 'Noted', data: data as Data & Stamp }),
};

/** What a store might hand back otherwise than it was handed in: order of keys, spelling of numbers, of letters. */
const AWKWARD: readonly Data[] = [
  { zz: 1, b: 2, aaa: 3, '': 4, a: { y: 1, x: 2 } },
  { '10': 'ten', '9': 'nine', B: 1, a: 2, ä: 3, 元: 4, '𠮷': 5, '\ufb33': 6 },
  { amounts: [0.1, 1e21, 1e-7, 5e-324, 1.7976931348623157e308, 9007199254740993, 123456789012345680000, -1.5, 100] },
  { text: '引号"、反斜杠\\、斜杠/、\u2028、\u007f、\ud83d\ude00、e\u0301 与 é', empty: '', tab: '\t\r\n\b\f\u0001' },
  { nested: [[], {}, [null, true, false, { deep: [{ er: '' }] }]] },
  JSON.parse('{"__proto__":{"x":1},"constructor":"x","hasOwnProperty":null}') as Data,
];

const STORES: Readonly<Record<string, () => Promise<{ store: EventStore; close: () => Promise<void> }>>> = {
  postgres: async () => {
    const database = await createTestDatabase();
    const store = await openEventStore({ kind: 'postgres', url: database.url });
    return { store, close: () => store.close().then(() => database.drop()) };
  },
  'the kurrentdb protocol fake': async () => {
    const fake = await startFakeKurrentDb();
    const store = await openEventStore({ kind: 'kurrentdb', url: fake.url });
    return { store, close: () => store.close().then(() => fake.stop()) };
  },
};

describe.each(Object.entries(STORES))('events sealed and recorded on %s', (_name, open) => {
  let tried: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => {
    tried = await open();
  });
  afterAll(() => tried.close());

  const note = (notes: ReturnType<typeof streamId>, data: Data, personId = 'somebody') =>
    runDecision(
      tried.store,
      {
        commandId: randomUUID(),
        agencyId: 'agency-1',
        by: { ...SOMEBODY, personId },
        recordedAt: '2021-03-01T09:02:03.120+08:00',
      },
      { stream: notes, decider: notebook, codec: notebookCodec },
      { data },
    );

  const everything = async (): Promise<RecordedEvent[]> => {
    const all: RecordedEvent[] = [];
    for await (const { events } of tried.store.readAll({ batchSize: 7 })) all.push(...events);
    return all;
  };

  it('come back with the hash they went in with, whatever they carry', async () => {
    const notes = streamId('notes', randomUUID());
    for (const data of AWKWARD) await note(notes, data, '张三 “甲”\u2028');
    const { events } = await tried.store.readStream(notes);
    expect(events).toHaveLength(AWKWARD.length);
    expect(firstBreak(events)).toBeNull();
  });

  it('do so for any JSON', async () => {
    const notes = streamId('notes', randomUUID());
    const keepable = (value: unknown): boolean => !/\\u0000|\\ud[89a-f]|-0(?![.\d])/i.test(JSON.stringify(value) ?? '');
    const noMinusZero = (value: unknown): unknown =>
      JSON.parse(JSON.stringify(value, (_key, part: unknown) => (Object.is(part, -0) ? 0 : part)));
    const anyJson = fc.jsonValue({ maxDepth: 3 }).map(noMinusZero).filter(keepable);
    const samples = fc.sample(anyJson, { seed: 20_211_031, numRuns: 60 });
    for (const value of samples) await note(notes, { value } as Data);
    const { events } = await tried.store.readStream(notes);
    expect(events).toHaveLength(60);
    expect(firstBreak(events)).toBeNull();
  });

  it('hold together in the order of the whole store, with many streams written at once', async () => {
    const streams = Array.from({ length: 5 }, () => streamId('notes', randomUUID()));
    await Promise.all(
      streams.map(async (notes, at) => {
        for (let turn = 0; turn <= at; turn += 1) await note(notes, { turn });
      }),
    );
    const all = await everything();
    expect(all.length).toBeGreaterThanOrEqual(15);
    expect(firstBreak(all)).toBeNull();
  });

  it('stay one chain when many race for one stream', async () => {
    const notes = streamId('notes', randomUUID());
    await Promise.all(Array.from({ length: 8 }, (_, turn) => note(notes, { turn })));
    const { events } = await tried.store.readStream(notes);
    expect(events).toHaveLength(8);
    expect(firstBreak(events)).toBeNull();
    expect(firstBreak(events.filter(({ version }) => version !== 3n))?.event.version).toBe(4n);
  });
});
