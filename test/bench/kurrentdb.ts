import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { Worker } from 'node:worker_threads';
import { openEventStore, placed, streamId, type EventStore } from '@bofu/event-store';
import { bareKurrentDbClient } from '../../libs/event-store/testing/bare-kurrentdb-client';
import { sampleEvent } from './append';
import { paymentsOverHttp } from './commands';
import { demoYearSeconds } from './demo-year';
import { alternating, median, secondsOf, underLoad, type Figure, type Load } from './measure';

const ROUNDS = 3;
const BULK_EVENTS = 40_000;
const BULK_BATCH = 500;

/**
 * KurrentDB, on the stand-in: what the adapter adds to the wire, and what the product adds to that. A server of its own
 * answers in other times; the ratios are what is looked at.
 */
export async function kurrentDbFigures(adminUrl: string, seconds: number): Promise<Figure[]> {
  return [
    ...(await onStandIn((url) => storeFigures(url, seconds))),
    await demoYearFigure(adminUrl),
    ...(await paymentFigures(adminUrl, seconds)),
  ];
}

async function onStandIn<Result>(work: (url: string) => Promise<Result>): Promise<Result> {
  const thread = new Worker(join(__dirname, 'kurrentdb-stand-in.js'));
  try {
    const url = await new Promise<string>((resolve, reject) => {
      thread.once('message', resolve);
      thread.once('error', reject);
    });
    return await work(url);
  } finally {
    await thread.terminate();
  }
}

async function storeFigures(url: string, seconds: number): Promise<Figure[]> {
  const [store, bare] = [await openEventStore({ kind: 'kurrentdb', url }), bareKurrentDbClient(url)];
  try {
    const stream = await appendOne(store);
    const { append, raw, read } = await alternating(ROUNDS, {
      raw: () =>
        underLoad(1, seconds, async () => {
          const { type, data, metadata } = sampleEvent(randomUUID(), 0);
          await bare.append(`raw-${randomUUID()}`, type, data, metadata);
          return 1;
        }),
      append: () => underLoad(1, seconds, async () => ((await appendOne(store)) ? 1 : 0)),
      read: () => underLoad(1, seconds, async () => (await store.readStream(stream)).events.length),
    });
    const figures: Figure[] = [
      { name: 'KurrentDB stand-in: bare client, append', ...raw! },
      {
        name: 'KurrentDB stand-in: append, one event, 1 writer',
        ...append!,
        ratio: append!.p50Ms / raw!.p50Ms,
        baseline: "bare client's append, p50",
        target: '<= 4',
        note: `p99 ${(append!.p99Ms / raw!.p99Ms).toFixed(1)} of the bare client's p99 (target <= 6)`,
      },
      {
        name: 'KurrentDB stand-in: small read',
        ...read!,
        ratio: read!.p99Ms / read!.p50Ms,
        baseline: 'its own p50, at p99',
        target: '<= 5',
      },
    ];
    figures.push(await appendWhileFollowed(store, raw!, seconds));
    for (let written = 0; written < BULK_EVENTS; written += BULK_BATCH) await appendMany(store);
    const { native, ours } = await alternating(ROUNDS, {
      native: () => bulk(() => bare.readAll()),
      ours: () => bulk(() => readAll(store)),
    });
    figures.push({ name: 'KurrentDB stand-in: native reader, whole log (events)', ...native! });
    figures.push({
      name: 'KurrentDB stand-in: readAll, whole log (events)',
      ...ours!,
      ratio: ours!.perSecond / native!.perSecond,
      baseline: 'native reader',
      target: '>= 0.8',
    });
    return figures;
  } finally {
    await store.close();
    await bare.close();
  }
}

/** As in an office, where projections follow: an append is confirmed by what the feed brings, and not read back. */
async function appendWhileFollowed(store: EventStore, raw: Load, seconds: number): Promise<Figure> {
  const ending = new AbortController();
  const following = (async () => {
    const messages = store.subscribe({ signal: ending.signal })[Symbol.asyncIterator]();
    while (!(await messages.next()).done);
  })();
  const { followed } = await alternating(ROUNDS, {
    followed: () => underLoad(1, seconds, async () => ((await appendOne(store)) ? 1 : 0)),
  });
  ending.abort();
  await following;
  return {
    name: 'KurrentDB stand-in: append, one event, 1 writer, in a process that follows',
    ...followed!,
    ratio: followed!.p50Ms / raw.p50Ms,
    baseline: "bare client's append, p50",
    target: '<= 4',
    note: `p99 ${(followed!.p99Ms / raw.p99Ms).toFixed(1)} of the bare client's p99 (target <= 6)`,
  };
}

async function appendOne(store: EventStore) {
  const commandId = randomUUID();
  const stream = streamId('bench', commandId);
  await store.appendAtomic(placed([{ stream, expected: 'no-stream', events: [sampleEvent(commandId, 0)] }]));
  return stream;
}

async function appendMany(store: EventStore): Promise<void> {
  const commandId = randomUUID();
  const events = Array.from({ length: BULK_BATCH }, (_, ordinal) => sampleEvent(commandId, ordinal));
  await store.appendAtomic(placed([{ stream: streamId('bench', commandId), expected: 'no-stream', events }]));
}

async function readAll(store: EventStore): Promise<number> {
  let events = 0;
  for await (const batch of store.readAll({ batchSize: 5_000 })) events += batch.events.length;
  return events;
}

async function bulk(read: () => Promise<number>): Promise<Load> {
  let events = 0;
  const took = await secondsOf(async () => {
    events = await read();
  });
  return { perSecond: events / took, p50Ms: 0, p99Ms: 0 };
}

async function demoYearFigure(adminUrl: string): Promise<Figure> {
  const took: Record<'embedded' | 'standIn', number[]> = { embedded: [], standIn: [] };
  let events = 0;
  for (let round = 0; round < ROUNDS; round += 1) {
    const embedded = await demoYearSeconds(adminUrl, `bench_kurrent_demo_${round}`, { kind: 'postgres', url: null });
    const other = await onStandIn((url) =>
      demoYearSeconds(adminUrl, `bench_kurrent_demo_k_${round}`, { kind: 'kurrentdb', url }),
    );
    ({ events } = other);
    took.embedded.push(embedded.seconds);
    took.standIn.push(other.seconds);
  }
  const [embedded, standIn] = [median(took.embedded), median(took.standIn)];
  return {
    name: 'KurrentDB stand-in: full demo year',
    perSecond: events / standIn,
    ratio: standIn / embedded,
    baseline: 'embedded, seconds',
    target: '<= 2.5',
    note: `${standIn.toFixed(2)} s, embedded ${embedded.toFixed(2)} s`,
  };
}

async function paymentFigures(adminUrl: string, seconds: number): Promise<Figure[]> {
  const figures: Figure[] = [];
  for (const clients of [1, 32]) {
    const measured = await onStandIn(async (url) =>
      alternating(ROUNDS, {
        embedded: () => paymentsOverHttp(adminUrl, { kind: 'postgres', url: null }, clients, seconds),
        standIn: () => paymentsOverHttp(adminUrl, { kind: 'kurrentdb', url }, clients, seconds),
      }),
    );
    figures.push({
      name: `KurrentDB stand-in: payments over HTTP, ${clients} clients`,
      ...measured['standIn']!,
      ratio: measured['standIn']!.perSecond / measured['embedded']!.perSecond,
      baseline: 'embedded',
      target: '>= 0.6',
    });
  }
  return figures;
}
