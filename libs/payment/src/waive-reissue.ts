import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { recordStep, type StepOf } from './record-step';

/** 不再重发: what the bank had returned is paid to nobody; its tracking ends with the reason. */
export class WaiveReissue extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly paymentId: string,
    readonly step: Omit<StepOf<'waive-reissue'>, 'type'>,
  ) {
    super();
  }
}

@CommandHandler(WaiveReissue)
export class WaiveReissueHandler implements ICommandHandler<WaiveReissue> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  execute({ context, paymentId, step }: WaiveReissue): Promise<DecisionResult> {
    return recordStep(this.store, this.directory, context, paymentId, { type: 'waive-reissue', ...step });
  }
}
