import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { recordStep, type StepOf } from './record-step';

/** 归垫: the level whose share was borne here has settled it. */
export class RecordAdvanceRepayment extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly paymentId: string,
    readonly step: Omit<StepOf<'record-advance-repayment'>, 'type'>,
  ) {
    super();
  }
}

@CommandHandler(RecordAdvanceRepayment)
export class RecordAdvanceRepaymentHandler implements ICommandHandler<RecordAdvanceRepayment> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  execute({ context, paymentId, step }: RecordAdvanceRepayment): Promise<DecisionResult> {
    return recordStep(this.store, this.directory, context, paymentId, { type: 'record-advance-repayment', ...step });
  }
}
