import { specOf, stateAfter } from '@bofu/testing';
import {
  charged,
  day,
  digits,
  disburse,
  giveBack,
  lump,
  month,
  moved,
  paid,
  pay,
  rated,
  reclassify,
  recordedLine,
  refused,
  released,
  returned,
  reverse,
  reversed,
  submit,
  submitted,
  yuan,
  type Command,
  type Event,
} from '../../testing/payment-examples';
import { claimedPeriods, type SubmittedPayment } from './charges';
import { paymentDecider } from './payment';
import type { PaymentCommand } from './payment-commands';
import type { PaymentEvent } from './payment-events';

const decider = paymentDecider('p1');
const spec = specOf(decider);

function standing(...events: PaymentEvent[]): SubmittedPayment {
  const state = stateAfter(decider, events);
  if (state.situation === 'not-submitted') throw new Error('not submitted');
  return state;
}

const netOf = (...events: PaymentEvent[]) => standing(...events).charges.map(({ netFen }) => Number(netFen) / 100);
const claimsOf = (...events: PaymentEvent[]) =>
  claimedPeriods(standing(...events)).map(({ programmeId, groupId, period }) =>
    [programmeId, groupId, period].filter(Boolean).join(' '),
  );

/** Ten people at 3.00 of A and 2.00 of B: 30.00 + 20.00. */
const [fromA, fromB] = [rated('A', '3.00', 10), rated('B', '2.00', 10)];
const run = submit([fromA, fromB]);
const ran = submitted(
  run,
  [recordedLine(1, fromA, '30.00'), recordedLine(2, fromB, '20.00')],
  [charged(1, 'A', '30.00'), charged(2, 'B', '20.00')],
  '50.00',
);
const both = paid([1, 2], '50.00');

/** 100.00 of A to an account. */
const hundred = lump('A', '100.00');
const disbursed = submitted(
  disburse([hundred]),
  [recordedLine(1, hundred, '100.00')],
  [charged(1, 'A', '100.00')],
  '100.00',
);
const left = paid([1], '100.00');

/** Only what is recorded of lines and charges, for specs about those. */
const decided = (command: Command<'submit-payment'>): Event<'PaymentSubmitted'>['data'] => {
  const [event] = decider.decide(decider.initial, command, { ...BY });
  if (event?.type !== 'PaymentSubmitted') throw new Error('not submitted');
  return event.data;
};
const BY = {
  personId: 'clerk',
  post: 'clerk',
  delegationId: null,
  channel: 'service',
  mode: 'single-person',
} as const;

describe('a payment as submitted', () => {
  it('charges each appropriation what its lines come to', () => spec.given([]).when(run).then([ran]));

  it('of 75,587 people at 113.00 is split 93 + 15 + 2.50 + 2.50', () => {
    const pension = submit([
      rated('no. 14', '93.00', 75_587),
      rated('no. 17', '15.00', 75_587),
      rated('no. 18', '2.50', 75_587),
      rated('no. 5', '2.50', 75_587),
    ]);
    expect(decided(pension)).toMatchObject({
      totalFen: digits('8,541,331.00'),
      charges: [
        charged(1, 'no. 14', '7,029,591.00'),
        charged(2, 'no. 17', '1,133,805.00'),
        charged(3, 'no. 18', '188,967.50'),
        charged(4, 'no. 5', '188,967.50'),
      ],
    });
  });

  it('may be a lump sum, which has neither heads nor rate', () =>
    spec
      .given([])
      .when(disburse([hundred]))
      .then([disbursed]));

  it('pays two groups of one programme by two rates out of one appropriation', () => {
    const groups = submit([
      rated('A', '100.00', 3, { groupId: 'over-70' }),
      rated('A', '95.00', 4, { groupId: 'others' }),
    ]);
    expect(decided(groups)).toMatchObject({ charges: [charged(1, 'A', '680.00')], totalFen: digits('680.00') });
  });

  it('names nobody twice for a month: neither a group nor everybody beside a group', () => {
    for (const groupId of ['over-70', null])
      spec
        .given([])
        .when(submit([rated('A', '1.00', 3, { groupId: 'over-70' }), rated('A', '1.00', 4, { groupId })]))
        .thenRefuses('appropriation-twice-in-run', { appropriationId: 'A' });
  });

  it('pays days, quarters and years, households and 人次', () => {
    const funeral = rated('A', '50.00', 2, { per: 'day', times: 3 });
    const heads = { of: 'households', count: 4 } as const;
    const quarter = rated('B', '1.00', 4, {
      pays: { heads, rateFen: yuan('90.00'), per: 'quarter', times: 1 },
    });
    const event = decided(submit([funeral, quarter]));
    expect(event.lines).toEqual([recordedLine(1, funeral, '300.00'), recordedLine(2, quarter, '360.00')]);
    expect(event.lines[1]?.heads).toEqual({ of: 'households', count: 4 });
  });

  it('takes a deduction off its charge, and says why', () => {
    const less = rated('A', '3.00', 2, { entry: 'deduction', reason: '死亡多领', period: month('2021-01') });
    const data = decided(submit([fromA, less]));
    expect(data.charges).toEqual([charged(1, 'A', '24.00')]);
    expect(data.lines[1]).toEqual(recordedLine(2, less, '-6.00'));
    spec
      .given([])
      .when(submit([fromA, { ...less, reason: null }]))
      .thenRefuses('line-needs-reason', { line: 2 });
  });

  it('never pays less than nothing, whatever is deducted', () =>
    spec
      .given([])
      .when(submit([fromA, rated('A', '3.00', 10, { entry: 'deduction', reason: '停发' })]))
      .thenRefuses('amount-not-positive', { received: '0.00' }));

  it('pays the arrears of an earlier year out of this one, and says why', () => {
    const arrears = rated('A', '3.00', 10, { period: month('2020-12'), entry: 'back-pay', reason: '去年漏发' });
    const event = decided(submit([arrears]));
    expect(event.lines[0]).toMatchObject({ period: '2020-12', entry: 'back-pay', reason: '去年漏发' });
    spec
      .given([])
      .when(submit([{ ...arrears, reason: null }]))
      .thenRefuses('line-needs-reason', { line: 1 });
  });

  it('pays a later month only where it says that it does', () => {
    const december = rated('A', '3.00', 10, { period: month('2021-12') });
    spec
      .given([])
      .when(submit([december]))
      .thenRefuses('period-ahead', { period: '2021-12', submittedOn: '2021-02-10' });
    const january = rated('A', '3.00', 10, { period: month('2022-01'), entry: 'advance' });
    expect(decided(submit([january], { submittedOn: day('12-30') })).lines[0]).toMatchObject({ entry: 'advance' });
    for (const period of [month('2021-02'), null])
      spec
        .given([])
        .when(submit([rated('A', '3.00', 10, { period, entry: 'advance' })]))
        .thenRefuses('period-not-ahead', { period, submittedOn: '2021-02-10' });
  });

  it('remembers what it was filled in from, what it replaces and what it pays anew', () => {
    const change = {
      schemeId: 's',
      replaces: 'p0',
      reissueOf: { paymentId: 'p0', returnId: 'r0', drawsOn: 'authority' as const },
    };
    expect(decided(submit([fromA], change))).toMatchObject(change);
  });

  it.each<[string, Command<'submit-payment'>, string]>([
    ['nothing', submit([]), 'no-lines'],
    ['nobody', submit([rated('A', '1.00', 0)]), 'headcount-not-positive'],
    ['half a person', submit([rated('A', '1.00', 1.5)]), 'headcount-not-positive'],
    ['a rate of nothing', submit([rated('A', '0.00', 1)]), 'amount-not-positive'],
    ['no times', submit([rated('A', '1.00', 1, { times: 0 })]), 'times-not-positive'],
    ['no money', disburse([lump('A', '0.00')]), 'amount-not-positive'],
    ['less than no money', disburse([lump('A', '-1.00')]), 'amount-not-positive'],
  ])('is refused where it pays %s', (_what, command, code) => spec.given([]).when(command).thenRefuses(code));
});

describe('each charge settles by itself', () => {
  const first = paid([1], '30.00');

  it('on its own day, with its own voucher', () => {
    spec
      .given([ran])
      .when(pay([1]))
      .then([first]);
    spec
      .given([ran, first])
      .when(pay([2], '02-22'))
      .then([paid([2], '20.00', '02-22')]);
    expect(standing(ran, first).situation).toBe('partly-paid');
    expect(netOf(ran, first)).toEqual([30, 0]);
    expect(standing(ran, first, paid([2], '20.00')).situation).toBe('paid');
  });

  it('or several by one voucher', () => {
    spec.given([ran]).when(pay()).then([both]);
    spec
      .given([ran])
      .when(pay([2, 1, 2]))
      .then([{ ...both, data: { ...both.data, charges: [2, 1], voucherNumber: '凭证212' } }]);
  });

  it('once', () =>
    spec
      .given([ran, first])
      .when(pay([1]))
      .thenRefuses('wrong-state', { paymentId: 'p1', situation: 'partly-paid', needed: 'submitted' }));

  it('and only where there is one', () => {
    spec
      .given([ran])
      .when(pay([3]))
      .thenRefuses('charge-not-found', { paymentId: 'p1', charge: 3 });
    spec.given([ran]).when(pay([])).thenRefuses('wrong-state');
  });

  it('one may be withdrawn, voided or refused while the other is paid', () => {
    const withdraw: PaymentCommand = {
      ...{ type: 'withdraw-payment', charges: [2], withdrawnOn: day('02-12'), reason: '花名册有误' },
    };
    spec
      .given([ran, first])
      .when(withdraw)
      .then([released('PaymentWithdrawn', [2], '20.00')]);
    const voiding: PaymentCommand = {
      ...{ type: 'void-payment', charges: 'all', voidedOn: day('02-12'), reason: '花名册有误' },
    };
    spec
      .given([ran, first])
      .when(voiding)
      .then([released('PaymentVoided', [2], '20.00')]);
    const refusal: PaymentCommand = {
      ...{
        type: 'record-payment-refusal',
        charges: [2],
        refusedBy: 'bank',
        refusedOn: day('02-12'),
        reason: '账户冻结',
      },
    };
    spec
      .given([ran, first])
      .when(refusal)
      .then([refused([2], '20.00')]);
    expect(standing(ran, first, refused([2], '20.00')).situation).toBe('paid');
    expect(netOf(ran, first, refused([2], '20.00'))).toEqual([30, 0]);
  });

  it('is sent back as a whole, before any of it left', () => {
    const sendBack: PaymentCommand = { type: 'send-back-payment', sentBackOn: day('02-12'), reason: '花名册有误' };
    spec
      .given([ran])
      .when(sendBack)
      .then([released('PaymentSentBack', [1, 2], '50.00')]);
    spec
      .given([ran, first])
      .when(sendBack)
      .thenRefuses('wrong-state', { paymentId: 'p1', situation: 'partly-paid', needed: 'submitted' });
  });

  it.each([
    [released('PaymentSentBack', [1, 2], '50.00'), 'sent-back'],
    [released('PaymentWithdrawn', [1, 2], '50.00'), 'withdrawn'],
    [released('PaymentVoided', [1, 2], '50.00'), 'voided'],
    [refused([1, 2], '50.00'), 'refused'],
  ] as const)('and the payment is named for what ended it: %#', (event, situation) => {
    expect(standing(ran, event).situation).toBe(situation);
    spec
      .given([ran, event])
      .when(pay())
      .thenRefuses('wrong-state', { paymentId: 'p1', situation, needed: 'submitted' });
  });

  it('stands by its charges when one was paid and reversed while the other waits', () => {
    expect(standing(ran, first, reversed([1], '30.00')).situation).toBe('submitted');
    expect(standing(ran, first, reversed([1], '30.00'), refused([2], '20.00')).situation).toBe('refused');
  });

  it('never before it was submitted', () =>
    spec
      .given([ran])
      .when(pay('all', '02-09'))
      .thenRefuses('before-submission', { date: '2021-02-09', submittedOn: '2021-02-10' }));
});

describe('a payment that is not there, or there already', () => {
  const steps: PaymentCommand[] = [pay(), reverse(), reclassify(1, 'C'), giveBack({ headcount: 1 })];

  it.each(steps.map((step) => [step.type, step] as const))('%s needs a payment', (_type, step) =>
    spec.given([]).when(step).thenRefuses('payment-not-found', { paymentId: 'p1' }),
  );

  it.each(steps.slice(1).map((step) => [step.type, step] as const))('%s needs money that left', (_type, step) =>
    spec
      .given([ran])
      .when(step)
      .thenRefuses('wrong-state', { paymentId: 'p1', situation: 'submitted', needed: 'paid' }),
  );

  it('is submitted once', () => spec.given([ran]).when(run).thenRefuses('payment-exists', { paymentId: 'p1' }));
});

describe('a return', () => {
  it('of heads brings back all rates of each', () => {
    spec
      .given([ran, both])
      .when(giveBack({ headcount: 3 }))
      .then([
        returned(
          [
            [1, 3],
            [2, 3],
          ],
          [
            [1, '9.00'],
            [2, '6.00'],
          ],
          '15.00',
        ),
      ]);
    expect(netOf(ran, both, returned([[1, 3]], [[1, '9.00']], '9.00'))).toEqual([21, 20]);
  });

  it('by lines says how many of which', () =>
    spec
      .given([ran, both])
      .when(
        giveBack({
          lines: [
            { line: 2, count: 1 },
            { line: 2, count: 2 },
          ],
        }),
      )
      .then([returned([[2, 3]], [[2, '6.00']], '6.00')]));

  it('by amounts is any part of a charge: 60.00 of a month, or only the county’s 2.50', () => {
    const pension = [
      rated('central', '93.00', 1),
      rated('provincial', '15.00', 1),
      rated('municipal', '2.50', 1),
      rated('county', '2.50', 1),
    ];
    const one = submitted(
      submit(pension),
      pension.map((line, at) => recordedLine(at + 1, line, ['93.00', '15.00', '2.50', '2.50'][at] ?? '')),
      [
        charged(1, 'central', '93.00'),
        charged(2, 'provincial', '15.00'),
        charged(3, 'municipal', '2.50'),
        charged(4, 'county', '2.50'),
      ],
      '113.00',
    );
    const all = paid([1, 2, 3, 4], '113.00');
    const county = giveBack({ charges: [{ charge: 4, amountFen: yuan('2.50') }] });
    spec
      .given([one, all])
      .when(county)
      .then([returned([], [[4, '2.50']], '2.50')]);
    const sixty = giveBack({
      charges: [
        { charge: 1, amountFen: yuan('50.00') },
        { charge: 2, amountFen: yuan('10.00') },
      ],
    });
    spec
      .given([one, all])
      .when(sixty)
      .then([
        returned(
          [],
          [
            [1, '50.00'],
            [2, '10.00'],
          ],
          '60.00',
        ),
      ]);
    spec
      .given([one, all])
      .when(giveBack({ amountFen: yuan('60.00') }))
      .thenRefuses('return-needs-split');
  });

  it('of a lump sum is an amount', () => {
    spec
      .given([disbursed, left])
      .when(giveBack({ amountFen: yuan('40.00') }))
      .then([returned([], [[1, '40.00']], '40.00')]);
    spec
      .given([disbursed, left])
      .when(giveBack({ headcount: 1 }))
      .thenRefuses('return-needs-amount');
  });

  it('is never more than is out, however it is said', () => {
    const back = returned([[1, 8]], [[1, '24.00']], '24.00');
    spec
      .given([ran, both, back])
      .when(giveBack({ lines: [{ line: 1, count: 3 }] }, { returnId: 'r2' }))
      .thenRefuses('return-exceeds-headcount', { paymentId: 'p1', outstanding: 2, returned: 3 });
    spec
      .given([ran, both, back])
      .when(
        giveBack(
          {
            charges: [
              { charge: 1, amountFen: yuan('3.00') },
              { charge: 1, amountFen: yuan('3.01') },
            ],
          },
          { returnId: 'r2' },
        ),
      )
      .thenRefuses('return-exceeds-net', { paymentId: 'p1', netFen: yuan('6.00'), returnedFen: yuan('6.01') });
    spec
      .given([ran, both])
      .when(
        giveBack({
          lines: [
            { line: 1, count: 6 },
            { line: 1, count: 5 },
          ],
        }),
      )
      .thenRefuses('return-exceeds-headcount', { paymentId: 'p1', outstanding: 10, returned: 11 });
  });

  it('of a run with several groups, or several months, says which', () => {
    for (const [one, other] of [
      [rated('A', '1.00', 3, { groupId: 'g1' }), rated('A', '1.00', 3, { groupId: 'g2' })],
      [rated('A', '1.00', 3), rated('A', '1.00', 3, { period: month('2021-01') })],
    ] as const) {
      const two = submitted(
        submit([one, other]),
        [recordedLine(1, one, '3.00'), recordedLine(2, other, '3.00')],
        [charged(1, 'A', '6.00')],
        '6.00',
      );
      spec
        .given([two, paid([1], '6.00')])
        .when(giveBack({ headcount: 1 }))
        .thenRefuses('return-needs-lines');
    }
  });

  it('in the next year goes to the treasury and gives no authority', () =>
    spec
      .given([ran, both])
      .when(giveBack({ headcount: 1 }, { party: 'payee', lapsed: [1, 2], returnedOn: day('2022-01-05') }))
      .then([
        returned(
          [
            [1, 1],
            [2, 1],
          ],
          [
            [1, '3.00'],
            [2, '2.00'],
          ],
          '5.00',
          { restores: 'treasury', on: '2022-01-05', type: 'PaymentReturnedByPayee' },
        ),
      ]));

  it('over a fund account bounces to that account, in whichever year; what a payee gives back does not', () => {
    const byAccount: PaymentEvent = { ...ran, data: { ...ran.data, route: 'fund-account' } };
    const one = (restores: 'fund-account' | 'authority', type: 'PaymentReturnedByBank' | 'PaymentReturnedByPayee') =>
      returned([[1, 1]], [[1, '3.00']], '3.00', { restores, type });
    const back = giveBack({ lines: [{ line: 1, count: 1 }] });
    for (const lapsed of [[], [1, 2]])
      spec
        .given([byAccount, both])
        .when({ ...back, lapsed })
        .then([one('fund-account', 'PaymentReturnedByBank')]);
    spec
      .given([byAccount, both])
      .when({ ...back, party: 'payee' })
      .then([one('authority', 'PaymentReturnedByPayee')]);
  });

  it('is recorded once, and not before the money left', () => {
    spec
      .given([ran, both, returned([[1, 1]], [[1, '3.00']], '3.00')])
      .when(giveBack({ headcount: 1 }))
      .thenRefuses('return-recorded-already', { returnId: 'r1' });
    spec
      .given([ran, both])
      .when(giveBack({ headcount: 1 }, { returnedOn: day('02-19') }))
      .thenRefuses('before-payment', { date: '2021-02-19', paidOn: '2021-02-20' });
    spec
      .given([ran, both])
      .when(giveBack({ lines: [{ line: 9, count: 1 }] }))
      .thenRefuses('line-not-found');
  });
});

describe('a reclassification', () => {
  it('opens a new charge with what is out', () => {
    spec
      .given([ran, both])
      .when(reclassify(2, 'C'))
      .then([moved(2, 3, 'B', 'C', '20.00')]);
    const after = standing(ran, both, moved(2, 3, 'B', 'C', '20.00'));
    expect(after.charges.map(({ situation, movedFrom }) => [situation, movedFrom])).toEqual([
      ['paid', null],
      ['moved', null],
      ['paid', 2],
    ]);
  });

  it('may move a part', () => {
    spec
      .given([ran, both])
      .when(reclassify(1, 'C', '12.00'))
      .then([moved(1, 3, 'A', 'C', '12.00')]);
    expect(netOf(ran, both, moved(1, 3, 'A', 'C', '12.00'))).toEqual([18, 20, 12]);
    spec
      .given([ran, both])
      .when(reclassify(1, 'C', '30.01'))
      .thenRefuses('return-exceeds-net', { paymentId: 'p1', netFen: yuan('30.00'), returnedFen: yuan('30.01') });
  });

  it('may be made twice, and back to where it came from', () => {
    const there = moved(1, 3, 'A', 'C', '30.00');
    spec
      .given([ran, both, there])
      .when(reclassify(3, 'A'))
      .then([moved(3, 4, 'C', 'A', '30.00')]);
    expect(netOf(ran, both, there, moved(3, 4, 'C', 'A', '30.00'))).toEqual([0, 20, 0, 30]);
  });

  it('takes heads along: who comes back is taken off whoever bears them now', () => {
    const there = moved(1, 3, 'A', 'C', '27.00');
    spec
      .given([ran, both, returned([[1, 1]], [[1, '3.00']], '3.00'), there])
      .when(giveBack({ lines: [{ line: 1, count: 2 }] }, { returnId: 'r2' }))
      .then([returned([[1, 2]], [[3, '6.00']], '6.00', { returnId: 'r2' })]);
  });

  it('leads a return that is entered late to where the money is now, and since when', () => {
    const there = moved(1, 3, 'A', 'C', '30.00');
    const on = (date: string) => ({ returnedOn: day(date) });
    const toThree = { paymentId: 'p1', charge: 1, movedTo: [3], movedOn: '2021-03-01' };
    const amountOf = (charge: number) => ({ charges: [{ charge, amountFen: yuan('3.00') }] });
    const lineOne = { lines: [{ line: 1, count: 1 }] };
    for (const back of [
      giveBack(amountOf(1), on('02-25')),
      giveBack(amountOf(1), on('03-02')),
      giveBack(amountOf(3), on('02-25')),
      giveBack(lineOne, on('02-25')),
    ])
      spec.given([ran, both, there]).when(back).thenRefuses('return-after-move', toThree);
    spec
      .given([ran, both, there])
      .when(giveBack(amountOf(3), on('03-01')))
      .then([returned([], [[3, '3.00']], '3.00')]);
    spec
      .given([ran, both, there, moved(3, 4, 'C', 'A', '20.00'), moved(3, 5, 'C', 'D', '10.00')])
      .when(giveBack(amountOf(1), on('03-02')))
      .thenRefuses('return-after-move', { ...toThree, movedTo: [4, 5] });
    // What stayed under the charge has gone nowhere.
    spec
      .given([ran, both, moved(1, 3, 'A', 'C', '12.00')])
      .when(giveBack(amountOf(1), on('02-25')))
      .then([returned([], [[1, '3.00']], '3.00', { on: '02-25' })]);
  });

  it('asks for the split where several bear the heads that come back', () =>
    spec
      .given([ran, both, moved(1, 3, 'A', 'C', '12.00')])
      .when(giveBack({ headcount: 1 }))
      .thenRefuses('return-needs-split', { paymentId: 'p1' }));

  it('moves what is there, to somewhere else', () => {
    spec.given([ran, both]).when(reclassify(1, 'A')).thenRefuses('already-charged-to');
    spec
      .given([ran, both, moved(1, 3, 'A', 'C', '30.00')])
      .when(reclassify(1, 'D'))
      .thenRefuses('not-charged-to', { paymentId: 'p1', appropriationId: 'A' });
    spec
      .given([ran, both, returned([[1, 10]], [[1, '30.00']], '30.00')])
      .when(reclassify(1, 'D'))
      .thenRefuses('not-charged-to');
  });
});

describe('a reversal', () => {
  it('takes all of it back, and says whether money had left the bank', () => {
    for (const leftBank of [true, false])
      spec
        .given([ran, both])
        .when(reverse('all', leftBank))
        .then([reversed([1, 2], '50.00', leftBank)]);
    expect(standing(ran, both, reversed([1, 2], '50.00')).situation).toBe('reversed');
    expect(netOf(ran, both, reversed([1, 2], '50.00'))).toEqual([0, 0]);
  });

  it('may be of one charge', () => {
    spec
      .given([ran, both])
      .when(reverse([2]))
      .then([reversed([2], '20.00')]);
    expect(standing(ran, both, reversed([2], '20.00')).situation).toBe('paid');
  });

  it('is of what a correction left, wherever it is charged now', () =>
    spec
      .given([ran, both, moved(1, 3, 'A', 'C', '30.00')])
      .when(reverse())
      .then([reversed([2, 3], '50.00')]));

  it('has no mirror image once a part came back', () =>
    spec
      .given([ran, both, returned([[1, 1]], [[1, '3.00']], '3.00')])
      .when(reverse())
      .thenRefuses('payment-already-returned', { paymentId: 'p1' }));
});

describe('a share borne for another level', () => {
  const county = rated('A', '3.00', 10, { borneFor: 'district' });
  const city = rated('A', '1.00', 10, { borneFor: 'municipal', groupId: null, period: month('2021-01') });
  const borne = submitted(
    submit([county, city]),
    [recordedLine(1, county, '30.00'), recordedLine(2, city, '10.00')],
    [charged(1, 'A', '40.00')],
    '40.00',
  );
  const repaid = (charge: number, debtor: 'district' | 'municipal', amount: string): PaymentEvent => ({
    type: 'AdvanceRepaid',
    data: {
      paymentId: 'p1',
      charge,
      debtor,
      amountFen: digits(amount),
      repaidOn: day('04-01'),
      account: '财政专户',
      late: null,
    },
  });
  const repay = (charge: number, debtor: 'district' | 'municipal', amount: string): PaymentCommand => ({
    ...{ type: 'record-advance-repayment', charge, debtor, amountFen: yuan(amount), repaidOn: day('04-01') },
    account: '财政专户',
  });
  const out = paid([1], '40.00');

  it('is settled by its debtor, in parts, each debtor its own', () => {
    spec
      .given([borne, out])
      .when(repay(1, 'district', '20.00'))
      .then([repaid(1, 'district', '20.00')]);
    spec
      .given([borne, out, repaid(1, 'district', '20.00')])
      .when(repay(1, 'municipal', '10.00'))
      .then([repaid(1, 'municipal', '10.00')]);
    spec
      .given([borne, out, repaid(1, 'district', '20.00')])
      .when(repay(1, 'district', '10.01'))
      .thenRefuses('repayment-exceeds-advance', { paymentId: 'p1', owedFen: yuan('10.00'), repaidFen: yuan('10.01') });
  });

  it('is settled once, though a correction moved it', () =>
    spec
      .given([borne, out, repaid(1, 'district', '30.00'), moved(1, 2, 'A', 'C', '40.00')])
      .when(repay(2, 'district', '0.01'))
      .thenRefuses('repayment-exceeds-advance', { paymentId: 'p1', owedFen: 0n, repaidFen: 1n }));

  it('is settled after it was paid', () =>
    spec
      .given([borne])
      .when(repay(1, 'district', '1.00'))
      .thenRefuses('wrong-state'));
});

describe('the periods a payment holds', () => {
  it('are those of its regular and early lines, as long as anything of them is in transit or out', () => {
    expect(claimsOf(ran)).toEqual(['pension 2021-02']);
    expect(claimsOf(ran, paid([1], '30.00'), refused([2], '20.00'))).toEqual(['pension 2021-02']);
    expect(claimsOf(ran, released('PaymentSentBack', [1, 2], '50.00'))).toEqual([]);
    expect(claimsOf(ran, both, reversed([1, 2], '50.00'))).toEqual([]);
  });

  it('come free when the bank returns everybody', () =>
    expect(
      claimsOf(
        ran,
        both,
        returned(
          [
            [1, 10],
            [2, 10],
          ],
          [
            [1, '30.00'],
            [2, '20.00'],
          ],
          '50.00',
        ),
      ),
    ).toEqual([]));

  it('follow a correction to another programme, where groups are not known', () => {
    const grouped = rated('A', '3.00', 10, { groupId: 'over-70' });
    const one = submitted(submit([grouped]), [recordedLine(1, grouped, '30.00')], [charged(1, 'A', '30.00')], '30.00');
    const out = paid([1], '30.00');
    expect(claimsOf(one, out)).toEqual(['pension over-70 2021-02']);
    expect(claimsOf(one, out, moved(1, 2, 'A', 'C', '30.00', 'medical'))).toEqual(['medical 2021-02']);
    expect(claimsOf(one, out, moved(1, 2, 'A', 'C', '10.00', 'medical'))).toEqual([
      'pension over-70 2021-02',
      'medical 2021-02',
    ]);
  });

  it('are none of back-pay, of a deduction, or of a disbursement', () => {
    const late = rated('A', '3.00', 10, { entry: 'back-pay', reason: '漏发' });
    const arrears = submitted(submit([late]), [recordedLine(1, late, '30.00')], [charged(1, 'A', '30.00')], '30.00');
    expect(claimsOf(arrears)).toEqual([]);
    const named = lump('A', '100.00', { period: month('2021-02') });
    const to = submitted(disburse([named]), [recordedLine(1, named, '100.00')], [charged(1, 'A', '100.00')], '100.00');
    expect(claimsOf(to)).toEqual([]);
  });
});
