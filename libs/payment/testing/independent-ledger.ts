import type { Entry } from './clerk-acts';

/**
 * The same money counted by other means. Budgets and freezes come from the appropriations' events; what is in transit
 * and what is paid comes from the payments' own events, as a plain list of postings, without looking at what the
 * appropriations recorded about those payments. So the two sides of the house are held against each other.
 */
export interface IndependentLedger {
  readonly budget: bigint;
  readonly frozen: bigint;
  readonly committed: bigint;
  readonly settled: bigint;
  /** Paid, less returned, moved away and reversed: by payment, for payments ever paid here. */
  readonly netByPayment: ReadonlyMap<string, bigint>;
}

interface Posting {
  readonly paymentId: string;
  readonly at: string;
  readonly account: 'transit' | 'paid';
  readonly amount: bigint;
}

const BUDGET: Record<string, 1n | -1n> = {
  AppropriationIssued: 1n,
  AppropriationSupplemented: 1n,
  VirementTransferredIn: 1n,
  AppropriationReduced: -1n,
  AppropriationClawedBack: -1n,
  VirementTransferredOut: -1n,
};
const FREEZE: Record<string, 1n | -1n> = { AppropriationFrozen: 1n, AppropriationUnfrozen: -1n };

export function countIndependently(log: readonly Entry[], appropriationId: string): IndependentLedger {
  let [budget, frozen] = [0n, 0n];
  for (const entry of log) {
    if (!('appropriationId' in entry) || entry.appropriationId !== appropriationId) continue;
    const amount = 'amountFen' in entry.event.data ? BigInt(entry.event.data.amountFen) : 0n;
    budget += (BUDGET[entry.event.type] ?? 0n) * amount;
    frozen += (FREEZE[entry.event.type] ?? 0n) * amount;
  }
  const here = postingsOf(log).filter(({ at }) => at === appropriationId);
  const sum = (postings: readonly Posting[]): bigint => postings.reduce((total, { amount }) => total + amount, 0n);
  const paid = here.filter(({ account }) => account === 'paid');
  return {
    budget,
    frozen,
    committed: sum(here.filter(({ account }) => account === 'transit')),
    settled: sum(paid),
    netByPayment: new Map(
      [...new Set(paid.map(({ paymentId }) => paymentId))].map((id) => [
        id,
        sum(paid.filter(({ paymentId }) => paymentId === id)),
      ]),
    ),
  };
}

/** Throws when a payment was submitted twice, or a month has two regular runs on one appropriation. */
function postingsOf(log: readonly Entry[]): readonly Posting[] {
  const postings: Posting[] = [];
  const regular = new Map<string, string>();
  for (const entry of log) {
    if (!('paymentId' in entry)) continue;
    const { paymentId, event } = entry;
    const post = (account: Posting['account'], at: string, amount: bigint) =>
      postings.push({ paymentId, at, account, amount });
    const own = (account: Posting['account']) =>
      postings.filter((posting) => posting.paymentId === paymentId && posting.account === account);
    const undo = (account: Posting['account']) => own(account).forEach(({ at, amount }) => post(account, at, -amount));

    switch (event.type) {
      case 'DisbursementSubmitted':
      case 'PayoutRunSubmitted':
        if (own('transit').length > 0) throw new Error(`${paymentId} was submitted twice`);
        for (const { appropriationId, amountFen } of event.data.charges) {
          if (event.type === 'PayoutRunSubmitted' && event.data.run === 'regular')
            for (const [other, month] of regular)
              if (month === event.data.period && isCharged(postings, other, appropriationId))
                throw new Error(`${appropriationId} has two regular runs of ${month}: ${other} and ${paymentId}`);
          post('transit', appropriationId, BigInt(amountFen));
        }
        if (event.type === 'PayoutRunSubmitted' && event.data.run === 'regular')
          regular.set(paymentId, event.data.period);
        break;
      case 'PaymentPaid':
        for (const { at, amount } of own('transit')) post('paid', at, amount);
        undo('transit');
        break;
      case 'PaymentSentBack':
        undo('transit');
        break;
      case 'PaymentReversed':
        undo('paid');
        break;
      case 'PaymentReclassified':
        post('paid', event.data.from, -BigInt(event.data.amountFen));
        post('paid', event.data.to, BigInt(event.data.amountFen));
        break;
      case 'PaymentReturnedByBank':
      case 'PaymentReturnedByPayee':
        for (const { appropriationId, amountFen } of event.data.charges)
          post('paid', appropriationId, -BigInt(amountFen));
        break;
    }
  }
  return postings;
}

const isCharged = (postings: readonly Posting[], paymentId: string, at: string): boolean =>
  postings.reduce(
    (sum, posting) => (posting.paymentId === paymentId && posting.at === at ? sum + posting.amount : sum),
    0n,
  ) > 0n;
