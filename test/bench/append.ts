import { randomUUID } from 'node:crypto';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { from as copyFrom } from 'pg-copy-streams';
import { eventId, openEventStore, placed, streamId, type EventStore, type NewEvent } from '@bofu/event-store';
import { freshDatabase, inDatabase } from './database';
import { alternating, secondsOf, underLoad, type Figure, type Load } from './measure';
import { pgbenchRawInsert, RAW_TABLE } from './pgbench';

/** About the size of a real one: a commitment with the metadata every event carries, some 700 bytes of JSON. */
export function sampleEvent(commandId: string, ordinal: number): NewEvent {
  return {
    id: eventId(commandId, ordinal),
    type: 'FundsCommitted',
    data: {
      appropriationId: commandId,
      paymentId: commandId,
      charge: 1,
      amountFen: '702959100',
      submittedOn: '2021-10-26',
      period: '2021-10',
      agencyId: commandId,
      by: {
        personId: commandId,
        post: 'clerk',
        delegationId: null,
        channel: 'service',
        mode: 'single-person',
      },
      bookedIn: '2021-10',
    },
    metadata: {
      commandId,
      commandHash: '9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08',
      correlationId: commandId,
      causationId: commandId,
      recordedAt: '2021-10-26T10:00:00.000+08:00',
    },
  };
}

const ROUNDS = 3;
const BATCH = 200;

export async function appendFigures(adminUrl: string, pgbench: string | null, seconds: number): Promise<Figure[]> {
  const storeUrl = await freshDatabase(adminUrl, 'bench_append');
  const rawUrl = await freshDatabase(adminUrl, 'bench_raw');
  await inDatabase(rawUrl, (client) => client.query(RAW_TABLE));
  const store = await openEventStore({ kind: 'postgres', url: storeUrl });
  const figures: Figure[] = [];
  try {
    for (const writers of [1, 8, 32]) {
      const measures: Record<string, () => Promise<Load>> = {
        store: () => underLoad(writers, seconds, () => appendOne(store)),
      };
      const { data, metadata } = sampleEvent(randomUUID(), 0);
      const row = { data: JSON.stringify(data), metadata: JSON.stringify(metadata) };
      if (pgbench !== null) measures['pgbench'] = () => pgbenchRawInsert(pgbench, rawUrl, writers, seconds, row);
      const { store: ours, pgbench: raw } = await alternating(ROUNDS, measures);
      if (raw) figures.push({ name: `pgbench raw insert, ${writers} clients`, ...raw });
      figures.push({
        name: `append, one event each, ${writers} writers`,
        ...ours!,
        ...(raw && { ratio: ours!.perSecond / raw.perSecond, baseline: 'pgbench raw insert' }),
        target:
          writers === 1
            ? '>= 0.65'
            : writers === 32
              ? `>= 1.00, p99 <= ${raw ? (2 * raw.p99Ms).toFixed(1) : '?'} ms`
              : '',
      });
    }
    const { batches, copy } = await alternating(ROUNDS, {
      batches: () => underLoad(1, seconds, () => appendBatch(store)),
      copy: () => copyRows(rawUrl),
    });
    figures.push({ name: 'COPY of the same rows, 10,000 at a time', ...copy! });
    figures.push({
      name: `append, batches of ${BATCH}, 1 writer (events)`,
      ...batches!,
      ratio: batches!.perSecond / copy!.perSecond,
      baseline: 'COPY',
      target: '>= 0.45',
    });
    return figures;
  } finally {
    await store.close();
  }
}

async function appendOne(store: EventStore): Promise<number> {
  const commandId = randomUUID();
  await store.appendAtomic(
    placed([{ stream: streamId('bench', commandId), expected: 'no-stream', events: [sampleEvent(commandId, 0)] }]),
  );
  return 1;
}

async function appendBatch(store: EventStore): Promise<number> {
  const commandId = randomUUID();
  const events = Array.from({ length: BATCH }, (_, ordinal) => sampleEvent(commandId, ordinal));
  await store.appendAtomic(placed([{ stream: streamId('bench', commandId), expected: 'no-stream', events }]));
  return BATCH;
}

async function copyRows(url: string): Promise<Load> {
  const rows = 50_000;
  const lines = function* () {
    for (let at = 0; at < rows; at += BATCH) {
      const stream = randomUUID();
      for (let version = 0; version < BATCH; version += 1) {
        const { id, type, data, metadata } = sampleEvent(stream, version);
        yield `${stream}\t${version}\t${id}\t${type}\t${JSON.stringify(data)}\t${JSON.stringify(metadata)}\n`;
      }
    }
  };
  return inDatabase(url, async (client) => {
    const took = await secondsOf(async () => {
      for (let sent = 0; sent < rows; sent += 10_000) {
        const chunk = [...take(lines(), 10_000)];
        await pipeline(
          Readable.from(chunk),
          client.query(copyFrom('copy raw.event (stream_id, version, event_id, type, data, metadata) from stdin')),
        );
      }
    });
    return { perSecond: rows / took, p50Ms: 0, p99Ms: 0 };
  });
}

function* take<Item>(items: Iterable<Item>, count: number): Iterable<Item> {
  let left = count;
  for (const item of items) {
    if (left <= 0) return;
    left -= 1;
    yield item;
  }
}
