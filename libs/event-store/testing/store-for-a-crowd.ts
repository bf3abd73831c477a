import type { EventStore } from '../src/event-store';
import { openKurrentDbEventStore } from '../src/kurrentdb/kurrentdb-event-store';
import type { FakeKurrentDb } from './fake-kurrentdb';

/** A crowd and the server it asks share one thread in a test: who comes first is asked there, not how fast. */
export const storeForACrowd = (fake: Pick<FakeKurrentDb, 'url'>): EventStore =>
  openKurrentDbEventStore(fake.url, { timeoutMs: 60_000 });
