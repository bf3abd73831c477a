import type { SpendingPlan } from '@bofu/kernel';
import { refuse, type PlanDefect } from './refusals';

function defectOf(plan: SpendingPlan): PlanDefect | null {
  if (plan.length === 0) return 'no-checkpoints';
  if (plan.some(({ on }, index) => index > 0 && on <= plan[index - 1]!.on)) return 'dates-not-ascending';
  const shares = plan.flatMap(({ cumulativeShare }) => (cumulativeShare === null ? [] : [cumulativeShare]));
  if (shares.some((share) => !Number.isInteger(share) || share < 0 || share > 10_000)) return 'share-out-of-range';
  if (shares.some((share, index) => index > 0 && share < shares[index - 1]!)) return 'shares-decreasing';
  return shares.at(-1) === 10_000 ? null : 'does-not-reach-100-percent';
}

/** Refuses `plan-unsound` unless dates ascend, shares never fall and the last printed share is 100 percent. */
export function checkedPlan(plan: SpendingPlan): SpendingPlan {
  const reason = defectOf(plan);
  return reason === null ? plan : refuse('plan-unsound', { reason });
}
