import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { recordStep, type StepOf } from './record-step';

/** 不同意更正、冲销: nothing is booked. */
export class DeclineCorrection extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly paymentId: string,
    readonly step: Omit<StepOf<'decline-correction'>, 'type'>,
  ) {
    super();
  }
}

@CommandHandler(DeclineCorrection)
export class DeclineCorrectionHandler implements ICommandHandler<DeclineCorrection> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  execute({ context, paymentId, step }: DeclineCorrection): Promise<DecisionResult> {
    return recordStep(this.store, this.directory, context, paymentId, { type: 'decline-correction', ...step });
  }
}
