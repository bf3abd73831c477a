import type { Decider, DomainEvent } from '@bofu/kernel';
import type { EventStore, Position, RecordedEvent, StreamId } from './event-store';

/** Folds of streams of so many events together are kept; those that nobody asked for longest go first. */
const EVENTS_KEPT = 50_000;
/** A shorter stream is read whole as fast as its end. */
const SHORTEST_KEPT = 8n;

type Evolve = Decider<unknown, unknown, DomainEvent>['evolve'];

/** What a repeat of a command is told by: where its last event in the stream stands. */
export interface CarriedOut {
  readonly commandId: string;
  readonly commandHash: string | undefined;
  readonly position: Position;
  readonly version: bigint;
}

/** A stream up to its last event, folded by one rule. */
export interface Fold {
  readonly evolve: Evolve;
  readonly agencyId: string;
  readonly last: RecordedEvent;
  readonly state: unknown;
  /** By command. One map for all folds of a stream: what it knows beyond `last` is recorded as well. */
  readonly carriedOut: Map<string, CarriedOut>;
}

/**
 * What streams were folded to, so that the next command reads only what came since. A fold is good where its last event
 * still stands in the store; where the store was put back to an earlier day, the stream is read whole.
 */
export class Folds {
  static readonly #ofStores = new WeakMap<EventStore, Folds>();

  static of(store: EventStore): Folds {
    const folds = Folds.#ofStores.get(store) ?? new Folds();
    Folds.#ofStores.set(store, folds);
    return folds;
  }

  readonly #folds = new Map<StreamId, Fold>();
  #events = 0n;

  get(stream: StreamId, { evolve }: { readonly evolve: Evolve }): Fold | undefined {
    const fold = this.#folds.get(stream);
    return fold?.evolve === evolve ? fold : undefined;
  }

  keep(stream: StreamId, fold: Fold): void {
    if (fold.last.version + 1n < SHORTEST_KEPT) return;
    this.forget(stream);
    this.#folds.set(stream, fold);
    this.#events += fold.last.version + 1n;
    for (const oldest of this.#folds.keys()) {
      if (this.#events <= EVENTS_KEPT || oldest === stream) return;
      this.forget(oldest);
    }
  }

  forget(stream: StreamId): void {
    const fold = this.#folds.get(stream);
    if (fold === undefined) return;
    this.#folds.delete(stream);
    this.#events -= fold.last.version + 1n;
  }
}
