import { unreachable, type Decider, type DomainEvent } from '@bofu/kernel';
import { refuse } from './refusals';

/** 自然人, 服务程序: what acts is the one or the other, and both are registered. */
export const PERSON_KINDS = ['person', 'service'] as const;
export type PersonKind = (typeof PERSON_KINDS)[number];

interface Registered {
  readonly personId: string;
  readonly name: string;
  /** 工号. */
  readonly number: string | null;
  readonly kind: PersonKind;
}

/** The only events in which a name or a 工号 stands: all others name the person's id. */
export type PersonEvent =
  | DomainEvent<'PersonRegistered', Registered>
  | DomainEvent<'PersonRenamed', { readonly personId: string; readonly name: string }>;

export type PersonCommand =
  | ({ readonly type: 'register-person' } & Omit<Registered, 'personId'>)
  | { readonly type: 'rename-person'; readonly name: string };

export type Person =
  | { readonly situation: 'unregistered' }
  | {
      readonly situation: 'registered';
      readonly name: string;
      readonly number: string | null;
      readonly kind: PersonKind;
    };

export const personDecider = (personId: string): Decider<Person, PersonCommand, PersonEvent> => ({
  initial: { situation: 'unregistered' },
  decide: (person, command) => decide(personId, person, command),
  evolve,
});

function decide(personId: string, person: Person, command: PersonCommand): readonly PersonEvent[] {
  if (command.type === 'register-person') {
    const { name, number, kind } = command;
    if (person.situation === 'unregistered')
      return [{ type: 'PersonRegistered', data: { personId, name, number, kind } }];
    return person.name === name && person.number === number && person.kind === kind
      ? []
      : refuse('person-registered', { personId });
  }
  if (person.situation === 'unregistered') return refuse('person-not-found', { personId });
  return person.name === command.name ? [] : [{ type: 'PersonRenamed', data: { personId, name: command.name } }];
}

function evolve(person: Person, event: PersonEvent): Person {
  switch (event.type) {
    case 'PersonRegistered': {
      const { name, number, kind } = event.data;
      return { situation: 'registered', name, number, kind };
    }
    case 'PersonRenamed':
      return person.situation === 'unregistered' ? person : { ...person, name: event.data.name };
    default:
      return unreachable(event);
  }
}
