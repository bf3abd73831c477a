import type { EventStore } from './event-store';
import { StoreClientMissing } from './event-store-errors';
import { MemoryEventStore } from './memory-event-store';
import type { StoreInspection } from './store-inspection';

/** Which store to open: by configuration alone, the rest of the product cannot tell them apart. */
export type EventStoreConfig =
  | { readonly kind: 'memory' }
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'kurrentdb'; readonly url: string };

/** Opens the configured store and makes it ready: creates its tables where it has any, and puts right what is wrong with them. */
export async function openEventStore(
  config: EventStoreConfig,
  log: (message: string) => void = () => undefined,
): Promise<EventStore> {
  switch (config.kind) {
    case 'memory':
      return new MemoryEventStore();
    case 'postgres': {
      const { openPostgresEventStore } = await import('./postgres/postgres-event-store.js');
      return openPostgresEventStore(config.url, { log });
    }
    case 'kurrentdb': {
      // The client's native part has a licence of its own (see NOTICE): installed and loaded only where it is wanted.
      const { openKurrentDbEventStore } = await import('./kurrentdb/kurrentdb-event-store.js').catch(sayIfMissing);
      return openKurrentDbEventStore(config.url);
    }
  }
}

/**
 * Looks at the server behind a store, without opening the store; `null` where that is no server of its own kind.
 *
 * @throws StoreUnavailable, StoreUnusable
 */
export async function inspectEventStore(config: EventStoreConfig): Promise<StoreInspection | null> {
  if (config.kind !== 'kurrentdb') return null;
  const { inspectKurrentDb } = await import('./kurrentdb/kurrentdb-inspection.js').catch(sayIfMissing);
  return inspectKurrentDb(config.url);
}

/** As the optional peer dependency in package.json says it. */
const KURRENTDB_CLIENT = { name: '@kurrent/kurrentdb-client', version: '1.3.1' };

function sayIfMissing(error: unknown): never {
  const missing = error instanceof Error && 'code' in error && error.code === 'MODULE_NOT_FOUND';
  const named =
    missing && ['@kurrent/', '@grpc/', 'google-protobuf'].some((name) => error.message.includes(`'${name}`));
  throw named ? new StoreClientMissing(KURRENTDB_CLIENT.name, KURRENTDB_CLIENT.version) : error;
}
