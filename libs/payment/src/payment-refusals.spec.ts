import { parseBusinessDate, parsePeriod, parseYuan } from '@bofu/kernel';
import type { PaymentRefusals } from './domain/refusals';
import { paymentRefusals } from './payment-refusals';

const shortfall = {
  appropriationId: '2021-X',
  programmeName: '中央补贴',
  availableFen: parseYuan('6973681.00'),
  requiredFen: parseYuan('7029591.00'),
  shortFen: parseYuan('55910.00'),
  payableHeadcount: 74_985,
};

const facts: { readonly [Code in keyof PaymentRefusals]: PaymentRefusals[Code] } = {
  'payment-exists': { paymentId: 'p1' },
  'payment-not-found': { paymentId: 'p1' },
  'wrong-state': { paymentId: 'p1', situation: 'sent-back', needed: 'paid' },
  'signature-out-of-turn': { paymentId: 'p1', asked: 'approval', next: 'review' },
  'signed-already': { paymentId: 'p1', totalFen: parseYuan('100.00'), asked: 'review', as: 'maker' },
  'content-changed': { paymentId: 'p1', shown: 'a'.repeat(64), digest: 'b'.repeat(64) },
  'second-approval-needed': {
    paymentId: 'p1',
    tier: { tierFen: parseYuan('100.00'), windowDays: 30, sumFen: parseYuan('120.00') },
    newAccount: { lastFour: '9012', confirmedOn: parseBusinessDate('2021-10-08'), newAccountDays: 30 },
  },
  'payee-not-registered': { name: '第一养老院' },
  'not-handed-over': { paymentId: 'p1', next: 'approval' },
  'handed-over-already': { paymentId: 'p1', handedOverOn: parseBusinessDate('2021-10-28') },
  'withdrawal-asked': { paymentId: 'p1', requestedOn: parseBusinessDate('2021-10-28') },
  'withdrawal-not-asked': { paymentId: 'p1' },
  'correction-asked': { paymentId: 'p1', requestedOn: parseBusinessDate('2021-10-28') },
  'correction-not-asked': { paymentId: 'p1' },
  'own-request': { paymentId: 'p1', totalFen: parseYuan('100.00') },
  'before-request': { date: parseBusinessDate('2021-10-27'), requestedOn: parseBusinessDate('2021-10-28') },
  'no-lines': { paymentId: 'p1' },
  'line-needs-reason': { line: 2 },
  'line-not-found': { paymentId: 'p1', line: 9 },
  'times-not-positive': { line: 1, times: 0 },
  'charge-not-found': { paymentId: 'p1', charge: 9 },
  'charge-to-be-named': { paymentId: 'p1', appropriationId: '2021-X' },
  'period-ahead': { period: parsePeriod('2021-12'), submittedOn: parseBusinessDate('2021-01-25') },
  'period-not-ahead': { period: null, submittedOn: parseBusinessDate('2021-01-25') },
  'period-already-paid': {
    period: parsePeriod('2021-03'),
    programmeId: 'g1',
    programmeName: '基础养老金',
    groupId: null,
    paymentId: 'p0',
  },
  'programme-ended': {
    programmeId: 'g1',
    programmeName: '基础养老金',
    endsOn: parseBusinessDate('2021-07-01'),
    period: null,
  },
  'replaced-payment-stands': { paymentId: 'p1', situation: 'partly-paid' },
  'reissued-return-not-found': { paymentId: 'p1', returnId: 'r1' },
  'reissue-not-waited-for': { returnId: 'r1' },
  'return-reissued-already': { returnId: 'r1', paymentId: 'p2' },
  'reissue-exceeds-return': { returnId: 'r1', returnedFen: parseYuan('6.00'), reissuedFen: parseYuan('9.00') },
  'reissue-by-another-route': { paymentId: 'p1', returnId: 'r1' },
  'repayment-exceeds-advance': { paymentId: 'p1', owedFen: parseYuan('25.00'), repaidFen: parseYuan('25.01') },
  'appropriation-twice-in-run': { appropriationId: '2021-X' },
  'headcount-not-positive': { headcount: 0 },
  'payout-run-short': { requiredFen: parseYuan('8541331.00'), shortfalls: [shortfall] },
  'return-exceeds-headcount': { paymentId: 'p1', outstanding: 7, returned: 8 },
  'return-needs-lines': { paymentId: 'p1' },
  'return-needs-split': { paymentId: 'p1' },
  'return-needs-amount': { paymentId: 'p1' },
  'return-exceeds-net': { paymentId: 'p1', netFen: parseYuan('40.00'), returnedFen: parseYuan('40.01') },
  'return-after-move': { paymentId: 'p1', charge: 1, movedTo: [3], movedOn: parseBusinessDate('2021-03-01') },
  'return-recorded-already': { returnId: 'r1' },
  'payment-already-returned': { paymentId: 'p1' },
  'same-payment-again': { paymentId: 'p1', submittedOn: parseBusinessDate('2021-02-09') },
  'voucher-used-already': { voucherNumber: '支2021-0031', paymentId: 'p1' },
  'entered-late': { day: parseBusinessDate('2021-03-01'), today: parseBusinessDate('2021-03-09') },
  'month-skipped': {
    ...{ period: parsePeriod('2021-03'), skipped: parsePeriod('2021-02') },
    ...{ programmeId: 'g1', programmeName: '基础养老金' },
  },
  'headcount-moved': {
    ...{ period: parsePeriod('2021-03'), heads: 60_000 },
    ...{ monthBefore: parsePeriod('2021-02'), headsBefore: 75_587 },
  },
  'after-cut-off': {
    submittedOn: parseBusinessDate('2021-12-21'),
    lastSubmissionOn: parseBusinessDate('2021-12-20'),
  },
  'payment-large': { totalFen: parseYuan('300000.00'), fromFen: parseYuan('200000.00') },
  'before-submission': { date: parseBusinessDate('2021-02-09'), submittedOn: parseBusinessDate('2021-02-10') },
  'before-payment': { date: parseBusinessDate('2021-02-19'), paidOn: parseBusinessDate('2021-02-20') },
  'not-charged-to': { paymentId: 'p1', appropriationId: '2021-X' },
  'already-charged-to': { paymentId: 'p1', appropriationId: '2021-X' },
  'scheme-exists': { schemeId: 's1' },
  'scheme-not-found': { schemeId: 's1' },
  'scheme-without-lines': {},
  'scheme-appropriation-unknown': { appropriationId: '2021-X' },
  'appropriation-twice-in-scheme': { appropriationId: '2021-X' },
  'scheme-across-fiscal-years': { fiscalYears: [2021, 2022] },
  'scheme-outside-fiscal-year': { date: parseBusinessDate('2022-01-04'), fiscalYear: 2021 },
};

const sentenceOf = <Code extends keyof PaymentRefusals>(code: Code): string => paymentRefusals[code].title(facts[code]);

describe('what a payment refuses', () => {
  it('is said in the clerk’s words, with the figures she needs', () => {
    expect(sentenceOf('payout-run-short')).toBe(
      '余额不足，整批未提交（共需 8,541,331.00 元）：' +
        '中央补贴可用 6,973,681.00 元，本次需要 7,029,591.00 元，缺口 55,910.00 元，最多可发 74,985 人',
    );
    expect(sentenceOf('wrong-state')).toBe('付款 p1 现为“退回修改”，此操作只能用于“已支付”的付款');
  });

  it('says no number of heads where a charge is not one rate for each', () => {
    const shortfalls = [{ ...shortfall, payableHeadcount: null }];
    expect(paymentRefusals['payout-run-short'].title({ ...facts['payout-run-short'], shortfalls })).toMatch(/元$/);
  });

  it('names the way for a month paid early on purpose', () => {
    expect(sentenceOf('period-ahead')).toContain('预发');
  });

  it('names every appropriation that falls short', () => {
    const shortfalls = [shortfall, { ...shortfall, programmeName: '区级补贴' }];
    expect(paymentRefusals['payout-run-short'].title({ ...facts['payout-run-short'], shortfalls })).toMatch(
      /中央补贴可用.*；区级补贴可用/,
    );
  });

  it.each(Object.keys(facts) as (keyof PaymentRefusals)[])('%s has a Chinese sentence without holes', (code) => {
    expect(sentenceOf(code)).toMatch(/\p{Script=Han}/u);
    expect(sentenceOf(code)).not.toMatch(/undefined|null|NaN|\[object/);
  });

  it('has a sentence for every code, and a status of its kind', () => {
    expect(Object.keys(paymentRefusals).sort()).toEqual(Object.keys(facts).sort());
    for (const { status } of Object.values(paymentRefusals)) expect([403, 404, 409, 422]).toContain(status);
  });
});
