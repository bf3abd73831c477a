import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { derivedId, EventStore, runDecisions, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { parseBusinessDate } from '@bofu/kernel';
import { programmeSetsAggregate, rightsAggregate } from './access-aggregates';
import { Directory, upToNow } from './directory/directory';
import { refuse } from './domain/refusals';
import { isAdministration } from './domain/posts';
import { shareProgrammes } from './domain/programme-sets';
import type { GrantFacts } from './domain/rights';
import { agenciesJudging, areSmallOffices } from './small-office-in-force';

export class ProposeGrant extends Command<DecisionResult & { readonly grantId: string }> {
  constructor(
    readonly context: CommandContext,
    readonly personId: string,
    readonly grant: Omit<GrantFacts, 'grantId'> & { readonly reason: string },
  ) {
    super();
  }
}

/** 提出授权: gives nothing yet. Throws Refusal, among them `posts-incompatible`, `grant-to-oneself`. */
@CommandHandler(ProposeGrant)
export class ProposeGrantHandler implements ICommandHandler<ProposeGrant> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  async execute({ context, personId, grant }: ProposeGrant): Promise<DecisionResult & { readonly grantId: string }> {
    await upToNow(this.directory, this.store);
    const person = this.directory.personAnywhere(personId) ?? refuse('person-not-found', { personId });
    const { onAgencyId, programmeSetId, delegatorId, post } = grant;
    const today = parseBusinessDate(context.recordedAt.slice(0, 10));
    if (onAgencyId !== null && this.directory.agency(onAgencyId, today) === null)
      return refuse('agency-not-found', { agencyId: onAgencyId });
    if (delegatorId !== null) {
      const holds = this.directory
        .rightsOf(delegatorId, today)
        .some(
          (right) =>
            right.delegatorId === null &&
            right.post === post &&
            right.onAgencyId === onAgencyId &&
            right.programmeSetId === programmeSetId,
        );
      if (!holds) return refuse('delegator-without-post', { delegatorId, post });
    }
    const grantId = derivedId('grant', context.commandId);
    const aggregate = rightsAggregate(personId, person.agencyId);
    const command = { type: 'propose-grant', ...grant, grantId, kind: person.kind } as const;
    const judging = isAdministration(post) ? agenciesJudging(this.directory, null, today) : [];
    const intent = { stream: aggregate.stream, command };
    const result = await runDecisions(this.store, context, intent, async (decisions) => {
      const rights = await decisions.load(aggregate);
      const inSmallOffice = await areSmallOffices(decisions, judging);
      const onSets = [grant, ...rights.values()].some((each) => each.programmeSetId !== null);
      const sets = onSets && onAgencyId !== null ? programmeSetsAggregate(onAgencyId) : null;
      const share = shareProgrammes(sets === null ? new Map() : await decisions.load(sets));
      await decisions.decide(aggregate, { ...command, inSmallOffice, share });
      if (sets !== null && programmeSetId !== null)
        await decisions.decide(sets, { type: 'grant-programme-set', programmeSetId, personId });
    });
    return { ...result, grantId };
  }
}
