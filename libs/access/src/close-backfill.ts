import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, recordedOn, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { agencyAggregate } from './access-aggregates';
import { Directory, upToNow } from './directory/directory';
import { withinScope } from './within-scope';

export class CloseBackfill extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly agencyId: string,
  ) {
    super();
  }
}

/** 期初补录 is over: what happened earlier wants a reason of its own again. */
@CommandHandler(CloseBackfill)
export class CloseBackfillHandler implements ICommandHandler<CloseBackfill> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  async execute({ context, agencyId }: CloseBackfill): Promise<DecisionResult> {
    await upToNow(this.directory, this.store);
    const own = withinScope(this.directory, context, agencyId);
    const command = { type: 'close-backfill', closedOn: recordedOn(context) } as const;
    return runDecision(this.store, own, agencyAggregate(agencyId), command);
  }
}
