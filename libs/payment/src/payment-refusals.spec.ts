import { parseBusinessDate, parseYuan } from '@bofu/kernel';
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
  'no-lines': { paymentId: 'p1' },
  'appropriation-twice-in-run': { appropriationId: '2021-X' },
  'headcount-not-positive': { headcount: 0 },
  'payout-run-short': { requiredFen: parseYuan('8541331.00'), shortfalls: [shortfall] },
  'return-exceeds-headcount': { paymentId: 'p1', outstanding: 7, returned: 8 },
  'return-needs-headcount': { paymentId: 'p1' },
  'return-needs-amount': { paymentId: 'p1' },
  'return-exceeds-net': { paymentId: 'p1', netFen: parseYuan('40.00'), returnedFen: parseYuan('40.01') },
  'return-recorded-already': { returnId: 'r1' },
  'payment-already-returned': { paymentId: 'p1' },
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
    expect(sentenceOf('wrong-state')).toBe('付款 p1 现为“已退回修改”，此操作只能用于“已支付”的付款');
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
    for (const { status } of Object.values(paymentRefusals)) expect([404, 409, 422]).toContain(status);
  });
});
