import { verifyStore } from '@bofu/audit';
import { chained, openEventStore, streamId } from '@bofu/event-store';
import { sampleEvent } from './append';
import { copyBooksIn } from './books';
import { freshDatabase } from './database';
import { median, secondsOf, type Figure } from './measure';

const AT_MOST = 100_000;
const ROUNDS = 3;
const BATCH = 200;

/**
 * The whole log read with every event held against its chain, beside the same log read and nothing held against
 * anything; and what sealing events costs before they are written, which is the chain's part of every append.
 */
export async function verifyFigures(adminUrl: string, events: number): Promise<Figure[]> {
  const url = await freshDatabase(adminUrl, 'bench_verify');
  const store = await openEventStore({ kind: 'postgres', url });
  try {
    const count = await copyBooksIn(url, {
      events: Math.min(events, AT_MOST),
      appropriations: 200,
      inFull: true,
      sealed: true,
    });
    const reads: number[] = [];
    const verifications: number[] = [];
    const seals: number[] = [];
    for (let round = 0; round < ROUNDS; round += 1) {
      reads.push(
        await secondsOf(async () => {
          let read = 0;
          for await (const batch of store.readAll()) read += batch.events.length;
          if (read !== count) throw new Error(`${read} events read of ${count}`);
        }),
      );
      verifications.push(
        await secondsOf(async () => {
          const { events: verified, misfits } = await verifyStore(store, []);
          if (verified !== count || misfits > 0)
            throw new Error(`${verified} of ${count} verified, ${misfits} misfits`);
        }),
      );
      seals.push(await secondsOf(async () => Promise.resolve(seal(count))));
    }
    return [
      { name: `read of ${count.toLocaleString('en')} events`, perSecond: count / median(reads) },
      {
        name: `verified read of ${count.toLocaleString('en')} events, every chain checked`,
        perSecond: count / median(verifications),
        ratio: median(verifications) / median(reads),
        baseline: 'time to read the same events',
      },
      {
        name: `events sealed, ${BATCH} of a stream at a time`,
        perSecond: count / median(seals),
        note: `${((median(seals) / count) * 1e6).toFixed(1)} µs an event`,
      },
    ];
  } finally {
    await store.close();
  }
}

function seal(events: number): void {
  for (let sealed = 0; sealed < events; sealed += BATCH) {
    const commandId = `command-${sealed}`;
    const batch = Array.from({ length: BATCH }, (_, ordinal) => sampleEvent(commandId, ordinal));
    chained(streamId('bench', commandId), undefined, batch);
  }
}
