import { randomUUID } from 'node:crypto';
import { ConsoleLogger } from '@nestjs/common';
import { openOffice, type Office, type StoreChoice } from '@bofu/api';
import { planAgainstActualProjection } from '@bofu/monitoring';
import { demoYearInOffice } from '../demo-year/demo-year-in-office';
import { freshDatabase, inDatabase } from './database';
import { sampleEvent } from './append';
import { median, secondsOf, type Figure } from './measure';
import { pgbenchRawInsert, RAW_TABLE } from './pgbench';

/** The whole demo year from an empty database to figures that can be read: import, every act, projections up to date. */
export async function demoYearFigures(adminUrl: string, pgbench: string | null, seconds: number): Promise<Figure[]> {
  const rawUrl = await freshDatabase(adminUrl, 'bench_demo_raw');
  await inDatabase(rawUrl, (client) => client.query(RAW_TABLE));
  const { data, metadata } = sampleEvent(randomUUID(), 0);
  const row = { data: JSON.stringify(data), metadata: JSON.stringify(metadata) };
  const took: number[] = [];
  const raws: number[] = [];
  let events = 0;
  for (let round = 0; round < 3; round += 1) {
    const played = await demoYearSeconds(adminUrl, `bench_demo_${round}`, { kind: 'postgres', url: null });
    took.push(played.seconds);
    ({ events } = played);
    if (pgbench !== null) raws.push((await pgbenchRawInsert(pgbench, rawUrl, 1, Math.min(seconds, 3), row)).perSecond);
  }
  const perSecond = events / median(took);
  return [
    {
      name: `full demo year, import to figures (${events} events)`,
      perSecond,
      ...(raws.length > 0 && { ratio: perSecond / median(raws), baseline: 'pgbench raw insert, 1 client' }),
      note: `${median(took).toFixed(2)} s`,
    },
  ];
}

/** One year in an office of its own, on the store that is named. */
export async function demoYearSeconds(
  adminUrl: string,
  name: string,
  store: StoreChoice,
): Promise<{ seconds: number; events: number }> {
  const databaseUrl = await freshDatabase(adminUrl, name);
  const office = await openOffice(
    { store, databaseUrl, dataDir: '', host: '127.0.0.1', port: 0 },
    { logger: new ConsoleLogger('bench', { logLevels: ['error', 'fatal'] }) },
  );
  try {
    const seconds = await secondsOf(() => playWholeYear(office));
    let events = 0;
    for await (const batch of office.store.readAll()) events += batch.events.length;
    return { seconds, events };
  } finally {
    await office.close();
  }
}

async function playWholeYear(office: Office): Promise<void> {
  const { projections, store } = office;
  await demoYearInOffice(office);
  const head = await store.head();
  if (head !== null) await projections.waitFor(planAgainstActualProjection.name, head, 60_000);
}
