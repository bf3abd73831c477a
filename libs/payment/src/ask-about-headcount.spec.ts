import { openEventStore, type EventStore } from '@bofu/event-store';
import { day, lump, month, pay, rated, reverse } from '../testing/payment-examples';
import { codeOf, paymentOffice } from '../testing/payment-office';

let store: EventStore;
let office: ReturnType<typeof paymentOffice>;

beforeEach(async () => {
  store = await openEventStore({ kind: 'memory' });
  office = paymentOffice(store, {}, 'agency-1', null);
  await office.registerProgramme('pension', ['over-70', 'others']);
  await office.issue('A', '90000.00');
});
afterEach(() => store.close());

type Change = NonNullable<Parameters<typeof rated>[3]>;
const run = (of: string, people: number, change: Change = {}, confirmation?: string) =>
  office.run([rated('A', '3.00', people, { period: month(of), ...change })], {
    ...{ submittedOn: day('12-10'), ...(confirmation !== undefined && { confirmation }) },
  });

describe('a regular run for many more or fewer people than the month before', () => {
  it.each([
    ['a fifth fewer', 80],
    ['a fifth more', 120],
    ['a digit too few', 10],
  ])('is asked back for %s, and recorded with a stated reason', async (_, people) => {
    await run('2021-01', 100);
    await expect(run('2021-02', people)).rejects.toMatchObject({
      code: 'headcount-moved',
      facts: { period: '2021-02', heads: people, monthBefore: '2021-01', headsBefore: 100 },
    });
    expect(await codeOf(run('2021-02', people, {}, '移交邻县发放'))).toBeNull();
  });

  it('is no question of less than a fifth, nor of a few people', async () => {
    await run('2021-01', 100);
    expect(await codeOf(run('2021-02', 81))).toBeNull();
    await run('2021-05', 6);
    expect(await codeOf(run('2021-06', 2))).toBeNull();
  });

  it('is no question where the month before has no run that stands', async () => {
    expect(await codeOf(run('2021-01', 100))).toBeNull();
    expect(await codeOf(run('2021-03', 10))).toBeNull();
    const may = await run('2021-05', 100);
    await office.step(may, pay('all', '12-11'));
    await office.step(may, { ...reverse(), reversedOn: day('12-12') });
    expect(await codeOf(run('2021-06', 10))).toBeNull();
  });

  it('is asked of each group against itself', async () => {
    await run('2021-01', 100, { groupId: 'over-70' });
    await run('2021-01', 20, { groupId: 'others' });
    expect(await codeOf(run('2021-02', 20, { groupId: 'others' }))).toBeNull();
    expect(await codeOf(run('2021-02', 20, { groupId: 'over-70' }))).toBe('headcount-moved');
  });

  it('is no question of arrears or of a sum without heads', async () => {
    await run('2021-01', 100);
    expect(await codeOf(run('2021-02', 10, { entry: 'back-pay', reason: '补发' }))).toBeNull();
    expect(await codeOf(office.disburse([lump('A', '1.00')]))).toBeNull();
  });
});
