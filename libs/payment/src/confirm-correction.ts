import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { recordStep, type StepOf } from './record-step';

/** 确认更正、冲销: the second of two people; now it is booked, on the day it was asked for. */
export class ConfirmCorrection extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly paymentId: string,
    readonly step: Omit<StepOf<'confirm-correction'>, 'type'>,
  ) {
    super();
  }
}

@CommandHandler(ConfirmCorrection)
export class ConfirmCorrectionHandler implements ICommandHandler<ConfirmCorrection> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  execute({ context, paymentId, step }: ConfirmCorrection): Promise<DecisionResult> {
    return recordStep(this.store, this.directory, context, paymentId, { type: 'confirm-correction', ...step });
  }
}
