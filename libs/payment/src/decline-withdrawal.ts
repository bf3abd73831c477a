import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { recordStep, type StepOf } from './record-step';

/** 不同意撤销: it stays where it was, and goes on. */
export class DeclineWithdrawal extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly paymentId: string,
    readonly step: Omit<StepOf<'decline-withdrawal'>, 'type'>,
  ) {
    super();
  }
}

@CommandHandler(DeclineWithdrawal)
export class DeclineWithdrawalHandler implements ICommandHandler<DeclineWithdrawal> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  execute({ context, paymentId, step }: DeclineWithdrawal): Promise<DecisionResult> {
    return recordStep(this.store, this.directory, context, paymentId, { type: 'decline-withdrawal', ...step });
  }
}
