import type { EventBatch, EventStore, Position, RecordedEvent, SubscriptionMessage } from '@bofu/event-store';
import { derivedId, ONE_AGENCY, streamId } from '@bofu/event-store';
import { type Database, openReadModel, type Projection, ProjectionRunner } from '@bofu/read-model';
import { SOMEBODY } from './decider-spec';
import { createTestDatabase } from './test-database';

/** An event as a test writes it; what is left out is filled in. */
export interface GivenEvent {
  readonly stream: string;
  readonly type: string;
  readonly data: object;
  readonly id?: string;
  readonly metadata?: Readonly<Record<string, string>>;
}

/** A row as expected: only the columns named are compared. `bigint`, `numeric`, dates and instants are text. */
export type ExpectedRow = Readonly<Record<string, unknown>>;

/**
 * `await projectionSpec(p).given(events).thenRows('ledger_line', rows)`: delivers the events one by one, in one batch,
 * in random splits, twice over, and by a rebuild, each into tables of its own, and expects the same rows every time.
 * The order of rows does not count.
 */
export const projectionSpec = (projection: Projection) => ({
  given: (...given: readonly (GivenEvent | readonly GivenEvent[])[]) => {
    const events = recorded(given.flat());
    return {
      thenRows: (table: string, rows: readonly ExpectedRow[]) =>
        expectInEveryWay(projection, events, { [table]: rows }),
      thenTables: (tables: Readonly<Record<string, readonly ExpectedRow[]>>) =>
        expectInEveryWay(projection, events, tables),
    };
  },
});

/** Who acted, and on whose books, where a test does not say. */
const STAMP = { agencyId: ONE_AGENCY, by: SOMEBODY, bookedIn: null };

/** Given events as a store would hand them over: positions and versions counted up, ids derived. */
export function recorded(given: readonly GivenEvent[]): RecordedEvent[] {
  const versions = new Map<string, bigint>();
  return given.map((event, index) => {
    const version = (versions.get(event.stream) ?? -1n) + 1n;
    versions.set(event.stream, version);
    const [category = '', ...id] = event.stream.split('-');
    return {
      stream: streamId(category, id.join('-')),
      version,
      position: positionOf(index),
      id: event.id ?? derivedId('projection-spec', String(index)),
      type: event.type,
      data: JSON.parse(JSON.stringify({ ...STAMP, ...event.data })) as RecordedEvent['data'],
      metadata: {
        recordedAt: '2021-01-04T01:00:00Z',
        commandId: derivedId(String(index)),
        ...event.metadata,
      },
      schema: 1,
      agency: ONE_AGENCY,
      append: { ordinal: 1, count: 1 },
    };
  });
}

const positionOf = (index: number): Position => String(index + 1).padStart(20, '0') as Position;

const inOneBatch = (events: readonly RecordedEvent[]): RecordedEvent[][] => (events.length === 0 ? [] : [[...events]]);
const oneByOne = (events: readonly RecordedEvent[]): RecordedEvent[][] => events.map((event) => [event]);

/** The same cuts in every run: a failure can be repeated. */
const inSplits =
  (seed: number) =>
  (events: readonly RecordedEvent[]): RecordedEvent[][] => {
    let random = seed;
    const batches: RecordedEvent[][] = [];
    for (const event of events) {
      random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
      const last = batches.at(-1);
      if (last && random > 2_147_483_648 / 3) last.push(event);
      else batches.push([event]);
    }
    return batches;
  };

const twice = (events: readonly RecordedEvent[]): RecordedEvent[][] =>
  inSplits(7)(events).flatMap((batch) => [batch, batch]);

const WAYS = {
  'one by one': oneByOne,
  'in one batch': inOneBatch,
  'in splits (seed 1)': inSplits(1),
  'in splits (seed 2)': inSplits(2),
  'delivered twice': twice,
  rebuilt: inOneBatch,
} as const;

async function expectInEveryWay(
  projection: Projection,
  events: readonly RecordedEvent[],
  tables: Readonly<Record<string, readonly ExpectedRow[]>>,
): Promise<void> {
  const { url, drop } = await createTestDatabase();
  const database = await openReadModel({ url, poolSize: 8 });
  try {
    for (const [place, [way, cut]] of Object.entries(WAYS).entries()) {
      // Names within a projection stand alone, so each way gets its own schema in the one database.
      const copy = { ...projection, name: `way_${place}` };
      await deliver(database, copy, cut(events), way === 'rebuilt');
      for (const [table, rows] of Object.entries(tables)) {
        const found = await rowsOf(database, copy.name, table, Object.keys(rows[0] ?? {}));
        expect({ way, table, rows: found }).toEqual({ way, table, rows: inOrder(rows) });
      }
    }
  } finally {
    await database.close();
    await drop();
  }
}

async function deliver(database: Database, projection: Projection, batches: RecordedEvent[][], rebuilt: boolean) {
  const end = batches.at(-1)?.at(-1)?.position;
  const failures: string[] = [];
  const runner = new ProjectionRunner(storeDelivering(projection, batches), database, [projection], {
    log: (message) => failures.push(message),
  });
  await runner.start();
  try {
    if (rebuilt) await runner.rebuild(projection.name);
    const arrived = end === undefined || (await runner.waitFor(projection.name, end, 20_000)).reached;
    // Asked for rather than waited for: a wait ends as soon as the projection has stopped, the alarm comes after that.
    const fault = (await runner.status())[0]?.error;
    if (fault) failures.push(`${'type' in fault ? fault.type : fault.code} at ${fault.position}: ${fault.message}`);
    if (!arrived || failures.length > 0)
      throw new Error(`the projection did not take the events: ${failures.join('; ')}`);
  } finally {
    await runner.stop();
  }
}

/** As much of a store as a runner uses, cutting its events into just these batches. */
function storeDelivering(projection: Projection, batches: RecordedEvent[][]): EventStore {
  const { streamPrefixes, types } = projection.filter ?? {};
  const wanted = ({ stream, type }: RecordedEvent): boolean =>
    (streamPrefixes?.some((prefix) => stream.startsWith(prefix)) ?? true) && (types?.includes(type) ?? true);
  const asBatches = batches.flatMap((batch): EventBatch[] => {
    const last = batch.at(-1);
    if (!last) return [];
    const { position, id, stream } = last;
    return [{ events: batch.filter(wanted), position, last: { position, stream, id, hash: '' } }];
  });
  const after = (position?: Position) =>
    asBatches.filter((batch) => position === undefined || batch.position > position);
  return {
    head: () => Promise.resolve(asBatches.at(-1)?.position ?? null),
    eventAt: (position) => Promise.resolve(batches.flat().find((event) => event.position === position) ?? null),
    appendEnd: (position) => Promise.resolve({ position, stream: streamId('x', 'y'), id: '', hash: '' }),
    cutStreams: () => Promise.resolve([]),
    async *readAll(options) {
      yield* after(options?.after);
    },
    async *subscribe({ after: start, signal }): AsyncIterable<SubscriptionMessage> {
      for (const batch of after(start)) yield { kind: 'batch', batch };
      if (!signal.aborted) await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    },
  } satisfies Partial<EventStore> as unknown as EventStore;
}

async function rowsOf(database: Database, schema: string, table: string, columns: string[]): Promise<ExpectedRow[]> {
  const described = await database.query<{ name: string; type: string }[]>(
    'select column_name as name, data_type as type from information_schema.columns where table_schema = $1 and table_name = $2',
    [schema, table],
  );
  const types = new Map(described.map(({ name, type }) => [name, type]));
  const AS_TEXT = /^(bigint|numeric|date|timestamp)/;
  const list = (columns.length > 0 ? columns : [...types.keys()]).map((name) =>
    AS_TEXT.test(types.get(name) ?? '') ? `"${name}"::text as "${name}"` : `"${name}"`,
  );
  return inOrder(await database.query<ExpectedRow[]>(`select ${list.join(', ')} from "${schema}"."${table}"`));
}

const inOrder = (rows: readonly ExpectedRow[]): ExpectedRow[] => {
  const keyed = rows.map((row) => ({
    row,
    key: JSON.stringify(Object.entries(row).sort(([a], [b]) => (a < b ? -1 : 1))),
  }));
  return keyed.sort((a, b) => (a.key < b.key ? -1 : 1)).map(({ row }) => row);
};
