import { randomUUID } from 'node:crypto';
import { startFakeKurrentDb, type FakeKurrentDb } from '../../testing/fake-kurrentdb';
import { placing } from '../../testing/placing';
import { streamId, type EventStore, type ExpectedVersion, type NewEvent, type StreamId } from '../event-store';
import { StreamCut } from '../event-store-errors';
import { openKurrentDbEventStore } from './kurrentdb-event-store';

const event = (): NewEvent => ({ id: randomUUID(), type: 'Issued', data: {}, metadata: { commandHash: 'h' } });
const appropriation = streamId('appropriation', '2021-14');
const lock = streamId('month', '2021-10');
const payment = (): StreamId => streamId('payment', randomUUID());

let fake: FakeKurrentDb;
let store: EventStore;

beforeEach(async () => {
  fake = await startFakeKurrentDb();
  store = placing(openKurrentDbEventStore(fake.url));
  await store.append({ stream: appropriation, expected: 'no-stream', events: [event(), event(), event()] });
});
afterEach(async () => {
  await store.close();
  await fake.stop();
});

const write = (stream: StreamId, expected: ExpectedVersion) => store.append({ stream, expected, events: [event()] });
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );
const all = async (): Promise<string[]> => {
  const streams: string[] = [];
  for await (const { events } of store.readAll()) streams.push(...events.map(({ stream }) => stream));
  return streams;
};

describe.each<[what: string, how: string, act: () => void]>([
  ['deleted with a way back', 'deleted', () => fake.log.softDelete(appropriation)],
  ['deleted for good', 'tombstoned', () => fake.log.tombstone(appropriation)],
  ['cut off at its beginning', 'truncated', () => fake.log.setMetadata(appropriation, { $tb: 1 })],
  ['cut off to its end', 'truncated', () => fake.log.setMetadata(appropriation, { $tb: 3 })],
  ['kept to its last event', 'truncated', () => fake.log.setMetadata(appropriation, { $maxCount: 1 })],
])('a stream %s by the tools of the server', (_what, how, act) => {
  beforeEach(() => act());

  it('is not "not found" to whoever reads it, but what it is', async () => {
    const refused = await failureOf(store.readStream(appropriation));
    expect(refused).toBeInstanceOf(StreamCut);
    expect(refused).toMatchObject({ code: 'stream-cut', stream: appropriation, how });
  });

  it('takes nothing more, as new or where it stood, alone or with others', async () => {
    for (const expected of ['no-stream', 2n] as const) {
      expect(await failureOf(write(appropriation, expected))).toBeInstanceOf(StreamCut);
      const requests = [
        { stream: payment(), expected: 'no-stream', events: [event()] } as const,
        { stream: appropriation, expected, events: [event()] },
      ];
      expect(await failureOf(store.appendAtomic(requests))).toBeInstanceOf(StreamCut);
    }
    expect((await all()).filter((stream) => stream.startsWith('payment'))).toEqual([]);
  });

  it('counts as neither there nor absent for what is checked', async () => {
    for (const expected of ['no-stream', 2n] as const) {
      const request = { stream: payment(), expected: 'no-stream', events: [event()] } as const;
      const refused = store.appendAtomic([request], { checks: [{ stream: appropriation, expected }] });
      expect(await failureOf(refused)).toBeInstanceOf(StreamCut);
    }
  });

  it('is named, and leaves everybody else as they were', async () => {
    const position = expect.any(String) as string;
    expect(await store.cutStreams()).toEqual([{ stream: appropriation, how, position }]);
    await write(payment(), 'no-stream');
    expect(await store.cutStreams()).toHaveLength(1);
    expect((await all()).filter((stream) => stream === appropriation)).toHaveLength(3);
  });
});

it('a stream that is brought back is as it was', async () => {
  fake.log.softDelete(appropriation);
  expect(await failureOf(write(appropriation, 2n))).toBeInstanceOf(StreamCut);
  fake.log.setMetadata(appropriation, {});
  expect((await store.readStream(appropriation)).events).toHaveLength(3);
  expect(await write(appropriation, 2n)).toMatchObject({ version: 3n });
  expect(await store.cutStreams()).toEqual([]);
  // And nobody has to look twice at what has been found harmless.
  fake.log.softDelete(appropriation);
  expect(await failureOf(write(appropriation, 3n))).toBeInstanceOf(StreamCut);
});

it('a stream with other settings is written and checked like any', async () => {
  fake.log.setMetadata(appropriation, { $acl: { $r: 'readers' } });
  expect(await write(appropriation, 2n)).toMatchObject({ version: 3n });
  const request = { stream: payment(), expected: 'no-stream', events: [event()] } as const;
  const checks = [{ stream: appropriation, expected: 3n }] as const;
  await expect(store.appendAtomic([request], { checks })).resolves.toMatchObject({ repeated: false });
});

it('a lock that was deleted does not pass for one that never was', async () => {
  await write(lock, 'no-stream');
  fake.log.softDelete(lock);
  const request = { stream: payment(), expected: 'no-stream', events: [event()] } as const;
  expect(
    await failureOf(store.appendAtomic([request], { checks: [{ stream: lock, expected: 'no-stream' }] })),
  ).toMatchObject({ code: 'stream-cut', stream: lock });
});

it('the server itself would go on with a deleted stream as a new one: the checks above can fail', () => {
  fake.log.softDelete(appropriation);
  const records = [{ stream: appropriation, events: [{ id: randomUUID(), type: 'Issued', isJson: true, ...bytes }] }];
  expect(fake.log.writeChecked(records, [{ stream: appropriation, expected: -1n }])).toMatchObject({
    kind: 'recorded',
    revisions: [3n],
  });
});
const bytes = { data: Buffer.from('{}'), metadata: Buffer.from('{}') };

it('what was scavenged is not there, and is no event of another history', async () => {
  const [first] = (await store.readStream(appropriation)).events;
  await write(payment(), 'no-stream');
  fake.log.softDelete(appropriation);
  fake.log.scavenge();
  expect(first && (await store.eventAt(first.position))).toBeNull();
  expect(await all()).toHaveLength(1);
});
