/**
 * 月结检查: what is looked at before a month is closed. What blocks must be mended or explained first; the rest is carried
 * over and listed, because a month end is no reason to hurry a payment.
 */
export const CHECKS = [
  /** 回单缺失: paid more than ten working days ago, and no voucher of the bank on record. */
  'receipt-missing',
  /** 对账单未录: the bank's statement or the finance bureau's figures. */
  'statement-missing',
  /** 差异未说明. */
  'difference-unexplained',
  /** 在途结转. */
  'in-transit',
  /** 退票未重发. */
  'return-not-reissued',
  /** 红色预警未处置. */
  'red-alert-unanswered',
] as const;
export type Check = (typeof CHECKS)[number];
