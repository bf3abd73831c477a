import { leaveOut } from '@bofu/testing';
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
  {
    startsEmpty: true,
    faults: ['reopen', 'breakConnections', 'loseNextAcknowledgement'],
    appends: 100,
    races: 100,
    looksUpLostAnswers: true,
  },
);

const url = process.env['BOFU_KURRENTDB_URL'] ?? '';

const againstServer = () =>
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
    { startsEmpty: false, faults: ['reopen'], appends: 1_000, races: 300 },
  );

if (url) againstServer();
else leaveOut('kurrentdb', 'no server is named (BOFU_KURRENTDB_URL)', againstServer);
