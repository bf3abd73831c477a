import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { randomUUID } from 'node:crypto';
import { ConsoleLogger } from '@nestjs/common';
import { openOffice } from '@bofu/api';
import { AskAppropriations, ImportProgrammes, ledgerProjection } from '@bofu/budget';
import { CALENDAR_2021, workingCalendar } from '@bofu/kernel';
import { planAgainstActualProjection } from '@bofu/monitoring';
import { playYear } from '../../apps/cli/src/demo/play-year';
import { demoYear } from '../../apps/cli/src/demo/year-2021';
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
    const url = await freshDatabase(adminUrl, `bench_demo_${round}`);
    const office = await openOffice(
      { store: { kind: 'postgres', url: null }, databaseUrl: url, dataDir: '', host: '127.0.0.1', port: 0 },
      { logger: new ConsoleLogger('bench', { logLevels: ['error', 'fatal'] }) },
    );
    try {
      took.push(await secondsOf(() => playWholeYear(office)));
      events = 0;
      for await (const batch of office.store.readAll()) events += batch.events.length;
    } finally {
      await office.close();
    }
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

async function playWholeYear(office: Awaited<ReturnType<typeof openOffice>>): Promise<void> {
  const { commands, queries, projections, store } = office;
  const file = await readFile(join(process.cwd(), 'libs/budget/programmes/mancheng-hrss-2021.json'));
  const recordedAt = '2021-01-01T09:00:00.000+08:00';
  await commands.execute(new ImportProgrammes(file, { fileName: '2021.json', actor: '预算经办', recordedAt }));
  const imported = await store.head();
  if (imported !== null) await projections.waitFor(ledgerProjection.name, imported, 60_000);
  const rows = await queries.execute(new AskAppropriations(2021, null, 1_000));
  const ids = new Map(rows.map(({ source, appropriationId }) => [source?.sequence ?? 0, appropriationId]));
  await playYear(
    office,
    demoYear(workingCalendar([CALENDAR_2021])),
    (programme) => ids.get(programme) ?? '',
    () => undefined,
  );
  const head = await store.head();
  if (head !== null) await projections.waitFor(planAgainstActualProjection.name, head, 60_000);
}
