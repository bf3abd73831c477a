import fc from 'fast-check';
import {
  appropriationDecider,
  movementOf,
  NO_ELEMENTS,
  type Appropriation,
  type AppropriationCommand,
  type AppropriationEvent,
  type Movement,
} from '@bofu/budget';
import {
  addDays,
  dateOf,
  fen,
  parseBusinessDate,
  parseDocumentNumber,
  parsePeriod,
  Refusal,
  yearOf,
  type BusinessDate,
  type Decider,
  type Fen,
} from '@bofu/kernel';
import { claimDecider, type Claim } from '@bofu/event-store';
import { deepFreeze, SOMEBODY } from '@bofu/testing';
import { claimKeyOf, claimMoves } from '../src/claim-periods';
import type { ClaimedPeriod, Payment, SubmittedPayment } from '../src/domain/charges';
import { paymentDecider } from '../src/domain/payment';
import type { LineInput, PaymentCommand, ReturnedPart } from '../src/domain/payment-commands';
import type { PaymentEvent } from '../src/domain/payment-events';
import { effectsOf, type PaymentStep } from '../src/record-step';

/**
 * What a clerk may do, and an office small enough to follow in which it is done: two programmes, three appropriations
 * of two fiscal years, a few payments.
 */

/** A step whose lapsed charges the office works out, as it does for a clerk. */
type Step = PaymentStep;
export type Act =
  | { readonly kind: 'change'; readonly on: string; readonly command: AppropriationCommand }
  | {
      readonly kind: 'virement';
      readonly from: string;
      readonly to: string;
      readonly amountFen: Fen;
      readonly effectiveOn: BusinessDate;
    }
  | {
      readonly kind: 'submit';
      readonly paymentId: string;
      readonly command: Extract<PaymentCommand, { type: 'submit-payment' }>;
    }
  | { readonly kind: 'step'; readonly paymentId: string; readonly step: Step };

/** The rules the office works by; a test swaps one for a broken one and must see it. */
export interface Rules {
  readonly appropriation: (id: string) => Decider<Appropriation, AppropriationCommand, AppropriationEvent>;
  readonly payment: (id: string) => Decider<Payment, PaymentCommand, PaymentEvent>;
  readonly effectsOf: typeof effectsOf;
  readonly claimMoves: typeof claimMoves;
  readonly movementOf: (event: AppropriationEvent) => Movement | null;
}

export const RULES: Rules = {
  appropriation: appropriationDecider,
  payment: paymentDecider,
  effectsOf,
  claimMoves,
  movementOf,
};

export type Entry =
  | { readonly appropriationId: string; readonly event: AppropriationEvent }
  | { readonly paymentId: string; readonly event: PaymentEvent };

export interface Office {
  readonly appropriations: ReadonlyMap<string, Appropriation>;
  readonly payments: ReadonlyMap<string, Payment>;
  readonly claims: ReadonlyMap<string, Claim>;
  readonly log: readonly Entry[];
}

export const EMPTY_OFFICE: Office = { appropriations: new Map(), payments: new Map(), claims: new Map(), log: [] };

export interface Carried {
  readonly office: Office;
  /** The commands that were decided on, in order. */
  readonly decided: readonly string[];
  /** The code of the refusal, and then `office` is the one before. */
  readonly refusal: string | null;
}

/** What was paid by December may clear until here. */
const clearingUntil = (fiscalYear: number): BusinessDate | null =>
  fiscalYear === 2021 ? parseBusinessDate('2022-01-20') : null;

/** Carries one act out, on every stream it touches or on none. */
export function carryOut(rules: Rules, before: Office, act: Act): Carried {
  const appropriations = new Map(before.appropriations);
  const payments = new Map(before.payments);
  const claims = new Map(before.claims);
  const log = [...before.log];
  const decided: string[] = [];

  const onAppropriation = (id: string, command: AppropriationCommand): void => {
    const decider = rules.appropriation(id);
    let state = deepFreeze(appropriations.get(id) ?? decider.initial);
    for (const event of deepFreeze(decider.decide(state, deepFreeze(command), SOMEBODY))) {
      state = deepFreeze(decider.evolve(state, event, SOMEBODY));
      log.push({ appropriationId: id, event });
    }
    appropriations.set(id, state);
    decided.push(command.type);
  };
  const onPayment = (id: string, command: PaymentCommand): SubmittedPayment => {
    const decider = rules.payment(id);
    const earlier = deepFreeze(payments.get(id) ?? decider.initial);
    let state = earlier;
    for (const event of deepFreeze(decider.decide(state, deepFreeze(command), SOMEBODY))) {
      state = deepFreeze(decider.evolve(state, event, SOMEBODY));
      log.push({ paymentId: id, event });
    }
    payments.set(id, state);
    decided.push(command.type);
    for (const { type, claimed } of rules.claimMoves(earlier, state)) onClaim(type, claimed, id);
    return submitted(state);
  };
  const onClaim = (type: 'claim' | 'give-back', claimed: ClaimedPeriod, holderId: string): void => {
    const key = claimKeyOf(claimed);
    const decider = claimDecider(key);
    let state = deepFreeze(claims.get(key) ?? decider.initial);
    const command = { type, kind: 'regular-period', key, part: claimed.groupId, holderId } as const;
    for (const event of decider.decide(state, command, SOMEBODY)) state = decider.evolve(state, event, SOMEBODY);
    claims.set(key, deepFreeze(state));
  };

  try {
    switch (act.kind) {
      case 'change':
        onAppropriation(act.on, act.command);
        break;
      case 'virement': {
        const { from, to, amountFen, effectiveOn } = act;
        const source = appropriations.get(from);
        const fromBudgetType = source?.situation === 'issued' ? source.terms.budgetType : 'general-public';
        const fromFundingLevel = source?.situation === 'issued' ? source.terms.fundingLevel : 'district';
        const paper = { documentNumber: null, documentDate: null, reason: '调剂', confirmation: '分次' };
        const both = { amountFen, effectiveOn, ...paper, virementId: `v${log.length}` };
        onAppropriation(from, { type: 'transfer-virement-out', ...both, to });
        onAppropriation(to, { type: 'transfer-virement-in', ...both, from, fromBudgetType, fromFundingLevel });
        break;
      }
      case 'submit': {
        const { paymentId } = act;
        const { charges, submittedOn } = onPayment(paymentId, act.command);
        for (const { charge, appropriationId, amountFen } of charges)
          onAppropriation(appropriationId, {
            ...{ type: 'commit-funds', paymentId, charge, amountFen, submittedOn, period: null },
          });
        break;
      }
      case 'step': {
        const { paymentId } = act;
        const standing = payments.get(paymentId);
        const step = withLapsed(act.step, standing, appropriations);
        const after = onPayment(paymentId, step);
        for (const [id, command] of rules.effectsOf(step, submitted(standing), after, clearingUntil))
          onAppropriation(id, command);
        break;
      }
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { office: before, decided: [], refusal: error.code };
  }
  return { office: { appropriations, payments, claims, log }, decided, refusal: null };
}

function withLapsed(
  step: Step,
  payment: Payment | undefined,
  appropriations: ReadonlyMap<string, Appropriation>,
): PaymentStep {
  if (step.type !== 'record-payment-return' || payment === undefined || payment.situation === 'not-submitted')
    return step;
  const lapsed = payment.charges.flatMap(({ charge, appropriationId }) => {
    const bearer = appropriations.get(appropriationId);
    return bearer?.situation === 'issued' && yearOf(step.returnedOn) > bearer.terms.fiscalYear ? [charge] : [];
  });
  return { ...step, lapsed };
}

function submitted(payment: Payment | undefined): SubmittedPayment {
  if (payment === undefined || payment.situation === 'not-submitted') throw new Error('not submitted');
  return payment;
}

// ── Any two years of work ───────────────────────────────────────────────────────────────────────────────────────

const DOCUMENT = parseDocumentNumber('保财社〔2021〕88号');
const PROGRAMME_OF = { A: 'P', B: 'Q', C: 'P' } as const;
export const APPROPRIATIONS = ['A', 'B', 'C'] as const;
const appropriation = fc.constantFrom(...(['A', 'A', 'B', 'B', 'C'] as const));
/** From the one to the other: within the year, now and then across years or to itself. */
const virementBetween = fc.constantFrom('AB', 'AB', 'BA', 'BA', 'AC', 'CC');
const payment = fc.constantFrom('p1', 'p1', 'p1', 'p2', 'p2', 'p3', 'p4');
const PAYEE = { kind: 'organisation' as const, name: '收款单位' };
const rarely = <Value>(seldom: Value, usual: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(seldom) }, { weight: 29, arbitrary: usual });
/** Small, so that budgets run out and amounts meet: 0.01 to 0.60. */
const amount = rarely(fen(0n), fc.oneof(fc.bigInt({ min: 1n, max: 60n }), fc.bigInt({ min: 1n, max: 8n })).map(fen));
const rate = rarely(fen(0n), fc.bigInt({ min: 1n, max: 5n }).map(fen));
const heads = rarely(0, fc.integer({ min: 1, max: 6 }));
const charge = rarely(9, fc.constantFrom(1, 1, 1, 2, 2, 3));
const charges = fc.oneof(
  { weight: 3, arbitrary: fc.constant('all' as const) },
  { weight: 1, arbitrary: charge.map((one) => [one]) },
);
const period = rarely('2022-12', fc.constantFrom('2021-07', '2021-07', '2021-07', '2021-07', '2022-01')).map(
  parsePeriod,
);
const reason = '原因';

type DatedAct = (on: BusinessDate) => Act;

const change = (command: fc.Arbitrary<(effectiveOn: BusinessDate) => AppropriationCommand>): fc.Arbitrary<DatedAct> =>
  fc.tuple(appropriation, command).map(([on, make]) => (date) => ({ kind: 'change', on, command: make(date) }));

const step = (make: fc.Arbitrary<(on: BusinessDate) => Step>): fc.Arbitrary<DatedAct> =>
  fc.tuple(payment, make).map(([paymentId, dated]) => (date) => ({ kind: 'step', paymentId, step: dated(date) }));

const issue = (appropriationId: (typeof APPROPRIATIONS)[number], fiscalYear: number) =>
  fc
    .record({
      amountFen: rarely(fen(0n), fc.bigInt({ min: 30n, max: 100n }).map(fen)),
      budgetType: rarely('government-fund' as const, fc.constant('general-public' as const)),
      documentNumber: rarely(null, fc.constant(DOCUMENT)),
      formedIn: rarely(fiscalYear - 1, fc.constant(fiscalYear)),
    })
    .map((terms) => (effectiveOn: BusinessDate): AppropriationCommand => ({
      type: 'issue-appropriation',
      ...terms,
      effectiveOn,
      fiscalYear,
      programmeId: PROGRAMME_OF[appropriationId],
      programmeCode: '13062121RXGO3YWDTCKQR',
      programmeName: '项目',
      issuedAs: 'regular',
      batch: 1,
      unitCode: '356001',
      unitName: '局本级',
      fundingLevel: 'provincial',
      fundingLevelBasis: 'stated',
      documentDate: null,
      elements: NO_ELEMENTS,
      sources: [],
    }));

const plan = (kind: 'adopt-spending-plan' | 'revise-spending-plan') =>
  rarely(9_000, fc.constant(10_000)).map((cumulativeShare) => (effectiveOn: BusinessDate): AppropriationCommand => {
    const checkpoints = [{ on: dateOf(yearOf(effectiveOn), 12, 31), cumulativeShare }];
    return kind === 'adopt-spending-plan'
      ? { type: kind, checkpoints, effectiveOn, sources: [] }
      : { type: kind, checkpoints, effectiveOn, reason, sources: [] };
  });

const line: fc.Arbitrary<LineInput> = fc
  .record({
    appropriationId: appropriation,
    groupId: fc.constantFrom(null, null, null, 'g1', 'g2'),
    period,
    entry: fc.constantFrom(
      ...(['regular', 'regular', 'regular', 'regular', 'regular', 'back-pay', 'deduction', 'advance'] as const),
    ),
    reason: rarely(null, fc.constant(reason)),
    rateFen: rate,
    count: heads,
    times: rarely(0, fc.constant(1)),
    borneFor: fc.constantFrom('district' as const, 'district' as const, null),
  })
  .map(({ rateFen, count, times, ...rest }) => ({
    ...rest,
    programmeId: PROGRAMME_OF[rest.appropriationId],
    pays: { heads: { of: 'persons', count }, rateFen, per: 'month', times },
  }));

const returned: fc.Arbitrary<ReturnedPart> = fc.oneof(
  heads.map((headcount) => ({ headcount })),
  fc
    .array(fc.record({ line: rarely(9, fc.integer({ min: 1, max: 3 })), count: heads }), { minLength: 1, maxLength: 2 })
    .map((lines) => ({ lines })),
  fc
    .array(fc.record({ charge, amountFen: amount }), { minLength: 1, maxLength: 2 })
    .map((split) => ({ charges: split })),
  amount.map((amountFen) => ({ amountFen })),
);

const FROM_NOTHING = { payee: PAYEE, schemeId: null, replaces: null, reissueOf: null, confirmation: null };

const submission: fc.Arbitrary<DatedAct> = fc.oneof(
  {
    weight: 20,
    arbitrary: fc
      .record({ paymentId: payment, appropriationId: appropriation, amountFen: amount, byAccount: fc.boolean() })
      .map(({ paymentId, appropriationId, amountFen, byAccount }): DatedAct => (submittedOn) => ({
        kind: 'submit',
        paymentId,
        command: {
          ...{ type: 'submit-payment', kind: 'disbursement', route: byAccount ? 'fund-account' : 'treasury' },
          ...FROM_NOTHING,
          purpose: '拨付',
          submittedOn,
          lines: [
            {
              ...{ programmeId: PROGRAMME_OF[appropriationId], appropriationId, groupId: null, period: null },
              ...{ entry: 'regular', reason: null, borneFor: null, pays: { amountFen } },
            },
          ],
        },
      })),
  },
  {
    weight: 26,
    arbitrary: fc
      .record({
        paymentId: payment,
        lines: rarely<LineInput[]>([], fc.array(line, { minLength: 1, maxLength: 2 })),
        byAccount: fc.boolean(),
      })
      .map(({ paymentId, lines, byAccount }): DatedAct => (submittedOn) => ({
        kind: 'submit',
        paymentId,
        command: {
          ...{ type: 'submit-payment', kind: 'payout-run', route: byAccount ? 'fund-account' : 'treasury' },
          ...FROM_NOTHING,
          purpose: '发放',
          submittedOn,
          lines,
        },
      })),
  },
);

const act: fc.Arbitrary<DatedAct> = fc.oneof(
  { weight: 1, arbitrary: change(issue('A', 2021)) },
  {
    weight: 5,
    arbitrary: change(
      fc
        .tuple(
          fc.constantFrom('supplement-appropriation', 'reduce-appropriation', 'claw-back-appropriation'),
          amount,
          rarely(null, fc.constant(DOCUMENT)),
        )
        .map(([type, amountFen, documentNumber]) => (effectiveOn): AppropriationCommand => {
          const paper = { amountFen, documentNumber, documentDate: null, effectiveOn, reason, confirmation: '分次' };
          return type === 'claw-back-appropriation' ? { type, ...paper } : { type, ...paper, sources: [] };
        }),
    ),
  },
  {
    weight: 7,
    arbitrary: change(
      fc
        .tuple(fc.constantFrom('freeze-appropriation', 'unfreeze-appropriation'), amount)
        .map(([type, amountFen]) => (effectiveOn) => ({ type, amountFen, effectiveOn, reason })),
    ),
  },
  { weight: 6, arbitrary: change(fc.oneof(plan('adopt-spending-plan'), plan('revise-spending-plan'))) },
  {
    weight: 2,
    arbitrary: change(
      amount.map((amountFen) => (effectiveOn) => ({
        ...{ type: 'enter-opening-balance', effectiveOn, reason, sources: [] },
        lines: [{ groupId: null, period: null, heads: null, amountFen }],
      })),
    ),
  },
  {
    weight: 7,
    arbitrary: fc.tuple(virementBetween, amount).map(([between, amountFen]): DatedAct => (effectiveOn) => ({
      ...{ kind: 'virement', from: between.charAt(0), to: between.charAt(1), amountFen, effectiveOn },
    })),
  },
  { weight: 30, arbitrary: submission },
  {
    weight: 22,
    arbitrary: step(
      charges.map((some) => (paidOn) => ({
        type: 'pay-payment',
        charges: some,
        paidOn,
        voucherNumber: null,
        bank: null,
        confirmation: null,
      })),
    ),
  },
  {
    weight: 3,
    arbitrary: step(
      fc.oneof(
        fc.constant((sentBackOn: BusinessDate): Step => ({ type: 'send-back-payment', sentBackOn, reason })),
        charges.map((some) => (withdrawnOn: BusinessDate): Step => ({
          ...{ type: 'withdraw-payment', charges: some, withdrawnOn, reason },
        })),
        charges.map((some) => (voidedOn: BusinessDate): Step => ({
          ...{ type: 'void-payment', charges: some, voidedOn, reason },
        })),
        charges.map((some) => (refusedOn: BusinessDate): Step => ({
          ...{ type: 'record-payment-refusal', charges: some, refusedBy: 'bank', refusedOn, reason },
        })),
      ),
    ),
  },
  {
    weight: 2,
    arbitrary: step(
      fc.tuple(charges, fc.boolean()).map(([some, leftBank]) => (reversedOn) => ({
        ...{ type: 'reverse-payment', charges: some, leftBank, reversedOn, reason },
      })),
    ),
  },
  {
    weight: 16,
    arbitrary: step(
      fc.tuple(charge, appropriation, fc.option(amount, { freq: 1 })).map(([from, to, amountFen]) => (correctedOn) => ({
        ...{
          type: 'reclassify-payment',
          correctionId: `c-${correctedOn}`,
          charge: from,
          amountFen,
          correctedOn,
          reason,
        },
        to: { appropriationId: to, programmeId: PROGRAMME_OF[to] },
      })),
    ),
  },
  {
    weight: 16,
    arbitrary: step(
      fc
        .tuple(fc.constantFrom('bank', 'payee'), fc.constantFrom('r1', 'r2'), returned)
        .map(([party, returnId, what]) => (returnedOn) => ({
          ...{ type: 'record-payment-return', party, returnId, returned: what, lapsed: [], returnedOn, reason },
        })),
    ),
  },
  {
    weight: 9,
    arbitrary: step(
      fc.tuple(charge, amount).map(([one, amountFen]) => (repaidOn) => ({
        ...{ type: 'record-advance-repayment', charge: one, debtor: 'district', amountFen, repaidOn, account: '专户' },
      })),
    ),
  },
);

/** Mostly one thing after another; now and then entered late, or ahead of its day, or on a day of another year. */
const lateness = fc.oneof(
  { weight: 10, arbitrary: fc.constant(0) },
  { weight: 5, arbitrary: fc.integer({ min: -70, max: -1 }) },
  { weight: 5, arbitrary: fc.integer({ min: 1, max: 70 }) },
  { weight: 1, arbitrary: fc.constantFrom(-400, 400) },
);

/** With how many days before or after the day on which it is entered it is dated. */
type Late = readonly [make: DatedAct, late: number];

/**
 * An appropriation is short of money for a while: much of it is frozen, more is granted from a later day on, and a
 * correction lands on it before, between or after.
 */
const shortForAWhile: fc.Arbitrary<Late[]> = fc
  .record({
    on: fc.constantFrom(...(['A', 'B'] as const)),
    frozenFen: fc.bigInt({ min: 20n, max: 90n }).map(fen),
    grantedFen: fc.bigInt({ min: 10n, max: 60n }).map(fen),
    paymentId: payment,
    ...{ frozenLate: fc.integer({ min: -5, max: 30 }), grantedLate: fc.integer({ min: 5, max: 60 }) },
    correctedLate: fc.integer({ min: -10, max: 20 }),
  })
  .map(({ on, frozenFen, grantedFen, paymentId, frozenLate, grantedLate, correctedLate }) => {
    const paper = { documentNumber: DOCUMENT, documentDate: null, reason, confirmation: '分次', sources: [] };
    const own = (make: (effectiveOn: BusinessDate) => AppropriationCommand): DatedAct => {
      return (date) => ({ kind: 'change', on, command: make(date) });
    };
    return [
      [own((effectiveOn) => ({ type: 'freeze-appropriation', amountFen: frozenFen, effectiveOn, reason })), frozenLate],
      [
        own((effectiveOn) => ({ type: 'supplement-appropriation', amountFen: grantedFen, effectiveOn, ...paper })),
        grantedLate,
      ],
      [
        (correctedOn) => ({
          ...{ kind: 'step', paymentId },
          step: {
            ...{ type: 'reclassify-payment', correctionId: `c-${correctedOn}`, charge: 1, amountFen: null },
            ...{ to: { appropriationId: on, programmeId: PROGRAMME_OF[on] }, correctedOn, reason },
          },
        }),
        correctedLate,
      ],
    ];
  });

/** Acts in the order in which they are entered; the appropriations are issued first, as a rule. */
export const anyActs: fc.Arbitrary<Act[]> = fc
  .record({
    issues: fc.tuple(issue('A', 2021), issue('B', 2021), issue('C', 2022)),
    issuing: rarely(false, fc.constant(true)),
    submissions: fc.array(fc.tuple(submission, lateness), { minLength: 4, maxLength: 12, size: 'max' }),
    acts: fc.array(
      fc.oneof(
        { weight: 15, arbitrary: fc.tuple(act, lateness).map((one): Late[] => [one]) },
        { weight: 1, arbitrary: shortForAWhile },
      ),
      { minLength: 20, maxLength: 60, size: 'max' },
    ),
  })
  .map(({ issues: [a, b, c], issuing, submissions, acts }) => {
    const start = parseBusinessDate('2021-07-10');
    const first: Act[] = [
      { kind: 'change', on: 'A', command: a(start) },
      { kind: 'change', on: 'B', command: b(start) },
      { kind: 'change', on: 'C', command: c(parseBusinessDate('2022-01-01')) },
    ];
    const dated = [...submissions, ...acts.flat()].map(([make, late], at) => make(addDays(start, 3 * (at + 1) + late)));
    return [...(issuing ? first : []), ...dated];
  });
