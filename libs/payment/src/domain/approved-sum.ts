import {
  addDays,
  fen,
  fenFromDigits,
  fenToDigits,
  NO_MONEY,
  sumFen,
  unreachable,
  type BusinessDate,
  type Decider,
  type DomainEvent,
  type Fen,
} from '@bofu/kernel';

/**
 * 审批累计: what has been approved for one payee, or of one programme, by the day on which each approval was recorded.
 * An approval counts itself here in its own append, so that a payment that is split, among people or over days, comes
 * to the same sum: from the piece that brings it to the tier on, each needs a second approval (第二次审批).
 */

/** What a sum is of: 收款方 or 预算项目. */
export const SUMMED_PER = ['payee', 'programme'] as const;
export type SummedPer = (typeof SUMMED_PER)[number];

/** 审批分档, as the agency has set it. */
export interface ApprovalTier {
  readonly amountFen: Fen;
  /** How many days are summed up, the day of the approval among them. */
  readonly windowDays: number;
  readonly summedPer: SummedPer | 'both';
}

/** A sum, or the payment by itself, that has come to the tier. */
export interface ReachedTier {
  readonly tierFen: string;
  readonly windowDays: number;
  readonly reached: readonly { readonly per: SummedPer | 'payment'; readonly key: string; readonly sumFen: string }[];
}

/** An account that was confirmed only lately. */
export interface NewAccount {
  readonly accountId: string;
  readonly confirmedOn: BusinessDate;
  /** For so many days an account counted as new then. */
  readonly newAccountDays: number;
}

/** Why a second approval is needed: one of the two at least. */
export interface SecondApproval {
  readonly tier: ReachedTier | null;
  readonly newAccount: NewAccount | null;
}

/** `key`: the payee as `payeeKeyOf` has it, or the id of the programme. */
type Own = { readonly sumId: string; readonly per: SummedPer; readonly key: string };
type Piece = { readonly paymentId: string; readonly amountFen: string };

/** Released before it was handed over, refused after, or entered by mistake and never left. */
export const COUNTED_OUT_FOR = ['sent-back', 'withdrawn', 'voided', 'refused', 'never-left'] as const;
export type CountedOutFor = (typeof COUNTED_OUT_FOR)[number];

export type ApprovedSumEvent =
  | DomainEvent<'ApprovalCounted', Own & Piece & { countedOn: BusinessDate }>
  | DomainEvent<'ApprovalCountedOut', Own & Piece & { countedOutOn: BusinessDate; cause: CountedOutFor }>;

export type ApprovedSumCommand =
  | { readonly type: 'count-approval'; paymentId: string; amountFen: Fen; countedOn: BusinessDate }
  | {
      readonly type: 'count-approval-out';
      paymentId: string;
      amountFen: Fen;
      countedOutOn: BusinessDate;
      cause: CountedOutFor;
    };

/** By payment: what still counts of it, and from which day. */
export type ApprovedSum = ReadonlyMap<string, { readonly countedOn: BusinessDate; readonly amountFen: Fen }>;

export const approvedSumDecider = (own: Own): Decider<ApprovedSum, ApprovedSumCommand, ApprovedSumEvent> => ({
  initial: new Map(),
  decide: (sum, command) => decide(own, sum, command),
  evolve,
});

/** What was never counted, or has been counted out, changes nothing. */
function decide(own: Own, sum: ApprovedSum, command: ApprovedSumCommand): readonly ApprovedSumEvent[] {
  const { paymentId } = command;
  const counted = sum.get(paymentId);
  switch (command.type) {
    case 'count-approval': {
      const { amountFen, countedOn } = command;
      if (counted !== undefined) return [];
      return [{ type: 'ApprovalCounted', data: { ...own, paymentId, amountFen: fenToDigits(amountFen), countedOn } }];
    }
    case 'count-approval-out': {
      const { countedOutOn, cause } = command;
      const left = counted?.amountFen ?? NO_MONEY;
      const outFen = command.amountFen < left ? command.amountFen : left;
      if (outFen === 0n) return [];
      const data = { ...own, paymentId, amountFen: fenToDigits(outFen), countedOutOn, cause };
      return [{ type: 'ApprovalCountedOut', data }];
    }
    default:
      return unreachable(command);
  }
}

function evolve(sum: ApprovedSum, { type, data }: ApprovedSumEvent): ApprovedSum {
  const { paymentId } = data;
  const amountFen = fenFromDigits(data.amountFen);
  const after = new Map(sum);
  if (type === 'ApprovalCounted') return after.set(paymentId, { countedOn: data.countedOn, amountFen });
  const counted = sum.get(paymentId);
  if (counted === undefined) return sum;
  return after.set(paymentId, { ...counted, amountFen: fen(counted.amountFen - amountFen) });
}

/** What counts in the window that ends with a day; nothing is recorded after today. */
export function sumInWindow(sum: ApprovedSum, windowDays: number, day: BusinessDate): Fen {
  const from = addDays(day, 1 - windowDays);
  return sumFen([...sum.values()].filter(({ countedOn }) => countedOn >= from).map(({ amountFen }) => amountFen));
}

/** A sum with the approval in question counted in. */
export interface SumSoFar {
  readonly per: SummedPer;
  readonly key: string;
  readonly sum: ApprovedSum;
}

/**
 * Whether an approval brings anything to the tier, or comes after something has: `null` where nothing has.
 * A payment that alone comes to the tier needs the second one however sums are kept.
 */
export function reachedTier(
  tier: ApprovalTier | null,
  day: BusinessDate,
  piece: { readonly paymentId: string; readonly totalFen: Fen },
  sums: readonly SumSoFar[],
): ReachedTier | null {
  if (tier === null) return null;
  const { amountFen, windowDays, summedPer } = tier;
  const all = [
    { per: 'payment' as const, key: piece.paymentId, sumFen: piece.totalFen },
    ...sums
      .filter(({ per }) => summedPer === 'both' || summedPer === per)
      .map(({ per, key, sum }) => ({ per, key, sumFen: sumInWindow(sum, windowDays, day) })),
  ];
  const reached = all
    .filter(({ sumFen: inAll }) => inAll >= amountFen)
    .map(({ sumFen: inAll, ...what }) => ({ ...what, sumFen: fenToDigits(inAll) }));
  return reached.length === 0 ? null : { tierFen: fenToDigits(amountFen), windowDays, reached };
}
