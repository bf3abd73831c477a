import type { EventStore } from '@bofu/event-store';

/**
 * The books counted a second time from the exported list of events and from nothing else: plain objects, their types
 * told apart here, sums by hand. It shares no line with the code it is held against.
 */
export interface Exported {
  readonly position: string;
  readonly stream: string;
  readonly type: string;
  readonly data: Readonly<Record<string, unknown>>;
  /** What was recorded together, by its command. */
  readonly command: string;
}

export async function exportedFrom(store: EventStore): Promise<Exported[]> {
  const lines: string[] = [];
  for await (const { events } of store.readAll())
    for (const { position, stream, type, data, metadata } of events)
      lines.push(JSON.stringify({ position, stream, type, data, command: metadata['commandId'] ?? '' }));
  return lines.map((line) => JSON.parse(line) as Exported);
}

export interface HandFigures {
  budget: bigint;
  settled: bigint;
  inTransit: bigint;
  frozen: bigint;
}

export interface HandPayment {
  situation: string;
  net: bigint;
  returned: bigint;
  headcount: number | null;
  submittedOn: string;
  /** What each appropriation still bears, where it is not nothing. */
  bears: Record<string, string>;
}

export interface Books {
  readonly appropriations: ReadonlyMap<string, HandFigures>;
  readonly plans: ReadonlyMap<string, unknown>;
  readonly headcounts: ReadonlyMap<string, number>;
  /** In transit and settled once more, from the payments' own events. */
  readonly fromPayments: ReadonlyMap<string, { settled: bigint; inTransit: bigint }>;
  readonly payments: ReadonlyMap<string, HandPayment>;
}

const text = (value: unknown): string => String(value);
const money = (data: Exported['data']): bigint => BigInt(text(data['amountFen']));

/** Everything counted whose business date is not after `asOf` and whose position is not after `knownAt`. */
export function countByHand(events: readonly Exported[], asOf: string, knownAt: string): Books {
  const appropriations = new Map<string, HandFigures>();
  const plans = new Map<string, unknown>();
  const headcounts = new Map<string, number>();
  for (const { position, stream, type, data } of events) {
    if (position > knownAt || !stream.startsWith('appropriation-')) continue;
    const id = stream.replace('appropriation-', '');
    const figures = appropriations.get(id) ?? { budget: 0n, settled: 0n, inTransit: 0n, frozen: 0n };
    const by = (day: string): boolean => text(data[day]) <= asOf;
    if (type === 'AppropriationIssued' && by('effectiveOn')) appropriations.set(id, figures);
    if (['AppropriationIssued', 'AppropriationSupplemented', 'VirementTransferredIn'].includes(type)) {
      if (by('effectiveOn')) figures.budget += money(data);
    } else if (['AppropriationReduced', 'AppropriationClawedBack', 'VirementTransferredOut'].includes(type)) {
      if (by('effectiveOn')) figures.budget -= money(data);
    } else if (type === 'AppropriationFrozen') {
      if (by('effectiveOn')) figures.frozen += money(data);
    } else if (type === 'AppropriationUnfrozen') {
      if (by('effectiveOn')) figures.frozen -= money(data);
    } else if (type === 'FundsCommitted') {
      if (by('submittedOn')) figures.inTransit += money(data);
    } else if (type === 'CommitmentSettled') {
      if (by('paidOn')) {
        figures.inTransit -= money(data);
        figures.settled += money(data);
      }
    } else if (type === 'CommitmentReleased') {
      if (by('releasedOn')) figures.inTransit -= money(data);
    } else if (type === 'SettlementReversed') {
      if (by('reversedOn')) figures.settled -= money(data);
    } else if (type === 'SettlementReclassifiedOut') {
      if (by('correctedOn')) figures.settled -= money(data);
    } else if (type === 'SettlementReclassifiedIn') {
      if (by('correctedOn')) figures.settled += money(data);
    } else if (type === 'FundsReturnedByBank' || type === 'FundsReturnedByPayee') {
      if (by('returnedOn')) figures.settled -= money(data);
    } else if (type === 'SpendingPlanAdopted' || type === 'SpendingPlanRevised') {
      if (by('effectiveOn')) plans.set(id, data['checkpoints']);
    } else if (type === 'PaymentStandardSet') {
      if (by('effectiveOn') && data['headcount'] !== null) headcounts.set(id, Number(data['headcount']));
    }
  }
  return { appropriations, plans, headcounts, ...countPayments(events, asOf, knownAt) };
}

type Posting = { on: string; at: string; account: 'transit' | 'settled'; amount: bigint };
type HandCharge = { appropriationId: string; amountFen: string };

function countPayments(events: readonly Exported[], asOf: string, knownAt: string) {
  const postings = new Map<string, Posting[]>();
  const payments = new Map<string, HandPayment>();
  for (const { position, stream, type, data } of events) {
    if (position > knownAt || !stream.startsWith('payment-')) continue;
    const id = stream.replace('payment-', '');
    const own = postings.get(id) ?? [];
    postings.set(id, own);
    const standing = (account: Posting['account']): [string, bigint][] => {
      const sums = new Map<string, bigint>();
      for (const each of own) if (each.account === account) sums.set(each.at, (sums.get(each.at) ?? 0n) + each.amount);
      return [...sums];
    };
    const post = (account: Posting['account'], on: unknown, at: string, amount: bigint) =>
      own.push({ account, on: text(on), at, amount });
    const situation = (on: unknown, word: string) => {
      const payment = payments.get(id);
      if (text(on) <= asOf && payment) payment.situation = word;
    };
    const charges = (data['charges'] ?? []) as HandCharge[];
    if (type === 'DisbursementSubmitted' || type === 'PayoutRunSubmitted') {
      for (const { appropriationId, amountFen } of charges)
        post('transit', data['submittedOn'], appropriationId, BigInt(amountFen));
      if (text(data['submittedOn']) <= asOf)
        payments.set(id, {
          situation: 'submitted',
          net: 0n,
          returned: 0n,
          headcount: type === 'PayoutRunSubmitted' ? Number(data['headcount']) : null,
          submittedOn: text(data['submittedOn']),
          bears: {},
        });
    } else if (type === 'PaymentPaid') {
      for (const [at, amount] of standing('transit')) {
        post('settled', data['paidOn'], at, amount);
        post('transit', data['paidOn'], at, -amount);
      }
      situation(data['paidOn'], 'paid');
    } else if (type === 'PaymentSentBack') {
      for (const [at, amount] of standing('transit')) post('transit', data['sentBackOn'], at, -amount);
      situation(data['sentBackOn'], 'sent-back');
    } else if (type === 'PaymentReversed') {
      for (const [at, amount] of standing('settled')) post('settled', data['reversedOn'], at, -amount);
      situation(data['reversedOn'], 'reversed');
    } else if (type === 'PaymentReclassified') {
      post('settled', data['correctedOn'], text(data['from']), -money(data));
      post('settled', data['correctedOn'], text(data['to']), money(data));
    } else if (type === 'PaymentReturnedByBank' || type === 'PaymentReturnedByPayee') {
      for (const { appropriationId, amountFen } of charges)
        post('settled', data['returnedOn'], appropriationId, -BigInt(amountFen));
      const payment = payments.get(id);
      if (text(data['returnedOn']) <= asOf && payment) {
        payment.returned += BigInt(text(data['totalFen']));
        if (payment.headcount !== null) payment.headcount -= Number(data['headcount'] ?? 0);
      }
    }
  }
  const fromPayments = new Map<string, { settled: bigint; inTransit: bigint }>();
  for (const [id, own] of postings) {
    const bears = new Map<string, bigint>();
    for (const { on, at, account, amount } of own) {
      if (on > asOf) continue;
      const sums = fromPayments.get(at) ?? { settled: 0n, inTransit: 0n };
      fromPayments.set(at, sums);
      if (account === 'transit') sums.inTransit += amount;
      else {
        sums.settled += amount;
        bears.set(at, (bears.get(at) ?? 0n) + amount);
      }
    }
    const payment = payments.get(id);
    if (!payment) continue;
    const out = [...bears].filter(([, amount]) => amount !== 0n).sort(([a], [b]) => (a < b ? -1 : 1));
    payment.net = out.reduce((sum, [, amount]) => sum + amount, 0n);
    payment.bears = Object.fromEntries(out.map(([at, amount]) => [at, String(amount)]));
  }
  return { fromPayments, payments };
}
