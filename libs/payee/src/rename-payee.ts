import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';
import { payeeAggregate } from './payee-aggregate';

export class RenamePayee extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly payeeId: string,
    readonly change: { readonly name: string; readonly effectiveOn: BusinessDate; readonly reason: string },
  ) {
    super();
  }
}

/** 收款户更名. Its accounts stay: an account in the new name is another one, and proposed as such. */
@CommandHandler(RenamePayee)
export class RenamePayeeHandler implements ICommandHandler<RenamePayee> {
  constructor(private readonly store: EventStore) {}

  execute({ context, payeeId, change }: RenamePayee): Promise<DecisionResult> {
    return runDecision(this.store, context, payeeAggregate(payeeId), { type: 'rename-payee', ...change });
  }
}
