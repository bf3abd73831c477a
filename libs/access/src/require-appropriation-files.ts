import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { agencyAggregate } from './access-aggregates';
import { Directory, upToNow } from './directory/directory';
import type { AppropriationFilesRequired } from './domain/agency';
import { withinScope } from './within-scope';

/** 要求指标文件: from a day on what changes an appropriation comes with its document, or need not any more. */
export class RequireAppropriationFiles extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly agencyId: string,
    readonly said: AppropriationFilesRequired & { readonly reason: string },
  ) {
    super();
  }
}

@CommandHandler(RequireAppropriationFiles)
export class RequireAppropriationFilesHandler implements ICommandHandler<RequireAppropriationFiles> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  async execute({ context, agencyId, said }: RequireAppropriationFiles): Promise<DecisionResult> {
    await upToNow(this.directory, this.store);
    const own = withinScope(this.directory, context, agencyId);
    return runDecision(this.store, own, agencyAggregate(agencyId), { type: 'require-appropriation-files', ...said });
  }
}
