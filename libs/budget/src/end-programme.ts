import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import type { ProgrammeCommand } from './domain/programme';
import { requireSignatures } from './needs-signatures';
import { programmeAggregate } from './programme-aggregate';

type Change = Omit<Extract<ProgrammeCommand, { type: 'end-programme' }>, 'type'>;

/** 项目终止. */
export class EndProgramme extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly programmeId: string,
    readonly change: Change,
  ) {
    super();
  }
}

@CommandHandler(EndProgramme)
export class EndProgrammeHandler implements ICommandHandler<EndProgramme> {
  constructor(private readonly store: EventStore) {}

  execute({ context, programmeId, change }: EndProgramme): Promise<DecisionResult> {
    requireSignatures(context, 'end-programme');
    return runDecision(this.store, context, programmeAggregate(programmeId), { type: 'end-programme', ...change });
  }
}
