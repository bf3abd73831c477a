import { leaveOut } from '@bofu/testing';
import { describeEventStoreContract } from '../../contract/event-store-contract';
import { startFakeKurrentDb, type FakeKurrentDb } from '../../testing/fake-kurrentdb';
import { openKurrentDbEventStore } from './kurrentdb-event-store';

interface StandIn {
  readonly name: string;
  readonly nodes: number;
  /** Which of them the connection string names. The first one leads. */
  readonly urlOf: (fake: FakeKurrentDb) => string;
  readonly times: number;
}
const STAND_INS: readonly StandIn[] = [
  { name: 'kurrentdb protocol fake', nodes: 1, urlOf: ({ url }) => url, times: 100 },
  { name: 'kurrentdb protocol fake, three nodes', nodes: 3, urlOf: ({ url }) => url, times: 30 },
  { name: 'kurrentdb protocol fake, a follower of three', nodes: 3, urlOf: (fake) => fake.urlOf(2), times: 30 },
];

for (const { name, nodes, urlOf, times } of STAND_INS)
  describeEventStoreContract(
    name,
    async () => {
      const fake = await startFakeKurrentDb({ nodes });
      const store = openKurrentDbEventStore(urlOf(fake));
      return {
        store,
        reopen: () => Promise.resolve(openKurrentDbEventStore(urlOf(fake))),
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
      appends: times,
      races: times,
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
