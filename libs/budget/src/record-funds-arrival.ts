import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  derivedId,
  EventStore,
  recordedOn,
  runDecision,
  type CommandContext,
  type DecisionResult,
} from '@bofu/event-store';
import { requireHappened } from '@bofu/kernel';
import { appropriationAggregate } from './appropriation-aggregate';
import type { AppropriationCommand } from './domain/appropriation';

type Arrival = Omit<Extract<AppropriationCommand, { type: 'record-funds-arrival' }>, 'type' | 'arrivalId'>;

/** An arrival is named by the command that entered it. */
export const arrivalIdOf = (commandId: string): string => derivedId('arrival', commandId);

/** 资金到位. */
export class RecordFundsArrival extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly appropriationId: string,
    readonly arrival: Arrival,
  ) {
    super();
  }
}

@CommandHandler(RecordFundsArrival)
export class RecordFundsArrivalHandler implements ICommandHandler<RecordFundsArrival> {
  constructor(private readonly store: EventStore) {}

  execute({ context, appropriationId, arrival }: RecordFundsArrival): Promise<DecisionResult> {
    requireHappened(arrival.arrivedOn, recordedOn(context));
    const arrivalId = arrivalIdOf(context.commandId);
    return runDecision(this.store, context, appropriationAggregate(appropriationId), {
      type: 'record-funds-arrival',
      arrivalId,
      ...arrival,
    });
  }
}
