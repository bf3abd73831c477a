import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, recordedOn, runDecisions, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { officeAggregate, rightsAggregate } from './access-aggregates';
import { Directory, upToNow } from './directory/directory';
import { refuse } from './domain/refusals';
import { agenciesJudging, areSmallOffices, overseesAll } from './small-office-in-force';

export type GrantSettlement =
  { readonly type: 'confirm-grant' } | { readonly type: 'decline-grant' | 'revoke-grant'; readonly reason: string };

export class SettleGrant extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly grantId: string,
    readonly settlement: GrantSettlement,
  ) {
    super();
  }
}

/**
 * 确认, 退回, 收回. The first that is confirmed on an agency's books ends its single-person mode in the same append. In a
 * small office whoever oversees it may be the second person; that it is one still is checked by the append.
 */
@CommandHandler(SettleGrant)
export class SettleGrantHandler implements ICommandHandler<SettleGrant> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  async execute({ context, grantId, settlement }: SettleGrant): Promise<DecisionResult> {
    await upToNow(this.directory, this.store);
    const grant = this.directory.grants().find((known) => known.grantId === grantId);
    if (grant === undefined) return refuse('grant-not-found', { grantId });
    const { personId, onAgencyId } = grant;
    const aggregate = rightsAggregate(personId, this.directory.personAnywhere(personId)?.agencyId ?? null);
    const command = { ...settlement, grantId };
    const today = recordedOn(context);
    const judging = agenciesJudging(this.directory, onAgencyId, today);
    const oversees = overseesAll(this.directory, context.by, judging, today);
    return runDecisions(this.store, context, { stream: aggregate.stream, command }, async (decisions) => {
      await decisions.load(aggregate);
      const overseesSmallOffice = oversees && (await areSmallOffices(decisions, judging));
      const { decide } = decisions;
      await decide(aggregate, { ...command, overseesSmallOffice });
      if (command.type === 'confirm-grant' && onAgencyId !== null)
        await decide(officeAggregate(onAgencyId), { type: 'end-single-person-mode' });
    });
  }
}
