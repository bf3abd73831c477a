import { openEventStore, type EventStore } from '@bofu/event-store';
import { createTestDatabase } from '@bofu/testing';
import { startFakeKurrentDb } from '../../event-store/testing/fake-kurrentdb';
import { storeForACrowd } from '../../event-store/testing/store-for-a-crowd';
import { rated } from '../testing/payment-examples';
import { codeOf, paymentOffice } from '../testing/payment-office';

const CLIENTS = 64;

/** Every second client runs everybody, the others one group: whichever comes first shuts out all the rest. */
async function race(store: EventStore): Promise<void> {
  const office = paymentOffice(store);
  await office.registerProgramme('pension', ['over-70']);
  for (const appropriationId of ['A', 'B', 'C', 'D']) await office.issue(appropriationId, '100000.00');
  const codes = await Promise.all(
    Array.from({ length: CLIENTS }, (_, client) => {
      const appropriationId = ['A', 'B', 'C', 'D'][client % 4] ?? 'A';
      const groupId = client % 2 === 0 ? null : 'over-70';
      return codeOf(office.run([rated(appropriationId, '3.00', 10, { groupId })]));
    }),
  );
  expect(codes.filter((code) => code === null)).toHaveLength(1);
  expect(codes.filter((code) => code === 'period-already-paid')).toHaveLength(CLIENTS - 1);
  const events = await office.recorded();
  const counted = (type: string) => events.filter((event) => event.type === type).length;
  expect([counted('PaymentSubmitted'), counted('FundsCommitted'), counted('Claimed')]).toEqual([1, 1, 1]);
}

describe(`the regular run of one month, submitted by ${CLIENTS} clients at once`, () => {
  it('goes through once in memory', async () => {
    const store = await openEventStore({ kind: 'memory' });
    try {
      await race(store);
    } finally {
      await store.close();
    }
  });

  it('goes through once on Postgres', async () => {
    const { url, drop } = await createTestDatabase();
    const store = await openEventStore({ kind: 'postgres', url });
    try {
      await race(store);
    } finally {
      await store.close();
      await drop();
    }
  });

  it('goes through once on the stand-in of KurrentDB', async () => {
    const fake = await startFakeKurrentDb();
    const store = storeForACrowd(fake);
    try {
      await race(store);
    } finally {
      await store.close();
      await fake.stop();
    }
  });
});
