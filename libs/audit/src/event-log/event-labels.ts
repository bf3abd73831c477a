import type { AppropriationEvent, ProgrammeImportEvent } from '@bofu/budget';
import type { PaymentEvent } from '@bofu/payment';

type KnownType = (AppropriationEvent | ProgrammeImportEvent | PaymentEvent)['type'];

/** The Chinese name of every event; an event without one does not compile. */
const LABELS: Readonly<Record<KnownType, string>> = {
  AppropriationIssued: '指标下达',
  AppropriationSupplemented: '追加',
  AppropriationReduced: '追减',
  AppropriationClawedBack: '收回',
  AppropriationFrozen: '冻结指标',
  AppropriationUnfrozen: '解冻指标',
  VirementTransferredOut: '调剂（调出）',
  VirementTransferredIn: '调剂（调入）',
  SpendingPlanAdopted: '制定支出计划',
  SpendingPlanRevised: '调整支出计划',
  PaymentStandardSet: '设定发放标准',
  PerformanceTargetsSet: '设定绩效目标',
  FundsCommitted: '资金占用',
  CommitmentSettled: '占用转支付',
  CommitmentReleased: '释放占用',
  SettlementReversed: '支付冲销',
  SettlementReclassifiedOut: '更正（转出）',
  SettlementReclassifiedIn: '更正（转入）',
  FundsReturnedByBank: '退票恢复指标',
  FundsReturnedByPayee: '主动退回恢复指标',
  ProgrammesImported: '导入预算项目',
  DisbursementSubmitted: '提交拨付',
  PayoutRunSubmitted: '提交发放批次',
  PaymentPaid: '付款完成',
  PaymentSentBack: '退回修改',
  PaymentReversed: '冲销',
  PaymentReclassified: '更正',
  PaymentReturnedByBank: '退票（被动退回）',
  PaymentReturnedByPayee: '主动退回',
};

/** Of a kind that has none here, the type as it stands in the store. */
export const labelOf = (type: string): string => (Object.hasOwn(LABELS, type) ? LABELS[type as KnownType] : type);
