import { refusalsOf, type BusinessDate, type Fen, type SignedBefore } from '@bofu/kernel';

/** What a paper waits for, or how it ended. */
export const PAPER_STATES = ['submitted', 'reviewed', 'approved', 'returned', 'withdrawn'] as const;
export type PaperState = (typeof PAPER_STATES)[number];

export type PaperSignature = 'review' | 'approval';

/** A figure that reads otherwise than the signer was shown; `null` where there is none. */
export interface FigureDifference {
  readonly entry: number;
  readonly subject: string;
  readonly figure: string;
  readonly shown: string | null;
  readonly now: string | null;
}

export interface PaperRefusals {
  'budget-paper-not-found': { paperId: string };
  'budget-paper-out-of-turn': { paperId: string; asked: PaperSignature | 'return' | 'withdrawal'; state: PaperState };
  'budget-paper-signed-already': {
    paperId: string;
    asked: PaperSignature;
    as: SignedBefore | 'maker-before';
    totalFen: Fen;
  };
  /** Somebody else's: only who submitted a paper takes it back. */
  'budget-paper-of-another': { paperId: string };
  /** Another digest than that of what the paper says and would do, as known at the position named. */
  'budget-paper-changed': { paperId: string; shown: string; digest: string };
  /** What it would do now is not what she was shown. */
  'budget-paper-effects-changed': { paperId: string; differences: readonly FigureDifference[] };
  /** One entry is refused, and with it the whole paper: `code` and `sentence` are what it would hear alone. */
  'budget-paper-entry-refused': { entry: number; label: string; code: string; sentence: string };
  'budget-paper-not-replaceable': { paperId: string; state: PaperState };
  'paper-file-too-large': { most: number };
  'paper-reading-not-found': { digest: string };
  'paper-points-not-seen': { points: number; first: string };
  'paper-figures-open': { figures: number; sequence: number; sentence: string };
  /** Some of its programmes are on the books: whether it prints the whole of the year or an addition is to be said. */
  'paper-prints-unsaid': { programmes: number };
  /** What it would change is not what the books showed when it was looked at. */
  'paper-books-moved': { differences: number; first: string };
  'paper-adds-nothing': { programmes: number };
  /** What counts from a later day on the books would hide what this paper sets. */
  'paper-effective-too-early': { effectiveOn: BusinessDate; since: BusinessDate };
  /** A paper of the same file is on its way, or booked. */
  'paper-entered-already': { title: string; stateLabel: string };
}

export const refuse: <Code extends keyof PaperRefusals>(code: Code, facts: PaperRefusals[Code]) => never =
  refusalsOf<PaperRefusals>();
