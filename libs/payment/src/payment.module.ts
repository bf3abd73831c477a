import { Module } from '@nestjs/common';
import { MovePaymentOnHandler } from './move-payment-on';
import { PaymentController } from './payment.controller';
import { AskPaymentHandler, AskPaymentsHandler } from './payments/payments.query';
import { SubmitDisbursementHandler } from './submit-disbursement';
import { SubmitPayoutRunHandler } from './submit-payout-run';

@Module({
  controllers: [PaymentController],
  providers: [
    SubmitDisbursementHandler,
    SubmitPayoutRunHandler,
    MovePaymentOnHandler,
    AskPaymentHandler,
    AskPaymentsHandler,
  ],
})
export class PaymentModule {}
