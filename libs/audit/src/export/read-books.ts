import { createHash } from 'node:crypto';
import type { EventStore, Position } from '@bofu/event-store';
import type { KnownAt } from '@bofu/http';
import { Books, type BooksSelection } from './books';
import { cloudEventLine } from './cloud-event';
import type { JournalHeader } from './journal';
import { eventNumber, numberedEvents, type NumberedEvent } from './numbered-events';

export interface ExportSelection extends BooksSelection {
  /** What had been recorded then; `null` for all that is there when the export begins. */
  readonly knownAt: KnownAt | null;
}

/** What an export covers, told by the events themselves. */
export interface Coverage {
  readonly events: number;
  readonly firstPosition: Position | null;
  readonly lastPosition: Position | null;
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
 * Reads the store from its first event. `onLines` receives every batch as lines before the next one is read, so that
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
  let [events, firstPosition, lastPosition]: [number, Position | null, Position | null] = [0, null, null];
  for await (const batch of numberedEvents(store, knownAt)) {
    const lines = batch.map(cloudEventLine).join('');
    digest.update(lines);
    for (const event of batch) books.observe(event);
    await onLines(lines, batch);
    firstPosition ??= batch[0]?.position ?? null;
    lastPosition = batch.at(-1)?.position ?? lastPosition;
    events += batch.length;
    onProgress(events);
  }
  return { books, coverage: { events, firstPosition, lastPosition, eventsDigest: digest.digest('hex') } };
}

export const journalHeader = ({ fiscalYear, asOf }: BooksSelection, coverage: Coverage): JournalHeader => ({
  title: fiscalYear === null ? '拨付资金账' : `拨付资金账 ${fiscalYear} 年度`,
  facts: [
    ['业务日期截至', asOf ?? '全部'],
    [
      '登记截至',
      coverage.lastPosition === null ? '（无事件）' : `${eventNumber(coverage.events)}，位置 ${coverage.lastPosition}`,
    ],
    ['事件摘要（events.ndjson 的 SHA-256）', coverage.eventsDigest],
  ],
});
