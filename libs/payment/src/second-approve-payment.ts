import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { recordStep, type StepOf } from './record-step';

/** 第二次审批: the fourth person, where the amount or the sum has come to the tier. */
export class SecondApprovePayment extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly paymentId: string,
    readonly step: Omit<StepOf<'second-approve-payment'>, 'type'>,
  ) {
    super();
  }
}

@CommandHandler(SecondApprovePayment)
export class SecondApprovePaymentHandler implements ICommandHandler<SecondApprovePayment> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  execute({ context, paymentId, step }: SecondApprovePayment): Promise<DecisionResult> {
    return recordStep(this.store, this.directory, context, paymentId, { type: 'second-approve-payment', ...step });
  }
}
