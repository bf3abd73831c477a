import { ConsoleLogger } from '@nestjs/common';
import { openOffice, type Office } from '@bofu/api';
import { ledgerProjection } from '@bofu/budget';
import { planAgainstActualProjection } from '@bofu/monitoring';
import { paymentsProjection } from '@bofu/payment';
import { foundingOf } from '../../apps/cli/src/demo/demo-bureau';
import { createTestDatabase } from '@bofu/testing';
import { startFakeKurrentDb } from '../../libs/event-store/testing/fake-kurrentdb';

/** An office on a Postgres of its own: store, projections and buses as in production. */
export type OfficeOfYear = Office;

/** `BOFU_REPLAY_STORE=kurrentdb` keeps the events on the stand-in for a KurrentDB instead of on Postgres. */
const ON_KURRENTDB = process.env['BOFU_REPLAY_STORE'] === 'kurrentdb';

export async function openEmptyOffice(): Promise<OfficeOfYear> {
  const database = await createTestDatabase();
  const kurrentDb = ON_KURRENTDB ? await startFakeKurrentDb({ gzip: true }) : null;
  const store = kurrentDb
    ? ({ kind: 'kurrentdb', url: kurrentDb.url } as const)
    : ({ kind: 'postgres', url: null } as const);
  const office = await openOffice(
    { store, databaseUrl: database.url, dataDir: '', host: '127.0.0.1', port: 0 },
    {
      logger: new ConsoleLogger('Bofu', { logLevels: ['error', 'fatal'] }),
      foundedAt: foundingOf(2021),
    },
  );
  const close = async () => {
    await office.close();
    await kurrentDb?.stop();
    await database.drop();
  };
  return { ...office, close };
}

export async function caughtUp({ projections, store }: OfficeOfYear): Promise<void> {
  const head = await store.head();
  if (head === null) throw new Error('nothing was recorded');
  for (const { name } of [ledgerProjection, paymentsProjection, planAgainstActualProjection]) {
    const { reached } = await projections.waitFor(name, head, 120_000);
    if (!reached) throw new Error(`${name} does not catch up`);
  }
}
