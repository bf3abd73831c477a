import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { BusinessDate, Fen } from '@bofu/kernel';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { agencyAggregate } from './access-aggregates';
import { Directory, upToNow } from './directory/directory';
import { withinScope } from './within-scope';

export interface LargePayment {
  readonly amountFen: Fen | null;
  readonly effectiveOn: BusinessDate;
  readonly reason: string;
}

export class SetLargePayment extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly agencyId: string,
    readonly largePayment: LargePayment,
  ) {
    super();
  }
}

/** 大额付款: from how much on, and from which day, a payment is recorded only with a stated reason. */
@CommandHandler(SetLargePayment)
export class SetLargePaymentHandler implements ICommandHandler<SetLargePayment> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  async execute({ context, agencyId, largePayment }: SetLargePayment): Promise<DecisionResult> {
    await upToNow(this.directory, this.store);
    const own = withinScope(this.directory, context, agencyId);
    return runDecision(this.store, own, agencyAggregate(agencyId), { type: 'set-large-payment', ...largePayment });
  }
}
