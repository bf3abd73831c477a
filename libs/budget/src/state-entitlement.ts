import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, recordedOn, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import type { ProgrammeCommand } from './domain/programme';
import { programmeAggregate } from './programme-aggregate';

type Change = Omit<Extract<ProgrammeCommand, { type: 'state-entitlement' }>, 'type' | 'recordedOn'>;

/** 核定应发. */
export class StateEntitlement extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly programmeId: string,
    readonly change: Change,
  ) {
    super();
  }
}

@CommandHandler(StateEntitlement)
export class StateEntitlementHandler implements ICommandHandler<StateEntitlement> {
  constructor(private readonly store: EventStore) {}

  execute({ context, programmeId, change }: StateEntitlement): Promise<DecisionResult> {
    return runDecision(this.store, context, programmeAggregate(programmeId), {
      type: 'state-entitlement',
      ...change,
      recordedOn: recordedOn(context),
    });
  }
}
