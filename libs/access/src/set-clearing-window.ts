import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate } from '@bofu/kernel';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { agencyAggregate } from './access-aggregates';
import { Directory, upToNow } from './directory/directory';
import { withinScope } from './within-scope';

export class SetClearingWindow extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly agencyId: string,
    readonly window: { readonly fiscalYear: number; readonly until: BusinessDate | null; readonly reason: string },
  ) {
    super();
  }
}

/** 清算期: until when in January last year's payments may still be settled; `null` shuts it. */
@CommandHandler(SetClearingWindow)
export class SetClearingWindowHandler implements ICommandHandler<SetClearingWindow> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  async execute({ context, agencyId, window }: SetClearingWindow): Promise<DecisionResult> {
    await upToNow(this.directory, this.store);
    const own = withinScope(this.directory, context, agencyId);
    return runDecision(this.store, own, agencyAggregate(agencyId), { type: 'set-clearing-window', ...window });
  }
}
