import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { signPaper, type Shown } from './sign-paper';

/** 复核: the second person has looked at it. */
export class ReviewPaper extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly paperId: string,
    readonly shown: Shown,
  ) {
    super();
  }
}

@CommandHandler(ReviewPaper)
export class ReviewPaperHandler implements ICommandHandler<ReviewPaper> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  execute({ context, paperId, shown }: ReviewPaper): Promise<DecisionResult> {
    return signPaper(this.store, this.directory, context, paperId, 'review-paper', shown);
  }
}
