import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { derivedId, EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { recordStep, type StepOf } from './record-step';

/** 更正: right payee, wrong appropriation; a new charge bears it from then on. Asked for and confirmed like a reversal. */
export class ReclassifyPayment extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly paymentId: string,
    readonly step: Omit<StepOf<'reclassify-payment'>, 'type' | 'correctionId'>,
  ) {
    super();
  }
}

@CommandHandler(ReclassifyPayment)
export class ReclassifyPaymentHandler implements ICommandHandler<ReclassifyPayment> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  execute({ context, paymentId, step }: ReclassifyPayment): Promise<DecisionResult> {
    return recordStep(this.store, this.directory, context, paymentId, {
      type: 'reclassify-payment',
      correctionId: derivedId('correction', context.commandId),
      ...step,
    });
  }
}
