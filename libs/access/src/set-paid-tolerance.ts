import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BasisPoints, BusinessDate } from '@bofu/kernel';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { agencyAggregate } from './access-aggregates';
import { Directory, upToNow } from './directory/directory';
import { withinScope } from './within-scope';

export interface PaidTolerance {
  readonly share: BasisPoints;
  readonly effectiveOn: BusinessDate;
  readonly reason: string;
}

export class SetPaidTolerance extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly agencyId: string,
    readonly tolerance: PaidTolerance,
  ) {
    super();
  }
}

/** 足额容差: by how much of 应发, in basis points, a month may be short from a day on and still count as paid. */
@CommandHandler(SetPaidTolerance)
export class SetPaidToleranceHandler implements ICommandHandler<SetPaidTolerance> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  async execute({ context, agencyId, tolerance }: SetPaidTolerance): Promise<DecisionResult> {
    await upToNow(this.directory, this.store);
    const own = withinScope(this.directory, context, agencyId);
    return runDecision(this.store, own, agencyAggregate(agencyId), { type: 'set-paid-tolerance', ...tolerance });
  }
}
