import { refusalsOf, type BusinessDate } from '@bofu/kernel';

/** What the alerts refuse. */
export interface AlertRefusals {
  'alert-not-found': { alertId: string };
  'alert-rule-not-found': { rule: string };
  'alert-cleared': { alertId: string; clearedOn: BusinessDate };
  'alert-blocking-not-snoozed': { rule: string };
  'assignee-unknown': { assignee: string };
  'assignee-ambiguous': { assignee: string; people: readonly string[] };
  'snooze-not-ahead': { until: BusinessDate; on: BusinessDate };
  'thresholds-unsound': { field: string; reason: ThresholdDefect };
  'thresholds-before-former': { effectiveFrom: BusinessDate; former: BusinessDate };
  'day-not-over': { on: BusinessDate; last: BusinessDate };
  'evaluation-not-found': { fiscalYear: number; on: BusinessDate };
  'alert-watch-enabled': { fiscalYear: number; from: BusinessDate };
  'closure-by-second-person': { alertId: string };
  'evaluation-before-last': { on: BusinessDate; last: BusinessDate };
}

export type ThresholdDefect = 'unknown' | 'missing' | 'unreadable' | 'out-of-range' | 'not-rising' | 'switches-off';

export const refuse: <Code extends keyof AlertRefusals>(code: Code, facts: AlertRefusals[Code]) => never =
  refusalsOf<AlertRefusals>();
