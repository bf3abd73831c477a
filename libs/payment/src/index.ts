export * from './domain/payment-commands';
export * from './domain/payment-events';
export * from './domain/payout-scheme';
export { PAYMENT_SITUATIONS, type PaymentRefusals, type PaymentSituation } from './domain/refusals';
export { paymentAggregate, paymentIdOf } from './payment-aggregate';
export { digestOf as digestOfSubmission } from './payment-digest';
export { paymentEvents } from './payment-events';
export { paymentCodec } from './payment-codec';
export {
  PAYEE_KIND_LABEL,
  PAYMENT_EVENT_LABEL,
  PAYMENT_SITUATION_LABEL,
  PAYOUT_SCHEME_EVENT_LABEL,
} from './payment-labels';
export { PaymentModule } from './payment.module';
export { paymentRefusals } from './payment-refusals';
export { paymentTotalsView, paymentView, viewPayment, viewPaymentTotals } from './payment.view';
export { paymentsProjection } from './payments/payments.projection';
export {
  GetPayment,
  GetPaymentsInTransit,
  GetPaymentTotals,
  ListPayments,
  PAYMENT_ORDERS,
  type PaymentFilter,
  type PaymentPage,
  type PaymentStanding,
  type PaymentStepTaken,
  type PaymentTotals,
  type StandingCharge,
  type StandingLine,
} from './payments/payments.query';
export { ApprovePayment } from './approve-payment';
export { HandOverPayment } from './hand-over-payment';
export {
  AskFirstPaidOn,
  AskHandedOverBy,
  AskPaymentsLeftOver,
  type PaymentLeftOver,
  type PaymentsLeftOver,
} from './payments/month-end.query';
export { PayPayment, PayPaymentHandler } from './pay-payment';
export { ReclassifyPayment, ReclassifyPaymentHandler } from './reclassify-payment';
export { WaiveReissue, WaiveReissueHandler } from './waive-reissue';
export { RecordAdvanceRepayment, RecordAdvanceRepaymentHandler } from './record-advance-repayment';
export { RecordPaymentRefusal, RecordPaymentRefusalHandler } from './record-payment-refusal';
export { RecordPaymentReturn, RecordPaymentReturnHandler } from './record-payment-return';
export { ReversePayment, ReversePaymentHandler } from './reverse-payment';
export { ReviewPayment } from './review-payment';
export { SecondApprovePayment } from './second-approve-payment';
export { SendBackPayment, SendBackPaymentHandler } from './send-back-payment';
export { VoidPayment, VoidPaymentHandler } from './void-payment';
export { WithdrawPayment, WithdrawPaymentHandler } from './withdraw-payment';
export { DefinePayoutScheme, DefinePayoutSchemeHandler } from './schemes/define-payout-scheme';
export { payoutSchemeAggregate } from './schemes/payout-scheme-aggregate';
export { payoutSchemeCodec } from './schemes/payout-scheme-codec';
export { viewPayoutScheme } from './schemes/payout-scheme.view';
export { payoutSchemesProjection } from './schemes/payout-schemes.projection';
export { ListPayoutSchemes, type SchemeStanding } from './schemes/payout-schemes.query';
export { RevisePayoutScheme, RevisePayoutSchemeHandler } from './schemes/revise-payout-scheme';
export { schemesInForce, type SchemeVersion } from './schemes/schemes-in-force';
export { type WrittenScheme } from './schemes/set-payout-scheme';
export { CountSigningQueue } from './signing/signing-queue.query';
export { SubmitPayment, SubmitPaymentHandler, type Submission } from './submit-payment';
export { VoidPaymentsInTransit, VoidPaymentsInTransitHandler, type VoidedPayments } from './void-payments-in-transit';
