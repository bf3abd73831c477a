import type { BusinessDate, PaymentStandard, SpendingPlan } from '@bofu/kernel';
import type { Amount, Documented, Sourced } from './appropriation-events';
import type { AppropriationTerms } from './appropriation-terms';
import type { PerformanceTarget } from './performance-target';

/**
 * What changes the budget, as one entry of a paper 单据: written down when it is submitted, decided when it is approved.
 * In an office of people each of these needs three hands; alone at one machine the same act is recorded at once.
 */

/** Which programme money is for: one on the books, or one that is registered along with its first appropriation. */
export type ForProgramme = { readonly programmeId: string } | { readonly code: string; readonly name: string };

/** One on the books, or the one that an earlier entry of the same paper issues (its number, from 1). */
export type OnAppropriation = { readonly appropriationId: string } | { readonly act: number };
export type OnProgramme = { readonly programmeId: string } | { readonly act: number };

type Dated = { readonly effectiveOn: BusinessDate };
type Reasoned = { readonly reason: string };
type Appropriation<Type extends string> = { readonly type: Type; readonly on: OnAppropriation };
type Programme<Type extends string> = { readonly type: Type; readonly on: OnProgramme };
type Named = { readonly code: string; readonly name: string };

/** Amounts are digits of fen as text. */
export type BudgetAct =
  | ({ readonly type: 'issue-appropriation'; readonly programme: ForProgramme } & Omit<
      AppropriationTerms,
      'programmeId' | 'programmeCode' | 'programmeName'
    > &
      Amount &
      Dated &
      Sourced)
  | (Appropriation<'supplement-appropriation'> & Amount & Dated & Documented & Sourced)
  | (Appropriation<'reduce-appropriation'> & Amount & Dated & Documented & Sourced)
  | (Appropriation<'claw-back-appropriation'> & Amount & Dated & Documented)
  | (Appropriation<'freeze-appropriation'> & Amount & Dated & Reasoned)
  | (Appropriation<'unfreeze-appropriation'> & Amount & Dated & Reasoned)
  | (Appropriation<'replace-provisional-authority'> & Dated & Omit<Documented, 'confirmation'> & { replacedBy: string })
  | ({ readonly type: 'transfer-virement'; readonly from: string; readonly to: string } & Amount & Dated & Documented)
  | (Appropriation<'adopt-spending-plan'> & Dated & Sourced & { readonly checkpoints: SpendingPlan })
  | (Appropriation<'revise-spending-plan'> & Dated & Sourced & Reasoned & { readonly checkpoints: SpendingPlan })
  | ({ readonly type: 'register-programme' } & Named & Dated & Sourced)
  | (Programme<'rename-programme'> & Named & Dated & Reasoned)
  | (Programme<'define-programme-group'> & Dated & { readonly name: string })
  | (Programme<'set-payment-standard'> &
      Dated &
      Sourced &
      PaymentStandard & { readonly groupId: string | null; readonly arrearsDueOn: BusinessDate | null })
  | (Programme<'set-performance-targets'> &
      Dated &
      Sourced & { readonly fiscalYear: number; readonly targets: readonly PerformanceTarget[] })
  | (Programme<'end-programme'> & Reasoned & { readonly endsOn: BusinessDate })
  | (Programme<'continue-programme'> & Dated & Reasoned);

export type BudgetActType = BudgetAct['type'];

/** Every act that needs signatures in an office, in the order people think of them. */
export const BUDGET_ACTS = [
  'issue-appropriation',
  'supplement-appropriation',
  'reduce-appropriation',
  'claw-back-appropriation',
  'freeze-appropriation',
  'unfreeze-appropriation',
  'replace-provisional-authority',
  'transfer-virement',
  'adopt-spending-plan',
  'revise-spending-plan',
  'register-programme',
  'rename-programme',
  'define-programme-group',
  'set-payment-standard',
  'set-performance-targets',
  'end-programme',
  'continue-programme',
] as const satisfies readonly BudgetActType[];
