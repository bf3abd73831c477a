import { randomUUID } from 'node:crypto';
import {
  monthLockAggregate,
  openEventStore,
  runDecision,
  type CommandContext,
  type EventStore,
} from '@bofu/event-store';
import { parseBusinessDate, parsePeriod, type Period } from '@bofu/kernel';
import { SOMEBODY } from '@bofu/testing';
import { monthAggregate } from './closing-aggregate';
import { readLocks, readMonth } from './month-streams';
import { ProposeMonthReopening, ProposeMonthReopeningHandler, ReopenMonth, ReopenMonthHandler } from './reopen-month';

const [september, october] = [parsePeriod('2021-09'), parsePeriod('2021-10')];
const AGENCY = 'agency-1';
const as = (personId: string): CommandContext => ({
  commandId: randomUUID(),
  agencyId: AGENCY,
  by: { ...SOMEBODY, personId },
  recordedAt: '2021-11-05T01:02:03Z',
});

let store: EventStore;
const close = async (month: Period) => {
  const own = monthAggregate(AGENCY, month);
  const hands = { handedOverBy: [], delegators: {} };
  const facts = { booked: [], inTransit: [], withoutReceipt: [], notReissued: [], redAlerts: [] };
  const lock = { type: 'lock-month', month, today: parseBusinessDate('2021-11-05'), first: null } as const;
  await runDecision(store, as('p0'), own, { type: 'enter-bank-statement', lines: [], ...hands });
  await runDecision(store, as('p0'), own, { type: 'enter-finance-figures', lines: [], ...hands });
  await runDecision(store, as('p0'), monthLockAggregate(AGENCY), lock);
  await runDecision(store, as('p0'), own, { type: 'close-month', facts, lockedBy: 'e', reportDigest: 'd' });
};
const propose = (month: Period, personId: string) =>
  new ProposeMonthReopeningHandler(store).execute(new ProposeMonthReopening(as(personId), month, '列错科目'));
const reopen = (month: Period, personId: string) =>
  new ReopenMonthHandler(store).execute(new ReopenMonth(as(personId), month));
const locked = async () => [...(await readLocks(store, AGENCY)).keys()];

beforeEach(async () => {
  store = await openEventStore({ kind: 'memory' });
  await close(september);
  await close(october);
});

it('goes from the last closed month back', async () => {
  await expect(propose(september, 'p1')).rejects.toMatchObject({
    code: 'month-not-last-closed',
    facts: { month: '2021-09', last: '2021-10' },
  });
  await propose(october, 'p1');
  await reopen(october, 'p2');
  await propose(september, 'p1');
  expect(await locked()).toEqual(['2021-09']);
});

it('opens month and lock together, and neither for the one who proposed it', async () => {
  await propose(october, 'p1');
  await expect(reopen(october, 'p1')).rejects.toMatchObject({ code: 'reopening-needs-second-person' });
  expect(await locked()).toEqual(['2021-09', '2021-10']);
  await reopen(october, 'p2');
  expect(await locked()).toEqual(['2021-09']);
  expect((await readMonth(store, AGENCY, october)).month.closing).toBeNull();
});

it('still says which months stood locked at an earlier position', async () => {
  const before = await store.head();
  await propose(october, 'p1');
  await reopen(october, 'p2');
  expect([...(await readLocks(store, AGENCY, before)).keys()]).toEqual(['2021-09', '2021-10']);
});
