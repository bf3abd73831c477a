import { givenEvents, issued, of, ofPayment, scopeOf, settled, submitted } from '../../testing/given-events';
import { correctionsReversalsReturns } from './q10-corrections-reversals-returns';
import { answerTo } from './question';

describe('corrections, reversals and returns', () => {
  const registered = {
    stream: 'person-somebody',
    type: 'PersonRegistered',
    data: { personId: 'somebody', name: '综合经办', number: '005', kind: 'person' },
  };
  const one = { commandId: 'one' };
  const returned = (charge: number, restores: 'authority' | 'fund-account' | 'treasury', day: string) =>
    ofPayment(
      'p',
      'PaymentReturnedByBank',
      {
        ...{ returnId: day, lines: [], charges: [{ charge, amountFen: '1', restores }] },
        ...{ totalFen: '1', returnedOn: day, reason: '户名不符', confirmation: null, late: null },
      },
      day,
      restores === 'authority' ? one : {},
    );
  const events = givenEvents(
    registered,
    issued('A', '9'),
    issued('B', '9'),
    submitted('p', ['A', 'B'], '2021-02-01'),
    settled('A', 'p', '1', '2021-02-02'),
    settled('B', 'p', '1', '2021-02-02', '2021-02-02', 2),
    returned(1, 'authority', '2021-03-01'),
    of(
      'A',
      'FundsReturnedByBank',
      { paymentId: 'p', charge: 1, returnId: 'r', amountFen: '1', returnedOn: '2021-03-01', reason: '户名不符' },
      '2021-03-01',
      one,
    ),
    returned(2, 'fund-account', '2021-03-02'),
    returned(2, 'treasury', '2021-03-03'),
  );
  const ask = (scope = {}) => answerTo(correctionsReversalsReturns, events, scopeOf(scope));

  it('tell by whom, and what came back without giving authority back', () => {
    const { rows, answer, events: proof } = ask();
    expect(rows.map(({ on, actor, kind, netEffect, unrestored }) => [on, actor, kind, netEffect, unrestored])).toEqual([
      ['2021-03-01', '综合经办', '退票', '-0.01', []],
      ...[
        ['2021-03-02', 'fund-account'],
        ['2021-03-03', 'treasury'],
      ].map(([on, to]) => [
        on,
        '综合经办',
        '退票',
        '0.00',
        [{ appropriationId: 'B', programmeName: '项目B', amount: '0.01', to }],
      ]),
    ]);
    expect(answer).toContain('“项目B”（区级） 0.01 元退至国库，不恢复指标');
    expect(proof.map(({ number }) => number)).toEqual([8, 9, 10]);
  });

  it('ask about one appropriation', () => {
    expect(ask({ appropriationIds: ['A'] }).rows).toHaveLength(1);
    expect(ask({ appropriationIds: ['B'] }).rows).toHaveLength(2);
  });
});
