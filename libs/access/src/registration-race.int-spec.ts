import { openEventStore, type EventStore } from '@bofu/event-store';
import { createTestDatabase } from '@bofu/testing';
import { startFakeKurrentDb } from '../../event-store/testing/fake-kurrentdb';
import { storeForACrowd } from '../../event-store/testing/store-for-a-crowd';
import { openAccess, type Access } from '../testing/access-office';

const CLIENTS = 64;

/** What came of many attempts at once: how many went through, and what the others were told. */
async function outcomeOf(attempts: readonly Promise<unknown>[]) {
  const settled = await Promise.allSettled(attempts);
  const refused = settled.filter((one) => one.status === 'rejected').map(({ reason }) => reason as { code: string });
  return { done: CLIENTS - refused.length, told: [...new Set(refused.map(({ code }) => code))] };
}

describe.each(['memory', 'postgres', 'the stand-in of KurrentDB'] as const)('64 clients at once, on %s', (kind) => {
  let drop: () => Promise<void> = async () => undefined;
  let store: EventStore;
  let access: Access;
  let agencyId: string;

  beforeAll(async () => {
    if (kind === 'postgres') {
      const database = await createTestDatabase();
      store = await openEventStore({ kind, url: database.url });
      drop = () => database.drop();
    } else if (kind === 'memory') store = await openEventStore({ kind });
    else {
      const fake = await startFakeKurrentDb();
      store = storeForACrowd(fake);
      drop = () => fake.stop();
    }
    access = await openAccess(store);
    ({ agencyId } = await access.registerAgency());
  });
  afterAll(async () => {
    await access?.close();
    await store?.close();
    await drop();
  });

  const atOnce = (attempt: (index: number) => Promise<unknown>) =>
    outcomeOf(Array.from({ length: CLIENTS }, (_, index) => attempt(index)));

  it('register the same 工号: one person has it', async () => {
    const outcome = await atOnce((index) => access.registerPerson(agencyId, { name: `甲${index}`, number: '0001' }));
    expect(outcome).toEqual({ done: 1, told: ['person-number-taken'] });
    await access.upToNow();
    expect(access.directory.people(agencyId).filter(({ kind }) => kind === 'person')).toHaveLength(1);
  });

  it('register the same unit code: one unit has it', async () => {
    expect(await atOnce(() => access.registerUnit(agencyId))).toEqual({ done: 1, told: ['unit-code-taken'] });
  });

  it('register the same agency code: one agency has it', async () => {
    const outcome = await atOnce(() => access.registerAgency({ code: '380' }));
    expect(outcome).toEqual({ done: 1, told: ['agency-code-taken'] });
  });

  it('would be the agency’s first person: one is', async () => {
    const { agencyId: fresh } = await access.registerAgency({ code: '390' });
    const outcome = await atOnce((index) =>
      access.registerPerson(fresh, { name: `乙${index}`, byFounder: true, confirmed: true }),
    );
    expect(outcome).toEqual({ done: 1, told: ['actor-needed'] });
  });
});
