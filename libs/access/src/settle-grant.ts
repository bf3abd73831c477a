import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, runDecisions, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { officeAggregate, rightsAggregate } from './access-aggregates';
import { Directory, upToNow } from './directory/directory';
import { refuse } from './domain/refusals';

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
 * 确认, 退回, 收回. The first that is confirmed on an agency's books ends its single-person mode in the same append.
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
    return runDecisions(this.store, context, { stream: aggregate.stream, command }, async ({ decide }) => {
      await decide(aggregate, command);
      if (command.type === 'confirm-grant' && onAgencyId !== null)
        await decide(officeAggregate(onAgencyId), { type: 'end-single-person-mode' });
    });
  }
}
