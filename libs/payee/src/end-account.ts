import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, recordedOn, runDecisions, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { unreachable, type BusinessDate } from '@bofu/kernel';
import type { PayeeCommand } from './domain/payee';
import { giveAccountsBack } from './give-accounts-back';
import { payeeAggregate } from './payee-aggregate';

/** 不予确认, 撤回, 停用. */
export type AccountEnding = 'declined' | 'withdrawn' | 'retired';

export class EndAccount extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly payeeId: string,
    readonly accountId: string,
    readonly ending: AccountEnding,
    readonly reason: string,
  ) {
    super();
  }
}

/** Ends a proposal or an account; nothing is paid to it from then on, which one person may see to alone. */
@CommandHandler(EndAccount)
export class EndAccountHandler implements ICommandHandler<EndAccount> {
  constructor(private readonly store: EventStore) {}

  execute({ context, payeeId, accountId, ending, reason }: EndAccount): Promise<DecisionResult> {
    const command = commandOf(ending, { accountId, reason }, recordedOn(context));
    return runDecisions(this.store, context, { payeeId, accountId, ending, reason }, async (decisions) => {
      const aggregate = payeeAggregate(payeeId);
      const before = await decisions.load(aggregate);
      await giveAccountsBack(decisions, context.agencyId, before, await decisions.decide(aggregate, command));
    });
  }
}

function commandOf(
  ending: AccountEnding,
  said: { readonly accountId: string; readonly reason: string },
  on: BusinessDate,
): PayeeCommand {
  switch (ending) {
    case 'declined':
      return { type: 'decline-account', ...said, declinedOn: on };
    case 'withdrawn':
      return { type: 'withdraw-account-proposal', ...said, withdrawnOn: on };
    case 'retired':
      return { type: 'retire-account', ...said, retiredOn: on };
    default:
      return unreachable(ending);
  }
}
