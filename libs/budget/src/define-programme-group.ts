import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import type { ProgrammeCommand } from './domain/programme';
import { requireSignatures } from './needs-signatures';
import { programmeAggregate } from './programme-aggregate';

type Change = Omit<Extract<ProgrammeCommand, { type: 'define-programme-group' }>, 'type'>;

/** 设定发放人群. */
export class DefineProgrammeGroup extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly programmeId: string,
    readonly change: Change,
  ) {
    super();
  }
}

@CommandHandler(DefineProgrammeGroup)
export class DefineProgrammeGroupHandler implements ICommandHandler<DefineProgrammeGroup> {
  constructor(private readonly store: EventStore) {}

  execute({ context, programmeId, change }: DefineProgrammeGroup): Promise<DecisionResult> {
    requireSignatures(context, 'define-programme-group');
    return runDecision(this.store, context, programmeAggregate(programmeId), {
      type: 'define-programme-group',
      ...change,
    });
  }
}
