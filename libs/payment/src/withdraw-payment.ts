import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { recordStep, type StepOf } from './record-step';

/** 撤回 by the unit: asked for in an office, and agreed to by another; in single-person mode it is one step. */
export class WithdrawPayment extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly paymentId: string,
    readonly step: Omit<StepOf<'withdraw-payment'>, 'type'>,
  ) {
    super();
  }
}

@CommandHandler(WithdrawPayment)
export class WithdrawPaymentHandler implements ICommandHandler<WithdrawPayment> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  execute({ context, paymentId, step }: WithdrawPayment): Promise<DecisionResult> {
    return recordStep(this.store, this.directory, context, paymentId, { type: 'withdraw-payment', ...step });
  }
}
