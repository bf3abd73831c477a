import { Client } from 'pg';
import { createTestDatabase, type TestDatabase } from '@bofu/testing';
import { placed } from '../append-place';
import { derivedId } from '../event-identity';
import { streamId, type EventStore, type RecordedEvent } from '../event-store';
import { openPostgresEventStore } from './postgres-event-store';

let database: TestDatabase;
let store: EventStore | null = null;
const log: string[] = [];

const opened = async (): Promise<EventStore> => {
  await store?.close();
  store = await openPostgresEventStore(database.url, { log: (message) => log.push(message) });
  return store;
};
const byHand = async (sql: string): Promise<void> => {
  const client = new Client({ connectionString: database.url });
  await client.connect();
  await client.query(sql).finally(() => client.end());
};
const append = async (into: EventStore, name: string) => {
  const events = [{ id: derivedId(name), type: 'Happened', data: {}, metadata: {} }];
  return (await into.appendAtomic(placed([{ stream: streamId('thing', name), expected: 'no-stream', events }])))
    .position;
};
const all = async (from: EventStore): Promise<string[]> => {
  const events: RecordedEvent[] = [];
  for await (const batch of from.readAll()) events.push(...batch.events);
  return events.map(({ stream }) => stream);
};

beforeEach(async () => {
  log.length = 0;
  database = await createTestDatabase();
  const fresh = await opened();
  for (const name of ['a', 'b', 'c']) await append(fresh, name);
});
afterEach(async () => {
  await store?.close();
  store = null;
  await database.drop();
});

describe('a store whose numbering is behind its events, as after a dump of its tables alone', () => {
  it.each([
    ['set back', `select setval('event_store.event_position', 1)`],
    ['made anew', `select setval('event_store.event_position', 1, false)`],
  ])('is put right when it is opened, and said to be: %s', async (_what, damage) => {
    await byHand(damage);
    const mended = await opened();
    expect(await all(mended)).toEqual(['thing-a', 'thing-b', 'thing-c']);
    expect(log).toEqual([expect.stringContaining('numbering was behind its events and goes on after 3')]);
    expect(BigInt(await append(mended, 'd'))).toBe(4n);
    expect(await all(mended)).toHaveLength(4);
  });
});

describe('events that could be changed', () => {
  it.each([
    ['without their trigger', 'drop trigger refuse_change on event_store.event'],
    ['with it switched off', 'alter table event_store.event disable trigger refuse_change'],
  ])('cannot be any more once the store has been opened: %s', async (_what, damage) => {
    await byHand(damage);
    await opened();
    await expect(byHand(`update event_store.event set type = 'Other'`)).rejects.toThrow(/are only ever added|denied/);
    await expect(byHand(`delete from event_store.event`)).rejects.toThrow(/are only ever added|denied/);
    expect(log).toEqual([expect.stringContaining('has been put back')]);
  });

  it('are nothing to speak of where all is well', async () => {
    await opened();
    expect(log).toEqual([]);
  });
});
