import {
  fenFromDigits,
  fenToDigits,
  unreachable,
  type BusinessDate,
  type By,
  type Decider,
  type DocumentNumber,
  type DomainEvent,
  type Fen,
  type Post,
  type YearEndDisposal,
} from '@bofu/kernel';
import type { Proposal } from './month';
import { refuse } from './refusals';
import { SIGNING_POSTS, type SigningPost } from './signing-posts';

/**
 * 年终: one fiscal year of an agency, from what becomes of its balances to the lock on its books. That nothing more is
 * booked into it is the lock of its twelve months, which stays shut as long as the year is locked. What finance confirms
 * after the lock is noted beside it, and changes no figure.
 */
interface OfYear {
  readonly fiscalYear: number;
}

/** Of the twelve steps those that somebody says were done: nothing on record shows them by itself. */
export const NOTED_STEPS = [
  /** 11 月的预测、未完成名单与追加、调剂申请. */
  'forecast',
  /** 财政专户、支出户对账. */
  'special-accounts',
  /** 绩效自评定稿. */
  'self-evaluation',
  /** 财政确认结转. */
  'carry-over-confirmed',
  /** 决算批复. */
  'final-accounts',
  /** 归档. */
  'archive',
] as const;
export type NotedStep = (typeof NOTED_STEPS)[number];

/** What finance and the archive do with books that are signed and locked. */
const AFTER_THE_LOCK: ReadonlySet<NotedStep> = new Set(['carry-over-confirmed', 'final-accounts', 'archive']);

export interface StepNote {
  /** False: 不适用, for the reason given. */
  readonly applies: boolean;
  readonly doneOn: BusinessDate | null;
  readonly documentNumber: DocumentNumber | null;
  readonly reason: string;
}

export interface DisposedBalance {
  readonly appropriationId: string;
  readonly disposal: YearEndDisposal;
  readonly amountFen: Fen;
  /** The next year's appropriation; `null` of what is not carried over. */
  readonly carriedTo: string | null;
  readonly reason: string;
}

export type YearEvent =
  /** In the append that takes the balance out of its year and, where it is carried over, into the next. */
  | DomainEvent<'YearBalanceDisposed', OfYear & Omit<DisposedBalance, 'amountFen'> & { readonly amountFen: string }>
  | DomainEvent<'YearStepNoted', OfYear & StepNote & { readonly step: NotedStep }>
  /** The post is who signed's. Another report wants another signature. */
  | DomainEvent<'YearReportSigned', OfYear & { readonly reportDigest: string }>
  | DomainEvent<
      'YearLocked',
      OfYear & {
        /** SHA-256, in hex, of the year's report and of what became of its balances (RFC 8785). */
        readonly reportDigest: string;
      }
    >
  | DomainEvent<'YearReopenProposed', OfYear & { readonly reason: string }>
  | DomainEvent<'YearReopened', OfYear & { readonly proposedBy: string; readonly reason: string }>;

export interface LockFacts {
  readonly inTransit: readonly Fen[];
  /** What is left of the year's appropriations and nobody has said what becomes of it. */
  readonly undisposed: readonly Fen[];
}

export type YearCommand =
  | ({ readonly type: 'dispose-balance' } & DisposedBalance)
  | ({ readonly type: 'note-step'; readonly step: NotedStep } & StepNote)
  /** `reportDigest` is that of the report as it is, `seenDigest` that of the one she was shown. */
  | { readonly type: 'sign-year-report'; readonly reportDigest: string; readonly seenDigest: string }
  | { readonly type: 'lock-year'; readonly reportDigest: string; readonly facts: LockFacts }
  | { readonly type: 'propose-year-reopening'; readonly reason: string }
  | { readonly type: 'reopen-year' };

export interface Signature {
  readonly personId: string;
  readonly reportDigest: string;
}

export interface FiscalYear {
  readonly disposed: readonly DisposedBalance[];
  readonly notes: ReadonlyMap<NotedStep, StepNote>;
  /** The last of each post, whatever report it was for. */
  readonly signatures: ReadonlyMap<SigningPost, Signature>;
  readonly lock: { readonly reportDigest: string; readonly lockedBy: string } | null;
  readonly proposal: Proposal | null;
}

const INITIAL: FiscalYear = { disposed: [], notes: new Map(), signatures: new Map(), lock: null, proposal: null };

export const yearDecider = (fiscalYear: number): Decider<FiscalYear, YearCommand, YearEvent> => ({
  initial: INITIAL,
  decide: (state, command, by) => decide(fiscalYear, state, command, by),
  evolve,
});

/** The signatures that are for this report. */
export const signedFor = ({ signatures }: FiscalYear, reportDigest: string | null): readonly SigningPost[] =>
  SIGNING_POSTS.filter((post) => signatures.get(post)?.reportDigest === reportDigest);

function decide(fiscalYear: number, state: FiscalYear, command: YearCommand, by: By): readonly YearEvent[] {
  switch (command.type) {
    case 'dispose-balance': {
      requireUnlocked(fiscalYear, state);
      const { type: _, amountFen, ...disposed } = command;
      return [{ type: 'YearBalanceDisposed', data: { fiscalYear, ...disposed, amountFen: fenToDigits(amountFen) } }];
    }
    case 'note-step': {
      const { type: _, step, ...note } = command;
      if (AFTER_THE_LOCK.has(step) && state.lock === null) refuse('year-not-locked', { fiscalYear });
      return [{ type: 'YearStepNoted', data: { fiscalYear, step, ...note } }];
    }
    case 'sign-year-report': {
      requireUnlocked(fiscalYear, state);
      const { reportDigest, seenDigest } = command;
      if (reportDigest !== seenDigest) refuse('year-report-changed', { fiscalYear });
      const post = signingPost(by.post);
      if (post === null) return refuse('year-not-signed-by-post', { post: by.post });
      const before = state.signatures.get(post);
      if (before?.reportDigest === reportDigest && before.personId === by.personId) return [];
      requireAnotherPerson(state, reportDigest, post, by);
      return [{ type: 'YearReportSigned', data: { fiscalYear, reportDigest } }];
    }
    case 'lock-year': {
      const { reportDigest, facts } = command;
      if (state.lock !== null) return [];
      requireNothingLeft(fiscalYear, facts);
      const missing = missingSignatures(state, reportDigest);
      if (missing.length > 0) refuse('year-signature-missing', { fiscalYear, missing });
      return [{ type: 'YearLocked', data: { fiscalYear, reportDigest } }];
    }
    case 'propose-year-reopening':
      if (state.lock === null) return refuse('year-not-locked', { fiscalYear });
      if (state.proposal !== null) return refuse('year-reopening-proposed', { fiscalYear });
      return [{ type: 'YearReopenProposed', data: { fiscalYear, reason: command.reason } }];
    case 'reopen-year': {
      const { proposal } = state;
      if (state.lock === null) return refuse('year-not-locked', { fiscalYear });
      if (proposal === null) return refuse('year-reopening-not-proposed', { fiscalYear });
      if (proposal.proposedBy === by.personId) return refuse('reopening-needs-second-person', {});
      return [{ type: 'YearReopened', data: { fiscalYear, ...proposal } }];
    }
    default:
      return unreachable(command);
  }
}

function evolve(state: FiscalYear, event: YearEvent, by: By): FiscalYear {
  switch (event.type) {
    case 'YearBalanceDisposed': {
      const { appropriationId, disposal, carriedTo, reason } = event.data;
      const amountFen = fenFromDigits(event.data.amountFen);
      return { ...state, disposed: [...state.disposed, { appropriationId, disposal, amountFen, carriedTo, reason }] };
    }
    case 'YearStepNoted': {
      const { step, applies, doneOn, documentNumber, reason } = event.data;
      return { ...state, notes: new Map([...state.notes, [step, { applies, doneOn, documentNumber, reason }]]) };
    }
    case 'YearReportSigned': {
      const post = signingPost(by.post);
      if (post === null) return state;
      const signature = { personId: by.personId, reportDigest: event.data.reportDigest };
      return { ...state, signatures: new Map([...state.signatures, [post, signature]]) };
    }
    case 'YearLocked':
      return { ...state, lock: { reportDigest: event.data.reportDigest, lockedBy: by.personId } };
    case 'YearReopenProposed':
      return { ...state, proposal: { proposedBy: by.personId, reason: event.data.reason } };
    case 'YearReopened':
      // Who signed signed books that stay shut: opened again, they are signed again.
      return { ...state, lock: null, proposal: null, signatures: new Map() };
    default:
      return unreachable(event);
  }
}

const signingPost = (post: Post): SigningPost | null => SIGNING_POSTS.find((one) => one === post) ?? null;

export const missingSignatures = (state: FiscalYear, reportDigest: string | null): readonly SigningPost[] => {
  const signed = signedFor(state, reportDigest);
  return SIGNING_POSTS.filter((post) => !signed.includes(post));
};

/** Three posts are three people, in single-person mode too. */
function requireAnotherPerson(state: FiscalYear, reportDigest: string, post: SigningPost, { personId }: By): void {
  for (const signed of signedFor(state, reportDigest))
    if (signed !== post && state.signatures.get(signed)?.personId === personId)
      refuse('year-signed-by-same-person', { signed });
}

/** Refuses `year-blocked` with what stands in the way of locking the books. */
export function requireNothingLeft(fiscalYear: number, { inTransit, undisposed }: LockFacts): void {
  if (inTransit.length + undisposed.length > 0)
    refuse('year-blocked', { fiscalYear, inTransit: inTransit.length, undisposed: undisposed.length });
}

function requireUnlocked(fiscalYear: number, { lock }: FiscalYear): void {
  if (lock !== null) refuse('year-locked', { fiscalYear });
}
