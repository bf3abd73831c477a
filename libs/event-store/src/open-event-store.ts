import type { EventStore } from './event-store';
import { MemoryEventStore } from './memory-event-store';

/** Which store to open: by configuration alone, the rest of the product cannot tell them apart. */
export type EventStoreConfig =
  | { readonly kind: 'memory' }
  | { readonly kind: 'postgres'; readonly url: string }
  | { readonly kind: 'kurrentdb'; readonly url: string };

/** Opens the configured store and makes it ready (creates its tables where it has any). */
export async function openEventStore(config: EventStoreConfig): Promise<EventStore> {
  switch (config.kind) {
    case 'memory':
      return new MemoryEventStore();
    case 'postgres': {
      const { openPostgresEventStore } = await import('./postgres/postgres-event-store.js');
      return openPostgresEventStore(config.url);
    }
    case 'kurrentdb': {
      // The client carries a native part: loaded only where it is wanted.
      const { openKurrentDbEventStore } = await import('./kurrentdb/kurrentdb-event-store.js');
      return openKurrentDbEventStore(config.url);
    }
  }
}
