import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { changeAppropriation, type AppropriationChange } from './change-appropriation';

type Change = Omit<Extract<AppropriationChange, { type: 'replace-provisional-authority' }>, 'type'>;

/** 批复取代临时指标. */
export class ReplaceProvisionalAuthority extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly appropriationId: string,
    readonly change: Change,
  ) {
    super();
  }
}

@CommandHandler(ReplaceProvisionalAuthority)
export class ReplaceProvisionalAuthorityHandler implements ICommandHandler<ReplaceProvisionalAuthority> {
  constructor(private readonly store: EventStore) {}

  execute({ context, appropriationId, change }: ReplaceProvisionalAuthority): Promise<DecisionResult> {
    return changeAppropriation(this.store, context, appropriationId, {
      type: 'replace-provisional-authority',
      ...change,
    });
  }
}
