import { invariant } from '@bofu/kernel';
import type { RuleId } from './alert-rule';
import type { AlertRule } from './rule';
import { r00CalendarMissing } from './rules/r00-calendar-missing';
import { r01BehindPlan } from './rules/r01-behind-plan';
import { r02BehindMonths } from './rules/r02-behind-months';
import { r03AheadOfPlan } from './rules/r03-ahead-of-plan';
import { r04MoneyRunsOut } from './rules/r04-money-runs-out';
import { r05GapToStandard } from './rules/r05-gap-to-standard';
import { r06MonthNotPaid } from './rules/r06-month-not-paid';
import { r07DeadlineOfTheYear } from './rules/r07-deadline-of-the-year';
import { r08PlanAgainstDeadline } from './rules/r08-plan-against-deadline';
import { r09RefusedForWantOfMoney } from './rules/r09-refused-for-want-of-money';
import { r12RateImplausible } from './rules/r12-rate-implausible';
import { r13HeadcountMoves } from './rules/r13-headcount-moves';
import { r14HeadcountsDiffer } from './rules/r14-headcounts-differ';
import { r16Bounced } from './rules/r16-bounced';
import { r19NoReceipt } from './rules/r19-no-receipt';
import { r20LargeOrNewAccount } from './rules/r20-large-or-new-account';
import { r21TargetsBehind } from './rules/r21-targets-behind';
import { r22YearEnd } from './rules/r22-year-end';
import { r23Unanswered } from './rules/r23-unanswered';
import { r24DocumentNumber } from './rules/r24-document-number';
import { r25TotalsDiffer } from './rules/r25-totals-differ';
import { r27Corrections } from './rules/r27-corrections';
import { r28FundsNotArrived } from './rules/r28-funds-not-arrived';
import { r29YearEndRush } from './rules/r29-year-end-rush';
import { r30TwoYearMoney } from './rules/r30-two-year-money';

/** 预警规则目录: a rule is one file and its line here. Numbers up to R28 are those of the
 * treasury's rule list, gaps and all; what a gap waits for stands in `rules-not-evaluated.ts`. */
export const ALERT_RULES: readonly AlertRule[] = [
  r00CalendarMissing,
  r01BehindPlan,
  r02BehindMonths,
  r03AheadOfPlan,
  r04MoneyRunsOut,
  r05GapToStandard,
  r06MonthNotPaid,
  r07DeadlineOfTheYear,
  r08PlanAgainstDeadline,
  r09RefusedForWantOfMoney,
  r12RateImplausible,
  r13HeadcountMoves,
  r14HeadcountsDiffer,
  r16Bounced,
  r19NoReceipt,
  r20LargeOrNewAccount,
  r21TargetsBehind,
  r22YearEnd,
  r23Unanswered,
  r24DocumentNumber,
  r25TotalsDiffer,
  r27Corrections,
  r28FundsNotArrived,
  r29YearEndRush,
  r30TwoYearMoney,
];

export const ruleOf = (id: string): AlertRule | undefined => ALERT_RULES.find((rule) => rule.id === id);

export function knownRule(id: RuleId): AlertRule {
  const rule = ruleOf(id);
  invariant(rule !== undefined, `no alert rule ${id}`);
  return rule;
}
