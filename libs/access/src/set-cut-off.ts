import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { agencyAggregate } from './access-aggregates';
import { Directory, upToNow } from './directory/directory';
import type { CutOff } from './domain/agency';
import { withinScope } from './within-scope';

export class SetCutOff extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly agencyId: string,
    readonly cutOff: CutOff & { readonly reason: string },
  ) {
    super();
  }
}

/** 年末关账日: what is submitted after it is asked back. */
@CommandHandler(SetCutOff)
export class SetCutOffHandler implements ICommandHandler<SetCutOff> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  async execute({ context, agencyId, cutOff }: SetCutOff): Promise<DecisionResult> {
    await upToNow(this.directory, this.store);
    const own = withinScope(this.directory, context, agencyId);
    return runDecision(this.store, own, agencyAggregate(agencyId), { type: 'set-cut-off', ...cutOff });
  }
}
