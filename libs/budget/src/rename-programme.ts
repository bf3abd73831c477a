import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import {
  claimAggregate,
  claimHolder,
  EventStore,
  runDecisions,
  type CommandContext,
  type DecisionResult,
  type Decisions,
} from '@bofu/event-store';
import type { ProgrammeCommand } from './domain/programme';
import { refuse } from './domain/refusals';
import { requireSignatures } from './needs-signatures';
import { programmeAggregate } from './programme-aggregate';

type Change = Omit<Extract<ProgrammeCommand, { type: 'rename-programme' }>, 'type'>;

/** 项目编码、名称变更: the old code goes on naming this programme, so that old papers still find it. */
export class RenameProgramme extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly programmeId: string,
    readonly change: Change,
  ) {
    super();
  }
}

@CommandHandler(RenameProgramme)
export class RenameProgrammeHandler implements ICommandHandler<RenameProgramme> {
  constructor(private readonly store: EventStore) {}

  execute({ context, programmeId, change }: RenameProgramme): Promise<DecisionResult> {
    requireSignatures(context, 'rename-programme');
    return runDecisions(this.store, context, { programmeId, change }, (decisions) =>
      renameProgramme(decisions, context.agencyId, programmeId, change),
    );
  }
}

/** For a paper as well: the new code is claimed along with the name. */
export async function renameProgramme(
  decisions: Decisions,
  agencyId: string,
  programmeId: string,
  change: Change,
): Promise<void> {
  await decisions.decide(programmeAggregate(programmeId), { type: 'rename-programme', ...change });
  const claimed = { agencyId, kind: 'programme-code', key: change.code } as const;
  const holder = await claimHolder(decisions, claimed);
  if (holder !== null && holder !== programmeId) refuse('programme-exists', { programmeId: holder, code: change.code });
  const { kind, key } = claimed;
  await decisions.decide(claimAggregate(claimed), { type: 'claim', kind, key, part: null, holderId: programmeId });
}
