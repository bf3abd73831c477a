import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, recordedOn, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { agencyAggregate } from './access-aggregates';
import { Directory, upToNow } from './directory/directory';
import { withinScope } from './within-scope';

export class OpenBackfill extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly agencyId: string,
    readonly reason: string,
  ) {
    super();
  }
}

/** 期初补录 is opened with one reason for all that is entered until it is closed. */
@CommandHandler(OpenBackfill)
export class OpenBackfillHandler implements ICommandHandler<OpenBackfill> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  async execute({ context, agencyId, reason }: OpenBackfill): Promise<DecisionResult> {
    await upToNow(this.directory, this.store);
    const own = withinScope(this.directory, context, agencyId);
    const command = { type: 'open-backfill', openedOn: recordedOn(context), reason } as const;
    return runDecision(this.store, own, agencyAggregate(agencyId), command);
  }
}
