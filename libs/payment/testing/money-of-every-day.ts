import type { AppropriationEvent } from '@bofu/budget';
import type { Entry } from './clerk-acts';

/**
 * What an appropriation had on every day, counted from events alone and from the payments' side: budgets and freezes by
 * the appropriation's own documents, everything else by what happened to charges. Written apart from `movementOf`,
 * `MoneyByDay` and every table, so that it can be held against each of them.
 */
export interface MoneyOfOneDay {
  readonly on: string;
  readonly budget: bigint;
  readonly committed: bigint;
  readonly settled: bigint;
  readonly frozen: bigint;
}
type Column = Exclude<keyof MoneyOfOneDay, 'on'>;
type Posting = readonly [on: string, column: Column, amount: bigint];

/** The figures at the end of each day on which anything moved, in the order of days. */
export function moneyOfEveryDay(log: readonly Entry[], appropriationId: string): readonly MoneyOfOneDay[] {
  const documents = log.flatMap((entry) =>
    'appropriationId' in entry && entry.appropriationId === appropriationId ? documentPostings(entry.event) : [],
  );
  const postings = [...documents, ...chargePostings(log, appropriationId)];
  const days = new Map<string, Record<Column, bigint>>();
  for (const [on, column, amount] of postings) {
    const day = days.get(on) ?? { budget: 0n, committed: 0n, settled: 0n, frozen: 0n };
    days.set(on, day);
    day[column] += amount;
  }
  const sums = { budget: 0n, committed: 0n, settled: 0n, frozen: 0n };
  return [...days]
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([on, moved]) => {
      for (const column of ['budget', 'committed', 'settled', 'frozen'] as const) sums[column] += moved[column];
      return { on, ...sums };
    });
}

function documentPostings({ type, data }: AppropriationEvent): Posting[] {
  const amount = 'amountFen' in data ? BigInt(data.amountFen) : 0n;
  if (!('effectiveOn' in data)) return [];
  const on = data.effectiveOn;
  if (/^(AppropriationIssued|AppropriationSupplemented|VirementTransferredIn)$/.test(type))
    return [[on, 'budget', amount]];
  if (
    /^(AppropriationReduced|AppropriationClawedBack|BalanceClosedOut|VirementTransferredOut|ProvisionalAuthorityReplaced)$/.test(
      type,
    )
  )
    return [[on, 'budget', -amount]];
  if (type === 'AppropriationFrozen') return [[on, 'frozen', amount]];
  if (type === 'AppropriationUnfrozen') return [[on, 'frozen', -amount]];
  return type === 'OpeningBalanceEntered' ? [[on, 'settled', amount]] : [];
}

/** Every charge borne here, followed through its payment's own events. */
function chargePostings(log: readonly Entry[], appropriationId: string): Posting[] {
  const charges = new Map<string, { at: string; transit: bigint; out: bigint; paidOn: string | null }>();
  const postings: Posting[] = [];
  for (const entry of log) {
    if (!('paymentId' in entry)) continue;
    const { type, data } = entry.event;
    const keyOf = (charge: number): string => `${entry.paymentId}/${charge}`;
    const post = (charge: number, on: string, column: Column, amount: bigint) => {
      if (charges.get(keyOf(charge))?.at === appropriationId) postings.push([on, column, amount]);
    };
    switch (type) {
      case 'PaymentSubmitted':
        for (const { charge, appropriationId: at, amountFen } of data.charges) {
          charges.set(keyOf(charge), { at, transit: BigInt(amountFen), out: 0n, paidOn: null });
          post(charge, data.submittedOn, 'committed', BigInt(amountFen));
        }
        break;
      case 'PaymentReviewed':
      case 'PaymentApproved':
      case 'PaymentSecondApproved':
      case 'PaymentHandedOver':
      case 'PaymentWithdrawalRequested':
      case 'PaymentWithdrawalDeclined':
      case 'PaymentReversalRequested':
      case 'PaymentReclassificationRequested':
      case 'PaymentCorrectionDeclined':
      case 'PaymentReissueWaived':
        break;
      case 'PaymentPaid':
        for (const charge of data.charges) {
          const known = charges.get(keyOf(charge));
          if (known === undefined || known.transit === 0n) continue;
          post(charge, data.paidOn, 'committed', -known.transit);
          post(charge, data.paidOn, 'settled', known.transit);
          Object.assign(known, { out: known.transit, transit: 0n, paidOn: data.paidOn });
        }
        break;
      case 'PaymentSentBack':
      case 'PaymentWithdrawn':
      case 'PaymentVoided':
      case 'PaymentRefused':
        for (const charge of data.charges) {
          const known = charges.get(keyOf(charge));
          post(charge, data.releasedOn, 'committed', -(known?.transit ?? 0n));
          if (known !== undefined) known.transit = 0n;
        }
        break;
      case 'PaymentReversed':
        // What never left the bank was never paid: it counts from the day it was said to be.
        for (const charge of data.charges) {
          const known = charges.get(keyOf(charge));
          if (known === undefined) continue;
          post(charge, data.leftBank ? data.reversedOn : (known.paidOn ?? ''), 'settled', -known.out);
          known.out = 0n;
        }
        break;
      case 'PaymentReclassified': {
        const amount = BigInt(data.amountFen);
        post(data.movedFrom, data.correctedOn, 'settled', -amount);
        const from = charges.get(keyOf(data.movedFrom));
        if (from !== undefined) from.out -= amount;
        charges.set(keyOf(data.charge), { at: data.to, transit: 0n, out: amount, paidOn: data.correctedOn });
        post(data.charge, data.correctedOn, 'settled', amount);
        break;
      }
      case 'PaymentReturnedByBank':
      case 'PaymentReturnedByPayee':
        for (const { charge, amountFen, restores } of data.charges) {
          const known = charges.get(keyOf(charge));
          if (known === undefined || restores !== 'authority') continue;
          post(charge, data.returnedOn, 'settled', -BigInt(amountFen));
          known.out -= BigInt(amountFen);
        }
        break;
      case 'AdvanceRepaid':
        break;
    }
  }
  return postings;
}
