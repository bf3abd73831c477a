import { refusalsOf } from '@bofu/kernel';
import type { Reconciliation } from './draft';

type Verdict = Reconciliation['verdict'];

/** Why the places of a page cannot be told. Said in Chinese by `paper-labels.ts`. */
export type PageDoubt =
  | 'drawing'
  | 'nested'
  | 'not-closed'
  | 'letters-over-rules'
  | 'letters-over-each-other'
  | 'letters-struck'
  | 'letters-unknown'
  | 'letters-turned'
  | 'letters-covered'
  | 'letters-layered'
  | 'row-over-pages'
  | 'scanned';

/** What a paper may be refused for as a whole. Nothing is drafted from a paper that is refused. */
export interface PaperRefusals {
  'paper-too-large': { bytes: number; most: number };
  'paper-too-complex': Record<string, never>;
  'paper-holds-personal-data': { ending: string; printed: string };
  'paper-file-kind': { found: string };
  'paper-damaged': { reason: string };
  'paper-locked': Record<string, never>;
  'paper-has-form-fields': { page: number | null };
  'paper-page-unclear': { page: number; why: PageDoubt };
  'paper-totals-unproven': { verdict: Verdict; sum: string | null; declared: string | null };
  'paper-has-no-text': Record<string, never>;
  'paper-lost-its-cells': Record<string, never>;
  'paper-masked': { line: number | null; printed: string };
  'paper-is-final-accounts': { printed: string };
  'paper-is-evaluation': { printed: string };
  'paper-is-budget-adjustment': { printed: string };
  'paper-is-notice': { printed: string };
  'paper-kind-unknown': { title: string };
  'paper-without-tables': { pointer: string | null };
  'paper-without-programme-tables': { tables: number; pointer: string | null };
  'paper-of-four-grades': { tables: number };
  'paper-is-blank-form': { tables: number };
  'paper-year-missing': Record<string, never>;
}

export const refuse = refusalsOf<PaperRefusals>();
