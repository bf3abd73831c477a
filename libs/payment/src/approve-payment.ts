import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { recordStep, type StepOf } from './record-step';

/** 审批: the third person lets it go. */
export class ApprovePayment extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly paymentId: string,
    readonly step: Omit<StepOf<'approve-payment'>, 'type'>,
  ) {
    super();
  }
}

@CommandHandler(ApprovePayment)
export class ApprovePaymentHandler implements ICommandHandler<ApprovePayment> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  execute({ context, paymentId, step }: ApprovePayment): Promise<DecisionResult> {
    return recordStep(this.store, this.directory, context, paymentId, { type: 'approve-payment', ...step });
  }
}
