import type { Position } from '@bofu/event-store';
import { withOffice } from './with-office';

/** `bofu events list`: one JSON object a line, in the order things were recorded. */
export async function listEvents(options: { stream?: string; after?: string; limit?: string }): Promise<void> {
  let left = options.limit === undefined ? Infinity : Number(options.limit);
  await withOffice(async ({ store }) => {
    const batches = store.readAll({
      ...(options.after !== undefined && { after: options.after as Position }),
      ...(options.stream !== undefined && { filter: { streamPrefixes: [options.stream] } }),
    });
    for await (const { events } of batches)
      for (const event of events) {
        if (left <= 0) return;
        left -= 1;
        process.stdout.write(`${JSON.stringify({ ...event, version: String(event.version) })}\n`);
      }
  });
}
