import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConsoleLogger, type LoggerService } from '@nestjs/common';
import { openOffice, type Configuration, type Office } from '@bofu/api';
import type { Position, RecordedEvent } from '@bofu/event-store';
import type { Clock } from '@bofu/http';
import { createTestDatabase } from '@bofu/testing';
import { startFakeKurrentDb, type FakeKurrentDb } from '../../libs/event-store/testing/fake-kurrentdb';

export type StoreKind = 'memory' | 'postgres' | 'kurrentdb';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

export interface OfficeUnderTest {
  readonly office: Office;
  /** The stand-in that keeps the events; `null` on other stores. */
  readonly kurrentDb: FakeKurrentDb | null;
  readonly address: string;
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** The appropriation issued for a programme, by its code. */
  appropriationOf(programmeCode: string, fiscalYear?: number): Promise<string>;
  /** Every projection has seen all there is; answers how far that is. */
  caughtUp(): Promise<Position>;
  /** What the store has recorded since. */
  eventsAfter(position: Position | null): Promise<RecordedEvent[]>;
  close(): Promise<void>;
}

/** A test does in a minute what an office does in a week. */
const MANY = { person: 1e6, address: 1e6, entering: 1e6, issuing: 1e6 };

const BUREAU = {
  code: '370',
  name: '人力资源和社会保障局',
  regionCode: '130607',
  regionName: '保定市满城区',
  parentAgencyId: null,
  effectiveOn: '2015-04-28',
};
const WANG = { name: '王经办', number: '0001', kind: 'person' };

/** A whole office over HTTP; its one agency and its one person, who acts, are on record. */
export async function officeOverHttp(kind: StoreKind, clock?: Clock): Promise<OfficeUnderTest> {
  const over = await bareOfficeOverHttp(kind, { actor: WANG.name, ...(clock && { clock }) });
  await over.post('/v1/agencies', BUREAU, { 'bofu-actor': '' });
  await over.post('/v1/people', WANG, { 'bofu-actor': '' });
  await openBackfill(over);
  return over;
}

/** 期初补录: the examples are of years that are over. */
export async function openBackfill(
  { get, post }: Pick<OfficeUnderTest, 'get' | 'post'>,
  agency?: string,
): Promise<void> {
  const { items } = (await get('/v1/agencies')).body as { items: { agencyId: string }[] };
  const path = `/v1/agencies/${agency ?? items[0]?.agencyId}/backfill`;
  expect(await post(path, { reason: '例子在以前' })).toMatchObject({ status: 200 });
}

export interface OfficeOptions {
  /** Who acts unless a request says otherwise. */
  readonly actor: string;
  readonly clock?: Clock;
  readonly foundedAt?: string;
  /** Beside an event store, a database and a free port of its own. */
  readonly configuration?: Partial<Configuration>;
  /** Where the server says what it does; default: errors alone, on the terminal. */
  readonly logger?: LoggerService;
  /** Default: yes. */
  readonly listens?: boolean;
}

/** On a real Postgres and the named event store, reached over HTTP on the loopback; nothing is on record. */
export async function bareOfficeOverHttp(kind: StoreKind, options: OfficeOptions): Promise<OfficeUnderTest> {
  const { actor, configuration = {}, listens = true, ...opening } = options;
  const dataDir = mkdtempSync(join(tmpdir(), 'bofu-office-'));
  const database = await createTestDatabase();
  const fake = kind === 'kurrentdb' ? await startFakeKurrentDb() : null;
  const store: Configuration['store'] =
    kind === 'kurrentdb' ? { kind, url: fake?.url ?? '' } : kind === 'postgres' ? { kind, url: null } : { kind };
  const office = await openOffice(
    { store, databaseUrl: database.url, dataDir, host: '127.0.0.1', port: 0, callsPerMinute: MANY, ...configuration },
    { logger: new ConsoleLogger('Bofu', { logLevels: ['error', 'fatal'] }), ...opening },
  );
  const address = listens ? await office.listen() : '';

  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(`${address}${path}`, init);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
    };
  };
  const get = (path: string): Promise<Answer> => send(path, {});
  const caughtUp = async (): Promise<Position> => {
    const head = await office.store.head();
    if (head === null) throw new Error('there is nothing in the store');
    for (const name of office.projections.names)
      expect([name, (await office.projections.waitFor(name, head, 120_000)).reached]).toEqual([name, true]);
    return head;
  };
  return {
    office,
    kurrentDb: fake,
    address,
    get,
    post: (path, body, { 'bofu-actor': named = encodeURIComponent(actor), ...headers } = {}) =>
      send(path, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: {
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
          ...(named !== '' && { 'bofu-actor': named }),
          ...headers,
        },
      }),
    appropriationOf: async (programmeCode, fiscalYear = 2021) => {
      const { body } = await get(
        `/v1/appropriations?fiscalYear=${fiscalYear}&limit=200&minPosition=${await office.store.head()}`,
      );
      const issued = (body['items'] as { programmeCode: string; appropriationId: string }[]).find(
        (each) => each.programmeCode === programmeCode,
      );
      if (issued === undefined) throw new Error(`nothing was issued for ${programmeCode} in ${fiscalYear}`);
      return issued.appropriationId;
    },
    caughtUp,
    eventsAfter: async (position) => {
      const events: RecordedEvent[] = [];
      for await (const batch of office.store.readAll(position === null ? {} : { after: position }))
        events.push(...batch.events);
      return events;
    },
    close: async () => {
      await office.close();
      await fake?.stop();
      await database.drop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}
