import { detailsOf } from './event-details';
import { factsOf, type Occurrence } from './event-facts';

const NOTHING = {
  businessDate: null,
  paymentId: null,
  appropriationIds: [],
  amountFen: null,
  period: null,
  movesMoney: false,
};

const said = (event: Occurrence): string => detailsOf(event, factsOf(event));

describe('what an event says in the words all events share', () => {
  it('finds them in an appropriation’s event, which is about that appropriation alone', () => {
    const event = {
      stream: 'appropriation-2021-A',
      type: 'SettlementReclassifiedIn',
      data: {
        amountFen: '18896750',
        paymentId: 'p',
        from: '2021-B',
        correctedOn: '2021-10-29',
        period: '2021-10',
        reason: '挂错指标',
      },
    };
    expect(factsOf(event)).toEqual({
      businessDate: '2021-10-29',
      paymentId: 'p',
      appropriationIds: ['2021-A'],
      amountFen: '18896750',
      period: '2021-10',
      movesMoney: true,
    });
    expect(said(event)).toBe('所属期 2021-10，188,967.50 元，转自 2021-B，挂错指标');
  });

  it('finds them in a payment’s event, which moves nothing by itself', () => {
    const event = {
      stream: 'payment-p',
      type: 'PayoutRunSubmitted',
      data: {
        charges: [{ appropriationId: '2021-A' }, { appropriationId: '2021-B' }, { appropriationId: '2021-A' }],
        totalFen: '854133100',
        headcount: 75_587,
        payee: { kind: 'special-account', name: '财政专户' },
        purpose: '基础养老金',
        period: '2021-10',
        submittedOn: '2021-10-26',
      },
    };
    expect(factsOf(event)).toEqual({
      businessDate: '2021-10-26',
      paymentId: 'p',
      appropriationIds: ['2021-A', '2021-B'],
      amountFen: '854133100',
      period: '2021-10',
      movesMoney: false,
    });
    expect(said(event)).toBe('所属期 2021-10，75,587 人，8,541,331.00 元，财政专户，基础养老金');
  });

  it('finds what it can in an event of a kind it does not know', () => {
    const event = {
      stream: 'attempt-1',
      type: 'AttemptRefused',
      data: { attemptedOn: '2021-10-26', requiredFen: '500', shortfalls: [{ appropriationId: '2021-A' }, null, 7] },
    };
    expect(factsOf(event)).toEqual({
      ...NOTHING,
      businessDate: '2021-10-26',
      appropriationIds: ['2021-A'],
      amountFen: '500',
    });
    expect(said(event)).toBe('5.00 元');
  });

  it('says plans, rates and counts', () => {
    const of = (data: Occurrence['data']) => said({ stream: 'appropriation-A', type: 'X', data });
    expect(
      of({
        checkpoints: [
          { on: '2021-06-30', cumulativeShare: 5050 },
          { on: '2021-10-31', cumulativeShare: null },
        ],
      }),
    ).toBe('2021-06-30 50.5%，2021-10-31 空白');
    expect(of({ rates: [{ amountFen: '9300' }], headcount: 1000 })).toBe('1,000 人，每人 93.00 元');
    expect(of({ targets: [{}, {}] })).toBe('2 项目标');
    expect(of({ fileName: '2021.json', programmes: 22, totalFen: '15872730000' })).toBe(
      '文件 2021.json，22 个项目，158,727,300.00 元',
    );
  });

  const SHAPELESS: readonly Occurrence['data'][] = [
    {},
    { amountFen: 7, paymentId: 7, period: 7, effectiveOn: 7, charges: 'none', payee: null, from: {}, to: [] },
    { amountFen: '1.5', period: '2021-13', effectiveOn: '2021-02-30', appropriationId: '', paymentId: 'x'.repeat(201) },
    { amountFen: '9'.repeat(19), charges: [null, [], 'x', { appropriationId: {} }], documentNumber: 'x', targets: 'x' },
    { rates: [null, 'x', { amountFen: {} }], checkpoints: [null, 7, { on: 7 }, { on: [] }], headcount: '7' },
  ];

  it.each(SHAPELESS.map((data) => [JSON.stringify(data).slice(0, 60), data] as const))(
    'leaves out what is not of the expected form: %s',
    (_text, data) => {
      const event = { stream: 'elsewhere-1', type: 'Unheard', data };
      expect(factsOf(event)).toEqual(NOTHING);
      expect(said(event)).toBe('');
    },
  );
});
