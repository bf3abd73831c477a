import { Module } from '@nestjs/common';
import { PaymentStepsController } from './payment-steps.controller';
import { PaymentSubmissionsController } from './payment-submissions.controller';
import { PaymentMonthsController } from './payments/payment-months.controller';
import { AskPaymentMonthsHandler } from './payments/payment-months.query';
import { PaymentsController } from './payments/payments.controller';
import {
  GetPaymentHandler,
  GetPaymentsInTransitHandler,
  GetPaymentTotalsHandler,
  ListPaymentsHandler,
} from './payments/payments.query';
import { AgreeToWithdrawalHandler } from './agree-to-withdrawal';
import { AskFirstPaidOnHandler, AskHandedOverByHandler, AskPaymentsLeftOverHandler } from './payments/month-end.query';
import { ApprovePaymentHandler } from './approve-payment';
import { CameBackController } from './came-back/came-back.controller';
import { ListCameBackHandler } from './came-back/came-back.query';
import { ConfirmCorrectionHandler } from './confirm-correction';
import { DeclineCorrectionHandler } from './decline-correction';
import { DeclineWithdrawalHandler } from './decline-withdrawal';
import { HandOverPaymentHandler } from './hand-over-payment';
import { LateAndReversedController } from './late-and-reversed/late-and-reversed.controller';
import { CountLateAndReversedHandler } from './late-and-reversed/late-and-reversed.query';
import { PayPaymentHandler } from './pay-payment';
import { ReclassifyPaymentHandler } from './reclassify-payment';
import { RecordAdvanceRepaymentHandler } from './record-advance-repayment';
import { RecordPaymentRefusalHandler } from './record-payment-refusal';
import { RecordPaymentReturnHandler } from './record-payment-return';
import { ReviewPaymentHandler } from './review-payment';
import { ReversePaymentHandler } from './reverse-payment';
import { SecondApprovePaymentHandler } from './second-approve-payment';
import { SendBackPaymentHandler } from './send-back-payment';
import { VoidPaymentHandler } from './void-payment';
import { WaiveReissueHandler } from './waive-reissue';
import { WithdrawPaymentHandler } from './withdraw-payment';
import { DefinePayoutSchemeHandler } from './schemes/define-payout-scheme';
import { PayoutSchemeController } from './schemes/payout-scheme.controller';
import { ListPayoutSchemesHandler } from './schemes/payout-schemes.query';
import { RevisePayoutSchemeHandler } from './schemes/revise-payout-scheme';
import { SigningController } from './signing/signing.controller';
import {
  CountSigningQueueHandler,
  GetPaymentToSignHandler,
  ListSignedHandler,
  ListSigningQueueHandler,
} from './signing/signing-queue.query';
import { PaymentStoryController } from './story/payment-story.controller';
import { GetPaymentWithOthersHandler } from './story/payment-story.query';
import { SubmitPaymentHandler } from './submit-payment';
import { VoidPaymentsInTransitHandler } from './void-payments-in-transit';

/** Payments and payout schemes; the store, the directory and the projections come from the app. */
@Module({
  controllers: [
    PaymentsController,
    PaymentMonthsController,
    PaymentStoryController,
    PaymentSubmissionsController,
    PaymentStepsController,
    PayoutSchemeController,
    SigningController,
    CameBackController,
    LateAndReversedController,
  ],
  providers: [
    AskPaymentMonthsHandler,
    SubmitPaymentHandler,
    ReviewPaymentHandler,
    ApprovePaymentHandler,
    SecondApprovePaymentHandler,
    HandOverPaymentHandler,
    PayPaymentHandler,
    SendBackPaymentHandler,
    WithdrawPaymentHandler,
    VoidPaymentHandler,
    AgreeToWithdrawalHandler,
    DeclineWithdrawalHandler,
    RecordPaymentRefusalHandler,
    ReversePaymentHandler,
    ConfirmCorrectionHandler,
    DeclineCorrectionHandler,
    ReclassifyPaymentHandler,
    RecordPaymentReturnHandler,
    RecordAdvanceRepaymentHandler,
    WaiveReissueHandler,
    VoidPaymentsInTransitHandler,
    ListPaymentsHandler,
    GetPaymentTotalsHandler,
    GetPaymentHandler,
    GetPaymentWithOthersHandler,
    GetPaymentsInTransitHandler,
    AskPaymentsLeftOverHandler,
    AskFirstPaidOnHandler,
    AskHandedOverByHandler,
    DefinePayoutSchemeHandler,
    RevisePayoutSchemeHandler,
    ListPayoutSchemesHandler,
    ListSigningQueueHandler,
    GetPaymentToSignHandler,
    CountSigningQueueHandler,
    ListSignedHandler,
    ListCameBackHandler,
    CountLateAndReversedHandler,
  ],
})
export class PaymentModule {}
