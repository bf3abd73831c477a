import type { EventStore, Position } from '@bofu/event-store';

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

export async function exportedFrom(store: EventStore, after?: Position | null): Promise<Exported[]> {
  const lines: string[] = [];
  for await (const { events } of store.readAll(after ? { after } : {}))
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
  /** Of each line, heads less those returned; `null` for a lump sum. */
  outstanding: (number | null)[];
  submittedOn: string;
  /** What each appropriation still bears, where it is not nothing. */
  bears: Record<string, string>;
}

export interface Books {
  readonly appropriations: ReadonlyMap<string, HandFigures>;
  readonly plans: ReadonlyMap<string, unknown>;
  /** By programme. */
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
  // In force is what took effect last; of two that took effect on one day, what was recorded last.
  const since = new Map<string, string>();
  const inForce = (what: string, data: Exported['data']): boolean => {
    const on = text(data['effectiveOn']);
    if (on > asOf || on < (since.get(what) ?? '')) return false;
    since.set(what, on);
    return true;
  };
  for (const { position, stream, type, data } of events) {
    if (position > knownAt) continue;
    if (type === 'PaymentStandardSet' && inForce(`standard ${text(data['programmeId'])}`, data))
      headcounts.set(text(data['programmeId']), Number(data['headcount']));
    if (!stream.startsWith('appropriation-')) continue;
    const id = text(data['appropriationId']);
    const figures = appropriations.get(id) ?? { budget: 0n, settled: 0n, inTransit: 0n, frozen: 0n };
    const by = (day: string): boolean => text(data[day]) <= asOf;
    if (type === 'AppropriationIssued' && by('effectiveOn')) appropriations.set(id, figures);
    if (['AppropriationIssued', 'AppropriationSupplemented', 'VirementTransferredIn'].includes(type)) {
      if (by('effectiveOn')) figures.budget += money(data);
    } else if (
      ['AppropriationReduced', 'AppropriationClawedBack', 'BalanceClosedOut', 'VirementTransferredOut'].includes(type)
    ) {
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
      if (by('countsFrom')) figures.settled -= money(data);
    } else if (type === 'SettlementReclassifiedOut') {
      if (by('correctedOn')) figures.settled -= money(data);
    } else if (type === 'SettlementReclassifiedIn') {
      if (by('correctedOn')) figures.settled += money(data);
    } else if (type === 'FundsReturnedByBank' || type === 'FundsReturnedByPayee') {
      if (by('returnedOn')) figures.settled -= money(data);
    } else if (type === 'SpendingPlanAdopted' || type === 'SpendingPlanRevised') {
      if (inForce(`plan ${id}`, data)) plans.set(id, data['checkpoints']);
    }
  }
  return { appropriations, plans, headcounts, ...countPayments(events, asOf, knownAt) };
}

/** One thing that was done to one charge. */
interface Fact {
  readonly on: string;
  readonly did: 'submitted' | 'paid' | 'released' | 'reversed' | 'moved-out' | 'moved-in' | 'returned';
  readonly amount: bigint;
  /** Whether what came back is money of the appropriation again. */
  readonly restoresAuthority?: boolean;
}
interface HandCharge {
  readonly appropriationId: string;
  readonly facts: Fact[];
}
interface Followed {
  readonly submittedOn: string;
  readonly heads: (number | null)[];
  readonly charges: Map<number, HandCharge>;
  readonly returnedHeads: { on: string; line: number; count: number }[];
  readonly ends: { on: string; as: string }[];
}
type SubmittedCharge = { charge: number; appropriationId: string; amountFen: string; restores?: string };

const ENDS: Record<string, [day: string, as: string]> = {
  PaymentSentBack: ['releasedOn', 'sent-back'],
  PaymentWithdrawn: ['releasedOn', 'withdrawn'],
  PaymentVoided: ['releasedOn', 'voided'],
  PaymentRefused: ['releasedOn', 'refused'],
  PaymentReversed: ['countsFrom', 'reversed'],
};

/** What was done to every charge of every payment, whatever its day. */
function followed(events: readonly Exported[], knownAt: string): Map<string, Followed> {
  const payments = new Map<string, Followed>();
  for (const { position, stream, type, data } of events) {
    if (position > knownAt || !stream.startsWith('payment-')) continue;
    const id = text(data['paymentId']);
    if (type === 'PaymentSubmitted') {
      const on = text(data['submittedOn']);
      const charges = (data['charges'] as SubmittedCharge[]).map(
        ({ charge, appropriationId, amountFen }): [number, HandCharge] => [
          charge,
          { appropriationId, facts: [{ on, did: 'submitted', amount: BigInt(amountFen) }] },
        ],
      );
      const heads = (data['lines'] as { heads: { count: number } | null }[]).map((line) => line.heads?.count ?? null);
      payments.set(id, { submittedOn: on, heads, charges: new Map(charges), returnedHeads: [], ends: [] });
      continue;
    }
    const payment = payments.get(id);
    if (!payment) throw new Error(`${type} of a payment nobody submitted`);
    const did = (charge: unknown, fact: Fact) => payment.charges.get(Number(charge))?.facts.push(fact);
    const amountOf = (charge: number): bigint => {
      const signs = {
        submitted: 1n,
        'moved-in': 1n,
        'moved-out': -1n,
        paid: 0n,
        released: 0n,
        reversed: 0n,
        returned: 0n,
      };
      const facts = payment.charges.get(charge)?.facts ?? [];
      return facts.reduce((sum, fact) => sum + signs[fact.did] * fact.amount, 0n);
    };
    const named = (data['charges'] ?? []) as number[];
    const end = ENDS[type];
    if (type === 'PaymentPaid')
      for (const charge of named) did(charge, { on: text(data['paidOn']), did: 'paid', amount: amountOf(charge) });
    else if (end !== undefined) {
      const on = text(data[end[0]]);
      payment.ends.push({ on, as: end[1] });
      const word = end[1] === 'reversed' ? 'reversed' : 'released';
      for (const charge of named) did(charge, { on, did: word, amount: amountOf(charge) });
    } else if (type === 'PaymentReclassified') {
      const on = text(data['correctedOn']);
      did(data['movedFrom'], { on, did: 'moved-out', amount: money(data) });
      payment.charges.set(Number(data['charge']), {
        appropriationId: text(data['to']),
        facts: [{ on, did: 'moved-in', amount: money(data) }],
      });
    } else if (type === 'PaymentReturnedByBank' || type === 'PaymentReturnedByPayee') {
      const on = text(data['returnedOn']);
      for (const { charge, amountFen, restores } of data['charges'] as SubmittedCharge[])
        did(charge, { on, did: 'returned', amount: BigInt(amountFen), restoresAuthority: restores === 'authority' });
      for (const { line, count } of data['lines'] as { line: number; count: number }[])
        payment.returnedHeads.push({ on, line, count });
    }
  }
  return payments;
}

function countPayments(events: readonly Exported[], asOf: string, knownAt: string) {
  const fromPayments = new Map<string, { settled: bigint; inTransit: bigint }>();
  const payments = new Map<string, HandPayment>();
  for (const [id, { submittedOn, heads, charges, returnedHeads, ends }] of followed(events, knownAt)) {
    const bears = new Map<string, bigint>();
    const stands = new Set<string>();
    let [net, returned] = [0n, 0n];
    for (const { appropriationId, facts } of charges.values()) {
      const seen = facts.filter(({ on }) => on <= asOf);
      if (seen.length === 0) continue;
      const sum = (...words: Fact['did'][]): bigint =>
        seen.filter(({ did }) => words.includes(did)).reduce((total, { amount }) => total + amount, 0n);
      const has = (...words: Fact['did'][]): boolean => seen.some(({ did }) => words.includes(did));

      const sums = fromPayments.get(appropriationId) ?? { settled: 0n, inTransit: 0n };
      fromPayments.set(appropriationId, sums);
      sums.inTransit += sum('submitted') - sum('paid', 'released');
      const restored = seen
        .filter(({ restoresAuthority }) => restoresAuthority)
        .reduce((all, fact) => all + fact.amount, 0n);
      sums.settled += sum('paid', 'moved-in') - sum('moved-out', 'reversed') - restored;

      const amount = sum('submitted', 'moved-in') - sum('moved-out');
      returned += sum('returned');
      const standing = has('reversed')
        ? 'reversed'
        : has('released')
          ? 'released'
          : has('moved-out') && amount === 0n
            ? 'moved'
            : has('paid', 'moved-in')
              ? 'paid'
              : 'submitted';
      stands.add(standing);
      if (standing !== 'paid') continue;
      const left = amount - sum('returned');
      net += left;
      bears.set(appropriationId, (bears.get(appropriationId) ?? 0n) + left);
    }
    if (submittedOn > asOf) continue;
    const ended = ends.findLast(({ on }) => on <= asOf)?.as ?? '';
    const situation = stands.has('submitted')
      ? stands.has('paid')
        ? 'partly-paid'
        : 'submitted'
      : stands.has('paid')
        ? 'paid'
        : ended;
    const outstanding = heads.map((count, at) => {
      const back = returnedHeads.filter(({ on, line }) => on <= asOf && line === at + 1);
      return count === null ? null : count - back.reduce((all, each) => all + each.count, 0);
    });
    const out = [...bears].filter(([, amount]) => amount !== 0n).sort(([a], [b]) => (a < b ? -1 : 1));
    payments.set(id, {
      situation,
      net,
      returned,
      outstanding,
      submittedOn,
      bears: Object.fromEntries(out.map(([at, amount]) => [at, String(amount)])),
    });
  }
  return { fromPayments, payments };
}
