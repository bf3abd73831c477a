export { alertCodec, alertRuleCodec, alertWatchCodec } from './alerts-codec';
export { alertAggregate, alertIdOf, alertRuleAggregate, alertWatchAggregate } from './alert-aggregates';
export { alertEvents } from './alert-events';
export {
  ALERT_CAUSE_LABEL,
  ALERT_EVENT_LABEL,
  ALERT_LEVEL_LABEL,
  ALERT_RULE_EVENT_LABEL,
  DISPOSITION_LABEL,
} from './alert-labels';
export { HandleAlert, HandleAlertHandler, type AlertHandling } from './handle-alert';
export { SetAlertThresholds, SetAlertThresholdsHandler } from './set-alert-thresholds';
export { AskAlertRules, type AlertRuleStanding } from './alert-rules.query';
export { alertRefusals } from './alert-refusals';
export { viewAlert, viewAlertWithHistory, type AlertView, type AlertWithHistoryView } from './alert.view';
export { AskAlertWatch, type AlertWatchStanding, type LastEvaluation } from './alert-watch.query';
export { alertWatchView, viewAlertWatch, type AlertWatchView } from './alert-watch.view';
export { daysToJudge } from './days-to-judge';
export { EnableAlertWatch, EnableAlertWatchHandler } from './enable-alert-watch';
export { WithdrawEvaluation } from './withdraw-evaluation';
export { AlertsModule } from './alerts.module';
export { alertsProjection } from './alerts.projection';
export {
  AskAlert,
  AskAlerts,
  EVERY_ALERT,
  stakeOf,
  STANDING,
  type AlertFilter,
  type AlertStanding,
} from './alerts.query';
export { answerDueOn } from './domain/answer-due';
export { seenOn } from './seen-on';
export { assigneeNamed } from './assignee-named';
export * from './domain/alert-case';
export * from './domain/alert-cause';
export { type AlertLine } from './domain/alert-line';
export { lastEvaluated, type AlertWatchEvent } from './domain/alert-watch';
export * from './domain/alert-level';
export { type AlertRuleEvent, type RuleId } from './domain/alert-rule';
export { type AlertRefusals } from './domain/refusals';
export { dayToEvaluate, requireDayOver, type EvaluationResult } from './evaluate-alerts';
export { EvaluateAlerts, EvaluateAlertsHandler } from './evaluate-alerts.command';
export { viewEvaluation } from './evaluation.view';
export { evaluationMemoryOf } from './recorded-years';
