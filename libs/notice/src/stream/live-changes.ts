import { setTimeout as delay } from 'node:timers/promises';
import { categoryOf, StoreUnavailable, type EventStore, type Position, type RecordedEvent } from '@bofu/event-store';
import { inFull } from '@bofu/kernel';
import type { ProjectionRunner } from '@bofu/read-model';
import { changesIn, type Changes } from '../domain/change';

/** What is told of at once: a run of commands is one word to a screen, not a hundred. */
const GATHER_MS = 150;
/** How long a change is held back until the tables it is read from have it; one that has stopped is not waited for. */
const TABLES_MS = 3_000;
/** Whoever was away for longer than so many events reads everything anew. */
const MOST_REPLAYED = 5_000;
const AGAIN_MS = 500;

/** `null`: whatever there is may have changed. */
export type Told = { readonly position: Position; readonly changes: Changes | null };

/**
 * Follows the store and tells what changed, once the read models can answer for it. One for a process, however many
 * listen; nothing is kept for who is away, because the store can be asked what came after any position.
 */
export class LiveChanges {
  readonly #listeners = new Set<(told: Told) => void>();
  readonly #stopping = new AbortController();
  #running: Promise<unknown> = Promise.resolve();
  #untold: RecordedEvent[] = [];
  #seen: Position | null = null;
  #told: Position | null = null;

  constructor(
    private readonly store: EventStore,
    private readonly projections: Pick<ProjectionRunner, 'names' | 'waitFor'>,
    private readonly log: (message: string) => void,
  ) {}

  /** Tells of what is recorded from now on, and from then on. */
  async start(): Promise<void> {
    this.#seen = this.#told = await this.store.head();
    this.#running = Promise.all([this.#follow(), this.#tell()]);
  }

  async stop(): Promise<void> {
    this.#stopping.abort();
    await this.#running;
  }

  /** Up to where has been told; `null` while nothing is on record. */
  get position(): Position | null {
    return this.#told;
  }

  /** Returns how to stop listening. */
  listen(hear: (told: Told) => void): () => void {
    this.#listeners.add(hear);
    return () => this.#listeners.delete(hear);
  }

  /** What changed after a position, which may be of long ago, of another history, or no position at all. */
  async since(after: string): Promise<Told | null> {
    const now = this.#told;
    if (now === null || after === now) return null;
    const everything = { position: now, changes: null };
    if (after > now || after.length !== now.length || (await this.store.eventAt(after as Position)) === null)
      return everything;
    const events: RecordedEvent[] = [];
    for await (const batch of this.store.readAll({ after: after as Position })) {
      events.push(...batch.events.filter(({ position }) => position <= now));
      if (events.length > MOST_REPLAYED) return everything;
      if (batch.position >= now) break;
    }
    return { position: now, changes: changesOf(events) };
  }

  async #follow(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted)
      try {
        const after = this.#seen === null ? {} : { after: this.#seen };
        for await (const message of this.store.subscribe({ ...after, signal })) {
          if (message.kind !== 'batch') continue;
          this.#untold.push(...message.batch.events);
          this.#seen = message.batch.position;
        }
      } catch (error) {
        if (!(error instanceof StoreUnavailable)) this.log(`live changes: ${inFull(error)}`);
      } finally {
        await delay(AGAIN_MS, undefined, { signal }).catch(() => undefined);
      }
  }

  async #tell(): Promise<void> {
    const { signal } = this.#stopping;
    while (!signal.aborted) {
      await delay(GATHER_MS, undefined, { signal, ref: false }).catch(() => undefined);
      const position = this.#seen;
      if (position === null || position === this.#told) continue;
      const changes = changesOf(this.#untold.splice(0));
      const { names } = this.projections;
      await Promise.all(names.map((name) => this.projections.waitFor(name, position, TABLES_MS))).catch(
        (error: unknown) => this.log(`live changes: ${inFull(error)}`),
      );
      this.#told = position;
      for (const hear of [...this.#listeners]) hear({ position, changes });
    }
  }
}

const changesOf = (events: readonly RecordedEvent[]): Changes =>
  changesIn(events.map(({ stream, agency }) => ({ category: categoryOf(stream), agencyId: agency })));
