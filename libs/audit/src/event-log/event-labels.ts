import {
  APPROPRIATION_EVENT_LABEL,
  type AppropriationEvent,
  type ProgrammeImportEvent,
  type RefusedAttemptEvent,
} from '@bofu/budget';
import type { JobEvent } from '@bofu/jobs';
import type { AlertEvent, AlertRuleEvent } from '@bofu/monitoring';
import type { PaymentEvent, PayoutSchemeEvent } from '@bofu/payment';

type KnownEvent =
  | AppropriationEvent
  | ProgrammeImportEvent
  | RefusedAttemptEvent
  | PaymentEvent
  | PayoutSchemeEvent
  | AlertEvent
  | AlertRuleEvent
  | JobEvent;
type KnownType = KnownEvent['type'];

/** The Chinese name of every event; an event without one does not compile. */
const LABELS: Readonly<Record<KnownType, string>> = {
  ...APPROPRIATION_EVENT_LABEL,
  PayoutSchemeDefined: '制定发放方案',
  PayoutSchemeRevised: '调整发放方案',
  ProgrammesImported: '导入预算项目',
  DisbursementSubmitted: '提交拨付',
  PayoutRunSubmitted: '提交发放批次',
  PaymentPaid: '付款完成',
  PaymentSentBack: '退回修改',
  PaymentReversed: '冲销',
  PaymentReclassified: '更正',
  PaymentReturnedByBank: '退票（被动退回）',
  PaymentReturnedByPayee: '主动退回',
  AttemptRefused: '超可用办理被拒',
  AlertRaised: '预警触发',
  AlertEscalated: '预警升级',
  AlertEased: '预警降级',
  AlertCleared: '销号',
  AlertReopened: '再次触发',
  AlertAcknowledged: '确认',
  AlertAssigned: '指派',
  AlertCommented: '评论',
  AlertSnoozed: '暂缓',
  AlertDisposed: '处置',
  AlertThresholdsSet: '设定预警阈值',
  JobRequested: '提交任务',
  JobCompleted: '任务完成',
  JobFailed: '任务失败',
  JobCancelled: '任务取消',
};

/** Of a kind that has none here, the type as it stands in the store. */
export const labelOf = (type: string): string => (Object.hasOwn(LABELS, type) ? LABELS[type as KnownType] : type);
