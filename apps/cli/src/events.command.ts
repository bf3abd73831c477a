import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { positionOnRecord } from '@bofu/http';
import type { EventStore, Position } from '@bofu/event-store';
import { withOffice } from './with-office';

interface Selection {
  readonly stream?: string;
  readonly after?: Position;
  readonly limit?: number;
}

/** `bofu events list`: one JSON object a line, in the order things were recorded, as fast as they are taken. */
export async function listEvents(selection: Selection): Promise<void> {
  await withOffice(async ({ store }) => {
    const { after } = selection;
    if (after !== undefined) await positionOnRecord(store, { position: after });
    await pipeline(Readable.from(linesOf(store, selection)), process.stdout, { end: false });
  });
}

async function* linesOf(store: EventStore, { stream, after, limit = Infinity }: Selection): AsyncGenerator<string> {
  let left = limit;
  const batches = store.readAll({
    ...(after !== undefined && { after }),
    ...(stream !== undefined && { filter: { streamPrefixes: [stream] } }),
  });
  for await (const { events } of batches)
    for (const event of events) {
      yield `${JSON.stringify({ ...event, version: String(event.version) })}\n`;
      left -= 1;
      if (left === 0) return;
    }
}
