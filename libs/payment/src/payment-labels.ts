import type { ApprovedSumEvent, SummedPer } from './domain/approved-sum';
import type { Payee, PaymentEvent } from './domain/payment-events';
import type { PayoutSchemeEvent } from './domain/payout-scheme';
import type { PaymentSituation, Signature } from './domain/refusals';

/** What the words of this capability are called where people read them: in refusals and reports alike. */

export const PAYMENT_SITUATION_LABEL: Readonly<Record<PaymentSituation, string>> = {
  submitted: '在途',
  'partly-paid': '部分支付',
  paid: '已支付',
  'sent-back': '退回修改',
  withdrawn: '已撤回',
  voided: '已作废',
  refused: '已拒付',
  reversed: '已冲销',
};

export const SIGNATURE_LABEL: Readonly<Record<Signature, string>> = {
  review: '复核',
  approval: '审批',
  'second-approval': '第二次审批',
  'hand-over': '移交',
};

export const PAYEE_KIND_LABEL: Readonly<Record<Payee['kind'], string>> = {
  'special-account': '财政专户',
  organisation: '单位',
  'persons-by-bank': '个人（银行代发）',
};

export const PAYMENT_EVENT_LABEL: Readonly<Record<PaymentEvent['type'], string>> = {
  PaymentSubmitted: '提交付款',
  PaymentReviewed: '复核',
  PaymentApproved: '审批',
  PaymentSecondApproved: '第二次审批',
  PaymentHandedOver: '移交',
  PaymentPaid: '登记已支付',
  PaymentSentBack: '退回修改',
  PaymentWithdrawalRequested: '申请撤销',
  PaymentWithdrawalDeclined: '不同意撤销',
  PaymentWithdrawn: '撤回',
  PaymentVoided: '作废',
  PaymentRefused: '拒付',
  PaymentReversalRequested: '申请冲销',
  PaymentReclassificationRequested: '申请更正',
  PaymentCorrectionDeclined: '不同意更正、冲销',
  PaymentReversed: '冲销',
  PaymentReclassified: '更正',
  PaymentReturnedByBank: '退票（被动退回）',
  PaymentReturnedByPayee: '主动退回',
  PaymentReissueWaived: '不再重发',
  AdvanceRepaid: '归垫',
};

export const SUMMED_PER_LABEL: Readonly<Record<SummedPer, string>> = { payee: '按收款方', programme: '按预算项目' };

export const APPROVED_SUM_EVENT_LABEL: Readonly<Record<ApprovedSumEvent['type'], string>> = {
  ApprovalCounted: '计入审批累计',
  ApprovalCountedOut: '移出审批累计',
};

export const PAYOUT_SCHEME_EVENT_LABEL: Readonly<Record<PayoutSchemeEvent['type'], string>> = {
  PayoutSchemeDefined: '制定发放方案',
  PayoutSchemeRevised: '调整发放方案',
};
