import { refusalsOf, type BusinessDate } from '@bofu/kernel';

/** What the watching of the books refuses. */
export interface MonitoringRefusals {
  'alert-not-found': { alertId: string };
  'alert-rule-not-found': { rule: string };
  'alert-cleared': { alertId: string; clearedOn: BusinessDate };
  'alert-blocking-not-snoozed': { rule: string };
  'snooze-not-ahead': { until: BusinessDate; on: BusinessDate };
  'thresholds-unsound': { field: string; reason: ThresholdDefect };
  'thresholds-before-former': { effectiveFrom: BusinessDate; former: BusinessDate };
  'forecast-subject-missing': object;
  'forecast-subject-not-found': { appropriationId: string };
  'evaluation-before-last': { on: BusinessDate; last: BusinessDate };
}

export type ThresholdDefect = 'unknown' | 'missing' | 'unreadable' | 'out-of-range' | 'not-rising';

export const refuse: <Code extends keyof MonitoringRefusals>(code: Code, facts: MonitoringRefusals[Code]) => never =
  refusalsOf<MonitoringRefusals>();
