import { createTestDatabase } from '@bofu/testing';
import { describeEventStoreContract, type StoreUnderTest } from '../../contract/event-store-contract';
import { startCutLine } from '../../testing/cut-line';
import { openPostgresEventStore, type PostgresEventStoreOptions } from './postgres-event-store';

async function openOnTestDatabase(options: PostgresEventStoreOptions): Promise<StoreUnderTest> {
  const database = await createTestDatabase();
  const line = await startCutLine(database.url);
  const store = await openPostgresEventStore(line.url, options);
  return {
    store,
    reopen: () => openPostgresEventStore(database.url, options),
    breakConnections: () => Promise.resolve(line.cut()),
    loseNextAcknowledgement: () => Promise.resolve(line.cutAnswerTo('append-events')),
    close: async () => {
      await store.close();
      await line.close();
      await database.drop();
    },
  };
}

for (const lockMode of ['exclusive', 'shared'] as const)
  describeEventStoreContract(`postgres, ${lockMode} lock`, () => openOnTestDatabase({ lockMode }), {
    startsEmpty: true,
    faults: ['reopen', 'breakConnections', 'loseNextAcknowledgement'],
    appends: 1_000,
    races: 300,
  });
