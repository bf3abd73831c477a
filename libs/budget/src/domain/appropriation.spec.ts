import { fen, parseBusinessDate, parsePeriod, type BusinessDate } from '@bofu/kernel';
import { specOf, stateAfter } from '@bofu/testing';
import {
  APPROPRIATION_ID,
  clawedBack,
  commitFunds,
  committed,
  day,
  DOCUMENT,
  frozen,
  issued,
  month,
  reclassifiedIn,
  reclassifiedOut,
  reclassifyIn,
  reclassifyOut,
  reduced,
  released,
  returnedByBank,
  returnedByPayee,
  returnFunds,
  reversed,
  reverseSettlement,
  settled,
  supplemented,
  TERMS,
  transferredIn,
  transferredOut,
  unfrozen,
  yuan,
} from '../../testing/appropriation-examples';
import {
  appropriationDecider,
  availableFen,
  type AppropriationCommand,
  type AppropriationEvent,
  type IssuedAppropriation,
} from './appropriation';
import type { SpendingPlan } from './spending-plan';

const decider = appropriationDecider(APPROPRIATION_ID);
const spec = specOf(decider);

function standing(...events: AppropriationEvent[]): IssuedAppropriation {
  const state = stateAfter(decider, events);
  if (state.situation !== 'issued') throw new Error('not issued');
  return state;
}

const figures = (...events: AppropriationEvent[]) => {
  const state = standing(...events);
  const { budgetFen, settledFen, committedFen, frozenFen } = state;
  return { budgetFen, settledFen, committedFen, frozenFen, availableFen: availableFen(state) };
};

const short = (available: string, required: string, missing: string) => ({
  appropriationId: APPROPRIATION_ID,
  programmeName: TERMS.programmeName,
  availableFen: yuan(available),
  requiredFen: yuan(required),
  shortFen: yuan(missing),
});

const PLAN: SpendingPlan = [
  { on: day('06-30'), cumulativeShare: 4_000 },
  { on: day('12-31'), cumulativeShare: 10_000 },
];
const LATER_PLAN: SpendingPlan = [{ on: day('10-31'), cumulativeShare: 10_000 }];

const STANDARD = {
  rates: [{ label: '中央', amountFen: '9300', per: 'month' as const }],
  headcount: 75_587,
  cashFlow: 'monthly' as const,
  deadline: { kind: 'monthly' as const, day: 31, printed: '每月月底前' },
};

const TARGETS = [{ level1: '产出指标', level2: '时效指标', level3: '发放及时率', target: '100%', basis: '文件要求' }];

const movement = (amount: string) => ({ amountFen: yuan(amount), effectiveOn: day('03-01') });
const documented = (amount: string) => ({ ...movement(amount), documentNumber: DOCUMENT, reason: '批复' });

const start = issued('100.00', day('02-01'));
const paid30 = [start, committed('p1', '30.00', '02-10', 2), settled('p1', '30.00', '02-20')];

interface Example<Command extends AppropriationCommand = AppropriationCommand> {
  readonly given: readonly AppropriationEvent[];
  readonly when: Command;
  readonly then: readonly AppropriationEvent[];
}

/** One lawful example of every command there is: a command added without one does not compile. */
const lawful: {
  readonly [Type in AppropriationCommand['type']]: Example<Extract<AppropriationCommand, { type: Type }>>;
} = {
  'issue-appropriation': {
    given: [],
    when: { type: 'issue-appropriation', ...TERMS, source: null, amountFen: yuan('100.00'), effectiveOn: day('02-01') },
    then: [start],
  },
  'supplement-appropriation': {
    given: [start],
    when: { type: 'supplement-appropriation', ...documented('50.00') },
    then: [supplemented('50.00', '03-01')],
  },
  'reduce-appropriation': {
    given: [start],
    when: { type: 'reduce-appropriation', ...documented('100.00') },
    then: [reduced('100.00', '03-01')],
  },
  'claw-back-appropriation': {
    given: [start],
    when: { type: 'claw-back-appropriation', ...documented('40.00') },
    then: [clawedBack('40.00', '03-01')],
  },
  'transfer-virement-out': {
    given: [start],
    when: { type: 'transfer-virement-out', ...documented('25.00'), virementId: 'v1', to: 'OTHER' },
    then: [transferredOut('25.00', '03-01')],
  },
  'transfer-virement-in': {
    given: [start],
    when: {
      type: 'transfer-virement-in',
      ...documented('25.00'),
      virementId: 'v1',
      from: 'OTHER',
      fromBudgetType: 'general-public',
    },
    then: [transferredIn('25.00', '03-01')],
  },
  'freeze-appropriation': {
    given: [start],
    when: { type: 'freeze-appropriation', ...movement('60.00'), reason: '待核实' },
    then: [frozen('60.00', '03-01')],
  },
  'unfreeze-appropriation': {
    given: [start, frozen('60.00', '02-15')],
    when: { type: 'unfreeze-appropriation', ...movement('60.00'), reason: '待核实' },
    then: [unfrozen('60.00', '03-01')],
  },
  'adopt-spending-plan': {
    given: [start],
    when: { type: 'adopt-spending-plan', checkpoints: PLAN, effectiveOn: day('03-01') },
    then: [{ type: 'SpendingPlanAdopted', data: { effectiveOn: day('03-01'), checkpoints: PLAN } }],
  },
  'revise-spending-plan': {
    given: [start, { type: 'SpendingPlanAdopted', data: { effectiveOn: day('02-01'), checkpoints: PLAN } }],
    when: { type: 'revise-spending-plan', checkpoints: LATER_PLAN, effectiveOn: day('03-01'), reason: '进度调整' },
    then: [
      {
        type: 'SpendingPlanRevised',
        data: { effectiveOn: day('03-01'), checkpoints: LATER_PLAN, reason: '进度调整' },
      },
    ],
  },
  'set-payment-standard': {
    given: [start],
    when: { type: 'set-payment-standard', effectiveOn: day('03-01'), ...STANDARD },
    then: [{ type: 'PaymentStandardSet', data: { effectiveOn: day('03-01'), ...STANDARD } }],
  },
  'set-performance-targets': {
    given: [start],
    when: { type: 'set-performance-targets', effectiveOn: day('03-01'), targets: TARGETS },
    then: [{ type: 'PerformanceTargetsSet', data: { effectiveOn: day('03-01'), targets: TARGETS } }],
  },
  'commit-funds': {
    given: [start],
    when: commitFunds('p1', '30.00', '02-10', 2),
    then: [committed('p1', '30.00', '02-10', 2)],
  },
  'settle-commitment': {
    given: [start, committed('p1', '30.00', '02-10', 2)],
    when: { type: 'settle-commitment', paymentId: 'p1', paidOn: day('02-20') },
    then: [settled('p1', '30.00', '02-20')],
  },
  'release-commitment': {
    given: [start, committed('p1', '30.00', '02-10', 2)],
    when: { type: 'release-commitment', paymentId: 'p1', releasedOn: day('02-12'), reason: '花名册有误' },
    then: [released('p1', '30.00', '02-12')],
  },
  'reverse-settlement': {
    given: paid30,
    when: reverseSettlement('p1', '03-01'),
    then: [reversed('p1', '30.00', '03-01')],
  },
  'reclassify-settlement-out': {
    given: paid30,
    when: reclassifyOut('p1', '30.00', '03-01'),
    then: [reclassifiedOut('p1', '30.00', '03-01')],
  },
  'reclassify-settlement-in': {
    given: [start],
    when: reclassifyIn('p9', '30.00', '03-01', 2),
    then: [reclassifiedIn('p9', '30.00', '03-01', 2)],
  },
  'return-funds': {
    given: paid30,
    when: returnFunds('p1', 'r1', '10.00', '03-01'),
    then: [returnedByBank('p1', 'r1', '10.00', '03-01')],
  },
};

const examples: [string, Example][] = Object.entries(lawful);
const DATES = [
  'effectiveOn',
  'submittedOn',
  'paidOn',
  'releasedOn',
  'reversedOn',
  'correctedOn',
  'returnedOn',
] as const;
const redated = (command: AppropriationCommand, date: BusinessDate): AppropriationCommand => {
  const dated = DATES.filter((name) => name in command);
  if (dated.length !== 1) throw new Error(`${command.type} must have one business date`);
  return { ...command, [dated[0]!]: date };
};

describe('every command', () => {
  it.each(examples)('%s has its effect where nothing stands against it', (_type, { given, when, then }) =>
    spec.given(given).when(when).then(then),
  );

  it.each(examples.filter(([type]) => type !== 'issue-appropriation'))(
    '%s is refused while the appropriation is not issued',
    (_type, { when }) =>
      spec.given([]).when(when).thenRefuses('appropriation-not-found', { appropriationId: APPROPRIATION_ID }),
  );

  it.each(examples)('%s is refused on a day of the year before', (_type, { given, when }) =>
    spec
      .given(given)
      .when(redated(when, parseBusinessDate('2020-12-31')))
      .thenRefuses('outside-fiscal-year', { date: '2020-12-31', fiscalYear: 2021 }),
  );

  it.each(examples)('%s is refused on a day of the year after', (type, { given, when }) =>
    spec
      .given(given)
      .when(redated(when, parseBusinessDate('2022-01-01')))
      .thenRefuses(type === 'return-funds' ? 'prior-year-return' : 'outside-fiscal-year', {
        date: '2022-01-01',
        fiscalYear: 2021,
      }),
  );

  it.each(examples.filter(([type]) => type !== 'issue-appropriation'))(
    '%s is refused on a day before the appropriation was issued',
    (_type, { given, when }) =>
      spec
        .given(given)
        .when(redated(when, day('01-31')))
        .thenRefuses('before-issue', { date: '2021-01-31', issuedOn: '2021-02-01' }),
  );

  it.each(examples.filter(([, { when }]) => 'amountFen' in when))(
    '%s moves neither nothing nor less than nothing',
    (_type, { given, when }) => {
      const moving = (amountFen: bigint) => spec.given(given).when({ ...when, amountFen } as AppropriationCommand);
      moving(0n).thenRefuses('amount-not-positive', { received: '0.00' });
      moving(-1n).thenRefuses('amount-not-positive', { received: '-0.01' });
    },
  );
});

describe('issuing', () => {
  const issue = lawful['issue-appropriation'].when;

  it('happens once', () =>
    spec.given([start]).when(issue).thenRefuses('appropriation-exists', { appropriationId: APPROPRIATION_ID }));

  it('needs a document number for money of a higher level', () =>
    spec
      .given([])
      .when({ ...issue, fundingLevel: 'municipal', documentNumber: null })
      .thenRefuses('document-number-required', { fundingLevel: 'municipal' }));

  it('needs none for money of the district', () => {
    const command = { ...issue, fundingLevel: 'district' as const, documentNumber: null };
    const event: AppropriationEvent = {
      ...start,
      data: { ...start.data, fundingLevel: 'district', documentNumber: null },
    };
    spec.given([]).when(command).then([event]);
  });

  it('is followed by anything from its own day on', () =>
    spec
      .given([start])
      .when({ ...lawful['supplement-appropriation'].when, effectiveOn: day('02-01') })
      .then([supplemented('50.00', '02-01')]));

  it('makes all of it available', () =>
    expect(figures(start)).toEqual({
      budgetFen: yuan('100.00'),
      settledFen: 0n,
      committedFen: 0n,
      frozenFen: 0n,
      availableFen: yuan('100.00'),
    }));

  it('keeps the terms apart from the movement', () => expect(standing(start).terms).toEqual(TERMS));
});

describe('the budget during the year', () => {
  it('goes up by a supplement and down by a reduction and a claw-back', () =>
    expect(
      figures(start, supplemented('50.00', '03-01'), reduced('20.00', '04-01'), clawedBack('5.00', '05-01')).budgetFen,
    ).toBe(yuan('125.00')));

  it('keeps what was issued at first', () =>
    expect(standing(start, supplemented('50.00', '03-01')).initialFen).toBe(yuan('100.00')));

  it('is supplemented for a higher level only on a document', () =>
    spec
      .given([start])
      .when({ ...lawful['supplement-appropriation'].when, documentNumber: null })
      .thenRefuses('document-number-required', { fundingLevel: 'central' }));

  it.each([
    'reduce-appropriation',
    'claw-back-appropriation',
    'transfer-virement-out',
    'freeze-appropriation',
  ] as const)('%s takes the last fen and not one more', (type) => {
    const given = [start, committed('p1', '30.00', '02-10'), frozen('20.00', '02-15')];
    const { when } = lawful[type];
    expect(decider.decide(standing(...given), { ...when, amountFen: yuan('50.00') })).toHaveLength(1);
    spec
      .given(given)
      .when({ ...when, amountFen: yuan('50.01') })
      .thenRefuses('insufficient-appropriation', short('50.00', '50.01', '0.01'));
  });

  it('can neither be frozen away from a payment in transit nor unfrozen beyond what is frozen', () => {
    spec
      .given([start, committed('p1', '90.00', '02-10')])
      .when({ ...lawful['freeze-appropriation'].when, amountFen: yuan('10.01') })
      .thenRefuses('insufficient-appropriation', short('10.00', '10.01', '0.01'));
    spec
      .given([start, frozen('60.00', '02-15'), unfrozen('20.00', '02-16')])
      .when({ ...lawful['unfreeze-appropriation'].when, amountFen: yuan('40.01') })
      .thenRefuses('nothing-frozen', { frozenFen: yuan('40.00'), requestedFen: yuan('40.01') });
  });

  it('is not spent while frozen, and is again once unfrozen', () => {
    const over = commitFunds('p1', '60.00', '03-01');
    spec
      .given([start, frozen('60.00', '02-15')])
      .when(over)
      .thenRefuses('insufficient-appropriation', short('40.00', '60.00', '20.00'));
    spec
      .given([start, frozen('60.00', '02-15'), unfrozen('20.00', '02-16')])
      .when(over)
      .then([committed('p1', '60.00', '03-01')]);
  });
});

describe('a virement', () => {
  it('has two different sides', () =>
    spec
      .given([start])
      .when({ ...lawful['transfer-virement-out'].when, to: APPROPRIATION_ID })
      .thenRefuses('virement-to-itself', { appropriationId: APPROPRIATION_ID }));

  it('stays within one budget type', () =>
    spec
      .given([start])
      .when({ ...lawful['transfer-virement-in'].when, fromBudgetType: 'state-capital-operations' })
      .thenRefuses('virement-across-budget-types', { from: 'state-capital-operations', to: 'general-public' }));

  it('moves the budget and nothing else', () => {
    expect(figures(start, transferredOut('25.00', '03-01')).availableFen).toBe(yuan('75.00'));
    expect(figures(start, transferredIn('25.00', '03-01')).availableFen).toBe(yuan('125.00'));
  });
});

describe('the spending plan', () => {
  const adopt = lawful['adopt-spending-plan'];
  const revise = lawful['revise-spending-plan'];

  it('is adopted once and revised afterwards', () => {
    spec
      .given(revise.given)
      .when(adopt.when)
      .thenRefuses('plan-already-adopted', { appropriationId: APPROPRIATION_ID });
    spec.given([start]).when(revise.when).thenRefuses('plan-not-adopted', { appropriationId: APPROPRIATION_ID });
    expect(standing(...revise.given, ...revise.then).plan).toEqual(LATER_PLAN);
  });

  it.each([adopt, revise])('speaks of days of its year only', ({ given, when }) =>
    spec
      .given(given)
      .when({ ...when, checkpoints: [{ on: parseBusinessDate('2022-03-31'), cumulativeShare: 10_000 }] })
      .thenRefuses('outside-fiscal-year', { date: '2022-03-31', fiscalYear: 2021 }),
  );

  it.each([adopt, revise])('is refused when it is no plan', ({ given, when }) =>
    spec
      .given(given)
      .when({ ...when, checkpoints: [{ on: day('12-31'), cumulativeShare: 9_900 }] })
      .thenRefuses('plan-unsound', { reason: 'does-not-reach-100-percent' }),
  );
});

describe('standards and targets', () => {
  it('can be set again: the last standard stands', () => {
    const first: AppropriationEvent = { type: 'PaymentStandardSet', data: { effectiveOn: day('02-01'), ...STANDARD } };
    const second: AppropriationEvent = {
      type: 'PaymentStandardSet',
      data: { effectiveOn: day('07-01'), ...STANDARD, headcount: 75_600 },
    };
    expect(standing(start, first, second).standard).toEqual({ ...STANDARD, headcount: 75_600 });
  });

  it('moves no money', () => {
    const targets: AppropriationEvent = {
      type: 'PerformanceTargetsSet',
      data: { effectiveOn: day('02-01'), targets: TARGETS },
    };
    expect(figures(start, targets)).toEqual(figures(start));
  });
});

describe('funds committed to a payment', () => {
  it('are in transit, then settled', () => {
    expect(figures(start, committed('p1', '30.00', '02-10'))).toEqual({
      budgetFen: yuan('100.00'),
      settledFen: 0n,
      committedFen: yuan('30.00'),
      frozenFen: 0n,
      availableFen: yuan('70.00'),
    });
    expect(figures(...paid30)).toEqual({
      budgetFen: yuan('100.00'),
      settledFen: yuan('30.00'),
      committedFen: 0n,
      frozenFen: 0n,
      availableFen: yuan('70.00'),
    });
  });

  it('are available again when the payment is sent back', () =>
    expect(figures(start, committed('p1', '30.00', '02-10'), released('p1', '30.00', '02-12'))).toEqual(
      figures(start),
    ));

  it('take the last fen and not one more', () => {
    const given = [start, committed('p1', '99.99', '02-10')];
    spec
      .given(given)
      .when(commitFunds('p2', '0.01', '02-10'))
      .then([committed('p2', '0.01', '02-10')]);
    spec
      .given(given)
      .when(commitFunds('p2', '0.02', '02-10'))
      .thenRefuses('insufficient-appropriation', short('0.01', '0.02', '0.01'));
  });

  it('can be settled and released once, and only where they were committed', () => {
    const { when: settle, given } = lawful['settle-commitment'];
    const { when: release } = lawful['release-commitment'];
    const gone = { paymentId: 'p1' };
    for (const command of [settle, release]) {
      spec.given([start]).when(command).thenRefuses('payment-not-committed', gone);
      spec.given(paid30).when(command).thenRefuses('payment-not-committed', gone);
      spec
        .given([...given, released('p1', '30.00', '02-12')])
        .when(command)
        .thenRefuses('payment-not-committed', gone);
    }
  });

  it('are neither settled nor released before they were submitted, but may be on the same day', () => {
    const { when: settle, given } = lawful['settle-commitment'];
    const { when: release } = lawful['release-commitment'];
    const early = { date: '2021-02-09', committedOn: '2021-02-10' };
    spec
      .given(given)
      .when({ ...settle, paidOn: day('02-09') })
      .thenRefuses('dated-before-commitment', early);
    spec
      .given(given)
      .when({ ...release, releasedOn: day('02-09') })
      .thenRefuses('dated-before-commitment', early);
    spec
      .given(given)
      .when({ ...settle, paidOn: day('02-10') })
      .then([settled('p1', '30.00', '02-10')]);
    spec
      .given(given)
      .when({ ...release, releasedOn: day('02-10') })
      .then([released('p1', '30.00', '02-10')]);
  });

  it.each([
    ['in transit', [start, committed('p1', '30.00', '02-10')]],
    ['paid', paid30],
    ['sent back', [start, committed('p1', '30.00', '02-10'), released('p1', '30.00', '02-12')]],
    ['reversed', [...paid30, reversed('p1', '30.00', '03-01')]],
    ['moved away', [...paid30, reclassifiedOut('p1', '30.00', '03-01')]],
    ['moved here', [start, reclassifiedIn('p1', '30.00', '03-01')]],
  ])('never share a payment id, not even with one %s', (_name, given) =>
    spec
      .given(given)
      .when(commitFunds('p1', '1.00', '04-01'))
      .thenRefuses('payment-id-reused', { paymentId: 'p1' }),
  );
});

describe('a period', () => {
  const second = commitFunds('p2', '10.00', '03-05', 2);
  const again = [committed('p2', '10.00', '03-05', 2)];
  const taken = { period: '2021-02', paymentId: 'p1', programmeName: TERMS.programmeName };

  it('has one regular run, whether that is in transit or paid', () => {
    spec.given(paid30.slice(0, 2)).when(second).thenRefuses('period-already-paid', taken);
    spec.given(paid30).when(second).thenRefuses('period-already-paid', taken);
  });

  it('keeps its run even when all of it was returned: latecomers are paid by a supplementary run', () =>
    spec
      .given([...paid30, returnedByBank('p1', 'r1', '30.00', '03-01')])
      .when(second)
      .thenRefuses('period-already-paid', taken));

  it('may have any number of supplementary runs beside it', () => {
    const supplementary = { ...second, claimsPeriod: false };
    spec
      .given(paid30)
      .when(supplementary)
      .then([{ type: 'FundsCommitted', data: { ...again[0]!.data, claimsPeriod: false } }]);
  });

  it('is not claimed by a supplementary run, paid here or moved here', () => {
    const unclaimed = { period: month(2), claimsPeriod: false };
    const supplementary: AppropriationEvent = {
      type: 'FundsCommitted',
      data: { ...committed('p1', '30.00', '02-10').data, ...unclaimed },
    };
    const moved: AppropriationEvent = {
      type: 'SettlementReclassifiedIn',
      data: { ...reclassifiedIn('p1', '30.00', '03-01').data, ...unclaimed },
    };
    for (const event of [supplementary, moved]) spec.given([start, event]).when(second).then(again);
  });

  it('is another one next month', () =>
    spec
      .given(paid30)
      .when(commitFunds('p2', '10.00', '03-05', 3))
      .then([committed('p2', '10.00', '03-05', 3)]));

  it('is free again after sending back, reversal and correction to another appropriation', () => {
    for (const undone of [
      [...paid30.slice(0, 2), released('p1', '30.00', '02-12')],
      [...paid30, reversed('p1', '30.00', '03-01')],
      [...paid30, reclassifiedOut('p1', '30.00', '03-01')],
    ])
      spec.given(undone).when(second).then(again);
  });

  it('is not free after half of the run was moved away', () =>
    spec
      .given([...paid30, reclassifiedOut('p1', '15.00', '03-01')])
      .when(second)
      .thenRefuses('period-already-paid', taken));

  it('comes along with a run that a correction moves here', () =>
    spec
      .given([start, reclassifiedIn('p1', '30.00', '03-01', 2)])
      .when(second)
      .thenRefuses('period-already-paid', taken));

  it('belongs to the fiscal year', () =>
    spec
      .given([start])
      .when({ ...second, period: parsePeriod('2020-12') })
      .thenRefuses('period-outside-fiscal-year', { period: '2020-12', fiscalYear: 2021 }));
});

describe('a reversal', () => {
  it('nets to zero and leaves both entries standing', () => {
    const after = [...paid30, reversed('p1', '30.00', '03-01')];
    expect(figures(...after)).toEqual(figures(start));
    expect(standing(...after).payments.get('p1')).toMatchObject({
      situation: 'reversed',
      amountFen: yuan('30.00'),
      netFen: 0n,
    });
  });

  it('happens once', () =>
    spec
      .given([...paid30, reversed('p1', '30.00', '03-01')])
      .when(reverseSettlement('p1', '03-02'))
      .thenRefuses('payment-not-settled', { paymentId: 'p1' }));

  it('is of a paid payment', () => {
    for (const given of [[start], paid30.slice(0, 2)])
      spec.given(given).when(reverseSettlement('p1', '03-01')).thenRefuses('payment-not-settled', { paymentId: 'p1' });
  });

  it('is only possible while the payment is untouched', () => {
    for (const touched of [returnedByBank('p1', 'r1', '0.01', '02-25'), returnedByPayee('p1', 'r1', '30.00', '02-25')])
      spec
        .given([...paid30, touched])
        .when(reverseSettlement('p1', '03-01'))
        .thenRefuses('payment-already-adjusted', { paymentId: 'p1' });
  });

  it('is dated on the day of payment or later', () => {
    spec
      .given(paid30)
      .when(reverseSettlement('p1', '02-19'))
      .thenRefuses('dated-before-payment', { date: '2021-02-19', paidOn: '2021-02-20' });
    spec
      .given(paid30)
      .when(reverseSettlement('p1', '02-20'))
      .then([reversed('p1', '30.00', '02-20')]);
  });
});

describe('a correction to another appropriation', () => {
  it('takes from one side what it charges to the other', () => {
    expect(figures(...paid30, reclassifiedOut('p1', '30.00', '03-01'))).toEqual(figures(start));
    expect(figures(start, reclassifiedIn('p1', '30.00', '03-01'))).toEqual(figures(...paid30));
  });

  it('moves no more than is still out', () =>
    spec
      .given([...paid30, returnedByBank('p1', 'r1', '10.00', '02-25')])
      .when(reclassifyOut('p1', '20.01', '03-01'))
      .thenRefuses('return-exceeds-payment', { paymentId: 'p1', paidFen: yuan('20.00'), returnedFen: yuan('20.01') }));

  it('goes to another appropriation', () =>
    spec
      .given(paid30)
      .when({ ...reclassifyOut('p1', '30.00', '03-01'), to: APPROPRIATION_ID })
      .thenRefuses('virement-to-itself', { appropriationId: APPROPRIATION_ID }));

  it('needs room where it goes', () =>
    spec
      .given(paid30)
      .when(reclassifyIn('p9', '70.01', '03-01'))
      .thenRefuses('insufficient-appropriation', short('70.00', '70.01', '0.01')));

  it('does not come before the payment', () =>
    spec
      .given(paid30)
      .when(reclassifyOut('p1', '30.00', '02-19'))
      .thenRefuses('dated-before-payment', { date: '2021-02-19', paidOn: '2021-02-20' }));

  it('finds no payment to move that is not paid here', () => {
    for (const given of [[start], paid30.slice(0, 2), [...paid30, reclassifiedOut('p1', '30.00', '03-01')]])
      spec
        .given(given)
        .when(reclassifyOut('p1', '1.00', '03-02'))
        .thenRefuses('payment-not-settled', { paymentId: 'p1' });
  });

  it('never charges a payment here that is known here already', () => {
    for (const given of [
      paid30.slice(0, 2),
      paid30,
      [...paid30.slice(0, 2), released('p1', '30.00', '02-12')],
      [...paid30, reversed('p1', '30.00', '02-25')],
    ])
      spec
        .given(given)
        .when(reclassifyIn('p1', '1.00', '03-01'))
        .thenRefuses('payment-id-reused', { paymentId: 'p1' });
  });

  describe('that is itself corrected', () => {
    const away = [...paid30, reclassifiedOut('p1', '30.00', '03-01')];
    const home = [...away, reclassifiedIn('p1', '30.00', '04-01', 2)];

    it('brings the charge home, once', () => {
      spec
        .given(away)
        .when(reclassifyIn('p1', '30.00', '04-01', 2))
        .then([reclassifiedIn('p1', '30.00', '04-01', 2)]);
      expect(figures(...home)).toEqual(figures(...paid30));
      spec
        .given(home)
        .when(reclassifyIn('p1', '1.00', '04-02'))
        .thenRefuses('payment-id-reused', { paymentId: 'p1' });
    });

    it('leaves the payment as whole as it was: it can be reversed', () =>
      spec
        .given(home)
        .when(reverseSettlement('p1', '04-02'))
        .then([reversed('p1', '30.00', '04-02')]));

    it('remembers what was returned before it left', () => {
      const touched = [
        ...paid30,
        returnedByBank('p1', 'r1', '10.00', '02-25'),
        reclassifiedOut('p1', '20.00', '03-01'),
        reclassifiedIn('p1', '20.00', '04-01'),
      ];
      spec
        .given(touched)
        .when(reverseSettlement('p1', '04-02'))
        .thenRefuses('payment-already-adjusted', { paymentId: 'p1' });
      spec
        .given(touched)
        .when(returnFunds('p1', 'r1', '1.00', '04-02'))
        .thenRefuses('return-id-reused', { returnId: 'r1' });
    });

    it('is charged here only since it came: nothing is returned here from before', () =>
      spec
        .given(home)
        .when(returnFunds('p1', 'r1', '1.00', '03-15'))
        .thenRefuses('dated-before-payment', { date: '2021-03-15', paidOn: '2021-04-01' }));
  });
});

describe('money that comes back', () => {
  const after = (...events: AppropriationEvent[]) => [...paid30, ...events];

  it('is available again, whether the bank or the payee returned it', () => {
    expect(figures(...after(returnedByBank('p1', 'r1', '10.00', '03-01')))).toMatchObject({
      settledFen: yuan('20.00'),
      availableFen: yuan('80.00'),
    });
    expect(figures(...after(returnedByPayee('p1', 'r1', '10.00', '03-01')))).toMatchObject({
      settledFen: yuan('20.00'),
      availableFen: yuan('80.00'),
    });
  });

  it('is told apart by who returned it', () =>
    spec
      .given(paid30)
      .when({ ...returnFunds('p1', 'r1', '10.00', '03-01'), by: 'payee' })
      .then([returnedByPayee('p1', 'r1', '10.00', '03-01')]));

  it('may come in pieces, up to all that was paid and not a fen more', () => {
    const pieces = after(returnedByBank('p1', 'r1', '10.00', '03-01'), returnedByPayee('p1', 'r2', '15.00', '03-02'));
    spec
      .given(pieces)
      .when(returnFunds('p1', 'r3', '5.00', '03-03'))
      .then([returnedByBank('p1', 'r3', '5.00', '03-03')]);
    spec
      .given(pieces)
      .when(returnFunds('p1', 'r3', '5.01', '03-03'))
      .thenRefuses('return-exceeds-payment', { paymentId: 'p1', paidFen: yuan('5.00'), returnedFen: yuan('5.01') });
    const all = [...pieces, returnedByBank('p1', 'r3', '5.00', '03-03')];
    expect(figures(...all)).toEqual(figures(start));
    spec
      .given(all)
      .when(returnFunds('p1', 'r4', '0.01', '03-04'))
      .thenRefuses('return-exceeds-payment', { paymentId: 'p1', paidFen: fen(0n), returnedFen: yuan('0.01') });
  });

  it('is recorded once under its id', () =>
    spec
      .given(after(returnedByBank('p1', 'r1', '10.00', '03-01')))
      .when(returnFunds('p1', 'r1', '10.00', '03-02'))
      .thenRefuses('return-id-reused', { returnId: 'r1' }));

  it('was paid before', () => {
    for (const given of [[start], paid30.slice(0, 2), after(reversed('p1', '30.00', '02-25'))])
      spec
        .given(given)
        .when(returnFunds('p1', 'r1', '1.00', '03-01'))
        .thenRefuses('payment-not-settled', { paymentId: 'p1' });
    spec
      .given(paid30)
      .when(returnFunds('p1', 'r1', '1.00', '02-19'))
      .thenRefuses('dated-before-payment', { date: '2021-02-19', paidOn: '2021-02-20' });
  });
});

describe('no. 14, the central pension subsidy: 70,240,000.00 for 75,587 people at 93.00 a month', () => {
  const months = Array.from({ length: 9 }, (_, at) => at + 1);
  const nineMonths: AppropriationEvent[] = [
    issued('70,240,000.00'),
    ...months.flatMap((number) => {
      const mm = String(number).padStart(2, '0');
      return [
        committed(`run-${mm}`, '7,029,591.00', `${mm}-25`, number),
        settled(`run-${mm}`, '7,029,591.00', `${mm}-28`),
      ];
    }),
  ];
  const october = commitFunds('run-10', '7,029,591.00', '10-28', 10);

  it('has 6,973,681.00 left after nine months', () =>
    expect(figures(...nineMonths)).toEqual({
      budgetFen: yuan('70,240,000.00'),
      settledFen: yuan('63,266,319.00'),
      committedFen: 0n,
      frozenFen: 0n,
      availableFen: yuan('6,973,681.00'),
    }));

  it('is 55,910.00 short for October', () =>
    spec
      .given(nineMonths)
      .when(october)
      .thenRefuses('insufficient-appropriation', short('6,973,681.00', '7,029,591.00', '55,910.00')));

  it('lasts to the end of December, to the fen, after a supplement of 14,115,092.00', () => {
    const supplement = supplemented('14,115,092.00', '10-28');
    spec
      .given([...nineMonths, supplement])
      .when(october)
      .then([committed('run-10', '7,029,591.00', '10-28', 10)]);
    const year = [10, 11, 12].flatMap((number) => [
      committed(`run-${number}`, '7,029,591.00', `${number}-28`, number),
      settled(`run-${number}`, '7,029,591.00', `${number}-29`),
    ]);
    expect(figures(...nineMonths, supplement, ...year).availableFen).toBe(0n);
  });
});

describe('no. 5, the district pension subsidy: 2,230,000.00 for 75,587 people at 2.50 a month', () => {
  it('is 37,610.00 short for December', () => {
    const elevenMonths = Array.from({ length: 11 }, (_, at) => {
      const mm = String(at + 1).padStart(2, '0');
      return [committed(`run-${mm}`, '188,967.50', `${mm}-25`, at + 1), settled(`run-${mm}`, '188,967.50', `${mm}-28`)];
    });
    spec
      .given([issued('2,230,000.00'), ...elevenMonths.flat()])
      .when(commitFunds('run-12', '188,967.50', '12-25', 12))
      .thenRefuses('insufficient-appropriation', short('151,357.50', '188,967.50', '37,610.00'));
  });
});

describe('a history that contradicts the rules', () => {
  it('stops the work instead of being guessed at', () => {
    expect(() => stateAfter(decider, [supplemented('1.00', '03-01')])).toThrow(/before AppropriationIssued/);
    expect(() => stateAfter(decider, [start, settled('p1', '1.00', '03-01')])).toThrow(/not known/);
    const foreign = { type: 'SomethingElse', data: {} } as unknown as AppropriationEvent;
    expect(() => stateAfter(decider, [start, foreign])).toThrow(/unexpected value/);
  });
});
