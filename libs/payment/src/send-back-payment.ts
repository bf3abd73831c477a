import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { recordStep, type StepOf } from './record-step';

/** 退回修改, before it is handed over: all of it comes free. */
export class SendBackPayment extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly paymentId: string,
    readonly step: Omit<StepOf<'send-back-payment'>, 'type'>,
  ) {
    super();
  }
}

@CommandHandler(SendBackPayment)
export class SendBackPaymentHandler implements ICommandHandler<SendBackPayment> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  execute({ context, paymentId, step }: SendBackPayment): Promise<DecisionResult> {
    return recordStep(this.store, this.directory, context, paymentId, { type: 'send-back-payment', ...step });
  }
}
