export * from './domain/payment';
export { type PaymentRefusals } from './domain/refusals';
export { MovePaymentOn, MovePaymentOnHandler, type PaymentStep } from './move-payment-on';
export { paymentAggregate } from './payment-aggregate';
export { PAYEE_KIND_LABEL, PAYMENT_SITUATION_LABEL } from './payment-labels';
export { PaymentModule } from './payment.module';
export { paymentRefusals } from './payment-refusals';
export { AskPayment, AskPayments, type PaymentView } from './payments/payments.query';
export { paymentsProjection } from './payments/payments.projection';
export { SubmitDisbursement, SubmitDisbursementHandler, type Disbursement } from './submit-disbursement';
export { SubmitPayoutRun, SubmitPayoutRunHandler, type PayoutRun } from './submit-payout-run';
export * from './domain/payout-scheme';
export { payoutSchemesProjection } from './schemes/payout-schemes.projection';
export { AskPayoutSchemes } from './schemes/payout-schemes.query';
export {
  foldSchemes,
  schemeAfter,
  SCHEME_STREAMS,
  schemesOnDay,
  type PayoutSchemeOnDay,
  type SchemeRecord,
} from './schemes/scheme-record';
export {
  payoutSchemeAggregate,
  SetPayoutScheme,
  SetPayoutSchemeHandler,
  type WrittenScheme,
} from './schemes/set-payout-scheme';
