import {
  fenFromDigits,
  fenToDigits,
  isSameHand,
  unreachable,
  type By,
  type Decider,
  type Delegators,
  type Signer,
  type DomainEvent,
  type Fen,
  type Period,
} from '@bofu/kernel';
import { checklist, unexplained, withoutReceipt, type MonthFacts, type OpenMonth } from './checklist';
import type { Check } from './checks';
import { keyOf, requireTying, type BookedLine, type ComparedKey } from './reconciliation';
import { refuse } from './refusals';
import { statedLine, type StatedLine, type StatedLineData } from './statement';

/**
 * One month of an agency: the statements it is held against, what was said of its differences, its closing and its
 * reopening. That nothing more is booked into it is the lock's doing, which stands in a stream of its own.
 */

interface OfMonth {
  readonly month: Period;
}

export type MonthEvent =
  | DomainEvent<'BankStatementEntered', OfMonth & { readonly lines: readonly StatedLineData[] }>
  | DomainEvent<'FinanceFiguresEntered', OfMonth & { readonly lines: readonly StatedLineData[] }>
  /** Holds for a difference of this amount; another amount wants another word. */
  | DomainEvent<
      'DifferenceExplained',
      OfMonth & ComparedKey & { readonly differenceFen: string; readonly reason: string }
    >
  /** Why a payment has no receipt of the bank, or where it is. */
  | DomainEvent<'MissingReceiptExplained', OfMonth & { readonly paymentId: string; readonly reason: string }>
  | DomainEvent<
      'MonthClosed',
      OfMonth & {
        /** The event that locked the month: checks and report are as known when it was recorded. */
        readonly lockedBy: string;
        readonly checks: readonly { readonly check: Check; readonly count: number; readonly amountFen: string }[];
        /** SHA-256, in hex, of the closed report (RFC 8785). */
        readonly reportDigest: string;
      }
    >
  | DomainEvent<'MonthReopenProposed', OfMonth & { readonly reason: string }>
  /** 反月结: by another person than who proposed it. */
  | DomainEvent<'MonthReopened', OfMonth & { readonly proposedBy: string; readonly reason: string }>;

/** Who handed over the month's money, and in whose stead whoever acts now may be acting. */
export interface Reconciling {
  readonly handedOverBy: readonly Signer[];
  readonly delegators: Delegators;
}

export type MonthCommand =
  | ({
      readonly type: 'enter-bank-statement' | 'enter-finance-figures';
      readonly lines: readonly StatedLine[];
    } & Reconciling)
  | ({
      readonly type: 'explain-difference';
      readonly booked: readonly BookedLine[];
      readonly reason: string;
    } & ComparedKey &
      Reconciling)
  | ({
      readonly type: 'explain-missing-receipt';
      readonly facts: MonthFacts;
      readonly paymentId: string;
      readonly reason: string;
    } & Reconciling)
  | {
      readonly type: 'close-month';
      readonly facts: MonthFacts;
      readonly lockedBy: string;
      readonly reportDigest: string;
    }
  | { readonly type: 'propose-month-reopening'; readonly reason: string }
  | { readonly type: 'reopen-month' };

export interface Closing {
  readonly lockedBy: string;
  readonly reportDigest: string;
  readonly checks: readonly { readonly check: Check; readonly count: number; readonly amountFen: Fen }[];
  readonly closedBy: string;
}

export interface Proposal {
  readonly proposedBy: string;
  readonly reason: string;
}

export interface Month extends OpenMonth {
  readonly closing: Closing | null;
  readonly proposal: Proposal | null;
}

const INITIAL: Month = {
  stated: { bank: null, finance: null },
  explained: new Map(),
  receiptsExplained: new Map(),
  closing: null,
  proposal: null,
};

export const monthDecider = (month: Period): Decider<Month, MonthCommand, MonthEvent> => ({
  initial: INITIAL,
  decide: (state, command, by) => decide(month, state, command, by),
  evolve,
});

function decide(month: Period, state: Month, command: MonthCommand, by: By): readonly MonthEvent[] {
  switch (command.type) {
    case 'enter-bank-statement':
    case 'enter-finance-figures': {
      requireOpen(month, state);
      requireOtherHand(month, command, by);
      requireTying(command.lines);
      const type = command.type === 'enter-bank-statement' ? 'BankStatementEntered' : 'FinanceFiguresEntered';
      return [{ type, data: { month, lines: command.lines.map(inDigits) } }];
    }
    case 'explain-difference': {
      requireOpen(month, state);
      requireOtherHand(month, command, by);
      const { line, figure, side, booked, reason } = command;
      const found = unexplained(state, booked).find((one) => keyOf(one) === keyOf(command));
      if (found === undefined) return refuse('nothing-to-explain', { month });
      const differenceFen = fenToDigits(found.differenceFen);
      return [{ type: 'DifferenceExplained', data: { month, line, figure, side, differenceFen, reason } }];
    }
    case 'explain-missing-receipt': {
      requireOpen(month, state);
      requireOtherHand(month, command, by);
      const { facts, paymentId, reason } = command;
      if (!withoutReceipt(state, facts).some((payment) => payment.paymentId === paymentId))
        return refuse('nothing-to-explain', { month });
      return [{ type: 'MissingReceiptExplained', data: { month, paymentId, reason } }];
    }
    case 'close-month': {
      requireOpen(month, state);
      const { facts, lockedBy, reportDigest } = command;
      const results = checklist(state, facts);
      requireNothingInTheWay(month, results);
      const checks = results.map(({ check, count, amountFen }) => ({
        ...{ check, count, amountFen: fenToDigits(amountFen) },
      }));
      return [{ type: 'MonthClosed', data: { month, lockedBy, checks, reportDigest } }];
    }
    case 'propose-month-reopening':
      if (state.closing === null) return refuse('month-not-closed', { month });
      if (state.proposal !== null) return refuse('reopening-proposed', { month });
      return [{ type: 'MonthReopenProposed', data: { month, reason: command.reason } }];
    case 'reopen-month': {
      const { proposal } = state;
      if (state.closing === null) return refuse('month-not-closed', { month });
      if (proposal === null) return refuse('reopening-not-proposed', { month });
      if (proposal.proposedBy === by.personId) return refuse('reopening-needs-second-person', {});
      return [{ type: 'MonthReopened', data: { month, ...proposal } }];
    }
    default:
      return unreachable(command);
  }
}

function evolve(state: Month, event: MonthEvent, by: By): Month {
  switch (event.type) {
    case 'BankStatementEntered':
      return { ...state, stated: { ...state.stated, bank: event.data.lines.map(statedLine) } };
    case 'FinanceFiguresEntered':
      return { ...state, stated: { ...state.stated, finance: event.data.lines.map(statedLine) } };
    case 'DifferenceExplained': {
      const { differenceFen, reason } = event.data;
      const explained = new Map(state.explained);
      explained.set(keyOf(event.data), { differenceFen: fenFromDigits(differenceFen), reason });
      return { ...state, explained };
    }
    case 'MissingReceiptExplained': {
      const { paymentId, reason } = event.data;
      return { ...state, receiptsExplained: new Map([...state.receiptsExplained, [paymentId, reason]]) };
    }
    case 'MonthClosed': {
      const { lockedBy, reportDigest } = event.data;
      const checks = event.data.checks.map((check) => ({ ...check, amountFen: fenFromDigits(check.amountFen) }));
      return { ...state, closing: { lockedBy, reportDigest, checks, closedBy: by.personId } };
    }
    case 'MonthReopenProposed':
      return { ...state, proposal: { proposedBy: by.personId, reason: event.data.reason } };
    case 'MonthReopened':
      return { ...state, closing: null, proposal: null };
    default:
      return unreachable(event);
  }
}

/** Refuses `month-blocked` with everything that stands in the way. */
export function requireNothingInTheWay(month: Period, results: ReturnType<typeof checklist>): void {
  const blocking = results.flatMap(({ blocks, ...result }) => (blocks ? [result] : []));
  if (blocking.length > 0) refuse('month-blocked', { month, blocking });
}

function requireOpen(month: Period, { closing }: Month): void {
  if (closing !== null) refuse('month-closed', { month });
}

/** In single-person mode there is nobody else. */
function requireOtherHand(month: Period, { handedOverBy, delegators }: Reconciling, by: By): void {
  if (by.mode === 'office' && handedOverBy.some((each) => isSameHand(each, by, delegators)))
    refuse('handed-over-oneself', { month });
}

const inDigits = ({ line, openingFen, receivedFen, paidFen, closingFen }: StatedLine): StatedLineData => ({
  line,
  openingFen: fenToDigits(openingFen),
  receivedFen: fenToDigits(receivedFen),
  paidFen: fenToDigits(paidFen),
  closingFen: fenToDigits(closingFen),
});
