import { Module } from '@nestjs/common';
import { MovePaymentOnHandler } from './move-payment-on';
import { PaymentController } from './payment.controller';
import { AskPaymentHandler, AskPaymentsHandler } from './payments/payments.query';
import { PayoutSchemeController } from './schemes/payout-scheme.controller';
import { AskPayoutSchemesHandler } from './schemes/payout-schemes.query';
import { SetPayoutSchemeHandler } from './schemes/set-payout-scheme';
import { SubmitDisbursementHandler } from './submit-disbursement';
import { SubmitPayoutRunHandler } from './submit-payout-run';

@Module({
  controllers: [PaymentController, PayoutSchemeController],
  providers: [
    SubmitDisbursementHandler,
    SubmitPayoutRunHandler,
    MovePaymentOnHandler,
    SetPayoutSchemeHandler,
    AskPayoutSchemesHandler,
    AskPaymentHandler,
    AskPaymentsHandler,
  ],
})
export class PaymentModule {}
