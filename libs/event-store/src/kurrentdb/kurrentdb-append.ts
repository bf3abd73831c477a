import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import { judge, type CheckFinding, type Finding } from '../append-outcome';
import { sameContent, type WrittenRequest } from '../append-validation';
import type { AtomicAppendResult, ExpectedVersion, Position, StreamCheck, StreamId } from '../event-store';
import { AppendOutcomeUnknown, ConcurrencyConflict, StoreUnavailable, StreamCut } from '../event-store-errors';
import type { Cluster } from './kurrentdb-cluster';
import { metadataOf, metadataStreamOf, wholeStream } from './kurrentdb-cut-streams';
import { failureOf, TOMBSTONED, type Violation } from './kurrentdb-errors';
import type { FoundEvent } from './kurrentdb-events';
import type { KurrentDbFeed } from './kurrentdb-feed';
import type { KurrentDbLog } from './kurrentdb-log';
import { appendRequest } from './kurrentdb-requests';

/** One append as it goes to the server, and what else must hold. */
export interface Outgoing {
  readonly requests: readonly WrittenRequest[];
  readonly checks: readonly StreamCheck[];
}

type Answer =
  | { readonly kind: 'success'; readonly versions: readonly bigint[] }
  | { readonly kind: 'violated'; readonly violations: readonly Violation[]; readonly error: unknown };

/** A server that lives answers within its own commit time-out of 2 s and the second in which it looks at that. */
const ATTEMPT_MS = 3_500;
/** One sent again with less time than this would most likely be cut, and leave in doubt what had been refused for certain. */
const SHORTEST_RETRY_MS = 400;
const SHORTEST_PAUSE_MS = 20;
const LONGEST_PAUSE_MS = 300;
/** What an outcome is looked up in after the time for the append is over. */
const LAST_LOOK_MS = 1_000;
/** An event comes over the feed at about the time of its append's answer: else it is asked for. */
const COMES_WITHIN_MS = 5;

/**
 * Appends, all of them by the protocol's append with checks: exactly one shape of request, one call each, with a
 * deadline that the server counts itself. Every attempt of one append carries the same ids and exact versions, so it is
 * sent again whatever became of the one before, for as long as its time lasts.
 */
export class KurrentDbAppends {
  /** Streams whose metadata says nothing of deleting or cutting, with the version at which it said so. */
  readonly #harmless = new Map<string, bigint>();
  /** By the first event's id: the server leaves the second of two at once without an answer until its time-out. */
  readonly #underWay = new Map<string, Promise<unknown>>();

  constructor(
    private readonly cluster: Cluster,
    private readonly log: KurrentDbLog,
    private readonly feed: KurrentDbFeed,
  ) {}

  async append(outgoing: Outgoing, timeoutMs: number): Promise<AtomicAppendResult> {
    const until = performance.now() + timeoutMs;
    const key = outgoing.requests[0]?.events[0]?.id ?? '';
    for (let same = this.#underWay.get(key); same; same = this.#underWay.get(key)) await same.catch(() => undefined);
    const work = this.#append(outgoing, until);
    this.#underWay.set(key, work);
    try {
      return await work;
    } finally {
      this.#underWay.delete(key);
    }
  }

  async #append(outgoing: Outgoing, until: number): Promise<AtomicAppendResult> {
    const appendId = randomUUID();
    for (;;) {
      const answer = await this.#send(outgoing, appendId, until);
      if (answer.kind === 'success') return this.#confirm(outgoing, answer.versions, appendId, until);
      if (!(await this.#metadataWasHarmless(outgoing, answer, until)))
        return this.#explain(outgoing, answer, appendId, until);
    }
  }

  async #send(outgoing: Outgoing, appendId: string, until: number): Promise<Answer> {
    let doubt: unknown = null;
    for (let attempt = 0; ; attempt += 1) {
      let trouble: unknown;
      try {
        const connection = await this.cluster.connection(until);
        const request = appendRequest(outgoing.requests, this.#checksOf(outgoing), appendId);
        try {
          const answer = await connection.appendRecords(request, Math.min(ATTEMPT_MS, until - performance.now()));
          const revisions = new Map(
            answer.getRevisionsList().map((revision) => [revision.getStream(), BigInt(revision.getRevision())]),
          );
          return { kind: 'success', versions: outgoing.requests.map(({ stream }) => revisions.get(stream) ?? -1n) };
        } catch (error) {
          const failure = failureOf(error);
          if (failure.kind === 'final') throw failure.error;
          if (failure.kind === 'violated') return { kind: 'violated', violations: failure.violations, error };
          this.cluster.heed(connection, failure);
          if (failure.kind === 'unknown') doubt = error;
          trouble = error;
        }
      } catch (error) {
        // Nobody was there for this attempt, which says nothing about the ones before.
        if (doubt === null || !(error instanceof StoreUnavailable)) throw error;
        trouble = error;
      }
      if (doubt !== null) {
        const found = await this.#lookUp(outgoing, Math.max(until, performance.now() + LAST_LOOK_MS));
        if (found) return found;
      }
      const pause = Math.min(SHORTEST_PAUSE_MS * 2 ** attempt, LONGEST_PAUSE_MS) * (0.5 + Math.random() / 2);
      if (performance.now() + pause + SHORTEST_RETRY_MS >= until)
        throw doubt === null ? new StoreUnavailable(trouble) : new AppendOutcomeUnknown(doubt);
      await sleep(pause);
    }
  }

  /** The answer that was lost, where it can be read from what stands there. */
  async #lookUp(outgoing: Outgoing, until: number): Promise<Answer | null> {
    try {
      const found = await this.#findRepeat(outgoing, until);
      return found && { kind: 'success', versions: found.result.versions };
    } catch (error) {
      // Streams that have moved, content that is another, a store that is away: the next attempt will say which.
      if (error instanceof StreamCut) throw error;
      return null;
    }
  }

  /** What is written and what is checked stands as expected, and nobody deleted or cut any of it. */
  #checksOf({ requests, checks }: Outgoing) {
    const streams = [...requests, ...checks];
    return [
      ...streams.map(({ stream, expected }) => ({ stream, expected })),
      ...streams.map(({ stream }) => ({
        stream: metadataStreamOf(stream),
        expected: this.#harmless.get(stream) ?? ('no-stream' as const),
      })),
    ];
  }

  /** A stream may have metadata for other reasons, such as who may read it, or because it was brought back. */
  async #metadataWasHarmless(outgoing: Outgoing, { violations }: Answer & { kind: 'violated' }, until: number) {
    const streams = [...outgoing.requests, ...outgoing.checks].map(({ stream }) => stream);
    const touched = streams.filter((stream) =>
      violations.some((violated) => violated.stream === metadataStreamOf(stream)),
    );
    let learnt = false;
    for (const stream of touched) {
      const { how, version } = await metadataOf(this.log, stream, until);
      if (how !== null) throw new StreamCut(stream, how);
      if (version !== null && this.#harmless.get(stream) !== version) learnt = true;
      if (version !== null) this.#harmless.set(stream, version);
    }
    return learnt;
  }

  /**
   * The server answers an append it had already exactly as it answers a new one, and knows it by the event ids alone.
   * So the last event is looked at, as the feed brings it or read back: it names the call that wrote it. If that was
   * this call, all of it is new (the server takes all or nothing); otherwise every event is compared with what stands there.
   */
  async #confirm(
    outgoing: Outgoing,
    versions: readonly bigint[],
    appendId: string,
    until: number,
  ): Promise<AtomicAppendResult> {
    const lookUntil = Math.max(until, performance.now() + LAST_LOOK_MS);
    try {
      const stream = outgoing.requests.at(-1)?.stream;
      const version = versions.at(-1);
      const heard = stream === undefined ? null : await this.feed.writtenBy(appendId, stream, COMES_WITHIN_MS);
      if (heard) return { versions, position: heard.position, repeated: false };
      const [last] =
        stream === undefined || version === undefined ? [] : await this.#eventsFrom(stream, version, 1, lookUntil);
      if (!last) throw new AppendOutcomeUnknown(new Error('the event just acknowledged cannot be read'));
      if (last.writtenBy === appendId) return { versions, position: last.event.position, repeated: false };
      const repeat = await this.#findRepeat(outgoing, lookUntil);
      if (!repeat)
        throw new AppendOutcomeUnknown(new Error('what the server calls a repeat is not where it was expected'));
      return repeat.result;
    } catch (error) {
      // What cannot be read back, for whatever reason, may have been written by this call: the same append will tell.
      throw error instanceof StoreUnavailable ? new AppendOutcomeUnknown(error) : error;
    }
  }

  /** Why the server did not find the streams as expected: the same append came before, or somebody else did. */
  async #explain(
    outgoing: Outgoing,
    { violations, error }: Answer & { kind: 'violated' },
    appendId: string,
    until: number,
  ): Promise<AtomicAppendResult> {
    const places = [...outgoing.requests, ...outgoing.checks];
    const actualOf = (stream: StreamId) => violations.find((violated) => violated.stream === stream)?.actual;
    const gone = places.find(({ stream }) => actualOf(stream) === TOMBSTONED);
    if (gone) throw new StreamCut(gone.stream, 'tombstoned', error);
    for (;;) {
      const repeat = await this.#findRepeat(outgoing, until);
      // An attempt before this one may have been written without its answer arriving.
      if (repeat) return { ...repeat.result, repeated: repeat.writtenBy !== appendId };
      // The server refuses by what is written and reads by what is indexed. Whoever decides anew must see what it was
      // that refused, or is refused by the same again.
      const refused = places.find(({ stream }) => actualOf(stream) !== undefined);
      if (!refused) throw new AppendOutcomeUnknown(error);
      const actual = actualOf(refused.stream) ?? -1n;
      const readable = await this.#versionOf(refused.stream, until);
      const isReadable = (readable === 'no-stream' ? -1n : readable) >= actual;
      if (isReadable || performance.now() + SHORTEST_PAUSE_MS >= until)
        throw new ConcurrencyConflict(refused.stream, refused.expected, actual < 0n ? 'no-stream' : actual);
      await sleep(SHORTEST_PAUSE_MS);
    }
  }

  /** The result of these very events where they are recorded already, `null` where the streams are as expected. */
  async #findRepeat({ requests, checks }: Outgoing, until: number): Promise<Repeat | null> {
    const [found, checked] = await Promise.all([
      Promise.all(requests.map((request) => this.#find(request, until))),
      Promise.all(
        checks.map(async (check): Promise<CheckFinding> => ({
          ...check,
          actual: await this.#versionOf(check.stream, until),
        })),
      ),
    ]);
    const outcome = judge(
      requests,
      found.map(({ finding }) => finding),
      checked,
    );
    if (outcome === 'write') return null;
    const last = found.flatMap(({ recorded }) => recorded.slice(-1));
    return {
      writtenBy: last.at(-1)?.writtenBy ?? null,
      result: {
        versions: last.map(({ event }) => event.version),
        position: last.map(({ event }) => event.position).reduce((a: Position, b: Position) => (a > b ? a : b)),
        repeated: true,
      },
    };
  }

  async #find(request: WrittenRequest, until: number): Promise<{ finding: Finding; recorded: readonly FoundEvent[] }> {
    const { stream, expected, events } = request;
    const actual = await this.#versionOf(stream, until);
    if (actual === expected) return { finding: { kind: 'as-expected' }, recorded: [] };
    const first = expected === 'no-stream' ? 0n : expected + 1n;
    const isAhead = actual === 'no-stream' || actual < first;
    const recorded = isAhead ? [] : await this.#eventsFrom(stream, first, events.length, until);
    if (!events.every(({ id }, index) => recorded[index]?.event.id === id))
      return { finding: { kind: 'conflict', actual }, recorded };
    const changed = events.find((event, index) => {
      const there = recorded[index]?.event;
      return there !== undefined && !sameContent(there, event);
    });
    return { finding: changed ? { kind: 'reused', eventId: changed.id } : { kind: 'known', actual }, recorded };
  }

  async #eventsFrom(stream: StreamId, from: bigint, count: number, until: number): Promise<readonly FoundEvent[]> {
    return (await wholeStream(this.log, stream, { from, backwards: false, count }, until))?.events ?? [];
  }

  async #versionOf(stream: StreamId, until: number): Promise<ExpectedVersion> {
    const found = await wholeStream(this.log, stream, { from: 'end', backwards: true, count: 1 }, until);
    return found?.events[0]?.event.version ?? 'no-stream';
  }
}

interface Repeat {
  readonly result: AtomicAppendResult;
  readonly writtenBy: string | null;
}
