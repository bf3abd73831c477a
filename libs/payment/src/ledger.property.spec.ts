import fc from 'fast-check';
import {
  availableFrom,
  Charges,
  MoneyByDay,
  type Appropriation,
  type AppropriationCommand,
  type AppropriationEvent,
  type IssuedAppropriation,
  type MoneySums,
  type Movement,
} from '@bofu/budget';
import { fen, parseBusinessDate, Refusal, type BusinessDate, type Decider, type Fen } from '@bofu/kernel';
import { stateAfter } from '@bofu/testing';
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
import { moneyOfEveryDay } from '../testing/money-of-every-day';
import type { Payment } from './domain/charges';
import type { PaymentCommand } from './domain/payment-commands';
import type { PaymentEvent } from './domain/payment-events';

/**
 * Any sequence of lawful and unlawful acts on three appropriations of two years and four payments, checked after every
 * one against a ledger counted by other means. `BOFU_PROPERTY_RUNS` asks for more runs than the 300 of every day, and
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
      requireReversedToNothing(rules, after, act.paymentId);
    if (after !== office) requireBooksToAgree(rules, after);
    office = after;
  }
  requireReplayToAgree(rules, office);
  return office;
}

const budgetOf = ({ appropriations }: Office): bigint => {
  let sum = 0n;
  for (const state of appropriations.values()) if (state.situation === 'issued') sum += state.money.sums.budgetFen;
  return sum;
};

/** The ledger lines of every reversed charge come to nothing. */
function requireReversedToNothing({ movementOf }: Rules, { log, payments }: Office, paymentId: string): void {
  const payment = payments.get(paymentId);
  if (payment === undefined || payment.situation === 'not-submitted') return;
  for (const { charge, situation } of payment.charges) {
    if (situation !== 'reversed') continue;
    let net = 0n;
    for (const entry of log) {
      const line = 'appropriationId' in entry ? movementOf(entry.event) : null;
      if (line?.paymentId === paymentId && line.charge === charge) net += line.settledFen + line.committedFen;
    }
    must(net === 0n, 'a reversal nets to zero');
  }
}

function requireBooksToAgree(rules: Rules, office: Office): void {
  for (const id of APPROPRIATIONS) {
    const counted = countIndependently(office.log, id);
    for (const [paymentId, payment] of office.payments) {
      if (payment.situation === 'not-submitted') continue;
      for (const { charge, appropriationId, netFen } of payment.charges)
        if (appropriationId === id)
          must(netFen === counted.charges.get(`${paymentId}/${charge}`)?.out, `${paymentId}: knows what it has out`);
    }
    const state = office.appropriations.get(id);
    if (state?.situation !== 'issued') continue;

    const { sums } = state.money;
    must(sums.budgetFen === counted.budget, `${id}: the budget is what the documents add up to`);
    must(sums.frozenFen === counted.frozen, `${id}: frozen is what was frozen and not unfrozen`);
    must(sums.committedFen === counted.committed, `${id}: in transit is what payments have submitted`);
    must(sums.settledFen === counted.settled, `${id}: settled is what payments have spent`);
    for (const { paymentId, charge, netFen } of state.charges)
      must(
        netFen === (counted.charges.get(`${paymentId}/${charge}`)?.spent ?? 0n),
        `${id}: the net of ${paymentId} is paid less returned less moved`,
      );

    requireMoneyOnEveryDay(rules, office, id, state);
    let [budget, committed, settled, frozen] = [0n, 0n, 0n, 0n];
    for (const entry of office.log) {
      if (!('appropriationId' in entry) || entry.appropriationId !== id) continue;
      const line = rules.movementOf(entry.event);
      budget += line?.budgetFen ?? 0n;
      committed += line?.committedFen ?? 0n;
      settled += line?.settledFen ?? 0n;
      frozen += line?.frozenFen ?? 0n;
    }
    must(
      sums.budgetFen === budget &&
        sums.committedFen === committed &&
        sums.settledFen === settled &&
        sums.frozenFen === frozen,
      `${id}: the ledger lines add up to the standing`,
    );
  }
}

/** On every day, as known after every act: nothing below zero, and the ledger's lines say what the events say. */
function requireMoneyOnEveryDay(rules: Rules, { log }: Office, id: string, state: IssuedAppropriation): void {
  const lines = log.flatMap((entry) =>
    'appropriationId' in entry && entry.appropriationId === id ? (rules.movementOf(entry.event) ?? []) : [],
  );
  const days = moneyOfEveryDay(log, id);
  const byDay = lines.toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
  const ledger = { budget: 0n, committed: 0n, settled: 0n, frozen: 0n };
  for (const { on, budget, committed, settled, frozen } of days) {
    must(budget - committed - settled - frozen >= 0n, `${id}: available is never negative (${on})`);
    must(budget >= 0n && committed >= 0n && settled >= 0n && frozen >= 0n, `${id}: no column is negative (${on})`);
    for (let line = byDay[0]; line !== undefined && line.on <= on; line = byDay[0]) {
      ledger.budget += line.budgetFen;
      ledger.committed += line.committedFen;
      ledger.settled += line.settledFen;
      ledger.frozen += line.frozenFen;
      byDay.shift();
    }
    must(
      ledger.budget === budget &&
        ledger.committed === committed &&
        ledger.settled === settled &&
        ledger.frozen === frozen,
      `${id}: the ledger lines of every day add up (${on})`,
    );
  }
  let least: bigint | null = null;
  for (const { on, budget, committed, settled, frozen } of days.toReversed()) {
    const available = budget - committed - settled - frozen;
    least = least === null || available < least ? available : least;
    must(availableFrom(state, on as BusinessDate) === least, `${id}: what may be taken is the least from ${on} on`);
  }
}

function requireReplayToAgree(rules: Rules, { log, appropriations, payments }: Office): void {
  for (const [id, state] of appropriations) {
    const own = log.flatMap((entry) =>
      'appropriationId' in entry && entry.appropriationId === id ? [entry.event] : [],
    );
    expect(stateAfter(rules.appropriation(id), throughJson(own))).toEqual(state);
  }
  for (const [id, state] of payments) {
    const own = log.flatMap((entry) => ('paymentId' in entry && entry.paymentId === id ? [entry.event] : []));
    expect(stateAfter(rules.payment(id), throughJson(own))).toEqual(state);
  }
}

const throughJson = <Event>(events: readonly Event[]): Event[] => JSON.parse(JSON.stringify(events)) as Event[];

describe('any two years of work', () => {
  it('keeps the books in agreement after every act, and meets every command and every refusal that matters', () => {
    const counts: Counts = new Map();
    fc.assert(
      fc.property(anyActs, (acts) => {
        play(RULES, acts, counts);
      }),
      { seed: SEED, numRuns: RUNS },
    );
    type Elsewhere =
      'record-funds-arrival' | 'correct-funds-arrival' | 'replace-provisional-authority' | 'close-out-balance';
    // Signing moves no money; what an office's two people do is one step here.
    type Signing =
      | 'review-payment'
      | 'approve-payment'
      | 'second-approve-payment'
      | 'hand-over-payment'
      | 'agree-to-withdrawal'
      | 'decline-withdrawal'
      | 'confirm-correction'
      | 'decline-correction'
      | 'waive-reissue';
    const commands: Record<
      Exclude<AppropriationCommand['type'], Elsewhere> | Exclude<PaymentCommand['type'], Signing>,
      true
    > = {
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
      'enter-opening-balance': true,
      'commit-funds': true,
      'settle-commitment': true,
      'release-commitment': true,
      'reverse-settlement': true,
      'reclassify-settlement-out': true,
      'reclassify-settlement-in': true,
      'return-funds': true,
      'submit-payment': true,
      'pay-payment': true,
      'send-back-payment': true,
      'withdraw-payment': true,
      'void-payment': true,
      'record-payment-refusal': true,
      'reverse-payment': true,
      'reclassify-payment': true,
      'record-payment-return': true,
      'record-advance-repayment': true,
    };
    const refusals = [
      'amount-not-positive',
      'appropriation-exists',
      'appropriation-not-found',
      'insufficient-appropriation',
      'nothing-frozen',
      'outside-fiscal-year',
      'clearing-window-closed',
      'before-issue',
      'document-number-required',
      'formed-in-another-year',
      'virement-to-itself',
      'virement-across-budget-types',
      'plan-already-adopted',
      'plan-not-adopted',
      'plan-unsound',
      'opening-balance-entered-already',
      'claimed-already',
      'period-ahead',
      'period-not-ahead',
      'payment-exists',
      'payment-not-found',
      'wrong-state',
      'no-lines',
      'line-needs-reason',
      'line-not-found',
      'times-not-positive',
      'charge-not-found',
      'appropriation-twice-in-run',
      'headcount-not-positive',
      'return-needs-lines',
      'return-needs-split',
      'return-needs-amount',
      'return-exceeds-headcount',
      'return-exceeds-net',
      'return-recorded-already',
      'return-after-move',
      'repayment-exceeds-advance',
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
        return {
          ...decider,
          decide: (state, command, by) => decider.decide(asIfPossible(state, command), command, by),
        };
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
      'dated-before-commitment',
      'dated-before-payment',
    ];
    expect(secondGuards.filter((code) => !counts.has(code))).toEqual([]);
  });

  /** The state as it would have to be for the command to be possible. */
  function asIfPossible(state: Payment, command: PaymentCommand): Payment {
    if (state.situation === 'not-submitted' || command.type === 'submit-payment') return state;
    const longAgo = state.submittedOn.replace(/^\d{4}/, '1999') as typeof state.submittedOn;
    if (command.type === 'pay-payment' || command.type === 'send-back-payment')
      return {
        ...state,
        submittedOn: longAgo,
        charges: state.charges.map((charge) => ({ ...charge, situation: 'submitted' })),
      };
    if (command.type !== 'reverse-payment')
      return {
        ...state,
        submittedOn: longAgo,
        charges: state.charges.map((charge) => ({ ...charge, paidOn: charge.paidOn && longAgo })),
      };
    return {
      ...state,
      submittedOn: longAgo,
      charges: state.charges.map((charge) => ({
        ...{ ...charge, situation: 'paid', paidOn: longAgo, netFen: charge.amountFen },
      })),
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
  const START = parseBusinessDate('2020-01-01');
  const moved = (columns: Partial<MoneySums>): Movement => ({
    ...{ on: START, paymentId: null, charge: null, period: null },
    ...{ budgetFen: fen(0n), committedFen: fen(0n), settledFen: fen(0n), frozenFen: fen(0n), ...columns },
  });
  /** Decides as if there were money enough. */
  const unguarded = (type: AppropriationCommand['type']): Rules =>
    appropriationWith(({ decide }) => ({
      decide: (state, command, by) =>
        command.type === type && state.situation === 'issued'
          ? decide({ ...state, money: state.money.with(moved({ budgetFen: fen(1_000_000n) })) }, command, by)
          : decide(state, command, by),
    }));
  /** Decides by what there is in the end, whatever the days: December's money in March. */
  const timeless = (type: AppropriationCommand['type']): Rules =>
    appropriationWith(({ decide }) => ({
      decide: (state, command, by) =>
        command.type === type && state.situation === 'issued'
          ? decide({ ...state, money: MoneyByDay.none.with(moved(state.money.sums)) }, command, by)
          : decide(state, command, by),
    }));
  /** Decides by what there is on its own day, whatever was used since. */
  const onItsDayAlone = (type: AppropriationCommand['type']): Rules =>
    appropriationWith(({ decide }) => ({
      decide: (state, command, by) => {
        const day =
          'effectiveOn' in command ? command.effectiveOn : 'correctedOn' in command ? command.correctedOn : null;
        if (command.type !== type || state.situation !== 'issued' || day === null) return decide(state, command, by);
        const until = state.money['days'].filter(({ on }) => on <= day);
        const money = until.reduce((sums, columns) => sums.with(moved(columns)), MoneyByDay.none);
        return decide({ ...state, money }, command, by);
      },
    }));
  /** The ledger line of an event falls on another day. */
  const redated = (type: AppropriationEvent['type'], dayOf: (event: AppropriationEvent) => BusinessDate): Rules => ({
    ...RULES,
    movementOf: (event) => {
      const line = RULES.movementOf(event);
      return line !== null && event.type === type ? { ...line, on: dayOf(event) } : line;
    },
  });
  /** Folds an event and then puts one column back to what it was. */
  const forgetful = (
    type: AppropriationEvent['type'],
    column: 'budgetFen' | 'settledFen' | 'committedFen' | 'frozenFen',
  ): Rules =>
    appropriationWith(({ evolve }) => ({
      evolve: (state, event, by) => {
        const after = evolve(state, event, by);
        if (event.type !== type || state.situation !== 'issued' || after.situation !== 'issued') return after;
        const forgotten = fen(state.money.sums[column] - after.money.sums[column]);
        return { ...after, money: after.money.with(moved({ [column]: forgotten })) };
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
        decide: (state, command, by) =>
          command.type === 'commit-funds' && state.situation === 'issued'
            ? decide(
                { ...state, money: state.money.with(moved({ frozenFen: fen(-state.money.sums.frozenFen) })) },
                command,
                by,
              )
            : decide(state, command, by),
      })),
      /available is never negative/,
    ],
    [
      'a settlement is lost in the fold',
      forgetful('CommitmentSettled', 'settledFen'),
      /settled is what payments have spent/,
    ],
    ['a settlement stays in transit', forgetful('CommitmentSettled', 'committedFen'), /in transit is what/],
    ['a released commitment stays in transit', forgetful('CommitmentReleased', 'committedFen'), /in transit is what/],
    ['a bank return leaves it settled', forgetful('FundsReturnedByBank', 'settledFen'), /settled is what/],
    ['a reversal leaves it settled', forgetful('SettlementReversed', 'settledFen'), /settled is what/],
    ['a correction charges both sides', forgetful('SettlementReclassifiedOut', 'settledFen'), /settled is what/],
    ['an opening balance is lost in the fold', forgetful('OpeningBalanceEntered', 'settledFen'), /settled is what/],
    ['a supplement is lost in the fold', forgetful('AppropriationSupplemented', 'budgetFen'), /the budget is what/],
    ['unfreezing leaves it frozen', forgetful('AppropriationUnfrozen', 'frozenFen'), /frozen is what/],
    ['the ledger line of a claw-back adds', wrongSign('AppropriationClawedBack'), /ledger lines of every day add up/],
    [
      'the ledger line of a return adds',
      wrongSign('FundsReturnedByPayee'),
      /ledger lines of every day add up|never negative/,
    ],
    ['the ledger line of a reversal adds', wrongSign('SettlementReversed'), /reversal nets to zero/],
    ['a payment is committed by what there is in the end', timeless('commit-funds'), /available is never negative/],
    ['a reduction dated back finds what comes later', timeless('reduce-appropriation'), /never negative/],
    ['a claw-back dated back finds what comes later', timeless('claw-back-appropriation'), /never negative/],
    ['a freeze dated back finds what comes later', timeless('freeze-appropriation'), /available is never negative/],
    ['a virement dated back finds what comes later', timeless('transfer-virement-out'), /available is never negative/],
    [
      'a virement dated back takes what was used since',
      onItsDayAlone('transfer-virement-out'),
      /available is never negative/,
    ],
    [
      'a correction lands where there is room only later',
      timeless('reclassify-settlement-in'),
      /available is never negative/,
    ],
    [
      'a correction dated back lands where the room was used since',
      onItsDayAlone('reclassify-settlement-in'),
      /available is never negative/,
    ],
    ['money is unfrozen before it was frozen', timeless('unfreeze-appropriation'), /no column is negative/],
    [
      'the ledger frees a slip from the day it was found',
      redated('SettlementReversed', ({ data }) => ('reversedOn' in data ? data.reversedOn : START)),
      /ledger lines of every day add up/,
    ],
    [
      'the ledger dates a return to the year’s start',
      redated('FundsReturnedByBank', () => START),
      /never negative|add up/,
    ],
    [
      'a virement brings one fen more than it took',
      appropriationWith(({ decide }) => ({
        decide: (state, command, by) =>
          command.type === 'transfer-virement-in'
            ? decide(state, { ...command, amountFen: fen(command.amountFen + 1n) }, by)
            : decide(state, command, by),
      })),
      /virement preserves the sum/,
    ],
    [
      'a payment id is used twice',
      {
        ...paymentWith(({ initial, decide }) => ({
          decide: (state, command, by) => decide(command.type === 'submit-payment' ? initial : state, command, by),
        })),
        appropriation: appropriationWith(({ decide }) => ({
          decide: (state, command, by) =>
            command.type === 'commit-funds' && state.situation === 'issued'
              ? decide({ ...state, charges: Charges.none }, command, by)
              : decide(state, command, by),
        })).appropriation,
      },
      /was submitted twice/,
    ],
    ['a month has two regular runs', { ...RULES, claimMoves: () => [] }, /two regular runs/],
    [
      'a correction does not take the month along',
      {
        ...RULES,
        claimMoves: (before, after) =>
          RULES.claimMoves(before, after).filter(
            ({ type }) => type === 'give-back' || before.situation === 'not-submitted',
          ),
      },
      /two regular runs/,
    ],
    [
      'a month is given back while a part of it is out',
      {
        ...RULES,
        claimMoves: (before, after) =>
          RULES.claimMoves(
            before,
            after.situation === 'not-submitted' || !after.charges.some(({ situation }) => situation === 'moved')
              ? after
              : { ...after, charges: [] },
          ),
      },
      /two regular runs/,
    ],
    [
      'a run pays and settles only its first charge',
      {
        ...RULES,
        effectsOf: (step, before, after, clearing) =>
          RULES.effectsOf(step, before, after, clearing).slice(0, step.type === 'pay-payment' ? 1 : undefined),
      },
      /in transit is what/,
    ],
    [
      'a bounce over a fund account gives authority back',
      {
        ...RULES,
        effectsOf: (step, before, after, clearing) =>
          RULES.effectsOf(
            step.type === 'record-payment-return' ? { ...step, party: 'payee' } : step,
            before,
            after,
            clearing,
          ),
      },
      /settled is what payments have spent/,
    ],
    [
      'a payment forgets what was returned',
      paymentWith(({ evolve }) => ({
        evolve: (state, event, by) => {
          const after = evolve(state, event, by);
          const forgets = event.type === 'PaymentReturnedByPayee' && state.situation === 'paid';
          return forgets && after.situation === 'paid' ? { ...after, charges: state.charges } : after;
        },
      })),
      /settled is what payments have spent|knows what it has out/,
    ],
    [
      'a refused command has written on the state',
      appropriationWith(({ decide }) => ({
        decide: (state, command, by) => {
          try {
            return decide(state, command, by);
          } catch (error) {
            if (error instanceof Refusal && state.situation === 'issued') Object.assign(state, { initialFen: 0n });
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
      { seed: SEED, numRuns: Math.max(RUNS, 1_000), endOnFailure: true },
    );
    expect(failed).toBe(true);
    expect(String(errorInstance)).toMatch(law);
  });
});
