import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { derivedId, EventStore, runDecisions, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { personAggregate } from './access-aggregates';
import { claimForGood } from './claim-for-good';
import { Directory, upToNow } from './directory/directory';
import type { PersonKind } from './domain/person';
import { refuse } from './domain/refusals';
import { founderIdOf } from './founder';

export type PersonRegistration = DecisionResult & { readonly personId: string };

export class RegisterPerson extends Command<PersonRegistration> {
  /**
   * @param confirmedSameName somebody has looked: this is another person of the same name
   * @param byFounder nobody of the agency is registered yet: she registers herself
   */
  constructor(
    readonly context: CommandContext,
    readonly person: { readonly name: string; readonly number: string | null; readonly kind: PersonKind },
    readonly confirmedSameName: boolean,
    readonly byFounder: boolean,
  ) {
    super();
  }
}

@CommandHandler(RegisterPerson)
export class RegisterPersonHandler implements ICommandHandler<RegisterPerson> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  async execute({ context, person, confirmedSameName, byFounder }: RegisterPerson): Promise<PersonRegistration> {
    const { agencyId } = context;
    const { name, number } = person;
    const personId = byFounder ? founderIdOf(agencyId) : derivedId('person', context.commandId);
    if (byFounder || !confirmedSameName) await upToNow(this.directory, this.store);
    if (byFounder && !this.directory.agencyIds().includes(agencyId))
      return refuse('agency-required', { registered: 0 });
    if (!confirmedSameName) {
      const same = this.directory.peopleNamed(agencyId, name).find((known) => known.personId !== personId);
      if (same) return refuse('person-name-taken', { name, personId: same.personId, number: same.number });
    }

    const command = { type: 'register-person', ...person } as const;
    const aggregate = personAggregate(personId);
    const own = byFounder ? { ...context, by: { ...context.by, personId } } : context;
    const intent = { stream: aggregate.stream, command };
    const result = await runDecisions(this.store, own, intent, async (decisions) => {
      if (byFounder && (await decisions.load(aggregate)).situation === 'registered') refuse('actor-needed', {});
      await decisions.decide(aggregate, command);
      if (number !== null)
        await claimForGood(decisions, { agencyId, kind: 'person-number', key: number }, personId, (holder) =>
          refuse('person-number-taken', { number, personId: holder }),
        );
    });
    return { ...result, personId };
  }
}
