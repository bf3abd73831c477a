import { officeOfPeople, type OfficeOfPeople } from './people-office';
import { signingIn, type SigningOffice } from './signing-office';

let office: OfficeOfPeople;
let signing: SigningOffice;

beforeAll(async () => {
  office = await officeOfPeople();
  signing = await signingIn(office);
}, 240_000);
afterAll(() => office?.over.close());

const reason = '花名册有误';
const ask = { withdrawnOn: '2026-03-12', reason };
const agreement = { agreedOn: '2026-03-12' };

describe('a withdrawal in an office', () => {
  it('is asked for by the clerk and agreed to by the reviewer, and only then frees the money', async () => {
    const { clerk, reviewer, cashier, approver } = office.as;
    const available = await signing.available();
    const paymentId = await signing.submitted('1234.50');
    await signing.review(reviewer, paymentId);
    expect(await signing.step(clerk, paymentId, 'withdrawal', ask)).toBe('done');
    expect(await signing.waitingFor('withdrawal')).toEqual([paymentId]);
    expect(await signing.waitingFor('approval')).not.toContain(paymentId);
    expect(await signing.available()).not.toBe(available);
    expect(await signing.approve(approver, paymentId)).toBe('withdrawal-asked');
    expect(await signing.handOver(cashier, paymentId)).toBe('withdrawal-asked');
    expect(await signing.step(clerk, paymentId, 'withdrawal/agreement', agreement)).toBe('right-missing');
    expect(await signing.step(reviewer, paymentId, 'withdrawal/agreement', agreement)).toBe('done');
    expect(await signing.available()).toBe(available);
    const { situation, waitsFor, steps } = await signing.shown(paymentId);
    expect([situation, waitsFor]).toEqual(['withdrawn', null]);
    expect(steps.slice(-2).map(({ label, by }) => `${label} ${by.name}`)).toEqual([
      '申请撤销 人clerk',
      '撤回 人reviewer',
    ]);
  });

  it('goes on where the other declines', async () => {
    const { clerk, reviewer, approver } = office.as;
    const paymentId = await signing.submitted('1234.50');
    await signing.step(clerk, paymentId, 'withdrawal', ask);
    const declining = { declinedOn: '2026-03-12', reason: '花名册无误' };
    expect(await signing.step(approver, paymentId, 'withdrawal/declining', declining)).toBe('done');
    expect((await signing.shown(paymentId)).waitsFor).toBe('review');
    expect(await signing.review(reviewer, paymentId)).toBe('done');
  });

  it('is voided by two as well, and whoever asked is refused and on record', async () => {
    const { reviewer, approver } = office.as;
    const paymentId = await signing.submitted('1234.50');
    expect(await signing.step(reviewer, paymentId, 'voiding', { voidedOn: '2026-03-12', reason })).toBe('done');
    expect(await signing.step(reviewer, paymentId, 'withdrawal/agreement', agreement)).toBe('own-request');
    expect(await signing.lastEvent()).toMatchObject({ type: 'AttemptRefused', label: '同一人再办被拒' });
    expect(await signing.step(approver, paymentId, 'withdrawal/agreement', agreement)).toBe('done');
    expect((await signing.shown(paymentId)).situation).toBe('voided');
  });

  it('is for treasury or bank to refuse once it was handed over; the turn of the year ends it all the same', async () => {
    const { clerk, reviewer, approver } = office.as;
    const paymentId = await signing.handedOver('1234.50');
    expect(await signing.step(clerk, paymentId, 'withdrawal', ask)).toBe('handed-over-already');
    expect(await signing.step(approver, paymentId, 'voiding', { voidedOn: '2026-03-12', reason })).toBe(
      'handed-over-already',
    );
    const voiding = { fiscalYear: 2026, voidedOn: '2026-03-12', reason: '年终作废' };
    const voided = await reviewer.post('/v1/payment-voidings', voiding);
    expect([voided.status, (voided.body['paymentIds'] as string[]).includes(paymentId)]).toEqual([200, true]);
  });
});

describe('a correction in an office', () => {
  const reversal = { leftBank: true, reversedOn: '2026-03-16', reason: '重复支付' };
  const confirmation = { confirmedOn: '2026-03-17' };

  it('is asked for by the clerk and booked by the reviewer who confirms it, from the request', async () => {
    const { clerk, reviewer, approver, cashier } = office.as;
    const other = await signing.issue('13060721LX2026PLACE02');
    const paymentId = await signing.handedOver('300.00');
    expect(await signing.pay(cashier, paymentId)).toBe('done');
    const moving = { charge: 1, to: other, amount: '100.00', correctedOn: '2026-03-16', reason: '列错指标' };
    expect(await signing.step(clerk, paymentId, 'reclassifications', moving)).toBe('done');
    expect(await signing.waitingFor('correction')).toEqual([paymentId]);
    expect((await signing.shown(paymentId)).steps.at(-1)).toMatchObject({
      asked: { charges: [1], amount: '100.00', to: other, leftBank: null },
    });
    const before = await signing.available();
    expect(await signing.step(clerk, paymentId, 'correction/confirmation', confirmation)).toBe('right-missing');
    expect(await signing.step(reviewer, paymentId, 'correction/confirmation', confirmation)).toBe('done');
    expect(Number(await signing.available()) - Number(before)).toBe(100);
    expect(await signing.waitingFor('correction')).toEqual([]);

    expect(await signing.step(clerk, paymentId, 'reversal', reversal)).toBe('done');
    const declining = { declinedOn: '2026-03-17', reason: '并未重复' };
    expect(await signing.step(approver, paymentId, 'correction/declining', declining)).toBe('done');
    expect(await signing.step(clerk, paymentId, 'reversal', reversal)).toBe('done');
    // Either of the two may answer, and both are told so.
    for (const whose of [reviewer, approver]) {
      const { body } = await whose.get(`/v1/signing-queue/counts?${await signing.seen()}`);
      expect(body['counts']).toContainEqual(expect.objectContaining({ waitsFor: 'correction', count: 1, hers: 1 }));
    }
    expect(await signing.step(approver, paymentId, 'correction/confirmation', confirmation)).toBe('done');
    const { situation, steps } = await signing.shown(paymentId);
    expect(situation).toBe('reversed');
    expect(steps.slice(5).map(({ label, by }) => `${label} ${by.name}`)).toEqual([
      ...['申请更正 人clerk', '更正 人reviewer', '申请冲销 人clerk', '不同意更正、冲销 人approver'],
      ...['申请冲销 人clerk', '冲销 人approver'],
    ]);

    const { store } = office.over.office;
    const { events } = await store.readStream(`payment-${paymentId}` as Parameters<typeof store.readStream>[0]);
    const [asked, booked] = events.slice(-2);
    expect(booked?.metadata['causationId']).toBe(asked?.id);
    expect(booked?.data).toMatchObject({ requestedBy: office.personOf.clerk, reversedOn: '2026-03-16' });
  });
});
