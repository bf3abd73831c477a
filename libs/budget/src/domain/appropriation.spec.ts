import { fen, parseBusinessDate, type BusinessDate, type SpendingPlan } from '@bofu/kernel';
import { SOMEBODY, specOf, stateAfter } from '@bofu/testing';
import {
  APPROPRIATION_ID,
  clawedBack,
  closedOut,
  commitFunds,
  committed,
  day,
  frozen,
  issued,
  month,
  PAPER,
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
import { availableOf } from './money-by-day';
import type { AppropriationEvent } from './appropriation-events';
import { appropriationDecider, type AppropriationCommand, type IssuedAppropriation } from './appropriation';

const decider = appropriationDecider(APPROPRIATION_ID);
const spec = specOf(decider);

function standing(...events: AppropriationEvent[]): IssuedAppropriation {
  const state = stateAfter(decider, events);
  if (state.situation !== 'issued') throw new Error('not issued');
  return state;
}

const figures = (...events: AppropriationEvent[]) => {
  const state = standing(...events);
  const { sums } = state.money;
  return { ...sums, availableFen: availableOf(sums) };
};

const short = (available: string, required: string, missing: string) => ({
  appropriationId: APPROPRIATION_ID,
  programmeName: TERMS.programmeName,
  availableFen: yuan(available),
  requiredFen: yuan(required),
  shortFen: yuan(missing),
  leastOn: null,
});

const PLAN: SpendingPlan = [
  { on: day('06-30'), cumulativeShare: 4_000 },
  { on: day('12-31'), cumulativeShare: 10_000 },
];
const LATER_PLAN: SpendingPlan = [{ on: day('10-31'), cumulativeShare: 10_000 }];

const movement = (amount: string) => ({ amountFen: yuan(amount), effectiveOn: day('03-01') });
const documented = (amount: string) => ({ ...movement(amount), ...PAPER, reason: '批复' });
const own = { appropriationId: APPROPRIATION_ID };
const charge = { paymentId: 'p1', charge: 1 };
const adopted: AppropriationEvent = {
  type: 'SpendingPlanAdopted',
  data: { ...own, effectiveOn: day('02-01'), checkpoints: PLAN, sources: [] },
};

const start = issued('100.00', day('02-01'));
const provisional: AppropriationEvent = { ...start, data: { ...start.data, issuedAs: 'provisional' } };

/** What had been paid for January and February before the books began, on 1 March. */
const opening = (...amounts: string[]) =>
  amounts.map((amount, at) => ({ groupId: null, period: month(at + 1), heads: 10, amountFen: yuan(amount) }));
const openingBalance = (...amounts: string[]) => ({
  type: 'enter-opening-balance' as const,
  lines: opening(...amounts),
  effectiveOn: day('03-01'),
  reason: '期初补录',
  sources: [],
});
const openingBalanceEntered = (...amounts: string[]): AppropriationEvent => ({
  type: 'OpeningBalanceEntered',
  data: {
    ...own,
    amountFen: String(opening(...amounts).reduce((sum, { amountFen }) => sum + amountFen, 0n)),
    effectiveOn: day('03-01'),
    lines: opening(...amounts).map((line) => ({ ...line, amountFen: String(line.amountFen) })),
    reason: '期初补录',
    sources: [],
  },
});
const ARRIVED = {
  ...{ arrivedOn: day('02-15'), account: '财政专户' },
  ...{ reference: '0215-01', documentNumber: null },
};
const arrived = (arrivalId: string, amountFen: string): AppropriationEvent => ({
  type: 'FundsArrived',
  data: { ...own, arrivalId, amountFen, ...ARRIVED },
});
const SAID = { reason: '回单金额', correctedOn: day('03-05') };
const correctArrival = (arrivalId: string, amount: string) =>
  ({ type: 'correct-funds-arrival', arrivalId, arrivedFen: yuan(amount), ...ARRIVED, ...SAID }) as const;
const arrivalCorrected = (arrivalId: string, amountFen: string): AppropriationEvent => ({
  type: 'FundsArrivalCorrected',
  data: { ...own, arrivalId, amountFen, ...ARRIVED, ...SAID },
});
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
    when: { type: 'issue-appropriation', ...TERMS, sources: [], amountFen: yuan('100.00'), effectiveOn: day('02-01') },
    then: [start],
  },
  'supplement-appropriation': {
    given: [start],
    when: { type: 'supplement-appropriation', ...documented('50.00'), sources: [] },
    then: [supplemented('50.00', '03-01')],
  },
  'reduce-appropriation': {
    given: [start],
    when: { type: 'reduce-appropriation', ...documented('100.00'), sources: [] },
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
      fromFundingLevel: 'central',
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
  'close-out-balance': {
    given: [start, frozen('20.00', '02-15'), committed('p1', '30.00', '02-10')],
    when: {
      type: 'close-out-balance',
      amountFen: yuan('50.00'),
      disposal: 'carried-over',
      carriedTo: 'NEXT',
      ...PAPER,
      reason: '批复',
    },
    then: [closedOut('50.00')],
  },
  'replace-provisional-authority': {
    given: [provisional, committed('p1', '30.00', '02-10')],
    when: {
      type: 'replace-provisional-authority',
      replacedBy: 'APPROVED',
      effectiveOn: day('03-01'),
      ...PAPER,
      reason: '预算批复',
    },
    then: [
      {
        type: 'ProvisionalAuthorityReplaced',
        data: {
          ...own,
          ...PAPER,
          replacedBy: 'APPROVED',
          effectiveOn: day('03-01'),
          reason: '预算批复',
          confirmation: null,
          amountFen: '7000',
        },
      },
    ],
  },
  'adopt-spending-plan': {
    given: [start],
    when: { type: 'adopt-spending-plan', checkpoints: PLAN, effectiveOn: day('02-01'), sources: [] },
    then: [adopted],
  },
  'revise-spending-plan': {
    given: [start, adopted],
    when: {
      type: 'revise-spending-plan',
      checkpoints: LATER_PLAN,
      effectiveOn: day('03-01'),
      reason: '进度调整',
      sources: [],
    },
    then: [
      {
        type: 'SpendingPlanRevised',
        data: { ...own, effectiveOn: day('03-01'), checkpoints: LATER_PLAN, reason: '进度调整', sources: [] },
      },
    ],
  },
  'record-funds-arrival': {
    given: [start],
    when: {
      type: 'record-funds-arrival',
      arrivalId: 'a1',
      amountFen: yuan('60.00'),
      ...ARRIVED,
    },
    then: [arrived('a1', '6000')],
  },
  'correct-funds-arrival': {
    given: [start, arrived('a1', '6000')],
    when: correctArrival('a1', '50.00'),
    then: [arrivalCorrected('a1', '5000')],
  },
  'enter-opening-balance': {
    given: [start],
    when: openingBalance('20.00', '10.00'),
    then: [openingBalanceEntered('20.00', '10.00')],
  },
  'commit-funds': {
    given: [start],
    when: commitFunds('p1', '30.00', '02-10', 2),
    then: [committed('p1', '30.00', '02-10', 2)],
  },
  'settle-commitment': {
    given: [start, committed('p1', '30.00', '02-10', 2)],
    when: { type: 'settle-commitment', ...charge, paidOn: day('02-20'), clearingUntil: null },
    then: [settled('p1', '30.00', '02-20')],
  },
  'release-commitment': {
    given: [start, committed('p1', '30.00', '02-10', 2)],
    when: {
      type: 'release-commitment',
      ...charge,
      releasedOn: day('02-12'),
      cause: 'sent-back',
      reason: '花名册有误',
    },
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
    when: reclassifyIn('p9', '30.00', '03-01'),
    then: [reclassifiedIn('p9', '30.00', '03-01')],
  },
  'return-funds': {
    given: paid30,
    when: returnFunds('p1', 'r1', '10.00', '03-01'),
    then: [returnedByBank('p1', 'r1', '10.00', '03-01')],
  },
};

/** A correction says two days: when it truly arrived, and when that was said. */
const examples: [string, Example][] = Object.entries(lawful);
const DATES = [
  'effectiveOn',
  'submittedOn',
  'paidOn',
  'releasedOn',
  'reversedOn',
  'correctedOn',
  'returnedOn',
  'arrivedOn',
] as const;
const redated = (command: AppropriationCommand, date: BusinessDate): AppropriationCommand => {
  const dated = DATES.filter((name) => name in command && command.type !== 'correct-funds-arrival');
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

  // Arrivals move no authority; what was never paid is released on any later day; balances go with the year itself.
  const unbound = ['record-funds-arrival', 'correct-funds-arrival', 'release-commitment', 'close-out-balance'];
  const boundToTheYear = examples.filter(([type]) => !unbound.includes(type));
  const clearing = ['settle-commitment', 'reverse-settlement', 'reclassify-settlement-out', 'reclassify-settlement-in'];

  it.each(boundToTheYear)('%s is refused on a day of the year before', (_type, { given, when }) =>
    spec
      .given(given)
      .when(redated(when, parseBusinessDate('2020-12-31')))
      .thenRefuses('outside-fiscal-year', { date: '2020-12-31', fiscalYear: 2021 }),
  );

  it.each(boundToTheYear.filter(([type]) => !clearing.includes(type)))(
    '%s is refused on a day of the year after',
    (type, { given, when }) =>
      spec
        .given(given)
        .when(redated(when, parseBusinessDate('2022-01-01')))
        .thenRefuses(type === 'return-funds' ? 'prior-year-return' : 'outside-fiscal-year', {
          date: '2022-01-01',
          fiscalYear: 2021,
        }),
  );

  it.each(examples.filter(([type]) => clearing.includes(type)))(
    '%s waits for the window of late clearing to be open, and ends with it',
    (_type, { given, when, then }) => {
      const inJanuary = (date: string, clearingUntil: string | null) =>
        spec.given(given).when({
          ...redated(when, parseBusinessDate(date)),
          clearingUntil: clearingUntil === null ? null : parseBusinessDate(clearingUntil),
        } as AppropriationCommand);
      inJanuary('2022-01-08', null).thenRefuses('clearing-window-closed', {
        date: '2022-01-08',
        fiscalYear: 2021,
        clearingUntil: null,
      });
      inJanuary('2022-01-09', '2022-01-08').thenRefuses('clearing-window-closed');
      inJanuary('2022-01-08', '2022-01-08').then(
        then.map((event) => {
          const dated = DATES.find((name) => name in event.data);
          const counting = 'countsFrom' in event.data ? { countsFrom: '2022-01-08' } : {};
          return { ...event, data: { ...event.data, [dated ?? '']: '2022-01-08', ...counting } } as AppropriationEvent;
        }),
      );
    },
  );

  it('what was never paid is released in January, on the books of its year', () =>
    spec
      .given([start, committed('p1', '30.00', '12-30')])
      .when({
        type: 'release-commitment',
        ...charge,
        releasedOn: parseBusinessDate('2022-01-05'),
        cause: 'voided',
        reason: '年终作废',
      })
      .then([
        {
          type: 'CommitmentReleased',
          data: {
            ...own,
            ...charge,
            amountFen: '3000',
            releasedOn: parseBusinessDate('2022-01-05'),
            cause: 'voided',
            reason: '年终作废',
          },
        },
      ]));

  const sinceIssue = boundToTheYear.filter(([type]) => type !== 'issue-appropriation');
  it.each(sinceIssue)('%s is refused on a day before the appropriation was issued', (_type, { given, when }) =>
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

describe('closing out a balance', () => {
  const closeOut = (amount: string): AppropriationCommand => ({
    ...lawful['close-out-balance'].when,
    amountFen: yuan(amount),
  });

  it('takes what is left and no fen more: what is in transit or frozen stays', () => {
    const { given } = lawful['close-out-balance'];
    spec
      .given(given)
      .when(closeOut('50.01'))
      .thenRefuses('insufficient-appropriation', short('50.00', '50.01', '0.01'));
  });

  it('leaves the last day of the year as it was, and nothing to commit on it', () => {
    const paid = [...paid30, closedOut('70.00')];
    expect(figures(...paid).availableFen).toBe(0n);
    spec
      .given(paid)
      .when(commitFunds('p2', '0.01', '12-30'))
      .thenRefuses('insufficient-appropriation', {
        ...short('0.00', '0.01', '0.01'),
        leastOn: parseBusinessDate('2022-01-01'),
      });
  });

  it('settles in an open clearing window what was left in transit', () =>
    spec
      .given([start, committed('p1', '30.00', '12-30'), closedOut('70.00')])
      .when({
        type: 'settle-commitment',
        ...charge,
        paidOn: parseBusinessDate('2022-01-05'),
        clearingUntil: parseBusinessDate('2022-01-10'),
      })
      .then([
        {
          type: 'CommitmentSettled',
          data: { ...own, ...charge, amountFen: '3000', paidOn: parseBusinessDate('2022-01-05') },
        },
      ]));
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

  it('carries over what was formed in an earlier year, with a document number to come', () => {
    const carried = { ...issue, issuedAs: 'carry-over' as const, formedIn: 2020, documentNumber: null };
    expect(decider.decide(stateAfter(decider, []), carried, SOMEBODY)).toMatchObject([
      { type: 'AppropriationIssued', data: { issuedAs: 'carry-over', formedIn: 2020, documentNumber: null } },
    ]);
  });

  it.each([
    ['formed later than its year', { formedIn: 2022 }],
    ['formed earlier, but not as a carry-over', { formedIn: 2020 }],
    ['a carry-over formed in its own year', { issuedAs: 'carry-over' as const }],
  ])('is refused when %s', (_name, change) =>
    spec
      .given([])
      .when({ ...issue, ...change })
      .thenRefuses('formed-in-another-year'),
  );

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
    expect(decider.decide(standing(...given), { ...when, amountFen: yuan('50.00') }, SOMEBODY)).toHaveLength(1);
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
      .thenRefuses('nothing-frozen', {
        ...{ frozenFen: yuan('40.00'), requestedFen: yuan('40.01'), effectiveOn: day('03-01') },
      });
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

  it('goes from one level to another only on a document', () => {
    const across = { ...lawful['transfer-virement-in'].when, fromFundingLevel: 'municipal' } as const;
    spec
      .given([start])
      .when({ ...across, documentNumber: null })
      .thenRefuses('virement-across-levels-undocumented', { from: 'municipal', to: 'central' });
    expect(decider.decide(standing(start), across, SOMEBODY)).toHaveLength(1);
    const within = { ...lawful['transfer-virement-in'].when, documentNumber: null };
    expect(decider.decide(standing(start), within, SOMEBODY)).toHaveLength(1);
  });

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

describe('provisional authority', () => {
  const replace = lawful['replace-provisional-authority'];

  it('ends with the approved budget: only what was used of it stays', () => {
    const after = figures(...replace.given, ...replace.then);
    expect(after).toMatchObject({ budgetFen: yuan('30.00'), committedFen: yuan('30.00'), availableFen: 0n });
  });

  it('has nothing to end when all of it is used, or it has ended', () =>
    spec
      .given([...replace.given, ...replace.then])
      .when(replace.when)
      .thenNothing());

  it('is the only kind that is replaced', () =>
    spec.given([start]).when(replace.when).thenRefuses('not-provisional', { appropriationId: APPROPRIATION_ID }));
});

describe('what had been paid before these books began', () => {
  it('counts as paid and moves nothing else', () =>
    expect(figures(start, openingBalanceEntered('20.00', '10.00'))).toMatchObject({
      settledFen: yuan('30.00'),
      committedFen: 0n,
      availableFen: yuan('70.00'),
    }));

  it('is entered once', () =>
    spec
      .given([start, openingBalanceEntered('20.00')])
      .when(openingBalance('1.00'))
      .thenRefuses('opening-balance-entered-already', { appropriationId: APPROPRIATION_ID }));

  it('is no more than there is', () =>
    spec
      .given([start])
      .when(openingBalance('60.00', '40.01'))
      .thenRefuses('insufficient-appropriation', short('100.00', '100.01', '0.01')));

  it('has an amount in every line', () =>
    spec.given([start]).when(openingBalance('20.00', '0.00')).thenRefuses('amount-not-positive'));
});

describe('money that arrived', () => {
  const record = (arrivalId: string, amount: string) =>
    ({ type: 'record-funds-arrival', arrivalId, amountFen: yuan(amount), ...ARRIVED }) as const;

  it('comes in parts, up to all that was given and no further', () => {
    const given = [start, arrived('a1', '6000')];
    spec
      .given(given)
      .when(record('a2', '40.00'))
      .then([arrived('a2', '4000')]);
    spec
      .given(given)
      .when(record('a2', '40.01'))
      .thenRefuses('arrival-exceeds-appropriation', {
        ...{ appropriationId: APPROPRIATION_ID, budgetFen: yuan('100.00') },
        ...{ arrivedFen: yuan('60.00'), amountFen: yuan('40.01') },
      });
  });
  it('is what its last correction says, and nothing where none had come', () => {
    const corrected = [start, arrived('a1', '6000'), arrivalCorrected('a1', '0')];
    spec
      .given(corrected)
      .when(record('a2', '100.00'))
      .then([arrived('a2', '10000')]);
    spec
      .given(corrected)
      .when(correctArrival('a1', '100.00'))
      .then([arrivalCorrected('a1', '10000')]);
    spec.given(corrected).when(correctArrival('a1', '100.01')).thenRefuses('arrival-exceeds-appropriation');
    spec.given([start]).when(correctArrival('a1', '1.00')).thenRefuses('arrival-not-found', { arrivalId: 'a1' });
    spec
      .given([start, arrived('a1', '6000')])
      .when(correctArrival('a1', '-1.00'))
      .thenRefuses('amount-not-positive');
  });
  it('moves no authority', () =>
    expect(figures(start, ...lawful['record-funds-arrival'].then)).toEqual(figures(start)));
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
    ['moved here', [start, reclassifiedIn('p1', '30.00', '03-01', 1)]],
  ])('never share a charge, not even with one %s', (_name, given) =>
    spec
      .given(given)
      .when(commitFunds('p1', '1.00', '04-01'))
      .thenRefuses('payment-id-reused', { paymentId: 'p1' }),
  );
});

describe('a reversal', () => {
  it('nets to zero and leaves both entries standing', () => {
    const after = [...paid30, reversed('p1', '30.00', '03-01')];
    expect(figures(...after)).toEqual(figures(start));
    expect(standing(...after).charges.get(charge)).toMatchObject({
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

  it('never opens a charge that is known here already', () => {
    for (const given of [
      paid30.slice(0, 2),
      paid30,
      [...paid30.slice(0, 2), released('p1', '30.00', '02-12')],
      [...paid30, reversed('p1', '30.00', '02-25')],
    ])
      spec
        .given(given)
        .when(reclassifyIn('p1', '1.00', '03-01', 1))
        .thenRefuses('payment-id-reused', { paymentId: 'p1' });
  });

  describe('that is itself corrected', () => {
    const away = [...paid30, reclassifiedOut('p1', '30.00', '03-01')];
    // Charge 1 went to charge 2 elsewhere, which comes back as charge 3.
    const home = [...away, reclassifiedIn('p1', '30.00', '04-01', 3)];
    const third = { paymentId: 'p1', charge: 3 };

    it('brings the money home as a charge of its own, once', () => {
      spec
        .given(away)
        .when(reclassifyIn('p1', '30.00', '04-01', 3))
        .then([reclassifiedIn('p1', '30.00', '04-01', 3)]);
      expect(figures(...home)).toEqual(figures(...paid30));
      spec
        .given(home)
        .when(reclassifyIn('p1', '1.00', '04-02', 3))
        .thenRefuses('payment-id-reused', { paymentId: 'p1' });
    });

    it('can be reversed where it came home', () =>
      expect(
        decider.decide(standing(...home), { ...reverseSettlement('p1', '04-02'), ...third }, SOMEBODY),
      ).toMatchObject([{ type: 'SettlementReversed', data: { ...third, amountFen: '3000' } }]));

    it('is charged here only since it came: nothing is returned here from before', () =>
      spec
        .given(home)
        .when({ ...returnFunds('p1', 'r1', '1.00', '03-15'), ...third })
        .thenRefuses('dated-before-payment', { date: '2021-03-15', paidOn: '2021-04-01' }));
  });

  it('may move a part: the rest stays charged and can be returned or moved', () => {
    const part = [...paid30, reclassifiedOut('p1', '10.00', '03-01')];
    expect(standing(...part).charges.get(charge)).toMatchObject({
      situation: 'settled',
      amountFen: yuan('20.00'),
      netFen: yuan('20.00'),
    });
    spec
      .given(part)
      .when(returnFunds('p1', 'r1', '20.00', '03-02'))
      .then([returnedByBank('p1', 'r1', '20.00', '03-02')]);
    spec
      .given(part)
      .when(reverseSettlement('p1', '03-02'))
      .then([reversed('p1', '20.00', '03-02')]);
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
      .when({ ...returnFunds('p1', 'r1', '10.00', '03-01'), party: 'payee' })
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
