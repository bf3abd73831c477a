import type { CutStream, HowCut, StreamId } from '../event-store';
import { StreamCut } from '../event-store-errors';
import type { FoundEvent } from './kurrentdb-events';
import type { KurrentDbLog, StreamFound } from './kurrentdb-log';
import type { LogPosition } from './kurrentdb-position';
import { ACTS_ON_STREAMS, type StreamReading } from './kurrentdb-requests';

/** The stream in which the server keeps what its tools did to another: deleted it, cut off its beginning. */
export const metadataStreamOf = (stream: string): string => `$$${stream}`;

const DELETED = 2n ** 63n - 1n;
const ACTS_PER_PAGE = 500;

/** What stream metadata says of what is left of its stream: `null` where all of it is. */
export function howCut(metadata: object): HowCut | null {
  const { $tb, $maxCount, $maxAge } = metadata as Record<string, unknown>;
  // More than 2^53 is no exact number in JSON as it is parsed here; nothing else comes near.
  if (typeof $tb === 'number' && $tb >= Number(DELETED)) return 'deleted';
  return ($tb !== undefined && $tb !== 0) || $maxCount !== undefined || $maxAge !== undefined ? 'truncated' : null;
}

/** Follows what the server's own tools do to streams of ours. Each question goes on where the last one ended. */
export class CutStreams {
  readonly #cut = new Map<StreamId, CutStream>();
  #seenTo: LogPosition | 'start' = 'start';
  #looking: Promise<unknown> = Promise.resolve();

  constructor(private readonly log: KurrentDbLog) {}

  /** All streams that are deleted or cut now, in the order in which that was done. */
  async all(): Promise<readonly CutStream[]> {
    const look = this.#looking.catch(() => undefined).then(() => this.#goOn());
    this.#looking = look;
    await look;
    return [...this.#cut.values()];
  }

  async #goOn(): Promise<void> {
    for (;;) {
      const page = await this.log.page({
        from: this.#seenTo,
        backwards: false,
        count: ACTS_PER_PAGE,
        types: ACTS_ON_STREAMS,
      });
      for (const act of page) this.#note(act);
      this.#seenTo = page.at(-1)?.at ?? this.#seenTo;
      if (page.length < ACTS_PER_PAGE) return;
    }
  }

  #note({ event: { stream, type, data, position } }: FoundEvent): void {
    const about = (type === '$metadata' ? stream.slice(2) : stream) as StreamId;
    if (about.startsWith('$')) return;
    const how = type === '$metadata' ? howCut(data) : 'tombstoned';
    // Settings of a stream that is gone for good bring nothing back.
    if (this.#cut.get(about)?.how === 'tombstoned') return;
    this.#cut.delete(about);
    if (how) this.#cut.set(about, { stream: about, how, position });
  }
}

/**
 * A stream as it was recorded, or `null` where nothing ever was. `trustAbsence`: or where it was deleted.
 *
 * @throws StreamCut where something is missing of what was asked for
 */
export async function wholeStream(
  log: KurrentDbLog,
  stream: StreamId,
  { trustAbsence = false, ...reading }: StreamReading & { readonly trustAbsence?: boolean },
  until?: number,
): Promise<StreamFound | null> {
  const found = await log.stream(stream, reading, until);
  if (found === null) {
    if (trustAbsence) return null;
    const how = (await metadataOf(log, stream, until)).how;
    if (how !== null) throw new StreamCut(stream, how);
    return null;
  }
  if (isMissingSome(found, reading)) throw new StreamCut(stream, 'truncated');
  return found;
}

/** Versions have no gaps, so what was asked for begins and ends where it was asked to. */
function isMissingSome({ events, last }: StreamFound, { from, backwards, count }: StreamReading): boolean {
  const [first, end] = [events[0]?.event.version, events.at(-1)?.event.version];
  if (backwards) return (count === null || events.length < count) && end !== 0n && (end !== undefined || last !== null);
  if (from === 'end') return false;
  return first === undefined ? last !== null && last >= from : first !== from;
}

/** What the server's tools have said of a stream, and at which version of its metadata. */
export async function metadataOf(
  log: KurrentDbLog,
  stream: string,
  until?: number,
): Promise<{ how: HowCut | null; version: bigint | null }> {
  const reading = { from: 'end', backwards: true, count: 1 } as const;
  const [act] = (await log.stream(metadataStreamOf(stream), reading, until))?.events ?? [];
  return act ? { how: howCut(act.event.data), version: act.event.version } : { how: null, version: null };
}
