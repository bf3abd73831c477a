import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { derivedId, EventStore, runDecisions, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { agencyAggregate, personAggregate } from './access-aggregates';
import { claimForGood } from './claim-for-good';
import { Directory, upToNow } from './directory/directory';
import type { AgencyFacts } from './domain/agency';
import { refuse } from './domain/refusals';
import { founderIdOf, SERVICE_NAME, serviceIdOf } from './founder';
import { Installation } from './installation';

export type AgencyRegistration = DecisionResult & { readonly agencyId: string };

export class RegisterAgency extends Command<AgencyRegistration> {
  /** @param byFounder nobody is registered yet: the act is that of the agency's first person */
  constructor(
    readonly context: CommandContext,
    readonly facts: AgencyFacts,
    readonly byFounder: boolean,
  ) {
    super();
  }
}

@CommandHandler(RegisterAgency)
export class RegisterAgencyHandler implements ICommandHandler<RegisterAgency> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
    private readonly installation: Installation,
  ) {}

  async execute({ context, facts, byFounder }: RegisterAgency): Promise<AgencyRegistration> {
    const agencyId = derivedId('agency', context.commandId);
    const { code, parentAgencyId, effectiveOn } = facts;
    await upToNow(this.directory, this.store);
    if (byFounder && this.directory.agencyIds().some((known) => known !== agencyId)) return refuse('actor-needed', {});
    if (parentAgencyId !== null && this.directory.agency(parentAgencyId, effectiveOn) === null)
      return refuse('agency-parent-unknown', { parentAgencyId });

    const by = byFounder ? { ...context.by, personId: founderIdOf(agencyId) } : context.by;
    const claimed = { agencyId: this.installation.rootAgencyId, kind: 'agency-code', key: code } as const;
    const command = { type: 'register-agency', ...facts } as const;
    const aggregate = agencyAggregate(agencyId);
    const intent = { stream: aggregate.stream, command };
    const result = await runDecisions(this.store, { ...context, agencyId, by }, intent, async (decisions) => {
      await decisions.decide(aggregate, command);
      await claimForGood(decisions, claimed, agencyId, (holder) =>
        refuse('agency-code-taken', { code, agencyId: holder }),
      );
      const service = { name: SERVICE_NAME, number: null, kind: 'service' } as const;
      await decisions.decide(personAggregate(serviceIdOf(agencyId)), { type: 'register-person', ...service });
    });
    return { ...result, agencyId };
  }
}
