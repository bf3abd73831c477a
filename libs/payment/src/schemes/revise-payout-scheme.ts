import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { setPayoutScheme, type WrittenScheme } from './set-payout-scheme';

/** 调整发放方案: written down anew, as a whole, from a day on. */
export class RevisePayoutScheme extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly schemeId: string,
    readonly scheme: WrittenScheme,
  ) {
    super();
  }
}

@CommandHandler(RevisePayoutScheme)
export class RevisePayoutSchemeHandler implements ICommandHandler<RevisePayoutScheme> {
  constructor(private readonly store: EventStore) {}

  execute({ context, schemeId, scheme }: RevisePayoutScheme): Promise<DecisionResult> {
    return setPayoutScheme(this.store, context, 'revise-payout-scheme', schemeId, scheme);
  }
}
