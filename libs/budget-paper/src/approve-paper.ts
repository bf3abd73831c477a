import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { EventStore, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { signPaper, type Shown } from './sign-paper';

/** 审批: the third person lets it be booked. */
export class ApprovePaper extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly paperId: string,
    readonly shown: Shown,
  ) {
    super();
  }
}

@CommandHandler(ApprovePaper)
export class ApprovePaperHandler implements ICommandHandler<ApprovePaper> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  execute({ context, paperId, shown }: ApprovePaper): Promise<DecisionResult> {
    return signPaper(this.store, this.directory, context, paperId, 'approve-paper', shown);
  }
}
