import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import type { ProgrammeCommand } from './domain/programme';
import { requireSignatures } from './needs-signatures';
import { programmeAggregate } from './programme-aggregate';

type Change = Omit<Extract<ProgrammeCommand, { type: 'continue-programme' }>, 'type'>;

/** 项目恢复. */
export class ContinueProgramme extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly programmeId: string,
    readonly change: Change,
  ) {
    super();
  }
}

@CommandHandler(ContinueProgramme)
export class ContinueProgrammeHandler implements ICommandHandler<ContinueProgramme> {
  constructor(private readonly store: EventStore) {}

  execute({ context, programmeId, change }: ContinueProgramme): Promise<DecisionResult> {
    requireSignatures(context, 'continue-programme');
    return runDecision(this.store, context, programmeAggregate(programmeId), { type: 'continue-programme', ...change });
  }
}
