import { createHash } from 'node:crypto';
import type { EventStore, Position, RecordedEvent } from '@bofu/event-store';
import { writtenPosition, type KnownAt } from '@bofu/http';
import { Books, type WhichBooks } from './books';
import { cloudEventLines } from './cloud-event';
import type { JournalHeader } from './journal';
import { numberedEvents, type NumberedEvent } from './numbered-events';

export interface ExportSelection extends WhichBooks {
  /** What had been recorded then; `null` for all that is there when the export begins. */
  readonly knownAt: KnownAt | null;
}

/** What an export covers, told by the events themselves: those of one agency. */
export interface Coverage {
  readonly events: number;
  readonly firstPosition: Position | null;
  /** With the first digits of its event's hash, as a position is written outside. */
  readonly lastPosition: string | null;
  /** SHA-256 over the lines of `events.ndjson`, so that a journal names the very event file it was made from. */
  readonly eventsDigest: string;
}

export interface ReadBooks {
  readonly books: Books;
  readonly coverage: Coverage;
}

/** Told now and then while the events are read: the events so far. */
export type ExportProgress = (events: number) => void;

/**
 * Reads the store from its first event. `onLines` receives every batch of the agency as lines before the next one is read, so that
 * whoever writes them may be slower than the store.
 */
export async function readBooks(
  store: EventStore,
  { knownAt, ...selection }: ExportSelection,
  onLines: (lines: string, events: readonly NumberedEvent[]) => Promise<void> | void = () => undefined,
  onProgress: ExportProgress = () => undefined,
): Promise<ReadBooks> {
  const books = new Books(selection);
  const digest = createHash('sha256');
  let [events, firstPosition, lastPosition]: [number, Position | null, string | null] = [0, null, null];
  for await (const all of numberedEvents(store, knownAt, selection.agencyId)) {
    for (const event of all) books.observe(event);
    const batch = all.filter(({ agency }) => agency === selection.agencyId);
    const lines = cloudEventLines(batch, events);
    digest.update(lines);
    await onLines(lines, batch);
    firstPosition ??= batch[0]?.position ?? null;
    lastPosition = lastWritten(batch) ?? lastPosition;
    events += batch.length;
    onProgress(events);
  }
  return { books, coverage: { events, firstPosition, lastPosition, eventsDigest: digest.digest('hex') } };
}

/** Where these events end, in the form that leaves the house. */
export function lastWritten(events: readonly RecordedEvent[]): string | null {
  const last = events.at(-1);
  return last === undefined ? null : writtenPosition(last.position, last.metadata['hash'] ?? '');
}

export const journalHeader = (
  { agencyId, fiscalYear, asOf }: WhichBooks,
  { books, coverage }: ReadBooks,
): JournalHeader => ({
  title: `${books.agencyName ?? agencyId}拨付资金账${fiscalYear === null ? '' : ` ${fiscalYear} 年度`}`,
  facts: [
    ['部门编号', agencyId],
    ['业务日期截至', asOf ?? '全部'],
    [
      '登记截至',
      coverage.lastPosition === null ? '（无事件）' : `${coverage.events} 个事件，位置 ${coverage.lastPosition}`,
    ],
    ['事件摘要（events.ndjson 的 SHA-256）', coverage.eventsDigest],
  ],
});
