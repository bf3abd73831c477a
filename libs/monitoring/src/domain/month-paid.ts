import { type BasisPoints, type BusinessDate, fen, type Fen, type Period, type StandardOnRecord } from '@bofu/kernel';
import type { PaymentOnDay } from './appropriation-on-day';

/**
 * 足额支付: the one answer to "is this month paid, and since when", for rules, questions, forecast and calendar alike.
 *
 * A month is paid when, net of what came back, money and people reach what is owed of it 应发, less the tolerance 足额容差
 * that is a setting: a few people whose payment bounced are 退票 and no arrears, half of them are. It is paid on the day
 * from which that has held. All that is paid in the month's name counts, 补发 included; what is taken back from people
 * 扣回 is none of the month's.
 */
export interface OwedInMonth {
  /** `null`: everybody. */
  readonly groupId: string | null;
  /** `null` where nobody says how many, or how much: then whatever is paid as its regular payment is the month. */
  readonly heads: number | null;
  readonly owedFen: Fen | null;
  /** The standard it goes by, and with it its deadline; `null` where nobody has set one. */
  readonly standard: StandardOnRecord | null;
}

export interface RunOnDay extends OwedInMonth {
  /** 净付: paid less what came back. */
  readonly paidFen: Fen;
  /** The day from which what was submitted has sufficed, in transit or paid; `null` while it does not. */
  readonly submittedOn: BusinessDate | null;
  /** The day from which what was paid has sufficed; `null` while it does not. */
  readonly paidOn: BusinessDate | null;
  /** What is still to be submitted; `null` where what is owed is not known, nothing once it suffices. */
  readonly openFen: Fen | null;
}

/** What was paid in a month's name, and beside it every charge of the same payments, whatever month it is for. */
export interface PaymentsOfMonth {
  readonly payments: readonly PaymentOnDay[];
  readonly chargesOf: (paymentId: string) => readonly PaymentOnDay[];
}

export function monthPaid(
  period: Period,
  owed: readonly OwedInMonth[],
  paidFor: PaymentsOfMonth,
  tolerance: BasisPoints,
): RunOnDay[] {
  const moved = flowsIn(period, owed, paidFor);
  const handed = reachedBy(owed, tolerance, moved, ({ handedFen }) => handedFen);
  const paid = reachedBy(owed, tolerance, moved, ({ paidFen }) => paidFen);
  const sharedOpenFen = openOf(owed, handed.sums);
  return owed.map((one, at) => ({
    // Named one by one: a spread here is half the time of a year of two thousand programmes.
    groupId: one.groupId,
    heads: one.heads,
    owedFen: one.owedFen,
    standard: one.standard,
    paidFen: fen(netOf(one, paid.sums)),
    submittedOn: handed.since[at] ?? null,
    paidOn: paid.since[at] ?? null,
    openFen: (handed.since[at] ?? null) !== null ? fen(0n) : (sharedOpenFen[at] ?? null),
  }));
}

interface Flow {
  readonly on: BusinessDate;
  /** As owed; `null` for everybody, which is each group's as well. */
  readonly groupId: string | null;
  readonly handedFen: Fen;
  readonly paidFen: Fen;
  readonly isRegular: boolean;
  /** How many a line of so much money is for; `null` for a lump sum. */
  readonly of: { readonly heads: number; readonly amountFen: Fen } | null;
}

function flowsIn(period: Period, owed: readonly OwedInMonth[], { payments, chargesOf }: PaymentsOfMonth): Flow[] {
  const isOneForAll = owed.some(({ groupId }) => groupId === null);
  const isUnknown = owed.every(({ heads, owedFen }) => heads === null && owedFen === null);
  return (isUnknown ? payments.map((one) => asWhole(one, chargesOf(one.paymentId))) : payments)
    .flatMap(({ lines, flows }) =>
      flows.flatMap((flow): Flow[] => {
        const line = lines[flow.line];
        if (line === undefined || line.period !== period || line.entry === 'deduction') return [];
        const { heads, amountFen } = line.submitted;
        const of = heads === null || heads === 0 || amountFen <= 0n ? null : { heads, amountFen };
        return [{ ...flow, groupId: isOneForAll ? null : line.groupId, isRegular: line.entry !== 'back-pay', of }];
      }),
    )
    .sort((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0));
}

/** Where nobody says how much the month costs, a payment that several sources bear is paid once the last of them has. */
function asWhole(payment: PaymentOnDay, charges: readonly PaymentOnDay[]): PaymentOnDay {
  const isWhole = charges.every(({ situation }) => situation !== 'submitted');
  const last = charges.map(({ paidOn }) => paidOn ?? payment.submittedOn).reduce((a, b) => (a > b ? a : b));
  return {
    ...payment,
    flows: payment.flows.flatMap((flow) => {
      if (flow.paidFen <= 0n) return [flow];
      return isWhole ? [{ ...flow, on: flow.on > last ? flow.on : last }] : [];
    }),
  };
}

/** What stands of a group's own lines, or of everybody's under `null`. */
interface Sum {
  fen: bigint;
  /** Of it, 正常发放 and 预发. */
  regularFen: bigint;
  /** Millionths of a head: a part of a line is a part of its people. */
  microHeads: bigint;
  isCounted: boolean;
}

type Sums = ReadonlyMap<string | null, Sum>;
const NOTHING: Sum = { fen: 0n, regularFen: 0n, microHeads: 0n, isCounted: true };
const MICRO = 1_000_000n;

/** For each that is owed: since when it suffices. */
function reachedBy(
  owed: readonly OwedInMonth[],
  tolerance: BasisPoints,
  flows: readonly Flow[],
  pick: (flow: Flow) => Fen,
): { readonly since: readonly (BusinessDate | null)[]; readonly sums: Sums } {
  const sums = new Map<string | null, Sum>();
  const since: (BusinessDate | null)[] = owed.map(() => null);
  for (const [at, flow] of flows.entries()) {
    const sum = sums.get(flow.groupId) ?? { ...NOTHING };
    sums.set(flow.groupId, sum);
    const moved = pick(flow);
    sum.fen += moved;
    if (flow.isRegular) sum.regularFen += moved;
    if (flow.of === null) sum.isCounted &&= moved === 0n;
    else sum.microHeads += (moved * BigInt(flow.of.heads) * MICRO) / flow.of.amountFen;
    if (flows[at + 1]?.on === flow.on) continue;
    const suffices = sufficing(owed, tolerance, sums);
    for (const [which, is] of suffices.entries()) since[which] = is ? (since[which] ?? flow.on) : null;
  }
  return { since, sums };
}

/** A group's own lines first; what was paid for everybody fills the gaps of all groups together, or of none. */
function sufficing(owed: readonly OwedInMonth[], tolerance: BasisPoints, sums: Sums): boolean[] {
  const forAll = sums.get(null) ?? NOTHING;
  const alone = owed.map((one) =>
    isEnough(one, tolerance, one.groupId === null ? forAll : (sums.get(one.groupId) ?? NOTHING)),
  );
  if (forAll.fen <= 0n || owed.some(({ groupId }) => groupId === null)) return alone;
  const gaps = owed.filter((_, at) => !alone[at]);
  const total = (pick: (one: OwedInMonth) => bigint | null): bigint | null =>
    gaps.reduce<bigint | null>((sum, one) => (sum === null || pick(one) === null ? null : sum + (pick(one) ?? 0n)), 0n);
  const heads = total((one) => (one.heads === null ? null : BigInt(one.heads)));
  const owedFen = total((one) => one.owedFen);
  const own = gaps.map(({ groupId }) => sums.get(groupId) ?? NOTHING);
  const together: Sum = {
    fen: own.reduce((sum, one) => sum + one.fen, forAll.fen),
    regularFen: own.reduce((sum, one) => sum + one.regularFen, forAll.regularFen),
    microHeads: own.reduce((sum, one) => sum + one.microHeads, forAll.microHeads),
    isCounted: own.every(({ isCounted }) => isCounted) && forAll.isCounted,
  };
  const all = {
    groupId: null,
    standard: null,
    heads: heads === null ? null : Number(heads),
    owedFen: owedFen === null ? null : fen(owedFen),
  };
  const filled = isEnough(all, tolerance, together);
  return alone.map((is) => is || filled);
}

function isEnough({ heads, owedFen }: OwedInMonth, tolerance: BasisPoints, sum: Sum): boolean {
  if (sum.fen <= 0n) return false;
  if (owedFen === null && heads === null) return sum.regularFen > 0n;
  const least = BigInt(10_000 - tolerance);
  const hasMoney = owedFen === null || sum.fen * 10_000n >= owedFen * least;
  // A millionth of a head is what dividing may leave.
  const hasHeads =
    heads === null || !sum.isCounted || (sum.microHeads + MICRO / 1_000n) * 10_000n >= BigInt(heads) * MICRO * least;
  return hasMoney && hasHeads;
}

const netOf = ({ groupId }: OwedInMonth, sums: Sums): bigint => (sums.get(groupId) ?? NOTHING).fen;

/** What each is still to be given, what was submitted for everybody taken off in the order owed. */
function openOf(owed: readonly OwedInMonth[], sums: Sums): (Fen | null)[] {
  let forAllFen = owed.some(({ groupId }) => groupId === null) ? 0n : (sums.get(null) ?? NOTHING).fen;
  return owed.map((one) => {
    if (one.owedFen === null) return null;
    const gapFen = one.owedFen - netOf(one, sums);
    const takenFen = gapFen <= 0n ? 0n : forAllFen < gapFen ? forAllFen : gapFen;
    forAllFen -= takenFen;
    return fen(gapFen - takenFen > 0n ? gapFen - takenFen : 0n);
  });
}
