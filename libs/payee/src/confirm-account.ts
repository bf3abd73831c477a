import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { delegatorsIn, Directory } from '@bofu/access';
import { EventStore, recordedOn, runDecisions, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { giveAccountsBack } from './give-accounts-back';
import { payeeAggregate } from './payee-aggregate';

export class ConfirmAccount extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly payeeId: string,
    readonly accountId: string,
  ) {
    super();
  }
}

/** 确认账户: by another person than who proposed it. It may be paid to from then on, and the one it replaces no more. */
@CommandHandler(ConfirmAccount)
export class ConfirmAccountHandler implements ICommandHandler<ConfirmAccount> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  execute({ context, payeeId, accountId }: ConfirmAccount): Promise<DecisionResult> {
    const delegators = delegatorsIn(this.directory);
    const command = { type: 'confirm-account', accountId, confirmedOn: recordedOn(context), delegators } as const;
    return runDecisions(this.store, context, { payeeId, confirm: accountId }, async (decisions) => {
      const aggregate = payeeAggregate(payeeId);
      const before = await decisions.load(aggregate);
      await giveAccountsBack(decisions, context.agencyId, before, await decisions.decide(aggregate, command));
    });
  }
}
