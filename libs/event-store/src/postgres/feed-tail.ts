import type { RecordedEvent } from '../event-store';

/** Of what came last so many events are kept at least, for followers that are a little behind. */
const EVENTS_KEPT = 2_000;

/** What was read of the order of all: everything up to `position`, none of it where nothing lies before that. */
export interface Stretch {
  readonly events: readonly RecordedEvent[];
  readonly position: bigint;
}

/**
 * The newest events, read and parsed once for all who follow. Whoever is further behind reads for himself, and is served
 * here once he has come near.
 */
export class FeedTail {
  /** Everything after `from`, up to `to`, is here; nothing before somebody has caught up for the first time. */
  #from = -1n;
  #to = -1n;
  #events: readonly RecordedEvent[] = [];
  #growing: Promise<void> | null = null;

  /** @param read what comes after one position, up to another: a page of it, ending with the end of an append */
  constructor(private readonly read: (after: bigint, upTo: bigint) => Promise<Stretch>) {}

  /** Somebody has caught up: where nobody had come so far, what is kept begins here. */
  reachedBy(position: bigint): void {
    if (position <= this.#to) return;
    this.#from = position;
    this.#to = position;
    this.#events = [];
  }

  /** What is known to come after a position and up to another; `null` where it begins before or beyond what is kept. */
  async after(position: bigint, upTo: bigint): Promise<Stretch | null> {
    if (position < this.#from || position > this.#to) return null;
    if (position === this.#to && this.#to < upTo) {
      await (this.#growing ??= this.#grow(upTo).finally(() => (this.#growing = null)));
      return this.after(position, upTo);
    }
    const first = this.#events.findLastIndex((event) => BigInt(event.position) <= position) + 1;
    return { events: this.#events.slice(first), position: this.#to };
  }

  async #grow(upTo: bigint): Promise<void> {
    const begun = this.#to;
    const { events, position } = await this.read(begun, upTo);
    if (this.#to !== begun) return;
    this.#to = position;
    // A new list: what was handed out stays as it was.
    this.#events = [...this.#events, ...events];
    const dropped = this.#events[this.#events.length - EVENTS_KEPT - 1];
    if (dropped === undefined || this.#events.length < 2 * EVENTS_KEPT) return;
    this.#from = BigInt(dropped.position);
    this.#events = this.#events.slice(-EVENTS_KEPT);
  }
}
