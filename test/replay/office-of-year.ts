import { randomUUID } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { ConsoleLogger } from '@nestjs/common';
import { openOffice, type Office } from '@bofu/api';
import { AskAppropriations, ImportProgrammes, ledgerProjection } from '@bofu/budget';
import { CALENDAR_2021, workingCalendar } from '@bofu/kernel';
import { planAgainstActualProjection } from '@bofu/monitoring';
import { paymentsProjection } from '@bofu/payment';
import { createTestDatabase } from '@bofu/testing';
import { playYear } from '../../apps/cli/src/demo/play-year';
import { demoYear } from '../../apps/cli/src/demo/year-2021';

/** An office on a Postgres of its own: store, projections and buses as in production. */
export type OfficeOfYear = Office;

export async function openEmptyOffice(): Promise<OfficeOfYear> {
  const database = await createTestDatabase();
  const office = await openOffice(
    { store: { kind: 'postgres', url: null }, databaseUrl: database.url, dataDir: '', host: '127.0.0.1', port: 0 },
    { logger: new ConsoleLogger('Bofu', { logLevels: ['error', 'fatal'] }) },
  );
  const close = async () => {
    await office.close();
    await database.drop();
  };
  return { ...office, close };
}

/** The shipped file's 22 programmes and everything that happens to them in the demo. */
export async function playDemoYear(office: OfficeOfYear): Promise<void> {
  const file = await readFile(join(__dirname, '../../libs/budget/programmes/mancheng-hrss-2021.json'));
  const recordedAt = '2021-01-01T09:00:00.000+08:00';
  await office.commands.execute(new ImportProgrammes(file, { fileName: '2021.json', actor: '预算经办', recordedAt }));
  await caughtUp(office);
  const rows = await office.queries.execute(new AskAppropriations(2021, null, 1_000));
  const ids = new Map(rows.map(({ source, appropriationId }) => [source?.sequence ?? 0, appropriationId]));
  await playYear(
    office,
    demoYear(workingCalendar([CALENDAR_2021])),
    (programme) => ids.get(programme) ?? randomUUID(),
    () => undefined,
  );
}

export async function caughtUp({ projections, store }: OfficeOfYear): Promise<void> {
  const head = await store.head();
  if (head === null) throw new Error('nothing was recorded');
  for (const { name } of [ledgerProjection, paymentsProjection, planAgainstActualProjection]) {
    const { reached } = await projections.waitFor(name, head, 120_000);
    if (!reached) throw new Error(`${name} does not catch up`);
  }
}
