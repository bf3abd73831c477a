import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { recordStep, type StepOf } from './record-step';

/** 复核: somebody other than who submitted it has checked what she was shown. */
export class ReviewPayment extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly paymentId: string,
    readonly step: Omit<StepOf<'review-payment'>, 'type'>,
  ) {
    super();
  }
}

@CommandHandler(ReviewPayment)
export class ReviewPaymentHandler implements ICommandHandler<ReviewPayment> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  execute({ context, paymentId, step }: ReviewPayment): Promise<DecisionResult> {
    return recordStep(this.store, this.directory, context, paymentId, { type: 'review-payment', ...step });
  }
}
