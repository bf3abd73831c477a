import { fenToDigits, parseBusinessDate, parsePeriod, parseYuan, type BusinessDate, type Fen } from '@bofu/kernel';
import { specOf, stateAfter } from '@bofu/testing';
import { paymentDecider, type Payee, type PaymentCommand, type PaymentEvent, type SubmittedPayment } from './payment';

const yuan = (text: string): Fen => parseYuan(text.replaceAll(',', ''));
const digits = (text: string): string => fenToDigits(yuan(text));
const day = (monthDay: string): BusinessDate => parseBusinessDate(`2021-${monthDay}`);

const decider = paymentDecider('p1');
const spec = specOf(decider);

function standing(...events: PaymentEvent[]): SubmittedPayment {
  const state = stateAfter(decider, events);
  if (state.situation === 'not-submitted') throw new Error('not submitted');
  return state;
}

const netOf = (...events: PaymentEvent[]): Record<string, Fen> =>
  Object.fromEntries(standing(...events).charges.map(({ appropriationId, netFen }) => [appropriationId, netFen]));

type Event<Type extends PaymentEvent['type']> = Extract<PaymentEvent, { type: Type }>;
type Command<Type extends PaymentCommand['type']> = Extract<PaymentCommand, { type: Type }>;

const ACCOUNT: Payee = { kind: 'special-account', name: '城乡居民养老保险财政专户' };
const PERSONS: Payee = { kind: 'persons-by-bank', name: '代发银行' };

const submitDisbursement: Command<'submit-disbursement'> = {
  type: 'submit-disbursement',
  appropriationId: 'A',
  amountFen: yuan('100.00'),
  payee: ACCOUNT,
  purpose: '拨付专户',
  period: null,
  submittedOn: day('02-10'),
};

const disbursed: Event<'DisbursementSubmitted'> = {
  type: 'DisbursementSubmitted',
  data: {
    paymentId: 'p1',
    charges: [{ appropriationId: 'A', rateFen: null, amountFen: '10000' }],
    totalFen: '10000',
    payee: ACCOUNT,
    purpose: '拨付专户',
    period: null,
    submittedOn: day('02-10'),
  },
};

/** Ten people at 3.00 of A and 2.00 of B: 30.00 + 20.00. */
const submitRun: Command<'submit-payout-run'> = {
  type: 'submit-payout-run',
  lines: [
    { appropriationId: 'A', rateFen: yuan('3.00') },
    { appropriationId: 'B', rateFen: yuan('2.00') },
  ],
  headcount: 10,
  run: 'regular',
  payee: PERSONS,
  purpose: '二月养老金',
  period: parsePeriod('2021-02'),
  submittedOn: day('02-10'),
};

const ran: Event<'PayoutRunSubmitted'> = {
  type: 'PayoutRunSubmitted',
  data: {
    paymentId: 'p1',
    charges: [
      { appropriationId: 'A', rateFen: '300', amountFen: '3000' },
      { appropriationId: 'B', rateFen: '200', amountFen: '2000' },
    ],
    totalFen: '5000',
    payee: PERSONS,
    purpose: '二月养老金',
    period: parsePeriod('2021-02'),
    run: 'regular',
    headcount: 10,
    submittedOn: day('02-10'),
  },
};

const paid: PaymentEvent = { type: 'PaymentPaid', data: { paidOn: day('02-20'), voucherNumber: '0042' } };
const sentBack: PaymentEvent = { type: 'PaymentSentBack', data: { sentBackOn: day('02-12'), reason: '花名册有误' } };
const reversed: PaymentEvent = { type: 'PaymentReversed', data: { reversedOn: day('03-01'), reason: '重复登记' } };

const reclassified = (from: string, to: string, amount: string, monthDay = '03-01'): PaymentEvent => ({
  type: 'PaymentReclassified',
  data: { correctionId: 'c1', from, to, amountFen: digits(amount), correctedOn: day(monthDay), reason: '列错指标' },
});

const returned = (
  returnId: string,
  headcount: number | null,
  charges: readonly [string, string][],
  total: string,
  by: 'PaymentReturnedByBank' | 'PaymentReturnedByPayee' = 'PaymentReturnedByBank',
): PaymentEvent => ({
  type: by,
  data: {
    returnId,
    headcount,
    charges: charges.map(([appropriationId, amount]) => ({ appropriationId, amountFen: digits(amount) })),
    totalFen: digits(total),
    returnedOn: day('03-01'),
    reason: '户名不符',
  },
});

const pay: Command<'pay-payment'> = { type: 'pay-payment', paidOn: day('02-20'), voucherNumber: '0042' };
const sendBack: Command<'send-back-payment'> = {
  type: 'send-back-payment',
  sentBackOn: day('02-12'),
  reason: '花名册有误',
};
const reverse: Command<'reverse-payment'> = { type: 'reverse-payment', reversedOn: day('03-01'), reason: '重复登记' };
const reclassify = (from: string, to: string): Command<'reclassify-payment'> => ({
  type: 'reclassify-payment',
  correctionId: 'c1',
  from,
  to,
  correctedOn: day('03-01'),
  reason: '列错指标',
});
const giveBack = (
  returnId: string,
  what: Command<'record-payment-return'>['returned'],
): Command<'record-payment-return'> => ({
  type: 'record-payment-return',
  by: 'bank',
  returnId,
  returned: what,
  returnedOn: day('03-01'),
  reason: '户名不符',
});

describe('a disbursement', () => {
  it('is charged to one appropriation', () => spec.given([]).when(submitDisbursement).then([disbursed]));

  it('moves neither nothing nor less than nothing', () => {
    for (const [amount, received] of [
      ['0.00', '0.00'],
      ['-1.00', '-1.00'],
    ] as const)
      spec
        .given([])
        .when({ ...submitDisbursement, amountFen: yuan(amount) })
        .thenRefuses('amount-not-positive', { received });
  });

  it('claims no period, even where it names one', () => {
    const named: PaymentEvent = { ...disbursed, data: { ...disbursed.data, period: parsePeriod('2021-02') } };
    expect(standing(named)).toMatchObject({ period: '2021-02', claimsPeriod: false, headcount: null });
  });
});

describe('a payout run', () => {
  it('charges every appropriation its rate for every person', () => spec.given([]).when(submitRun).then([ran]));

  it('of 75,587 people at 113.00 is split 93 + 15 + 2.50 + 2.50', () => {
    const pension = {
      ...submitRun,
      headcount: 75_587,
      lines: [
        { appropriationId: 'no. 14', rateFen: yuan('93.00') },
        { appropriationId: 'no. 17', rateFen: yuan('15.00') },
        { appropriationId: 'no. 18', rateFen: yuan('2.50') },
        { appropriationId: 'no. 5', rateFen: yuan('2.50') },
      ],
    };
    const charges = [
      { appropriationId: 'no. 14', rateFen: '9300', amountFen: digits('7,029,591.00') },
      { appropriationId: 'no. 17', rateFen: '1500', amountFen: digits('1,133,805.00') },
      { appropriationId: 'no. 18', rateFen: '250', amountFen: digits('188,967.50') },
      { appropriationId: 'no. 5', rateFen: '250', amountFen: digits('188,967.50') },
    ];
    const totalFen = digits('8,541,331.00');
    spec
      .given([])
      .when(pension)
      .then([{ ...ran, data: { ...ran.data, charges, totalFen, headcount: 75_587 } }]);
  });

  it('claims its period when regular, and not when supplementary', () => {
    const supplementary: PaymentEvent = { ...ran, data: { ...ran.data, run: 'supplementary' } };
    spec
      .given([])
      .when({ ...submitRun, run: 'supplementary' })
      .then([supplementary]);
    expect(standing(ran).claimsPeriod).toBe(true);
    expect(standing(supplementary).claimsPeriod).toBe(false);
  });

  it('draws on something', () =>
    spec
      .given([])
      .when({ ...submitRun, lines: [] })
      .thenRefuses('no-lines', { paymentId: 'p1' }));

  it('draws on each appropriation once', () => {
    const [first, second] = submitRun.lines;
    spec
      .given([])
      .when({ ...submitRun, lines: [first!, second!, { ...first!, rateFen: yuan('1.00') }] })
      .thenRefuses('appropriation-twice-in-run', { appropriationId: 'A' });
  });

  it.each([0, -1, 1.5, Number.NaN, 2 ** 53])('pays a whole number of people, not %p', (headcount) =>
    spec
      .given([])
      .when({ ...submitRun, headcount })
      .thenRefuses('headcount-not-positive', { headcount }),
  );

  it('pays a rate on every line', () => {
    const [first] = submitRun.lines;
    spec
      .given([])
      .when({ ...submitRun, lines: [first!, { appropriationId: 'B', rateFen: yuan('0.00') }] })
      .thenRefuses('amount-not-positive', { received: '0.00' });
  });
});

describe('every step', () => {
  const steps: [PaymentCommand, 'submitted' | 'paid', readonly PaymentEvent[]][] = [
    [pay, 'submitted', [paid]],
    [sendBack, 'submitted', [sentBack]],
    [reverse, 'paid', [reversed]],
    [reclassify('A', 'C'), 'paid', [reclassified('A', 'C', '100.00')]],
    [giveBack('r1', { amountFen: yuan('40.00') }), 'paid', [returned('r1', null, [['A', '40.00']], '40.00')]],
  ];
  const histories: [SubmittedPayment['situation'], readonly PaymentEvent[]][] = [
    ['submitted', [disbursed]],
    ['paid', [disbursed, paid]],
    ['sent-back', [disbursed, sentBack]],
    ['reversed', [disbursed, paid, reversed]],
  ];
  const table = steps.flatMap(([step, needed, events]) =>
    histories.map(([situation, given]) => ({ step, type: step.type, needed, events, situation, given })),
  );

  it.each(table.filter(({ situation, needed }) => situation === needed))(
    '$type is possible for a payment that is $situation',
    ({ given, step, events }) => spec.given(given).when(step).then(events),
  );

  it.each(table.filter(({ situation, needed }) => situation !== needed))(
    '$type is refused for a payment that is $situation',
    ({ given, step, situation, needed }) =>
      spec.given(given).when(step).thenRefuses('wrong-state', { paymentId: 'p1', situation, needed }),
  );

  it.each(steps.map(([step]) => [step.type, step] as const))('%s needs a payment', (_type, step) =>
    spec.given([]).when(step).thenRefuses('payment-not-found', { paymentId: 'p1' }),
  );

  it.each(histories)('no second submission, not even of one that is %s', (_situation, given) => {
    for (const submit of [submitDisbursement, submitRun])
      spec.given(given).when(submit).thenRefuses('payment-exists', { paymentId: 'p1' });
  });

  it('keeps the order of days, and may be on the same day', () => {
    const early = { date: '2021-02-09', submittedOn: '2021-02-10' };
    spec
      .given([disbursed])
      .when({ ...pay, paidOn: day('02-09') })
      .thenRefuses('before-submission', early);
    spec
      .given([disbursed])
      .when({ ...sendBack, sentBackOn: day('02-09') })
      .thenRefuses('before-submission', early);
    spec
      .given([disbursed])
      .when({ ...pay, paidOn: day('02-10') })
      .then([{ type: 'PaymentPaid', data: { paidOn: day('02-10'), voucherNumber: '0042' } }]);

    const beforePayment = { date: '2021-02-19', paidOn: '2021-02-20' };
    for (const step of [
      { ...reverse, reversedOn: day('02-19') },
      { ...reclassify('A', 'C'), correctedOn: day('02-19') },
      { ...giveBack('r1', { amountFen: yuan('40.00') }), returnedOn: day('02-19') },
    ])
      spec.given([disbursed, paid]).when(step).thenRefuses('before-payment', beforePayment);
    spec
      .given([disbursed, paid])
      .when({ ...reverse, reversedOn: day('02-20') })
      .then([{ type: 'PaymentReversed', data: { reversedOn: day('02-20'), reason: '重复登记' } }]);
  });

  it('may go without a voucher number', () =>
    spec
      .given([disbursed])
      .when({ ...pay, voucherNumber: null })
      .then([{ type: 'PaymentPaid', data: { paidOn: day('02-20'), voucherNumber: null } }]));
});

describe('what is still out', () => {
  it('is nothing before payment, all of it after, and nothing again after reversal', () => {
    expect(netOf(ran)).toEqual({ A: 0n, B: 0n });
    expect(netOf(ran, sentBack)).toEqual({ A: 0n, B: 0n });
    expect(netOf(ran, paid)).toEqual({ A: yuan('30.00'), B: yuan('20.00') });
    expect(netOf(ran, paid, reversed)).toEqual({ A: 0n, B: 0n });
  });
});

describe('a return', () => {
  const three = returned(
    'r1',
    3,
    [
      ['A', '9.00'],
      ['B', '6.00'],
    ],
    '15.00',
  );

  it('of a run is of persons, each with all of the rates', () =>
    spec
      .given([ran, paid])
      .when(giveBack('r1', { headcount: 3 }))
      .then([three]));

  it('of 30 people at 113.00 is 3,390.00', () => {
    const pension: PaymentEvent = {
      ...ran,
      data: {
        ...ran.data,
        headcount: 75_587,
        charges: [{ appropriationId: 'A', rateFen: '11300', amountFen: digits('8,541,331.00') }],
        totalFen: digits('8,541,331.00'),
      },
    };
    const back = returned('r1', 30, [['A', '3,390.00']], '3,390.00');
    spec
      .given([pension, paid])
      .when(giveBack('r1', { headcount: 30 }))
      .then([back]);
    expect(netOf(pension, paid, back)).toEqual({ A: yuan('8,537,941.00') });
  });

  it('is told apart by who returned it', () =>
    spec
      .given([ran, paid])
      .when({ ...giveBack('r1', { headcount: 3 }), by: 'payee' })
      .then([{ ...three, type: 'PaymentReturnedByPayee' } as PaymentEvent]));

  it('of a run may come in pieces, up to all persons and not one more', () => {
    const given = [ran, paid, three];
    expect(standing(...given).headcount).toBe(7);
    expect(netOf(...given)).toEqual({ A: yuan('21.00'), B: yuan('14.00') });
    const seven = returned(
      'r2',
      7,
      [
        ['A', '21.00'],
        ['B', '14.00'],
      ],
      '35.00',
    );
    spec
      .given(given)
      .when(giveBack('r2', { headcount: 7 }))
      .then([seven]);
    spec
      .given(given)
      .when(giveBack('r2', { headcount: 8 }))
      .thenRefuses('return-exceeds-headcount', { paymentId: 'p1', outstanding: 7, returned: 8 });
    expect(netOf(...given, seven)).toEqual({ A: 0n, B: 0n });
    spec
      .given([...given, seven])
      .when(giveBack('r3', { headcount: 1 }))
      .thenRefuses('return-exceeds-headcount', { paymentId: 'p1', outstanding: 0, returned: 1 });
  });

  it('of a disbursement may come in pieces, up to the amount and not a fen more', () => {
    const given = [disbursed, paid, returned('r1', null, [['A', '60.00']], '60.00')];
    spec
      .given(given)
      .when(giveBack('r2', { amountFen: yuan('40.00') }))
      .then([returned('r2', null, [['A', '40.00']], '40.00')]);
    spec
      .given(given)
      .when(giveBack('r2', { amountFen: yuan('40.01') }))
      .thenRefuses('return-exceeds-net', { paymentId: 'p1', netFen: yuan('40.00'), returnedFen: yuan('40.01') });
  });

  it('is counted in what was paid: persons for a run, an amount for a disbursement', () => {
    spec
      .given([ran, paid])
      .when(giveBack('r1', { amountFen: yuan('5.00') }))
      .thenRefuses('return-needs-headcount', { paymentId: 'p1' });
    spec
      .given([disbursed, paid])
      .when(giveBack('r1', { headcount: 1 }))
      .thenRefuses('return-needs-amount', { paymentId: 'p1' });
  });

  it('is of something', () => {
    spec
      .given([ran, paid])
      .when(giveBack('r1', { headcount: 0 }))
      .thenRefuses('headcount-not-positive', { headcount: 0 });
    spec
      .given([disbursed, paid])
      .when(giveBack('r1', { amountFen: yuan('0.00') }))
      .thenRefuses('amount-not-positive', { received: '0.00' });
    spec
      .given([disbursed, paid])
      .when(giveBack('r1', { amountFen: yuan('-0.01') }))
      .thenRefuses('amount-not-positive', { received: '-0.01' });
  });

  it('is recorded once under its id', () =>
    spec
      .given([ran, paid, three])
      .when(giveBack('r1', { headcount: 1 }))
      .thenRefuses('return-recorded-already', { returnId: 'r1' }));
});

describe('a reversal', () => {
  it('is of the whole payment: refused once part of it came back', () => {
    for (const back of [
      returned(
        'r1',
        1,
        [
          ['A', '3.00'],
          ['B', '2.00'],
        ],
        '5.00',
      ),
      returned(
        'r1',
        10,
        [
          ['A', '30.00'],
          ['B', '20.00'],
        ],
        '50.00',
      ),
    ])
      spec.given([ran, paid, back]).when(reverse).thenRefuses('payment-already-returned', { paymentId: 'p1' });
  });

  it('is refused as well when what was left of it was moved after the return', () =>
    spec
      .given([disbursed, paid, returned('r1', null, [['A', '30.00']], '30.00'), reclassified('A', 'C', '70.00')])
      .when(reverse)
      .thenRefuses('payment-already-returned', { paymentId: 'p1' }));

  it('is possible after a correction, which left the payment whole', () =>
    spec
      .given([ran, paid, reclassified('A', 'C', '30.00')])
      .when(reverse)
      .then([reversed]));
});

describe('a correction', () => {
  it('moves what is still out of one charge', () => {
    const given = [
      ran,
      paid,
      returned(
        'r1',
        3,
        [
          ['A', '9.00'],
          ['B', '6.00'],
        ],
        '15.00',
      ),
    ];
    spec
      .given(given)
      .when(reclassify('A', 'C'))
      .then([reclassified('A', 'C', '21.00')]);
    expect(netOf(...given, reclassified('A', 'C', '21.00'))).toEqual({ C: yuan('21.00'), B: yuan('14.00') });
  });

  it('is followed by returns to where the charge is now', () =>
    spec
      .given([ran, paid, reclassified('A', 'C', '30.00')])
      .when(giveBack('r1', { headcount: 1 }))
      .then([
        returned(
          'r1',
          1,
          [
            ['C', '3.00'],
            ['B', '2.00'],
          ],
          '5.00',
        ),
      ]));

  it('needs something charged where it comes from', () => {
    const nowhere = { paymentId: 'p1', appropriationId: 'C' };
    spec.given([ran, paid]).when(reclassify('C', 'D')).thenRefuses('not-charged-to', nowhere);
    spec
      .given([
        ran,
        paid,
        returned(
          'r1',
          10,
          [
            ['A', '30.00'],
            ['B', '20.00'],
          ],
          '50.00',
        ),
      ])
      .when(reclassify('A', 'C'))
      .thenRefuses('not-charged-to', { paymentId: 'p1', appropriationId: 'A' });
  });

  it('goes where the payment is not charged yet', () => {
    for (const to of ['A', 'B'])
      spec
        .given([ran, paid])
        .when(reclassify('A', to))
        .thenRefuses('already-charged-to', { paymentId: 'p1', appropriationId: to });
  });

  it('can be corrected', () =>
    spec
      .given([disbursed, paid, reclassified('A', 'C', '100.00')])
      .when(reclassify('C', 'A'))
      .then([reclassified('C', 'A', '100.00')]));
});

describe('a history that contradicts the rules', () => {
  it('stops the work instead of being guessed at', () => {
    expect(() => stateAfter(decider, [paid])).toThrow(/before submission/);
    const foreign = { type: 'SomethingElse', data: {} } as unknown as PaymentEvent;
    expect(() => stateAfter(decider, [foreign])).toThrow(/unexpected value/);
  });
});
