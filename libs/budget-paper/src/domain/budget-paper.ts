import type { BudgetAct } from '@bofu/budget';
import {
  isSameHand,
  signedBefore,
  signerOf,
  sumFen,
  fenFromDigits,
  unreachable,
  whoseHand,
  type By,
  type Decider,
  type Delegators,
  type DocumentNumber,
  type DomainEvent,
  type Fen,
  type Signer,
} from '@bofu/kernel';
import { refuse, type PaperSignature, type PaperState } from './refusals';

/**
 * Budget paper 单据: what changes the budget, submitted as one, reviewed and approved by two others, and booked by the
 * approval itself, all of it or none (财政部《行政事业单位内部控制规范（试行）》第十五条). What was submitted never changes:
 * one sent back is entered again as another paper, and starts without signatures. Where one person acts for all there is
 * nobody else to sign, and it is approved by who submitted it, which its events say.
 */

type Own = { readonly paperId: string };

export interface PaperContent {
  readonly title: string;
  /** 文号 of the document it rests on, where there is one. */
  readonly documentNumber: DocumentNumber | null;
  readonly acts: readonly BudgetAct[];
  /** The paper that was sent back or taken back, and is entered again. */
  readonly replaces: string | null;
  /** SHA-256 of the published file it was read from; `null` where people wrote it. */
  readonly fileDigest: string | null;
  readonly fileName: string | null;
}

export type PaperEvent =
  /** One entry each, so that a year's budget is one paper: together with the submission, before it. */
  | DomainEvent<'PaperEntryMade', Own & { readonly entry: number; readonly act: BudgetAct }>
  | DomainEvent<
      'PaperSubmitted',
      Own & Omit<PaperContent, 'acts'> & { readonly entries: number; readonly contentDigest: string }
    >
  /** `digest`: of what the paper says and what it would have done, as known at `shownAt`. */
  | DomainEvent<'PaperReviewed', Own & { readonly digest: string; readonly shownAt: string }>
  | DomainEvent<'PaperApproved', Own & { readonly digest: string; readonly shownAt: string }>
  | DomainEvent<'PaperReturned', Own & { readonly reason: string }>
  | DomainEvent<'PaperTakenBack', Own & { readonly reason: string }>;

interface Shown {
  readonly digest: string;
  readonly shownAt: string;
  readonly delegators: Delegators;
  /** Who submitted what this one replaces. */
  readonly madeBefore: readonly string[];
}

export type PaperCommand =
  | ({ readonly type: 'submit-paper'; readonly contentDigest: string } & PaperContent)
  | ({ readonly type: 'review-paper' } & Shown)
  | ({ readonly type: 'approve-paper' } & Shown)
  | { readonly type: 'return-paper'; readonly reason: string }
  | { readonly type: 'take-back-paper'; readonly reason: string };

export interface SubmittedPaper extends PaperContent {
  readonly situation: PaperState;
  readonly paperId: string;
  readonly contentDigest: string;
  readonly submittedBy: Signer;
  readonly reviewedBy: Signer | null;
}

export type Paper =
  | { readonly situation: 'not-submitted'; readonly paperId: string; readonly acts: readonly BudgetAct[] }
  | SubmittedPaper;

/** What an entry is about, in money; plans and standards move none. */
export const totalOf = (acts: readonly BudgetAct[]): Fen =>
  sumFen(acts.map((act) => fenFromDigits('amountFen' in act ? act.amountFen : '0')));

function decide(state: Paper, command: PaperCommand, by: By): readonly PaperEvent[] {
  const { paperId } = state;
  if (command.type === 'submit-paper') {
    const { type: _, acts, ...submitted } = command;
    return [
      ...acts.map((act, at): PaperEvent => ({ type: 'PaperEntryMade', data: { paperId, entry: at + 1, act } })),
      { type: 'PaperSubmitted', data: { paperId, ...submitted, entries: acts.length } },
    ];
  }
  if (state.situation === 'not-submitted') return refuse('budget-paper-not-found', { paperId });

  switch (command.type) {
    case 'review-paper':
    case 'approve-paper':
      return sign(state, command, by);
    case 'return-paper':
      requireOpen(state, 'return');
      return [{ type: 'PaperReturned', data: { paperId, reason: command.reason } }];
    case 'take-back-paper':
      requireOpen(state, 'withdrawal');
      if (!isSameHand(state.submittedBy, signerOf(by), {})) refuse('budget-paper-of-another', { paperId });
      return [{ type: 'PaperTakenBack', data: { paperId, reason: command.reason } }];
    default:
      return unreachable(command);
  }
}

function sign(
  paper: SubmittedPaper,
  { type, digest, shownAt, delegators, madeBefore }: Extract<PaperCommand, Shown>,
  by: By,
): readonly PaperEvent[] {
  const { paperId, situation, submittedBy, reviewedBy, acts } = paper;
  const asked: PaperSignature = type === 'review-paper' ? 'review' : 'approval';
  // Alone, she approves what she has submitted: there is no review that a second person could give.
  const isTurn = asked === 'review' ? situation === 'submitted' : situation === 'reviewed';
  const alone = by.mode === 'single-person';
  if (!isTurn && !(alone && situation === 'submitted'))
    refuse('budget-paper-out-of-turn', { paperId, asked, state: situation });
  const signers = [submittedBy, reviewedBy].filter((each) => each !== null);
  const as =
    signedBefore(signers, by, delegators) ??
    (whoseHand(by, delegators).some((each) => madeBefore.includes(each)) ? 'maker-before' : null);
  if (as !== null && !alone) refuse('budget-paper-signed-already', { paperId, asked, as, totalFen: totalOf(acts) });
  return [{ type: asked === 'review' ? 'PaperReviewed' : 'PaperApproved', data: { paperId, digest, shownAt } }];
}

function requireOpen({ paperId, situation }: SubmittedPaper, asked: 'return' | 'withdrawal'): void {
  if (situation !== 'submitted' && situation !== 'reviewed')
    refuse('budget-paper-out-of-turn', { paperId, asked, state: situation });
}

function evolve(state: Paper, { type, data }: PaperEvent, by: By): Paper {
  if (type === 'PaperEntryMade') return { ...state, acts: [...state.acts, data.act] };
  if (type === 'PaperSubmitted') {
    const { title, documentNumber, replaces, fileDigest, fileName, contentDigest } = data;
    const { paperId, acts } = state;
    return {
      ...{ situation: 'submitted', paperId, acts, title, documentNumber, replaces, contentDigest },
      ...{ fileDigest, fileName },
      ...{ submittedBy: signerOf(by), reviewedBy: null },
    };
  }
  if (state.situation === 'not-submitted') return state;
  switch (type) {
    case 'PaperReviewed':
      return { ...state, situation: 'reviewed', reviewedBy: signerOf(by) };
    case 'PaperApproved':
      return { ...state, situation: 'approved' };
    case 'PaperReturned':
      return { ...state, situation: 'returned' };
    case 'PaperTakenBack':
      return { ...state, situation: 'withdrawn' };
    default:
      return unreachable(type);
  }
}

export const paperDecider = (paperId: string): Decider<Paper, PaperCommand, PaperEvent> => ({
  initial: { situation: 'not-submitted', paperId, acts: [] },
  decide,
  evolve,
});
