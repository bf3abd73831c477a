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
import { r14HeadcountsDiffer } from './rules/r14-headcounts-differ';
import { r16Bounced } from './rules/r16-bounced';
import { r21TargetsBehind } from './rules/r21-targets-behind';
import { r22YearEnd } from './rules/r22-year-end';
import { r25TotalsDiffer } from './rules/r25-totals-differ';

/** 预警规则目录: a rule is one file and its line here. Numbers are those of the treasury's rule list, gaps and all. */
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
  r14HeadcountsDiffer,
  r16Bounced,
  r21TargetsBehind,
  r22YearEnd,
  r25TotalsDiffer,
];

export const ruleOf = (id: string): AlertRule | undefined => ALERT_RULES.find((rule) => rule.id === id);

export function knownRule(id: RuleId): AlertRule {
  const rule = ruleOf(id);
  invariant(rule !== undefined, `no alert rule ${id}`);
  return rule;
}
