import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, recordedOn, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { requireHappened } from '@bofu/kernel';
import { appropriationAggregate } from './appropriation-aggregate';
import type { AppropriationCommand } from './domain/appropriation';

type Correction = Omit<Extract<AppropriationCommand, { type: 'correct-funds-arrival' }>, 'type' | 'correctedOn'>;

/** 更正到位: an arrival was entered with another amount, day or account than it had; it is corrected today. */
export class CorrectFundsArrival extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly appropriationId: string,
    readonly correction: Correction,
  ) {
    super();
  }
}

@CommandHandler(CorrectFundsArrival)
export class CorrectFundsArrivalHandler implements ICommandHandler<CorrectFundsArrival> {
  constructor(private readonly store: EventStore) {}

  execute({ context, appropriationId, correction }: CorrectFundsArrival): Promise<DecisionResult> {
    const correctedOn = recordedOn(context);
    requireHappened(correction.arrivedOn, correctedOn);
    return runDecision(this.store, context, appropriationAggregate(appropriationId), {
      type: 'correct-funds-arrival',
      ...correction,
      correctedOn,
    });
  }
}
