import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { FundsArrivalsKept } from '@bofu/kernel';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { agencyAggregate } from './access-aggregates';
import { Directory, upToNow } from './directory/directory';
import { withinScope } from './within-scope';

/** 登记资金到位: from a day on an agency keeps the arrivals of money of the levels above, or does so no more. */
export class KeepFundsArrivals extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly agencyId: string,
    readonly said: FundsArrivalsKept & { readonly reason: string },
  ) {
    super();
  }
}

@CommandHandler(KeepFundsArrivals)
export class KeepFundsArrivalsHandler implements ICommandHandler<KeepFundsArrivals> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  async execute({ context, agencyId, said }: KeepFundsArrivals): Promise<DecisionResult> {
    await upToNow(this.directory, this.store);
    const own = withinScope(this.directory, context, agencyId);
    return runDecision(this.store, own, agencyAggregate(agencyId), { type: 'keep-funds-arrivals', ...said });
  }
}
