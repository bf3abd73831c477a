import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { derivedId, EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { setPayoutScheme, type WrittenScheme } from './set-payout-scheme';

/** 制定发放方案. */
export class DefinePayoutScheme extends Command<DecisionResult & { readonly schemeId: string }> {
  constructor(
    readonly context: CommandContext,
    readonly scheme: WrittenScheme,
  ) {
    super();
  }
}

@CommandHandler(DefinePayoutScheme)
export class DefinePayoutSchemeHandler implements ICommandHandler<DefinePayoutScheme> {
  constructor(private readonly store: EventStore) {}

  async execute({ context, scheme }: DefinePayoutScheme) {
    const schemeId = derivedId('payoutScheme', context.commandId);
    return { schemeId, ...(await setPayoutScheme(this.store, context, 'define-payout-scheme', schemeId, scheme)) };
  }
}
