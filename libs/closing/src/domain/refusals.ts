import { refusalsOf, type BusinessDate, type Fen, type Period, type Post } from '@bofu/kernel';
import type { Check } from './checks';
import type { FigureLine } from './statement';
import type { SigningPost } from './signing-posts';

export interface ClosingRefusals {
  /** What a month is closed with does not change while it is closed. */
  'month-closed': { month: Period };
  'month-not-closed': { month: Period };
  'month-blocked': { month: Period; blocking: readonly { check: Check; count: number; amountFen: Fen }[] };
  'reopening-proposed': { month: Period };
  'reopening-not-proposed': { month: Period };
  'reopening-needs-second-person': object;
  'figures-line-twice': { line: FigureLine };
  'figures-do-not-tie': { line: FigureLine; expectedFen: Fen; closingFen: Fen };
  'nothing-to-explain': { month: Period };
  /** Who hands money over never reconciles: not the month it went out in, whatever post she holds by now. */
  'handed-over-oneself': { month: Period };
  /** What a year was locked with does not change while it is locked, nor do its months open. */
  'year-locked': { fiscalYear: number };
  'year-not-locked': { fiscalYear: number };
  'year-not-over': { fiscalYear: number; today: BusinessDate };
  /** A year is signed and locked once December is closed. */
  'year-december-open': { fiscalYear: number };
  'year-blocked': { fiscalYear: number; inTransit: number; undisposed: number };
  'year-signature-missing': { fiscalYear: number; missing: readonly SigningPost[] };
  'year-report-changed': { fiscalYear: number };
  'year-not-signed-by-post': { post: Post };
  'year-signed-by-same-person': { signed: SigningPost };
  'year-reopening-proposed': { fiscalYear: number };
  'year-reopening-not-proposed': { fiscalYear: number };
  'carried-to-another': { amountFen: Fen; issuedFen: Fen };
  'not-carried-over': { appropriationId: string };
  'carry-over-second-year': { formedIn: number; fiscalYear: number };
}

export const refuse = refusalsOf<ClosingRefusals>();
