import { agencyAggregate } from '@bofu/access';
import { calendarAggregate } from '@bofu/calendar';
import { openEventStore, runDecision, type CommandContext, type EventStore } from '@bofu/event-store';
import { Refusal } from '@bofu/kernel';
import { day, lump, pay } from '../testing/payment-examples';
import { codeOf, paymentOffice } from '../testing/payment-office';
import { paymentCodec } from './payment-codec';
import type { StepOf } from './record-step';

let store: EventStore;
let office: ReturnType<typeof paymentOffice>;

beforeEach(async () => {
  store = await openEventStore({ kind: 'memory' });
  office = paymentOffice(store, {}, 'agency-1', null, null);
  await office.registerProgramme('pension');
  await office.issue('A', '5000.00');
});
afterEach(() => store.close());

/** Entered on a day of April 2021, a Thursday the 15th unless told. */
const on = (today = '2021-04-15'): CommandContext => ({
  ...office.context(),
  recordedAt: `${today}T09:00:00.000+08:00`,
});
const submittedOn = (date: string, more: object = {}, at = on()) =>
  office.disburse([lump('A', '10.00')], { submittedOn: day(date), purpose: date, confirmation: '另一笔', ...more }, at);
const lateOf = async (): Promise<unknown> => {
  const last = (await office.recorded()).findLast((event) => paymentCodec.knows(event));
  if (last === undefined) return undefined;
  const { data } = paymentCodec.decode(last);
  return 'late' in data ? data.late : undefined;
};

const agency = agencyAggregate('agency-1');
const openBackfill = async () => {
  await runDecision(store, on(), agency, {
    ...{ type: 'register-agency', code: '370', name: '人社局', regionCode: '130607', regionName: '满城区' },
    ...{ parentAgencyId: null, effectiveOn: day('01-01') },
  });
  await runDecision(store, on(), agency, { type: 'open-backfill', openedOn: day('04-15'), reason: '4 月启用' });
};

describe('a payment that happened more than five working days ago', () => {
  it('is asked for a reason, which stands in its event; one entered in time has none, whatever was said', async () => {
    expect(await codeOf(submittedOn('04-07'))).toBe('entered-late');
    await submittedOn('04-07', { lateReason: '原件迟到' });
    expect(await lateOf()).toEqual({ reason: '原件迟到' });
    await submittedOn('04-08', { lateReason: '不必写' });
    expect(await lateOf()).toBeNull();
  });

  it('says which day it was and which day it is', async () => {
    const refusal = await submittedOn('03-01').catch((error: unknown) => error);
    expect(refusal).toBeInstanceOf(Refusal);
    expect(refusal).toMatchObject({ code: 'entered-late', facts: { day: '2021-03-01', today: '2021-04-15' } });
    expect(await office.standing('A')).toEqual({ committed: 0, settled: 0 });
  });

  it('is told by the office’s own calendar where it has one', async () => {
    // 清明 as the notice of 2021 has it, so that the 8th is the fifth working day before the 15th with or without it;
    // a local holiday on the 12th moves that to the 7th.
    const holidays = [{ from: day('04-12'), to: day('04-12'), name: '地方节日' }];
    await runDecision(store, on(), calendarAggregate('agency-1', 2021), {
      ...{ type: 'load-calendar-year', holidays, makeUpDays: [], actedOn: day('01-04'), reason: null },
      source: { name: '自治县公告', version: null },
    });
    await submittedOn('04-07');
    expect(await codeOf(submittedOn('04-06'))).toBe('entered-late');
  });

  it('needs no reason of its own while a 期初补录 is open, and does again once it is closed', async () => {
    await openBackfill();
    await submittedOn('01-20');
    expect(await lateOf()).toEqual({ reason: null });
    await submittedOn('04-14');
    expect(await lateOf()).toBeNull();
    await runDecision(store, on(), agency, { type: 'close-backfill', closedOn: day('04-15') });
    expect(await codeOf(submittedOn('01-21'))).toBe('entered-late');
  });

  it('is asked once: the same command again is the same payment', async () => {
    const at = on();
    const first = await submittedOn('01-20', { lateReason: '启用前的业务' }, at);
    expect(await submittedOn('01-20', { lateReason: '启用前的业务' }, at)).toBe(first);
  });
});

type Happened = StepOf<
  | 'pay-payment'
  | 'send-back-payment'
  | 'withdraw-payment'
  | 'void-payment'
  | 'record-payment-refusal'
  | 'reverse-payment'
  | 'reclassify-payment'
  | 'record-payment-return'
>;

describe('whatever else happened to it', () => {
  const charges = 'all' as const;
  const reason = '事由';
  const inTransit: readonly Happened[] = [
    { ...pay('all', '02-20'), voucherNumber: null },
    { type: 'send-back-payment', sentBackOn: day('02-20'), reason },
    { type: 'withdraw-payment', charges, withdrawnOn: day('02-20'), reason },
    { type: 'void-payment', charges, voidedOn: day('02-20'), reason },
    { type: 'record-payment-refusal', charges, refusedBy: 'bank', refusedOn: day('02-20'), reason },
  ];
  const afterwards: readonly Happened[] = [
    { type: 'reverse-payment', charges, leftBank: true, reversedOn: day('02-22'), reason },
    {
      ...{ type: 'reclassify-payment', correctionId: 'c', from: { charge: 1 }, to: 'B', amountFen: null },
      ...{ correctedOn: day('02-22'), reason },
    },
    {
      ...{ type: 'record-payment-return', party: 'bank', returnId: 'r', returned: { amountFen: 100n as never } },
      ...{ returnedOn: day('02-22'), reason },
    },
  ];
  const asked = async (paymentId: string, step: Happened) => {
    expect([step.type, await codeOf(office.step(paymentId, step, on()))]).toEqual([step.type, 'entered-late']);
    await office.step(paymentId, { ...step, lateReason: '回单迟到' }, on());
    expect([step.type, await lateOf()]).toEqual([step.type, { reason: '回单迟到' }]);
  };

  it.each(inTransit)('is asked for a reason too: $type', async (step) => {
    await asked(await submittedOn('02-10', {}, on('2021-02-10')), step);
  });

  it.each(afterwards)('is asked for a reason too: $type', async (step) => {
    await office.issue('B', '5000.00');
    const paymentId = await submittedOn('02-10', {}, on('2021-02-10'));
    await office.step(paymentId, { ...pay('all', '02-20'), voucherNumber: null }, on('2021-02-20'));
    await asked(paymentId, step);
  });
});
