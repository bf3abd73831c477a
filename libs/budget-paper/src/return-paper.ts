import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { paperAggregate } from './budget-paper-aggregate';

/** 退回单据, with a reason: whoever submitted it enters it again. */
export class ReturnPaper extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly paperId: string,
    readonly reason: string,
  ) {
    super();
  }
}

@CommandHandler(ReturnPaper)
export class ReturnPaperHandler implements ICommandHandler<ReturnPaper> {
  constructor(private readonly store: EventStore) {}

  execute({ context, paperId, reason }: ReturnPaper): Promise<DecisionResult> {
    return runDecision(this.store, context, paperAggregate(paperId), { type: 'return-paper', reason });
  }
}
