import type { Fen, FundingLevel, RatePeriod } from '@bofu/kernel';
import type { Figure, Flag, FlagReason, Source } from './figure';
import type { Finding } from './finding';
import type { PrintedBudgetType } from './labels';
import type { Place } from './paper-text';
import type { MoneyUnit } from './printed-amount';

/** One time of a spending plan as the head names it. */
export interface PlanCell {
  readonly label: string;
  /** `null` where the head names no day of the year. */
  readonly on: string | null;
  /** Cumulative, in basis points; `null` where nothing is printed or the plan was not taken. */
  readonly share: Figure<number>;
}

/** 支出计划: `read`, or why it was not; the appropriation stands without it. */
export interface PlanDraft {
  readonly outcome: 'read' | 'refused' | 'absent';
  readonly reason: FlagReason | null;
  readonly cells: readonly PlanCell[];
  /** What it would be as a cumulative plan, in basis points, where parts of periods add up to the whole year. Offered only. */
  readonly offered: readonly number[] | null;
}

export interface IndicatorDraft {
  readonly level1: string;
  readonly level2: string;
  readonly level3: string;
  readonly description: string;
  /** As printed; sign, value and unit joined where the table splits them. */
  readonly target: string;
  readonly basis: string;
  /** Of the row's first cell. */
  readonly rowPlace: Place;
  /** Of the target. */
  readonly place: Place;
}

export interface Rate {
  readonly amount: Fen;
  readonly per: RatePeriod;
  /** A person, a household (户), or another thing counted. */
  readonly each: 'person' | 'household' | 'thing';
  readonly label: string;
}

export interface Headcount {
  readonly count: number;
  readonly of: 'persons' | 'households';
}

export type Deadline =
  | { readonly kind: 'monthly'; readonly day: number }
  | { readonly kind: 'by-date'; readonly monthDay: string }
  | { readonly kind: 'unstated' };

export type SourceOfMoney = FundingLevel | 'upper-levels' | 'carried-over' | 'unit-funds' | 'special-account' | 'other';

export interface ProgrammeDraft {
  /** 1, 2, 3 … in the order of the paper, whatever its headings are numbered. */
  readonly sequence: number;
  readonly heading: Source | null;
  readonly unitCode: Figure<string>;
  readonly unitName: Figure<string>;
  readonly code: Figure<string>;
  readonly name: Figure<string>;
  readonly moneyUnit: Figure<MoneyUnit>;
  /** 预算数, in fen. */
  readonly amount: Figure<Fen>;
  readonly fiscalFunds: Figure<Fen> | null;
  readonly otherFunds: Figure<Fen> | null;
  /** Shares by source, where the table prints them. */
  readonly sources: readonly { readonly source: SourceOfMoney; readonly amount: Figure<Fen> }[];
  readonly typeShares: readonly { readonly budgetType: PrintedBudgetType; readonly amount: Figure<Fen> }[];
  readonly fundingLevel: Figure<FundingLevel>;
  /** `null` and `printed` where the paper does not say it. */
  readonly budgetType: Figure<PrintedBudgetType>;
  readonly issuedAs: Figure<'regular' | 'advance' | 'prepaid'>;
  readonly documentNumber: Figure<string>;
  /** 机关代字〔YYYY〕N号, where the printed form has that one reading. */
  readonly documentNumberNormalized: string | null;
  readonly purpose: Source | null;
  readonly goals: Source | null;
  readonly plan: PlanDraft;
  readonly indicators: readonly IndicatorDraft[];
  readonly rates: readonly Figure<Rate>[];
  readonly headcount: Figure<Headcount>;
  readonly deadline: Figure<Deadline>;
  /** `null` where neither the rate nor a sentence says it. */
  readonly cashFlow: Figure<'monthly' | 'one-off'>;
  /** Half of the last printed place of the amount, in fen. */
  readonly roundingFen: bigint;
}

export interface DeclaredTotal {
  readonly label: string;
  /** `list`: the row of a table of programmes that adds them up. */
  readonly standsIn: 'sentence' | 'table' | 'list';
  readonly amount: Figure<Fen>;
  readonly roundingFen: bigint;
}

export type Verdict = 'ties' | 'rounding' | 'explained' | 'differs' | 'not-declared' | 'not-judged';

export interface TotalCheck {
  /** 基本支出 + 项目支出 = 支出预算总额. */
  readonly sentence: string;
  readonly holds: boolean;
  readonly difference: Fen;
}

/** 控制数核对: what the programmes add up to against what the paper declares. */
export interface Reconciliation {
  readonly verdict: Verdict;
  readonly declared: DeclaredTotal | null;
  readonly sum: Fen | null;
  readonly difference: Fen | null;
  readonly tolerance: Fen;
  /** The only programmes that make up the difference, when there is one such set. */
  readonly explainedBy: readonly number[];
  /** What the declared totals must be to each other. */
  readonly checks: readonly TotalCheck[];
}

export interface PaperDraft {
  readonly title: string;
  readonly bureau: Figure<string>;
  readonly fiscalYear: Figure<number>;
  readonly programmes: readonly ProgrammeDraft[];
  readonly declaredTotals: readonly DeclaredTotal[];
  readonly reconciliation: Reconciliation;
  readonly flags: readonly Flag[];
  readonly findings: readonly Finding[];
}
