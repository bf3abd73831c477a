import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConsoleLogger } from '@nestjs/common';
import { openOffice, type Configuration, type Office } from '@bofu/api';
import type { Position, RecordedEvent } from '@bofu/event-store';
import type { Clock } from '@bofu/http';
import { createTestDatabase } from '@bofu/testing';
import { startFakeKurrentDb } from '../../libs/event-store/testing/fake-kurrentdb';

export type StoreKind = 'memory' | 'postgres' | 'kurrentdb';

export interface Answer {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Record<string, unknown>;
}

export interface OfficeUnderTest {
  readonly office: Office;
  readonly address: string;
  get(path: string): Promise<Answer>;
  post(path: string, body: unknown, headers?: Record<string, string>): Promise<Answer>;
  /** What the store has recorded since. */
  eventsAfter(position: Position | null): Promise<RecordedEvent[]>;
  close(): Promise<void>;
}

/** A whole office on a real Postgres and the named event store, reached over HTTP on the loopback. */
export async function officeOverHttp(kind: StoreKind, clock?: Clock): Promise<OfficeUnderTest> {
  const dataDir = mkdtempSync(join(tmpdir(), 'bofu-office-'));
  const database = await createTestDatabase();
  const fake = kind === 'kurrentdb' ? await startFakeKurrentDb() : null;
  const store: Configuration['store'] =
    kind === 'kurrentdb' ? { kind, url: fake?.url ?? '' } : kind === 'postgres' ? { kind, url: null } : { kind };
  const office = await openOffice(
    { store, databaseUrl: database.url, dataDir, host: '127.0.0.1', port: 0 },
    { logger: new ConsoleLogger('Bofu', { logLevels: ['error', 'fatal'] }), ...(clock && { clock }) },
  );
  const address = await office.listen();

  const send = async (path: string, init: RequestInit): Promise<Answer> => {
    const response = await fetch(`${address}${path}`, init);
    const text = await response.text();
    return {
      status: response.status,
      headers: response.headers,
      body: (text === '' ? {} : JSON.parse(text)) as Record<string, unknown>,
    };
  };
  return {
    office,
    address,
    get: (path) => send(path, {}),
    post: (path, body, headers = {}) =>
      send(path, {
        method: 'POST',
        body: typeof body === 'string' ? body : JSON.stringify(body),
        headers: {
          'content-type': 'application/json',
          'bofu-actor': encodeURIComponent('王经办'),
          'idempotency-key': randomUUID(),
          ...headers,
        },
      }),
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
