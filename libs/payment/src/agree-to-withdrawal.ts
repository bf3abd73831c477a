import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { recordStep, type StepOf } from './record-step';

/** 同意撤销: the second of two people; what is in transit comes free. */
export class AgreeToWithdrawal extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly paymentId: string,
    readonly step: Omit<StepOf<'agree-to-withdrawal'>, 'type'>,
  ) {
    super();
  }
}

@CommandHandler(AgreeToWithdrawal)
export class AgreeToWithdrawalHandler implements ICommandHandler<AgreeToWithdrawal> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  execute({ context, paymentId, step }: AgreeToWithdrawal): Promise<DecisionResult> {
    return recordStep(this.store, this.directory, context, paymentId, { type: 'agree-to-withdrawal', ...step });
  }
}
