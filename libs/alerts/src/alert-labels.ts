import type { AlertEvent, Disposition } from './domain/alert-case';
import type { AlertLevel } from './domain/alert-level';
import type { AlertCause } from './domain/alert-cause';
import type { AlertRuleEvent } from './domain/alert-rule';
import type { AlertWatchEvent } from './domain/alert-watch';

/** What the words of this capability are called where people read them. */

export const ALERT_LEVEL_LABEL: Readonly<Record<AlertLevel, string>> = {
  info: '提示',
  yellow: '黄',
  orange: '橙',
  red: '红',
};

export const ALERT_CAUSE_LABEL: Readonly<Record<AlertCause, string>> = {
  unpaid: '未按期支付',
  behind: '进度滞后',
  ahead: '进度超前',
  short: '资金不足',
  performance: '绩效滞后',
  data: '数据待核',
  unanswered: '预警超期',
};

export const DISPOSITION_LABEL: Readonly<Record<Disposition, string>> = {
  continue: '继续',
  virement: '调剂',
  supplement: '追加',
  cancel: '取消',
};

export const ALERT_EVENT_LABEL: Readonly<Record<AlertEvent['type'], string>> = {
  AlertRaised: '触发',
  AlertEscalated: '升级',
  AlertEased: '降级',
  AlertLinesChanged: '更新',
  AlertCleared: '销号',
  AlertReopened: '再次触发',
  AlertAssessmentWithdrawn: '撤回评估',
  AlertAcknowledged: '确认',
  AlertAssigned: '指派',
  AlertCommented: '评论',
  AlertSnoozed: '暂缓',
  AlertDisposed: '处置',
  AlertClosureRequested: '申请销号',
  AlertClosed: '人工销号',
};

export const ALERT_RULE_EVENT_LABEL: Readonly<Record<AlertRuleEvent['type'], string>> = {
  AlertThresholdsSet: '设定预警阈值',
};

export const ALERT_WATCH_EVENT_LABEL: Readonly<Record<AlertWatchEvent['type'], string>> = {
  AlertWatchEnabled: '启用预警',
  AlertsEvaluated: '评估预警',
  AlertEvaluationFailed: '评估失败',
  AlertEvaluationWithdrawn: '撤回评估',
};
