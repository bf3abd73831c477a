import { randomUUID } from 'node:crypto';
import { Client } from 'pg';
import { describing, NOTHING_SAID } from '@bofu/event-log';
import {
  codecOf,
  eventData,
  hashOf,
  ONE_AGENCY,
  openEventStore,
  placed,
  runDecision,
  runDecisions,
  streamId,
  type EventStore,
  type StreamId,
} from '@bofu/event-store';
import type { Decider, DomainEvent } from '@bofu/kernel';
import { createTestDatabase, SOMEBODY, type TestDatabase } from '@bofu/testing';
import { sayMisfit, sayUnread } from './verification.view';
import { verifyStore } from './verify-store';

type Noted = DomainEvent<'Noted', { amountFen: string }>;
const codec = codecOf<Noted>({ Noted: { parse: eventData.dataOf({ amountFen: eventData.digits }) } });
const NOTES = [describing('notes', codec, ({ data: { by } }) => ({ ...NOTHING_SAID, label: '记', by }))];

const notebook: Decider<number, { amountFen: string }, Noted> = {
  initial: 0,
  decide: (_noted, { amountFen }) => [{ type: 'Noted', data: { amountFen } }],
  evolve: (noted) => noted + 1,
};

describe('the verification of a store on Postgres', () => {
  let database: TestDatabase;
  let store: EventStore;
  const [first, second] = [streamId('notes', 'first'), streamId('notes', 'second')];

  const acting = () => ({
    commandId: randomUUID(),
    agencyId: ONE_AGENCY,
    by: SOMEBODY,
    recordedAt: '2021-03-01T09:00:00.000+08:00',
  });
  const note = (stream: typeof first, amountFen: string) =>
    runDecision(store, acting(), { stream, decider: notebook, codec }, { amountFen });

  beforeEach(async () => {
    database = await createTestDatabase();
    store = await openEventStore({ kind: 'postgres', url: database.url });
    for (let turn = 0; turn < 5; turn += 1) {
      await note(first, String(turn));
      await note(second, String(turn));
    }
  });
  afterEach(async () => {
    await store.close();
    await database.drop();
  });

  /** As somebody who owns the server: no trigger is asked. */
  const behindTheProduct = async (...statements: string[]): Promise<void> => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    try {
      await client.query('begin');
      await client.query('grant all on event_store.event to current_user');
      await client.query(`set local session_replication_role = 'replica'`);
      for (const statement of statements) await client.query(statement);
      await client.query('commit');
    } finally {
      await client.end();
    }
  };

  it('finds nothing where nothing was done', async () => {
    const seen: number[] = [];
    expect(await verifyStore(store, NOTES, (events) => seen.push(events))).toEqual({
      events: 10,
      streams: 2,
      position: await store.head(),
      misfits: 0,
      first: null,
      unknown: [],
      foreign: [],
      cut: [],
    });
    expect(seen.at(-1)).toBe(10);
  });

  it('is needed: the product itself cannot be made to change an event', async () => {
    const client = new Client({ connectionString: database.url });
    await client.connect();
    const refused = await client.query(`update event_store.event set type = 'Other'`).then(
      () => null,
      (error: unknown) => (error as { code: string }).code,
    );
    await client.end();
    expect(['23001', '42501']).toContain(refused);
  });

  const SEAL = `'{hash}'`;
  it.each<[what: string, statements: string[], number: number, stream: string, version: bigint, fault: string]>([
    [
      'one amount changed by one fen',
      [
        `update event_store.event set data = data || '{"amountFen":"3"}' where stream_id = 'notes-first' and version = 2`,
      ],
      5,
      'notes-first',
      2n,
      'hash',
    ],
    [
      'the acting person changed',
      [
        `update event_store.event set data = jsonb_set(data, '{by,personId}', '"li"') where stream_id = 'notes-second' and version = 4`,
      ],
      10,
      'notes-second',
      4n,
      'hash',
    ],
    [
      'the chain taken off from an event on',
      [
        `update event_store.event set metadata = metadata - 'hash' - 'previousHash' where stream_id = 'notes-first' and version >= 3`,
      ],
      7,
      'notes-first',
      3n,
      'unsealed',
    ],
    [
      'one event replaced together with its hash',
      [
        `update event_store.event e set metadata = jsonb_set(e.metadata, ${SEAL}, o.metadata->'hash'), data = o.data, type = o.type
         from event_store.event o where o.stream_id = 'notes-second' and o.version = 1
           and e.stream_id = 'notes-first' and e.version = 1`,
      ],
      3,
      'notes-first',
      1n,
      'hash',
    ],
    [
      'one event taken out of the middle',
      [`delete from event_store.event where stream_id = 'notes-first' and version = 1`],
      4,
      'notes-first',
      2n,
      'version',
    ],
    [
      'one event taken out, and the gap closed',
      [
        `delete from event_store.event where stream_id = 'notes-second' and version = 0`,
        `update event_store.event set version = version - 1 where stream_id = 'notes-second' and version = 1`,
        `update event_store.event set version = version - 1 where stream_id = 'notes-second' and version = 2`,
        `update event_store.event set version = version - 1 where stream_id = 'notes-second' and version = 3`,
        `update event_store.event set version = version - 1 where stream_id = 'notes-second' and version = 4`,
      ],
      3,
      'notes-second',
      0n,
      'hash',
    ],
    [
      'two events of a stream exchanged',
      [
        `update event_store.event set version = version + 100 where stream_id = 'notes-first' and version in (1, 2)`,
        `update event_store.event set version = 203 - version - 100 where stream_id = 'notes-first' and version > 100`,
      ],
      3,
      'notes-first',
      2n,
      'version',
    ],
  ])('finds %s and names the first that does not fit', async (_what, statements, number, stream, version, fault) => {
    await behindTheProduct(...statements);
    const { first: found, misfits } = await verifyStore(store, NOTES);
    expect(found).toMatchObject({ number, stream, version, fault });
    expect(misfits).toBeGreaterThan(0);
    expect(sayMisfit(found!)).toMatch(new RegExp(`^第 ${number} 个事件（${stream} 版本 ${version}，Noted）.*[：].+`));
  });

  it('finds the event after one that was changed and sealed anew', async () => {
    const { events } = await store.readStream(first);
    const changed = { ...events[2]!, data: { ...events[2]!.data, amountFen: '999' } };
    await behindTheProduct(
      `update event_store.event set data = data || '{"amountFen":"999"}',
         metadata = jsonb_set(metadata, ${SEAL}, '"${hashOf(changed)}"')
       where stream_id = 'notes-first' and version = 2`,
    );
    expect((await verifyStore(store, NOTES)).first).toMatchObject({
      number: 7,
      stream: 'notes-first',
      version: 3n,
      fault: 'previous-hash',
    });
  });

  it('finds a command of which a whole stream was taken away', async () => {
    await runDecisions(store, acting(), { stream: first, command: {} }, async ({ decide }) => {
      for (const stream of [first, second]) await decide({ stream, decider: notebook, codec }, { amountFen: '9' });
    });
    await behindTheProduct(`delete from event_store.event where stream_id = 'notes-second' and version = 5`);
    const cut = await verifyStore(store, NOTES);
    expect(cut).toMatchObject({ misfits: 1, first: { number: 11, fault: 'append-place', expected: '2/2', found: '' } });
    expect(sayMisfit(cut.first!)).toContain('其后应有同一次登记的第 2/2 个事件，没有找到');
    await note(first, '10');
    expect((await verifyStore(store, NOTES)).first).toMatchObject({
      number: 12,
      fault: 'append-place',
      expected: '2/2',
      found: '1/1',
    });
  });

  it('names what this program cannot read and what is none of its own', async () => {
    const written = async (stream: StreamId, ...events: { type: string; schema: string }[]) => {
      const news = events.map(({ type, schema }) => ({ id: randomUUID(), type, data: {}, metadata: { schema } }));
      const [request] = placed([{ stream, expected: 'no-stream' as const, events: news }]);
      await store.append(request!);
    };
    await written(streamId('weather', '1'), { type: 'ItRained', schema: '1' });
    await written(streamId('notes', 'third'), { type: 'Sung', schema: '1' }, { type: 'Noted', schema: '2' });
    const verification = await verifyStore(store, NOTES);
    expect(verification).toMatchObject({
      unknown: [
        { category: 'notes', type: 'Sung', schema: 1, count: 1 },
        { category: 'notes', type: 'Noted', schema: 2, count: 1 },
      ],
      foreign: [{ category: 'weather', count: 1 }],
    });
    expect(sayUnread(verification)).toEqual([
      '不识别的事件：notes 流中的 Sung 格式第 1 版，1 个',
      '不识别的事件：notes 流中的 Noted 格式第 2 版，1 个',
      '不属于本系统的流类别：weather，1 个事件',
    ]);
  });
});
