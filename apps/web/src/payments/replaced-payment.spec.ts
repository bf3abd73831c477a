import type { Choice } from './payout-choices';
import type { Payment } from './payments-query';
import type { PaymentLine } from './payments';
import { canBeEnteredAgain, choiceFor, runAsEntered } from './replaced-payment';
import type { Programme } from './programmes';

const PROGRAMMES = [
  { programmeId: 'central', groups: [{ groupId: 'g1', name: '七十岁以上' }] },
  { programmeId: 'district', groups: [{ groupId: 'g2', name: '七十岁以上' }] },
] as unknown as readonly Programme[];

const line = (more: Partial<PaymentLine>): PaymentLine => ({
  ...{ line: 1, charge: 1, programmeId: 'central', appropriationId: 'A', groupId: null, entry: 'regular' },
  ...{ heads: { of: 'persons', count: 20_411 }, outstanding: 20_411, rate: '93.00', per: 'month', times: 1 },
  ...{ period: '2021-10', reason: null, borneFor: null, amount: '1.00' },
  ...more,
});
const payment = (lines: readonly PaymentLine[], more: Partial<Payment> = {}): Payment =>
  ({
    ...{ paymentId: 'p1', run: 'regular', schemeId: 's', situation: 'sent-back', route: 'fund-account' },
    ...{ period: '2021-10', purpose: '十月', payee: { kind: 'special-account', name: '代发户' }, lines },
    ...more,
  }) as unknown as Payment;
const bearer = (appropriationId: string, programmeId: string, groupId: string | null, group: string) => ({
  ...{ appropriationId, programmeId, groupId, group, rate: '1.00', per: 'month' as const, headcount: null },
});
const scheme: Choice = {
  ...{ key: 's', name: '基础养老金', schemeId: 's', payee: null, payeeId: null },
  lines: [bearer('A', 'central', null, '全体'), bearer('B', 'district', null, '全体')],
};
const single: Choice = {
  ...{
    key: 'A',
    name: '中央',
    schemeId: null,
    payee: null,
    payeeId: null,
    lines: [bearer('A', 'central', null, '全体')],
  },
};

describe('a run that is entered again', () => {
  it('begins as it was typed: people, month, payee, and the parts that each bearer has a line of', () => {
    const back = { entry: 'back-pay', heads: { of: 'persons', count: 3 }, period: '2021-08', reason: '漏发' } as const;
    const before = payment([
      line({}),
      line({ line: 2, appropriationId: 'B', programmeId: 'district' }),
      line({ line: 3, ...back }),
      line({ line: 4, ...back, appropriationId: 'B', programmeId: 'district' }),
    ]);
    expect(runAsEntered(before, scheme, PROGRAMMES)).toEqual({
      ...{
        chosenKey: 's',
        typedPeople: { 全体: '20411' },
        askedPeriod: '2021-10',
        run: 'regular',
        reason: '',
        days: '1',
      },
      parts: [{ entry: 'back-pay', people: '3', period: '2021-08', group: '全体', reason: '漏发' }],
      ...{ route: 'fund-account', payeeName: '代发户', typedPurpose: '十月', replaces: 'p1' },
    });
  });

  it('keeps each group’s people, and what a batch of arrears was for', () => {
    const groups: Choice = {
      ...scheme,
      lines: [bearer('A', 'central', 'g1', '七十岁以上'), bearer('A', 'central', null, '全体')],
    };
    const before = payment(
      [
        line({ groupId: 'g1', entry: 'back-pay', reason: '提标', heads: { of: 'persons', count: 7 } }),
        line({ line: 2, entry: 'back-pay', reason: '提标', heads: { of: 'persons', count: 90 } }),
      ],
      { run: 'supplementary' },
    );
    expect(runAsEntered(before, groups, PROGRAMMES)).toMatchObject({
      ...{ typedPeople: { 七十岁以上: '7', 全体: '90' }, run: 'supplementary', reason: '提标', parts: [] },
    });
  });

  it('is filled in from its scheme, else from what it charged, else from nothing', () => {
    const lines = [line({})];
    expect(choiceFor(payment(lines), [single, scheme])).toBe(scheme);
    expect(choiceFor(payment(lines, { schemeId: null }), [scheme, single])).toBe(single);
    expect(
      choiceFor(payment([line({ appropriationId: 'gone' })], { schemeId: null }), [single, scheme]),
    ).toBeUndefined();
  });

  it.each([
    ['sent-back', true],
    ['refused', true],
    ['submitted', false],
    ['paid', false],
    ['reversed', true],
    ['partly-paid', false],
  ] as const)('%s can be entered again: %s', (situation, can) => expect(canBeEnteredAgain({ situation })).toBe(can));
});
