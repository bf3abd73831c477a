import { fen, type BusinessDate, type Fen, type Period } from '@bofu/kernel';
import type { LineEntry, Payee } from '../domain/payment-events';
import type { PayableAccount } from '@bofu/payee';
import type { PaymentStanding, StandingLine } from '../payments/payments.query';

/** One line of either payment, as submitted: what came back since says nothing about the next month. */
export interface ComparedLine {
  readonly heads: number | null;
  readonly rateFen: Fen | null;
  readonly amountFen: Fen;
}

export interface LineDifference {
  readonly change: 'new' | 'gone' | 'changed' | 'same';
  readonly programmeId: string;
  readonly appropriationId: string;
  readonly groupId: string | null;
  readonly entry: LineEntry;
  readonly before: ComparedLine | null;
  readonly now: ComparedLine | null;
}

/** A payment beside the one before it of its kind. */
export interface PaymentDifference {
  readonly against: {
    readonly paymentId: string;
    readonly purpose: string;
    readonly period: Period | null;
    readonly submittedOn: BusinessDate;
  };
  readonly total: { readonly beforeFen: Fen; readonly nowFen: Fen };
  /** `null` where neither is paid by heads. */
  readonly heads: { readonly before: number; readonly now: number } | null;
  /** `null` where kind and name are the same. */
  readonly payee: { readonly before: Payee; readonly now: Payee } | null;
  /** `null` where it is the same account of the register, or neither was one of it. */
  readonly account: { readonly before: PayableAccount | null; readonly now: PayableAccount | null } | null;
  /** Lines of the payment in its order, then those it has no longer. */
  readonly lines: readonly LineDifference[];
}

type Compared = Pick<
  PaymentStanding,
  'paymentId' | 'purpose' | 'submittedOn' | 'payee' | 'payeeAccount' | 'totalFen' | 'lines'
>;

/** What is otherwise than last time: line by line, each held against the one of the same bearer, group and kind. */
export function differenceBetween(before: Compared, now: Compared): PaymentDifference {
  const left = [...before.lines];
  const take = (matches: (line: StandingLine) => boolean): StandingLine | null => {
    const at = left.findIndex(matches);
    return at === -1 ? null : (left.splice(at, 1)[0] ?? null);
  };
  const alike = (line: StandingLine, other: StandingLine): boolean =>
    line.groupId === other.groupId && line.entry === other.entry && line.borneFor === other.borneFor;
  const sameBearer = now.lines.map((line) =>
    take((other) => alike(line, other) && other.appropriationId === line.appropriationId),
  );
  // A new year's appropriation bears what the old one's did: it is the same programme.
  const pairs = now.lines.map((line, at): readonly [StandingLine, StandingLine | null] => [
    line,
    sameBearer[at] ?? take((other) => alike(line, other) && other.programmeId === line.programmeId),
  ]);
  const headsNow = headsOf(now.lines);
  const headsBefore = headsOf(before.lines);
  return {
    against: {
      paymentId: before.paymentId,
      purpose: before.purpose,
      period: onlyPeriod(before.lines),
      submittedOn: before.submittedOn,
    },
    total: { beforeFen: before.totalFen, nowFen: now.totalFen },
    heads: headsNow === null && headsBefore === null ? null : { before: headsBefore ?? 0, now: headsNow ?? 0 },
    account: sameAccount(before.payeeAccount, now.payeeAccount)
      ? null
      : { before: before.payeeAccount, now: now.payeeAccount },
    payee: samePayee(before.payee, now.payee) ? null : { before: before.payee, now: now.payee },
    lines: [
      ...pairs.map(([line, other]): LineDifference => ({
        change: other === null ? 'new' : sameFigures(line, other) ? 'same' : 'changed',
        ...placeOf(line),
        before: other && figuresOf(other),
        now: figuresOf(line),
      })),
      ...left.map((line): LineDifference => ({
        change: 'gone',
        ...placeOf(line),
        before: figuresOf(line),
        now: null,
      })),
    ],
  };
}

/** From how much on a change of heads is worth a look, in hundredths of a per cent. */
export const NOTABLE_CHANGE = 100n;

export function isNotable({ before, now }: { readonly before: number; readonly now: number }): boolean {
  const change = BigInt(Math.abs(now - before));
  return change * 10_000n >= NOTABLE_CHANGE * BigInt(before) && change > 0n;
}

const placeOf = ({ programmeId, appropriationId, groupId, entry }: StandingLine) => ({
  ...{ programmeId, appropriationId, groupId, entry },
});

const figuresOf = ({ heads, rateFen, amountFen }: StandingLine): ComparedLine => ({
  ...{ heads: heads?.count ?? null, rateFen, amountFen: fen(amountFen) },
});

const sameFigures = (line: StandingLine, other: StandingLine): boolean =>
  line.heads?.count === other.heads?.count && line.rateFen === other.rateFen && line.amountFen === other.amountFen;

const sameAccount = (one: PayableAccount | null, other: PayableAccount | null): boolean =>
  one?.accountId === other?.accountId;

const samePayee = (one: Payee, other: Payee): boolean => one.kind === other.kind && one.name === other.name;

/** The same people stand in every line of their group: each group counts once, with its longest line. */
function headsOf(lines: readonly StandingLine[]): number | null {
  const byGroup = new Map<string | null, number>();
  for (const { groupId, heads, entry } of lines)
    if (heads !== null && entry !== 'deduction') byGroup.set(groupId, Math.max(byGroup.get(groupId) ?? 0, heads.count));
  return byGroup.size === 0 ? null : [...byGroup.values()].reduce((sum, heads) => sum + heads, 0);
}

function onlyPeriod(lines: readonly StandingLine[]): Period | null {
  const [only = null, ...others] = new Set(lines.map(({ period }) => period));
  return others.length === 0 ? only : null;
}
