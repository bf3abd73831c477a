import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { recordStep, type StepOf } from './record-step';

/** 登记已支付: the money of these charges left, by one voucher. */
export class PayPayment extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly paymentId: string,
    readonly step: Omit<StepOf<'pay-payment'>, 'type'>,
  ) {
    super();
  }
}

@CommandHandler(PayPayment)
export class PayPaymentHandler implements ICommandHandler<PayPayment> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  execute({ context, paymentId, step }: PayPayment): Promise<DecisionResult> {
    return recordStep(this.store, this.directory, context, paymentId, { type: 'pay-payment', ...step });
  }
}
