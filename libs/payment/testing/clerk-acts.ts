import fc from 'fast-check';
import {
  appropriationDecider,
  movementOf,
  type Appropriation,
  type AppropriationCommand,
  type AppropriationEvent,
  type Movement,
} from '@bofu/budget';
import {
  addDays,
  dateOf,
  parseBusinessDate,
  parseDocumentNumber,
  parsePeriod,
  Refusal,
  type BusinessDate,
  type Decider,
  type Fen,
  fen,
} from '@bofu/kernel';
import { deepFreeze } from '@bofu/testing';
import {
  paymentDecider,
  type Payment,
  type PaymentCommand,
  type PaymentEvent,
  type SubmittedPayment,
} from '../src/domain/payment';
import { effectsOf, type PaymentStep } from '../src/move-payment-on';

/** What a clerk may do, and an office small enough to follow in which it is done: two appropriations, a few payments. */

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
      readonly command: Extract<PaymentCommand, { type: `submit-${string}` }>;
    }
  | { readonly kind: 'step'; readonly paymentId: string; readonly step: PaymentStep };

/** The rules the office works by; a test swaps one for a broken one and must see it. */
export interface Rules {
  readonly appropriation: (id: string) => Decider<Appropriation, AppropriationCommand, AppropriationEvent>;
  readonly payment: (id: string) => Decider<Payment, PaymentCommand, PaymentEvent>;
  readonly effectsOf: typeof effectsOf;
  readonly movementOf: (event: AppropriationEvent) => Movement | null;
}

export const RULES: Rules = { appropriation: appropriationDecider, payment: paymentDecider, effectsOf, movementOf };

export type Entry =
  | { readonly appropriationId: string; readonly event: AppropriationEvent }
  | { readonly paymentId: string; readonly event: PaymentEvent };

export interface Office {
  readonly appropriations: ReadonlyMap<string, Appropriation>;
  readonly payments: ReadonlyMap<string, Payment>;
  readonly log: readonly Entry[];
}

export const EMPTY_OFFICE: Office = { appropriations: new Map(), payments: new Map(), log: [] };

export interface Carried {
  readonly office: Office;
  /** The commands that were decided on, in order. */
  readonly decided: readonly string[];
  /** The code of the refusal, and then `office` is the one before. */
  readonly refusal: string | null;
}

/** Carries one act out, on every stream it touches or on none. */
export function carryOut(rules: Rules, before: Office, act: Act): Carried {
  const appropriations = new Map(before.appropriations);
  const payments = new Map(before.payments);
  const log = [...before.log];
  const decided: string[] = [];

  const onAppropriation = (id: string, command: AppropriationCommand): void => {
    const decider = rules.appropriation(id);
    let state = deepFreeze(appropriations.get(id) ?? decider.initial);
    for (const event of deepFreeze(decider.decide(state, deepFreeze(command)))) {
      state = deepFreeze(decider.evolve(state, event));
      log.push({ appropriationId: id, event });
    }
    appropriations.set(id, state);
    decided.push(command.type);
  };
  const onPayment = (id: string, command: PaymentCommand): Payment => {
    const decider = rules.payment(id);
    let state = deepFreeze(payments.get(id) ?? decider.initial);
    for (const event of deepFreeze(decider.decide(state, deepFreeze(command)))) {
      state = deepFreeze(decider.evolve(state, event));
      log.push({ paymentId: id, event });
    }
    payments.set(id, state);
    decided.push(command.type);
    return state;
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
        const both = { amountFen, effectiveOn, documentNumber: null, reason: '调剂', virementId: `v${log.length}` };
        onAppropriation(from, { type: 'transfer-virement-out', ...both, to });
        onAppropriation(to, { type: 'transfer-virement-in', ...both, from, fromBudgetType });
        break;
      }
      case 'submit': {
        const { paymentId } = act;
        const { charges, submittedOn, period, claimsPeriod } = submitted(onPayment(paymentId, act.command));
        for (const { appropriationId, amountFen } of charges)
          onAppropriation(appropriationId, {
            type: 'commit-funds',
            paymentId,
            amountFen,
            submittedOn,
            period,
            claimsPeriod,
          });
        break;
      }
      case 'step': {
        const { paymentId, step } = act;
        const standing = payments.get(paymentId);
        const after = submitted(onPayment(paymentId, step));
        for (const [id, command] of rules.effectsOf(step, submitted(standing), after)) onAppropriation(id, command);
        break;
      }
    }
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
    return { office: before, decided: [], refusal: error.code };
  }
  return { office: { appropriations, payments, log }, decided, refusal: null };
}

function submitted(payment: Payment | undefined): SubmittedPayment {
  if (payment === undefined || payment.situation === 'not-submitted') throw new Error('not submitted');
  return payment;
}

// ── Any year of work ────────────────────────────────────────────────────────────────────────────────────────────

const DOCUMENT = parseDocumentNumber('保财社〔2021〕88号');
export const APPROPRIATIONS = ['A', 'B'] as const;
const appropriation = fc.constantFrom(...APPROPRIATIONS);
const payment = fc.constantFrom('p1', 'p2', 'p3', 'p4');
const PAYEE = { kind: 'organisation' as const, name: '收款单位' };
const rarely = <Value>(seldom: Value, usual: fc.Arbitrary<Value>): fc.Arbitrary<Value> =>
  fc.oneof({ weight: 1, arbitrary: fc.constant(seldom) }, { weight: 19, arbitrary: usual });
/** Small, so that budgets run out and amounts meet: 0.01 to 0.60. */
const amount = rarely(fen(0n), fc.bigInt({ min: 1n, max: 60n }).map(fen));
const rate = rarely(fen(0n), fc.bigInt({ min: 1n, max: 5n }).map(fen));
const heads = rarely(0, fc.integer({ min: 1, max: 6 }));
const period = rarely('2020-12', fc.constantFrom('2021-01', '2021-02')).map(parsePeriod);
const reason = '原因';

type DatedAct = (on: BusinessDate) => Act;

const change = (command: fc.Arbitrary<(effectiveOn: BusinessDate) => AppropriationCommand>): fc.Arbitrary<DatedAct> =>
  fc.tuple(appropriation, command).map(([on, make]) => (date) => ({ kind: 'change', on, command: make(date) }));

const step = (make: fc.Arbitrary<(on: BusinessDate) => PaymentStep>): fc.Arbitrary<DatedAct> =>
  fc.tuple(payment, make).map(([paymentId, dated]) => (date) => ({ kind: 'step', paymentId, step: dated(date) }));

const issue = fc
  .record({
    amountFen: rarely(fen(0n), fc.bigInt({ min: 50n, max: 200n }).map(fen)),
    budgetType: rarely('government-fund' as const, fc.constant('general-public' as const)),
    documentNumber: rarely(null, fc.constant(DOCUMENT)),
  })
  .map((terms) => (effectiveOn: BusinessDate): AppropriationCommand => ({
    type: 'issue-appropriation',
    ...terms,
    effectiveOn,
    fiscalYear: 2021,
    programmeCode: '13062121RXGO3YWDTCKQR',
    programmeName: '项目',
    unitCode: '356001',
    unitName: '局本级',
    fundingLevel: 'provincial',
    fundingLevelBasis: 'stated',
    issuedAs: 'regular',
    source: null,
  }));

const plan = (kind: 'adopt-spending-plan' | 'revise-spending-plan') =>
  rarely(9_000, fc.constant(10_000)).map((cumulativeShare) => (effectiveOn: BusinessDate): AppropriationCommand => {
    const checkpoints = [{ on: dateOf(2021, 12, 31), cumulativeShare }];
    return kind === 'adopt-spending-plan'
      ? { type: kind, checkpoints, effectiveOn }
      : { type: kind, checkpoints, effectiveOn, reason };
  });

const act: fc.Arbitrary<DatedAct> = fc.oneof(
  { weight: 1, arbitrary: change(issue) },
  {
    weight: 5,
    arbitrary: change(
      fc
        .tuple(
          fc.constantFrom('supplement-appropriation', 'reduce-appropriation', 'claw-back-appropriation'),
          amount,
          rarely(null, fc.constant(DOCUMENT)),
        )
        .map(([type, amountFen, documentNumber]) => (effectiveOn) => ({
          ...{ type, amountFen, documentNumber, effectiveOn, reason },
        })),
    ),
  },
  {
    weight: 4,
    arbitrary: change(
      fc
        .tuple(fc.constantFrom('freeze-appropriation', 'unfreeze-appropriation'), amount)
        .map(([type, amountFen]) => (effectiveOn) => ({ type, amountFen, effectiveOn, reason })),
    ),
  },
  { weight: 1, arbitrary: change(fc.oneof(plan('adopt-spending-plan'), plan('revise-spending-plan'))) },
  {
    weight: 1,
    arbitrary: change(
      fc.constantFrom(
        (effectiveOn) => ({
          ...{ type: 'set-payment-standard', effectiveOn, rates: [], headcount: null, cashFlow: 'monthly' },
          deadline: { kind: 'unstated', printed: '及时' },
        }),
        (effectiveOn) => ({ type: 'set-performance-targets', targets: [], effectiveOn }),
      ),
    ),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(appropriation, appropriation, amount)
      .map(([from, to, amountFen]): DatedAct => (effectiveOn) => ({
        ...{ kind: 'virement', from, to, amountFen, effectiveOn },
      })),
  },
  {
    weight: 5,
    arbitrary: fc
      .tuple(payment, appropriation, amount)
      .map(([paymentId, appropriationId, amountFen]): DatedAct => (submittedOn) => ({
        kind: 'submit',
        paymentId,
        command: {
          ...{ type: 'submit-disbursement', appropriationId, amountFen, payee: PAYEE, purpose: '拨付', period: null },
          submittedOn,
        },
      })),
  },
  {
    weight: 6,
    arbitrary: fc
      .record({
        paymentId: payment,
        lines: fc.array(fc.record({ appropriationId: appropriation, rateFen: rate }), { maxLength: 2 }),
        headcount: heads,
        run: fc.constantFrom('regular' as const, 'supplementary' as const),
        period,
      })
      .map(({ paymentId, ...run }): DatedAct => (submittedOn) => ({
        kind: 'submit',
        paymentId,
        command: { type: 'submit-payout-run', ...run, payee: PAYEE, purpose: '发放', submittedOn },
      })),
  },
  { weight: 9, arbitrary: step(fc.constant((paidOn) => ({ type: 'pay-payment', paidOn, voucherNumber: null }))) },
  { weight: 2, arbitrary: step(fc.constant((sentBackOn) => ({ type: 'send-back-payment', sentBackOn, reason }))) },
  { weight: 2, arbitrary: step(fc.constant((reversedOn) => ({ type: 'reverse-payment', reversedOn, reason }))) },
  {
    weight: 5,
    arbitrary: step(
      fc.tuple(appropriation, appropriation).map(([from, to]) => (correctedOn) => ({
        ...{ type: 'reclassify-payment', correctionId: `c-${correctedOn}`, from, to, correctedOn, reason },
      })),
    ),
  },
  {
    weight: 9,
    arbitrary: step(
      fc
        .tuple(
          fc.constantFrom('bank', 'payee'),
          fc.constantFrom('r1', 'r2', 'r3', 'r4'),
          fc.oneof(
            heads.map((headcount) => ({ headcount })),
            amount.map((amountFen) => ({ amountFen })),
          ),
        )
        .map(([by, returnId, returned]) => (returnedOn) => ({
          ...{ type: 'record-payment-return', by, returnId, returned, returnedOn, reason },
        })),
    ),
  },
);

/** Mostly one thing after another; now and then entered late, or on a day of another year. */
const lateness = fc.oneof(
  { weight: 20, arbitrary: fc.constant(0) },
  { weight: 3, arbitrary: fc.integer({ min: -40, max: -1 }) },
  { weight: 1, arbitrary: fc.constantFrom(-400, 400) },
);

/** Acts in the order in which they are entered; both appropriations are issued first, as a rule. */
export const anyActs: fc.Arbitrary<Act[]> = fc
  .record({
    issues: fc.tuple(issue, issue),
    issuing: rarely(false, fc.constant(true)),
    acts: fc.array(fc.tuple(act, lateness), { minLength: 20, maxLength: 60, size: 'max' }),
  })
  .map(({ issues, issuing, acts }) => {
    const start = parseBusinessDate('2021-01-10');
    return [
      ...(issuing ? APPROPRIATIONS.map((on, at): Act => ({ kind: 'change', on, command: issues[at]!(start) })) : []),
      ...acts.map(([make, late], at) => make(addDays(start, 5 * (at + 1) + late))),
    ];
  });
