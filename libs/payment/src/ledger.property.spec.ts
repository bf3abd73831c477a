import fc from 'fast-check';
import {
  availableFen,
  ChargedPayments,
  type Appropriation,
  type AppropriationCommand,
  type AppropriationEvent,
} from '@bofu/budget';
import { fen, fold, Refusal, type Decider, type Fen } from '@bofu/kernel';
import {
  anyActs,
  APPROPRIATIONS,
  carryOut,
  EMPTY_OFFICE,
  RULES,
  type Act,
  type Office,
  type Rules,
} from '../testing/clerk-acts';
import { countIndependently } from '../testing/independent-ledger';
import type { Payment, PaymentCommand, PaymentEvent } from './domain/payment';

/**
 * Any sequence of lawful and unlawful acts on two appropriations and four payments, checked after every one against a
 * ledger counted by other means. `BOFU_PROPERTY_RUNS` asks for more runs than the 300 of every day, and
 * `BOFU_PROPERTY_SEED` for others.
 */
const RUNS = Number(process.env['BOFU_PROPERTY_RUNS'] ?? 300);
const SEED = Number(process.env['BOFU_PROPERTY_SEED'] ?? 20_211_031);

type Counts = Map<string, number>;
const count = (counts: Counts, name: string) => counts.set(name, (counts.get(name) ?? 0) + 1);

function must(holds: boolean, law: string): asserts holds {
  if (!holds) throw new Error(law);
}

/** Plays the acts and holds the office to its laws; says in `counts` what was carried out and what was refused. */
function play(rules: Rules, acts: readonly Act[], counts: Counts = new Map()): Office {
  let office = EMPTY_OFFICE;
  for (const act of acts) {
    const { office: after, decided, refusal } = carryOut(rules, office, act);
    if (refusal !== null) count(counts, refusal);
    for (const command of decided) count(counts, command);
    must(refusal === null || after === office, 'a refused act changes nothing');
    if (act.kind === 'virement') must(budgetOf(after) === budgetOf(office), 'a virement preserves the sum');
    if (refusal === null && act.kind === 'step' && act.step.type === 'reverse-payment')
      must(netOf(rules, after, act.paymentId) === 0n, 'a reversal nets to zero');
    if (after !== office) requireBooksToAgree(rules, after);
    office = after;
  }
  requireReplayToAgree(rules, office);
  return office;
}

const budgetOf = ({ appropriations }: Office): bigint => {
  let sum = 0n;
  for (const state of appropriations.values()) if (state.situation === 'issued') sum += state.budgetFen;
  return sum;
};

/** What the ledger lines of a payment come to, over all appropriations. */
const netOf = ({ movementOf }: Rules, { log }: Office, paymentId: string): bigint => {
  let net = 0n;
  for (const entry of log) {
    const line = 'appropriationId' in entry ? movementOf(entry.event) : null;
    if (line?.paymentId === paymentId) net += line.settledFen + line.committedFen;
  }
  return net;
};

function requireBooksToAgree(rules: Rules, office: Office): void {
  for (const id of APPROPRIATIONS) {
    const counted = countIndependently(office.log, id);
    for (const [paymentId, payment] of office.payments) {
      const charge =
        payment.situation === 'not-submitted'
          ? undefined
          : payment.charges.find(({ appropriationId }) => appropriationId === id);
      must(
        (charge?.netFen ?? 0n) === (counted.netByPayment.get(paymentId) ?? 0n),
        `${paymentId}: knows what it has out`,
      );
    }
    const state = office.appropriations.get(id);
    if (state?.situation !== 'issued') continue;

    must(state.budgetFen === counted.budget, `${id}: the budget is what the documents add up to`);
    must(state.frozenFen === counted.frozen, `${id}: frozen is what was frozen and not unfrozen`);
    must(state.committedFen === counted.committed, `${id}: in transit is what payments have submitted`);
    must(state.settledFen === counted.settled, `${id}: settled is what payments have out`);
    for (const [paymentId, payment] of state.payments)
      must(
        payment.netFen === (counted.netByPayment.get(paymentId) ?? 0n),
        `${id}: the net of ${paymentId} is paid less returned less moved`,
      );

    let [budget, committed, settled, frozen] = [0n, 0n, 0n, 0n];
    for (const entry of office.log) {
      if (!('appropriationId' in entry) || entry.appropriationId !== id) continue;
      const line = rules.movementOf(entry.event);
      budget += line?.budgetFen ?? 0n;
      committed += line?.committedFen ?? 0n;
      settled += line?.settledFen ?? 0n;
      frozen += line?.frozenFen ?? 0n;
      must(budget - committed - settled - frozen >= 0n, `${id}: available is never negative`);
      must(committed >= 0n && settled >= 0n && frozen >= 0n, `${id}: no column is negative`);
    }
    must(availableFen(state) >= 0n, `${id}: available is never negative`);
    must(
      state.budgetFen === budget &&
        state.committedFen === committed &&
        state.settledFen === settled &&
        state.frozenFen === frozen,
      `${id}: the ledger lines add up to the standing`,
    );
  }
}

function requireReplayToAgree(rules: Rules, { log, appropriations, payments }: Office): void {
  for (const [id, state] of appropriations) {
    const own = log.flatMap((entry) =>
      'appropriationId' in entry && entry.appropriationId === id ? [entry.event] : [],
    );
    expect(fold(rules.appropriation(id), throughJson(own))).toEqual(state);
  }
  for (const [id, state] of payments) {
    const own = log.flatMap((entry) => ('paymentId' in entry && entry.paymentId === id ? [entry.event] : []));
    expect(fold(rules.payment(id), throughJson(own))).toEqual(state);
  }
}

const throughJson = <Event>(events: readonly Event[]): Event[] => JSON.parse(JSON.stringify(events)) as Event[];

describe('any year of work', () => {
  it('keeps the books in agreement after every act, and meets every command and every refusal that matters', () => {
    const counts: Counts = new Map();
    fc.assert(
      fc.property(anyActs, (acts) => {
        play(RULES, acts, counts);
      }),
      { seed: SEED, numRuns: RUNS },
    );
    const commands: Record<AppropriationCommand['type'] | PaymentCommand['type'], true> = {
      'issue-appropriation': true,
      'supplement-appropriation': true,
      'reduce-appropriation': true,
      'transfer-virement-out': true,
      'transfer-virement-in': true,
      'freeze-appropriation': true,
      'unfreeze-appropriation': true,
      'claw-back-appropriation': true,
      'adopt-spending-plan': true,
      'revise-spending-plan': true,
      'set-payment-standard': true,
      'set-performance-targets': true,
      'commit-funds': true,
      'settle-commitment': true,
      'release-commitment': true,
      'reverse-settlement': true,
      'reclassify-settlement-out': true,
      'reclassify-settlement-in': true,
      'return-funds': true,
      'submit-disbursement': true,
      'submit-payout-run': true,
      'pay-payment': true,
      'send-back-payment': true,
      'reverse-payment': true,
      'reclassify-payment': true,
      'record-payment-return': true,
    };
    const refusals = [
      'amount-not-positive',
      'appropriation-exists',
      'appropriation-not-found',
      'insufficient-appropriation',
      'nothing-frozen',
      'outside-fiscal-year',
      'before-issue',
      'document-number-required',
      'virement-to-itself',
      'virement-across-budget-types',
      'plan-already-adopted',
      'plan-not-adopted',
      'plan-unsound',
      'period-already-paid',
      'period-outside-fiscal-year',
      'prior-year-return',
      'payment-exists',
      'payment-not-found',
      'wrong-state',
      'no-lines',
      'appropriation-twice-in-run',
      'headcount-not-positive',
      'return-needs-headcount',
      'return-needs-amount',
      'return-exceeds-headcount',
      'return-exceeds-net',
      'return-recorded-already',
      'payment-already-returned',
      'before-submission',
      'before-payment',
      'not-charged-to',
      'already-charged-to',
    ];
    const neverMet = [...Object.keys(commands), ...refusals].filter((name) => !counts.has(name));
    expect(neverMet).toEqual([]);
  });
});

describe('a payment that agrees to everything', () => {
  it('is stopped by the appropriation: the books agree all the same', () => {
    const counts: Counts = new Map();
    const reckless: Rules = {
      ...RULES,
      payment: (id) => {
        const decider = RULES.payment(id);
        return { ...decider, decide: (state, command) => decider.decide(asIfPossible(state, command), command) };
      },
    };
    fc.assert(
      fc.property(anyActs, (acts) => {
        play(reckless, acts, counts);
      }),
      { seed: SEED, numRuns: RUNS },
    );
    const secondGuards = [
      'payment-not-committed',
      'payment-not-settled',
      'payment-already-adjusted',
      'return-exceeds-payment',
      'return-id-reused',
      'dated-before-commitment',
      'dated-before-payment',
    ];
    expect(secondGuards.filter((code) => !counts.has(code))).toEqual([]);
  });

  /** The state as it would have to be for the command to be possible. */
  function asIfPossible(state: Payment, command: PaymentCommand): Payment {
    if (state.situation === 'not-submitted' || command.type.startsWith('submit-')) return state;
    const [first] = state.charges;
    const longAgo = state.submittedOn.replace(/^\d{4}/, '1999') as typeof state.submittedOn;
    return {
      ...state,
      situation: command.type === 'pay-payment' || command.type === 'send-back-payment' ? 'submitted' : 'paid',
      submittedOn: longAgo,
      paidOn: longAgo,
      returnIds: [],
      headcount: state.headcount === null ? null : 1_000,
      charges:
        command.type === 'record-payment-return' && state.kind === 'disbursement'
          ? [{ ...first!, netFen: fen(1_000n) }]
          : state.charges,
    };
  }
});

describe('a bug planted in the rules', () => {
  type AppropriationDecider = Decider<Appropriation, AppropriationCommand, AppropriationEvent>;
  type PaymentDecider = Decider<Payment, PaymentCommand, PaymentEvent>;

  const appropriationWith = (change: (sound: AppropriationDecider) => Partial<AppropriationDecider>): Rules => ({
    ...RULES,
    appropriation: (id) => {
      const sound = RULES.appropriation(id);
      return { ...sound, ...change(sound) };
    },
  });
  const paymentWith = (change: (sound: PaymentDecider) => Partial<PaymentDecider>): Rules => ({
    ...RULES,
    payment: (id) => {
      const sound = RULES.payment(id);
      return { ...sound, ...change(sound) };
    },
  });
  /** Decides as if there were money enough. */
  const unguarded = (type: AppropriationCommand['type']): Rules =>
    appropriationWith(({ decide }) => ({
      decide: (state, command) =>
        command.type === type && state.situation === 'issued'
          ? decide({ ...state, budgetFen: fen(state.budgetFen + 1_000_000n) }, command)
          : decide(state, command),
    }));
  /** Folds an event and then puts one column back to what it was. */
  const forgetful = (
    type: AppropriationEvent['type'],
    column: 'budgetFen' | 'settledFen' | 'committedFen' | 'frozenFen',
  ): Rules =>
    appropriationWith(({ evolve }) => ({
      evolve: (state, event) => {
        const after = evolve(state, event);
        if (event.type !== type || state.situation !== 'issued' || after.situation !== 'issued') return after;
        return { ...after, [column]: state[column] };
      },
    }));
  const wrongSign = (type: AppropriationEvent['type']): Rules => ({
    ...RULES,
    movementOf: (event) => {
      const line = RULES.movementOf(event);
      const turned = (amount: Fen): Fen => fen(-amount);
      return line === null || event.type !== type
        ? line
        : { ...line, budgetFen: turned(line.budgetFen), settledFen: turned(line.settledFen) };
    },
  });

  it.each<[string, Rules, RegExp]>([
    ['a payment is committed without money for it', unguarded('commit-funds'), /available is never negative/],
    ['a reduction takes what is spent', unguarded('reduce-appropriation'), /available is never negative/],
    ['a virement takes what is spent', unguarded('transfer-virement-out'), /available is never negative/],
    ['a correction lands where there is no room', unguarded('reclassify-settlement-in'), /available is never negative/],
    [
      'frozen money is spent',
      appropriationWith(({ decide }) => ({
        decide: (state, command) =>
          command.type === 'commit-funds' && state.situation === 'issued'
            ? decide({ ...state, frozenFen: fen(0n) }, command)
            : decide(state, command),
      })),
      /available is never negative/,
    ],
    [
      'a settlement is lost in the fold',
      forgetful('CommitmentSettled', 'settledFen'),
      /settled is what payments have out/,
    ],
    ['a settlement stays in transit', forgetful('CommitmentSettled', 'committedFen'), /in transit is what/],
    ['a released commitment stays in transit', forgetful('CommitmentReleased', 'committedFen'), /in transit is what/],
    ['a bank return leaves it settled', forgetful('FundsReturnedByBank', 'settledFen'), /settled is what/],
    ['a reversal leaves it settled', forgetful('SettlementReversed', 'settledFen'), /settled is what/],
    ['a correction charges both sides', forgetful('SettlementReclassifiedOut', 'settledFen'), /settled is what/],
    ['a supplement is lost in the fold', forgetful('AppropriationSupplemented', 'budgetFen'), /the budget is what/],
    ['unfreezing leaves it frozen', forgetful('AppropriationUnfrozen', 'frozenFen'), /frozen is what/],
    ['the ledger line of a claw-back adds', wrongSign('AppropriationClawedBack'), /ledger lines add up/],
    ['the ledger line of a return adds', wrongSign('FundsReturnedByPayee'), /ledger lines add up|never negative/],
    ['the ledger line of a reversal adds', wrongSign('SettlementReversed'), /reversal nets to zero/],
    [
      'a virement brings one fen more than it took',
      appropriationWith(({ decide }) => ({
        decide: (state, command) =>
          command.type === 'transfer-virement-in'
            ? decide(state, { ...command, amountFen: fen(command.amountFen + 1n) })
            : decide(state, command),
      })),
      /virement preserves the sum/,
    ],
    [
      'a payment id is used twice',
      {
        ...paymentWith(({ initial, decide }) => ({
          decide: (state, command) => decide(command.type.startsWith('submit-') ? initial : state, command),
        })),
        appropriation: appropriationWith(({ decide }) => ({
          decide: (state, command) =>
            command.type === 'commit-funds' && state.situation === 'issued'
              ? decide({ ...state, payments: ChargedPayments.none }, command)
              : decide(state, command),
        })).appropriation,
      },
      /was submitted twice/,
    ],
    [
      'a month has two regular runs',
      appropriationWith(({ decide }) => ({
        decide: (state, command) => {
          const [event] = decide(
            state,
            command.type === 'commit-funds' ? { ...command, claimsPeriod: false } : command,
          );
          return event?.type === 'FundsCommitted' && command.type === 'commit-funds'
            ? [{ ...event, data: { ...event.data, claimsPeriod: command.claimsPeriod } }]
            : event === undefined
              ? []
              : [event];
        },
      })),
      /two regular runs/,
    ],
    [
      'a run pays and settles only its first charge',
      {
        ...RULES,
        effectsOf: (step, before, after) =>
          RULES.effectsOf(step, before, after).slice(0, step.type === 'pay-payment' ? 1 : undefined),
      },
      /in transit is what/,
    ],
    [
      'a payment forgets what was returned',
      paymentWith(({ evolve }) => ({
        evolve: (state, event) => {
          const after = evolve(state, event);
          const forgets = event.type === 'PaymentReturnedByPayee' && state.situation === 'paid';
          return forgets && after.situation === 'paid' ? { ...after, charges: state.charges } : after;
        },
      })),
      /settled is what payments have out|knows what it has out/,
    ],
    [
      'a refused command has written on the state',
      appropriationWith(({ decide }) => ({
        decide: (state, command) => {
          try {
            return decide(state, command);
          } catch (error) {
            if (error instanceof Refusal && state.situation === 'issued') Object.assign(state, { frozenFen: 0n });
            throw error;
          }
        },
      })),
      /read only/,
    ],
  ])('is caught: %s', (_name, rules, law) => {
    const { failed, errorInstance } = fc.check(
      fc.property(anyActs, (acts) => {
        play(rules, acts);
      }),
      { seed: SEED, numRuns: 300, endOnFailure: true },
    );
    expect(failed).toBe(true);
    expect(String(errorInstance)).toMatch(law);
  });
});
