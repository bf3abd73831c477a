import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '@bofu/kernel';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { agencyAggregate } from './access-aggregates';
import { Directory, upToNow } from './directory/directory';
import { refuse } from './domain/refusals';
import { withinScope } from './within-scope';

export class SucceedAgency extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly agencyId: string,
    readonly succession: {
      readonly successorAgencyIds: readonly string[];
      readonly effectiveOn: BusinessDate;
      readonly reason: string;
    },
  ) {
    super();
  }
}

/** 机构改革: others take over what an agency did. Its books stay its own. */
@CommandHandler(SucceedAgency)
export class SucceedAgencyHandler implements ICommandHandler<SucceedAgency> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  async execute({ context, agencyId, succession }: SucceedAgency): Promise<DecisionResult> {
    await upToNow(this.directory, this.store);
    const known = this.directory.agencyIds();
    for (const successorAgencyId of succession.successorAgencyIds)
      if (!known.includes(successorAgencyId)) return refuse('agency-successor-unknown', { successorAgencyId });
    const own = withinScope(this.directory, context, agencyId);
    return runDecision(this.store, own, agencyAggregate(agencyId), { type: 'succeed-agency', ...succession });
  }
}
