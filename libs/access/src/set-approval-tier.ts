import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import type { Fen } from '@bofu/kernel';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { agencyAggregate } from './access-aggregates';
import type { ApprovalTierTerms } from './domain/agency';
import { Directory, upToNow } from './directory/directory';
import { withinScope } from './within-scope';

export interface ApprovalTierSetting extends ApprovalTierTerms {
  readonly amountFen: Fen | null;
  readonly reason: string;
}

export class SetApprovalTier extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly agencyId: string,
    readonly tier: ApprovalTierSetting,
  ) {
    super();
  }
}

/** 审批分档: from how much on, and from which day, an approved payment needs a second approval. */
@CommandHandler(SetApprovalTier)
export class SetApprovalTierHandler implements ICommandHandler<SetApprovalTier> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  async execute({ context, agencyId, tier }: SetApprovalTier): Promise<DecisionResult> {
    await upToNow(this.directory, this.store);
    const own = withinScope(this.directory, context, agencyId);
    return runDecision(this.store, own, agencyAggregate(agencyId), { type: 'set-approval-tier', ...tier });
  }
}
