import { programmeAggregate } from '@bofu/budget';
import { openEventStore, runDecision, type EventStore } from '@bofu/event-store';
import { Refusal, type CashFlow } from '@bofu/kernel';
import { EnterOpeningBalance, EnterOpeningBalanceHandler } from '../../budget/src/enter-opening-balance';
import { day, month, pay, rated, reverse, yuan } from '../testing/payment-examples';
import { codeOf, paymentOffice } from '../testing/payment-office';

let store: EventStore;
let office: ReturnType<typeof paymentOffice>;

beforeEach(async () => {
  store = await openEventStore({ kind: 'memory' });
  office = paymentOffice(store, {}, 'agency-1', null);
  await office.registerProgramme('pension', ['over-70', 'others']);
  await office.issue('A', '9000.00');
});
afterEach(() => store.close());

const standard = (groupId: string | null = null, change: { cashFlow?: CashFlow; effectiveOn?: string } = {}) =>
  runDecision(store, office.context(), programmeAggregate('pension'), {
    ...{ type: 'set-payment-standard', groupId, headcount: 10, sources: [], arrearsDueOn: null },
    rates: [{ label: '标准', amountFen: '300', per: 'month' }],
    cashFlow: change.cashFlow ?? 'monthly',
    deadline: { kind: 'monthly', day: 25, printed: '每月25日' },
    effectiveOn: day(change.effectiveOn ?? '01-01'),
    recordedOn: day('01-01'),
  });
type Change = NonNullable<Parameters<typeof rated>[3]>;
/** Ten people at 3 元. */
const run = (
  of: string,
  change: Change & { readonly from?: string; readonly on?: string } = {},
  confirmation?: string,
) => {
  const { from = 'A', on = of.startsWith('2022') ? '2022-06-10' : '12-10', ...line } = change;
  const submission = { submittedOn: day(on), ...(confirmation !== undefined && { confirmation }) };
  return office.run([rated(from, '3.00', 10, { period: month(of), ...line })], submission);
};
const skippedBy = (act: Promise<unknown>) =>
  act.then(
    () => null,
    (error: unknown) =>
      error instanceof Refusal && error.code === 'month-skipped'
        ? error.facts['skipped']
        : Promise.reject(error as Error),
  );

describe('a regular run that passes over a month', () => {
  it('is asked back with the first month that has no payment, and recorded with a stated reason', async () => {
    await standard();
    expect(await skippedBy(run('2021-01'))).toBeNull();
    await expect(run('2021-04')).rejects.toMatchObject({
      code: 'month-skipped',
      facts: { period: '2021-04', skipped: '2021-02', programmeId: 'pension', programmeName: '项目pension' },
    });
    await run('2021-04', {}, '二、三月已由上级直发');
    // Asked once: the month before the next has a payment, and the open ones can still be run.
    expect(await skippedBy(run('2021-05'))).toBeNull();
    expect(await skippedBy(run('2021-03'))).toBe('2021-02');
    expect(await skippedBy(run('2021-02'))).toBeNull();
  });

  it('is asked back though no month was paid yet, back to the issue of the money', async () => {
    await standard();
    expect(await skippedBy(run('2021-03'))).toBe('2021-01');
  });

  it('is asked back again once the month before came back', async () => {
    await standard();
    const january = await run('2021-01');
    await office.step(january, pay('all', '12-11'));
    await office.step(january, { ...reverse(), reversedOn: day('12-12') });
    expect(await skippedBy(run('2021-02'))).toBe('2021-01');
  });

  it('is asked back across the turn of the year', async () => {
    await standard();
    await office.issue('A22', '9000.00', 'pension', 2022);
    await run('2021-11', {}, '以前月份已发');
    expect(await skippedBy(run('2022-01', { from: 'A22' }))).toBe('2021-12');
  });

  it('is no question of a year of which these books hold no payment', async () => {
    await standard();
    await office.issue('A22', '9000.00', 'pension', 2022);
    expect(await skippedBy(run('2022-01', { from: 'A22' }))).toBeNull();
  });

  it('asks of each group for its own months, and of everybody for any', async () => {
    for (const groupId of ['over-70', 'others']) await standard(groupId);
    await run('2021-01', { groupId: 'over-70' });
    expect(await skippedBy(run('2021-02', { groupId: 'over-70' }))).toBeNull();
    expect(await skippedBy(run('2021-02', { groupId: 'others' }))).toBe('2021-01');
  });

  it('takes an opening balance for the payment it is', async () => {
    await standard();
    const lines = [{ groupId: null, period: month('2021-02'), heads: 10, amountFen: yuan('30.00') }];
    await new EnterOpeningBalanceHandler(store).execute(
      new EnterOpeningBalance(office.context(), [{ appropriationId: 'A', lines }], {
        ...{ effectiveOn: day('03-01'), reason: '期初', sources: [] },
      }),
    );
    expect(await skippedBy(run('2021-03'))).toBeNull();
  });

  it('is no question of arrears, of a month paid early on purpose, or of a rate by the year', async () => {
    await standard();
    expect(await codeOf(run('2021-09', { entry: 'back-pay', reason: '补发' }))).toBeNull();
    expect(await codeOf(run('2021-12', { entry: 'advance', on: '11-20' }))).toBeNull();
    expect(await codeOf(run('2021-06', { per: 'year' }))).toBeNull();
  });

  it('is no question where nothing is owed by the month, or not yet', async () => {
    expect(await codeOf(run('2021-03'))).toBeNull();
    await standard(null, { cashFlow: 'quarterly' });
    expect(await codeOf(run('2021-06'))).toBeNull();
    await standard(null, { effectiveOn: '10-01' });
    expect(await codeOf(run('2021-10'))).toBeNull();
    expect(await skippedBy(run('2021-12'))).toBe('2021-11');
  });
});
