import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { EventStore, runDecision, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { personAggregate } from './access-aggregates';
import { Directory, upToNow } from './directory/directory';
import { refuse } from './domain/refusals';

export class RenamePerson extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly personId: string,
    readonly name: string,
    /** Somebody has looked: another person of that name is another person. */
    readonly confirmedSameName: boolean,
  ) {
    super();
  }
}

@CommandHandler(RenamePerson)
export class RenamePersonHandler implements ICommandHandler<RenamePerson> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  async execute({ context, personId, name, confirmedSameName }: RenamePerson): Promise<DecisionResult> {
    if (!confirmedSameName) {
      await upToNow(this.directory, this.store);
      const same = this.directory.peopleNamed(context.agencyId, name).find((known) => known.personId !== personId);
      if (same) return refuse('person-name-taken', { name, personId: same.personId, number: same.number });
    }
    return runDecision(this.store, context, personAggregate(personId), { type: 'rename-person', name });
  }
}
