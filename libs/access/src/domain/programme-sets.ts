import { unreachable, type By, type Decider, type DomainEvent } from '@bofu/kernel';
import { incompatible } from './posts';
import { refuse } from './refusals';
import { overlap, type Rights } from './rights';

/**
 * 项目组: named sets of programmes, for which a post over money may be granted instead of for all of an agency's. All sets
 * of one agency are one history, which knows whom each was granted to as well: whether two posts of one person may stand
 * together depends on what the sets have in common, and a set that grows is held against everybody it concerns.
 */
interface OfSet {
  readonly programmeSetId: string;
}

export type ProgrammeSetEvent =
  | DomainEvent<
      'ProgrammeSetCreated',
      OfSet & { readonly name: string; readonly programmeIds: readonly string[]; readonly reason: string }
    >
  | DomainEvent<
      'ProgrammeSetChanged',
      OfSet & { readonly added: readonly string[]; readonly removed: readonly string[]; readonly reason: string }
    >
  /** Somebody's grant names it: from here on a change of it looks at what she holds. */
  | DomainEvent<'ProgrammeSetGranted', OfSet & { readonly personId: string }>;

export type ProgrammeSetCommand =
  | ({
      readonly type: 'create-programme-set';
      readonly name: string;
      readonly programmeIds: readonly string[];
      readonly reason: string;
    } & OfSet)
  | ({
      readonly type: 'change-programme-set';
      readonly add: readonly string[];
      readonly remove: readonly string[];
      readonly reason: string;
      /** The rights of everybody it was granted to. */
      readonly holders: readonly { readonly personId: string; readonly rights: Rights }[];
    } & OfSet)
  | ({ readonly type: 'grant-programme-set'; readonly personId: string } & OfSet);

export interface ProgrammeSet {
  readonly name: string;
  readonly programmeIds: ReadonlySet<string>;
  readonly personIds: ReadonlySet<string>;
}

/** By id, in the order they were made. */
export type ProgrammeSets = ReadonlyMap<string, ProgrammeSet>;

export const shareProgrammes =
  (sets: ProgrammeSets) =>
  (one: string, other: string): boolean => {
    const [first, second] = [sets.get(one)?.programmeIds, sets.get(other)?.programmeIds];
    return [...(first ?? [])].some((programmeId) => second?.has(programmeId));
  };

export const programmeSetsDecider = (
  agencyId: string,
): Decider<ProgrammeSets, ProgrammeSetCommand, ProgrammeSetEvent> => ({
  initial: new Map(),
  decide: (sets, command, by) => decide(agencyId, sets, command, by),
  evolve,
});

function decide(
  agencyId: string,
  sets: ProgrammeSets,
  command: ProgrammeSetCommand,
  by: By,
): readonly ProgrammeSetEvent[] {
  const { programmeSetId } = command;
  if (command.type === 'create-programme-set') {
    const { name, programmeIds, reason } = command;
    if ([...sets.values()].some((set) => set.name === name)) return refuse('programme-set-name-taken', { name });
    return [
      { type: 'ProgrammeSetCreated', data: { programmeSetId, name, programmeIds: [...new Set(programmeIds)], reason } },
    ];
  }
  const set = sets.get(programmeSetId) ?? refuse('programme-set-not-found', { programmeSetId });
  switch (command.type) {
    case 'grant-programme-set': {
      const { personId } = command;
      return set.personIds.has(personId) ? [] : [{ type: 'ProgrammeSetGranted', data: { programmeSetId, personId } }];
    }
    case 'change-programme-set': {
      const { reason, holders } = command;
      // Who widens or narrows what somebody may do is not that one.
      if (set.personIds.has(by.personId)) return refuse('programme-set-of-oneself', {});
      const added = [...new Set(command.add)].filter((programmeId) => !set.programmeIds.has(programmeId));
      const removed = [...new Set(command.remove)].filter((programmeId) => set.programmeIds.has(programmeId));
      if (added.length === 0 && removed.length === 0) return [];
      const event: ProgrammeSetEvent = {
        type: 'ProgrammeSetChanged',
        data: { programmeSetId, added, removed, reason },
      };
      for (const holder of holders) requireCompatible(agencyId, evolve(sets, event), holder);
      return [event];
    }
    default:
      return unreachable(command);
  }
}

function requireCompatible(
  agencyId: string,
  sets: ProgrammeSets,
  { personId, rights }: { readonly personId: string; readonly rights: Rights },
): void {
  const standing = [...rights.values()].filter(
    ({ onAgencyId, situation }) => onAgencyId === agencyId && (situation === 'proposed' || situation === 'confirmed'),
  );
  for (const [at, one] of standing.entries())
    for (const other of standing.slice(at + 1))
      if (overlap(one, other) && incompatible(one, other, { share: shareProgrammes(sets) }))
        refuse('programme-set-joins-posts', { personId, one: one.post, other: other.post });
}

function evolve(sets: ProgrammeSets, event: ProgrammeSetEvent): ProgrammeSets {
  const { programmeSetId } = event.data;
  if (event.type === 'ProgrammeSetCreated') {
    const { name, programmeIds } = event.data;
    return new Map(sets).set(programmeSetId, { name, programmeIds: new Set(programmeIds), personIds: new Set() });
  }
  const set = sets.get(programmeSetId);
  if (set === undefined) return sets;
  switch (event.type) {
    case 'ProgrammeSetChanged': {
      const { added, removed } = event.data;
      const programmeIds = new Set([...set.programmeIds, ...added].filter((each) => !removed.includes(each)));
      return new Map(sets).set(programmeSetId, { ...set, programmeIds });
    }
    case 'ProgrammeSetGranted': {
      const personIds = new Set([...set.personIds, event.data.personId]);
      return new Map(sets).set(programmeSetId, { ...set, personIds });
    }
    default:
      return unreachable(event);
  }
}
