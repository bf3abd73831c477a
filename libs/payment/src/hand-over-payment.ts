import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { recordStep, type StepOf } from './record-step';

/** 移交: the signed payment goes to treasury or bank. */
export class HandOverPayment extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly paymentId: string,
    readonly step: Omit<StepOf<'hand-over-payment'>, 'type'>,
  ) {
    super();
  }
}

@CommandHandler(HandOverPayment)
export class HandOverPaymentHandler implements ICommandHandler<HandOverPayment> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  execute({ context, paymentId, step }: HandOverPayment): Promise<DecisionResult> {
    return recordStep(this.store, this.directory, context, paymentId, { type: 'hand-over-payment', ...step });
  }
}
