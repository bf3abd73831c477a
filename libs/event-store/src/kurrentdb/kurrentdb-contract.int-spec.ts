import { describeEventStoreContract } from '../../contract/event-store-contract';
import { startFakeKurrentDb } from '../../testing/fake-kurrentdb';
import { openKurrentDbEventStore } from './kurrentdb-event-store';

describeEventStoreContract(
  'kurrentdb protocol fake',
  async () => {
    const fake = await startFakeKurrentDb();
    const store = openKurrentDbEventStore(fake.url);
    return {
      store,
      reopen: () => Promise.resolve(openKurrentDbEventStore(fake.url)),
      breakConnections: () => Promise.resolve(fake.breakConnections()),
      loseNextAcknowledgement: () => Promise.resolve(fake.loseNextAcknowledgement()),
      close: async () => {
        await store.close();
        await fake.stop();
      },
    };
  },
  { startsEmpty: true, faults: ['reopen', 'breakConnections', 'loseNextAcknowledgement'] },
);

const url = process.env['KURRENTDB_URL'];

if (url)
  describeEventStoreContract(
    'kurrentdb',
    () => {
      const store = openKurrentDbEventStore(url);
      return Promise.resolve({
        store,
        reopen: () => Promise.resolve(openKurrentDbEventStore(url)),
        close: () => store.close(),
      });
    },
    { startsEmpty: false, faults: ['reopen'] },
  );
else process.stdout.write('kurrentdb: NOT RUN (set KURRENTDB_URL)\n');
