import type { PaymentEvent } from '../src/domain/payment-events';
import type { Entry } from './clerk-acts';

/**
 * The same money counted by other means. Budgets, freezes and opening balances come from the appropriations' events;
 * what is in transit and what is paid comes from the payments' own events, charge by charge, without looking at what
 * the appropriations recorded about those payments. So the two sides of the house are held against each other.
 */
export interface IndependentLedger {
  readonly budget: bigint;
  readonly frozen: bigint;
  readonly committed: bigint;
  readonly settled: bigint;
  /** By payment and charge, for charges ever borne here. */
  readonly charges: ReadonlyMap<string, ChargeAccount>;
}

interface ChargeAccount {
  readonly at: string;
  transit: bigint;
  /** Paid, less what was returned, moved away and reversed. */
  out: bigint;
  /** The same as the appropriation sees it: what came back elsewhere than to its authority is still spent. */
  spent: bigint;
}

const BUDGET: Record<string, 1n | -1n> = {
  AppropriationIssued: 1n,
  AppropriationSupplemented: 1n,
  VirementTransferredIn: 1n,
  AppropriationReduced: -1n,
  AppropriationClawedBack: -1n,
  BalanceClosedOut: -1n,
  VirementTransferredOut: -1n,
};
const FREEZE: Record<string, 1n | -1n> = { AppropriationFrozen: 1n, AppropriationUnfrozen: -1n };

/** Throws when a payment was submitted twice, or the same people have two regular runs of a month. */
export function countIndependently(log: readonly Entry[], appropriationId: string): IndependentLedger {
  let [budget, frozen, opening] = [0n, 0n, 0n];
  for (const entry of log) {
    if (!('appropriationId' in entry) || entry.appropriationId !== appropriationId) continue;
    const amount = 'amountFen' in entry.event.data ? BigInt(entry.event.data.amountFen) : 0n;
    budget += (BUDGET[entry.event.type] ?? 0n) * amount;
    frozen += (FREEZE[entry.event.type] ?? 0n) * amount;
    if (entry.event.type === 'OpeningBalanceEntered') opening += amount;
  }
  const charges = new Map(
    [...chargesOf(log)].flatMap(([paymentId, { accounts }]) =>
      [...accounts].flatMap(([charge, account]) =>
        account.at === appropriationId ? [[`${paymentId}/${charge}`, account] as const] : [],
      ),
    ),
  );
  const sum = (column: 'transit' | 'spent'): bigint =>
    [...charges.values()].reduce((total, account) => total + account[column], 0n);
  return { budget, frozen, committed: sum('transit'), settled: opening + sum('spent'), charges };
}

interface PaymentAccount {
  readonly submitted: Extract<PaymentEvent, { type: 'PaymentSubmitted' }>['data'];
  readonly accounts: Map<number, ChargeAccount>;
  /** The programme a charge counts for, and the charge as submitted that it goes back to. */
  readonly origins: Map<number, { readonly programmeId: string; readonly line: string }>;
}

function chargesOf(log: readonly Entry[]): ReadonlyMap<string, PaymentAccount> {
  const payments = new Map<string, PaymentAccount>();
  for (const entry of log) {
    if (!('paymentId' in entry)) continue;
    const { paymentId, event } = entry;
    post(payments, paymentId, event);
    requireEachMonthOnce(payments);
  }
  return payments;
}

function post(payments: Map<string, PaymentAccount>, paymentId: string, { type, data }: PaymentEvent): void {
  if (type === 'PaymentSubmitted') {
    if (payments.has(paymentId)) throw new Error(`${paymentId} was submitted twice`);
    const accounts = new Map<number, ChargeAccount>();
    const origins: PaymentAccount['origins'] = new Map();
    for (const { charge, appropriationId, programmeId, amountFen } of data.charges) {
      accounts.set(charge, { at: appropriationId, transit: BigInt(amountFen), out: 0n, spent: 0n });
      origins.set(charge, { programmeId, line: appropriationId });
    }
    payments.set(paymentId, { submitted: data, accounts, origins });
    return;
  }
  const payment = payments.get(paymentId);
  const account = (charge: number): ChargeAccount => {
    const known = payment?.accounts.get(charge);
    if (known === undefined) throw new Error(`${paymentId} has no charge ${charge}`);
    return known;
  };
  switch (type) {
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
      for (const one of data.charges.map(account)) {
        one.out += one.transit;
        one.spent += one.transit;
        one.transit = 0n;
      }
      break;
    case 'PaymentSentBack':
    case 'PaymentWithdrawn':
    case 'PaymentVoided':
    case 'PaymentRefused':
      for (const one of data.charges.map(account)) one.transit = 0n;
      break;
    case 'PaymentReversed':
      for (const one of data.charges.map(account)) [one.out, one.spent] = [0n, 0n];
      break;
    case 'PaymentReclassified': {
      const amount = BigInt(data.amountFen);
      const from = account(data.movedFrom);
      from.out -= amount;
      from.spent -= amount;
      payment?.accounts.set(data.charge, { at: data.to, transit: 0n, out: amount, spent: amount });
      const line = payment?.origins.get(data.movedFrom)?.line ?? '';
      payment?.origins.set(data.charge, { programmeId: data.programmeId, line });
      break;
    }
    case 'PaymentReturnedByBank':
    case 'PaymentReturnedByPayee':
      for (const { charge, amountFen, restores } of data.charges) {
        const one = account(charge);
        one.out -= BigInt(amountFen);
        if (restores === 'authority') one.spent -= BigInt(amountFen);
      }
      break;
    case 'AdvanceRepaid':
      break;
  }
}

/** By programme, month and group: nobody is in two payments of which anything is in transit or out. */
function requireEachMonthOnce(payments: ReadonlyMap<string, PaymentAccount>): void {
  const held = new Map<string, { readonly paymentId: string; readonly group: string | null }[]>();
  for (const [paymentId, { submitted, accounts, origins }] of payments) {
    if (submitted.kind !== 'payout-run') continue;
    for (const [charge, { transit, out }] of accounts) {
      if (transit === 0n && out === 0n) continue;
      const origin = origins.get(charge);
      for (const line of submitted.lines) {
        const isRun = line.entry === 'regular' || line.entry === 'advance';
        if (!isRun || line.period === null || line.appropriationId !== origin?.line) continue;
        const month = `${origin.programmeId} ${line.period}`;
        const group = line.programmeId === origin.programmeId ? line.groupId : null;
        const others = held.get(month) ?? [];
        for (const other of others)
          if (other.paymentId !== paymentId && (other.group === group || other.group === null || group === null))
            throw new Error(`${month} has two regular runs: ${other.paymentId} and ${paymentId}`);
        held.set(month, [...others, { paymentId, group }]);
      }
    }
  }
}
