import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { paperAggregate } from './budget-paper-aggregate';

/** 撤回单据: by who submitted it, until it is approved. */
export class TakeBackPaper extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly paperId: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(TakeBackPaper)
export class TakeBackPaperHandler implements ICommandHandler<TakeBackPaper> {
  constructor(private readonly store: EventStore) {}

  execute({ context, paperId, reason }: TakeBackPaper): Promise<DecisionResult> {
    return runDecision(this.store, context, paperAggregate(paperId), { type: 'take-back-paper', reason });
  }
}
