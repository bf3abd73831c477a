import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, runDecisions, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { agencyAggregate } from './access-aggregates';
import { claimForGood } from './claim-for-good';
import { Directory, upToNow } from './directory/directory';
import type { AgencyFacts } from './domain/agency';
import { refuse } from './domain/refusals';
import { Installation } from './installation';
import { withinScope } from './within-scope';

export class ChangeAgency extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly agencyId: string,
    readonly change: AgencyFacts & { readonly reason: string },
  ) {
    super();
  }
}

/** The dated facts anew, all of them: a new code, name, region or superior from a day on. */
@CommandHandler(ChangeAgency)
export class ChangeAgencyHandler implements ICommandHandler<ChangeAgency> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
    private readonly installation: Installation,
  ) {}

  async execute({ context, agencyId, change }: ChangeAgency): Promise<DecisionResult> {
    const { code, parentAgencyId, effectiveOn } = change;
    await upToNow(this.directory, this.store);
    const own = withinScope(this.directory, context, agencyId);
    if (parentAgencyId !== null) {
      if (this.directory.agency(parentAgencyId, effectiveOn) === null)
        return refuse('agency-parent-unknown', { parentAgencyId });
      if (this.directory.scopeOf(agencyId, effectiveOn).includes(parentAgencyId))
        return refuse('agency-parent-circular', { agencyId, parentAgencyId });
    }

    const claimed = { agencyId: this.installation.rootAgencyId, kind: 'agency-code', key: code } as const;
    const command = { type: 'change-agency', ...change } as const;
    const aggregate = agencyAggregate(agencyId);
    return runDecisions(this.store, own, { stream: aggregate.stream, command }, async (decisions) => {
      await decisions.decide(aggregate, command);
      await claimForGood(decisions, claimed, agencyId, (holder) =>
        refuse('agency-code-taken', { code, agencyId: holder }),
      );
    });
  }
}
