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
  /** It would give somebody more to touch: like a grant, it waits for a second person. */
  | DomainEvent<
      'ProgrammeSetChangeProposed',
      OfSet & { readonly added: readonly string[]; readonly removed: readonly string[]; readonly reason: string }
    >
  | DomainEvent<'ProgrammeSetChangeDeclined', OfSet & { readonly reason: string }>
  /** Somebody's grant names it: from here on a change of it looks at what she holds. */
  | DomainEvent<'ProgrammeSetGranted', OfSet & { readonly personId: string }>;

/** Somebody it was granted to, with all her rights. */
interface Holder {
  readonly personId: string;
  readonly rights: Rights;
}

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
      readonly holders: readonly Holder[];
    } & OfSet)
  | ({ readonly type: 'confirm-programme-set-change'; readonly holders: readonly Holder[] } & OfSet)
  | ({ readonly type: 'decline-programme-set-change'; readonly reason: string } & OfSet)
  | ({ readonly type: 'grant-programme-set'; readonly personId: string } & OfSet);

export interface ProgrammeSet {
  readonly name: string;
  readonly programmeIds: ReadonlySet<string>;
  readonly personIds: ReadonlySet<string>;
  /** A change that waits for its second person. */
  readonly proposal: ProposedChange | null;
}

export interface ProposedChange {
  readonly added: readonly string[];
  readonly removed: readonly string[];
  readonly reason: string;
  readonly proposedBy: string;
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
      requireOther(set, by);
      if (set.proposal !== null) return refuse('programme-set-change-waiting', {});
      const added = [...new Set(command.add)].filter((programmeId) => !set.programmeIds.has(programmeId));
      const removed = [...new Set(command.remove)].filter((programmeId) => set.programmeIds.has(programmeId));
      if (added.length === 0 && removed.length === 0) return [];
      const data = { programmeSetId, added, removed, reason };
      const changed: ProgrammeSetEvent = { type: 'ProgrammeSetChanged', data };
      requireCompatible(agencyId, evolve(sets, changed, by), holders);
      // What is taken away from people, and what nobody holds a post for, waits for nobody.
      return added.length > 0 && set.personIds.size > 0 ? [{ type: 'ProgrammeSetChangeProposed', data }] : [changed];
    }
    case 'confirm-programme-set-change': {
      const { proposal } = set;
      requireOther(set, by);
      if (proposal === null) return refuse('programme-set-change-not-proposed', {});
      const { proposedBy, ...change } = proposal;
      if (proposedBy === by.personId) return refuse('programme-set-needs-second-person', {});
      const changed: ProgrammeSetEvent = { type: 'ProgrammeSetChanged', data: { programmeSetId, ...change } };
      requireCompatible(agencyId, evolve(sets, changed, by), command.holders);
      return [changed];
    }
    case 'decline-programme-set-change':
      if (set.proposal === null) return refuse('programme-set-change-not-proposed', {});
      return [{ type: 'ProgrammeSetChangeDeclined', data: { programmeSetId, reason: command.reason } }];
    default:
      return unreachable(command);
  }
}

/** Who widens or narrows what somebody may do is not that one. */
function requireOther({ personIds }: ProgrammeSet, { personId }: By): void {
  if (personIds.has(personId)) refuse('programme-set-of-oneself', {});
}

function requireCompatible(agencyId: string, sets: ProgrammeSets, holders: readonly Holder[]): void {
  for (const { personId, rights } of holders) {
    const standing = [...rights.values()].filter(
      ({ onAgencyId, situation }) => onAgencyId === agencyId && (situation === 'proposed' || situation === 'confirmed'),
    );
    for (const [at, one] of standing.entries())
      for (const other of standing.slice(at + 1))
        if (overlap(one, other) && incompatible(one, other, { share: shareProgrammes(sets) }))
          refuse('programme-set-joins-posts', { personId, one: one.post, other: other.post });
  }
}

function evolve(sets: ProgrammeSets, event: ProgrammeSetEvent, by: By): ProgrammeSets {
  const { programmeSetId } = event.data;
  if (event.type === 'ProgrammeSetCreated') {
    const { name, programmeIds } = event.data;
    const made = { name, programmeIds: new Set(programmeIds), personIds: new Set<string>(), proposal: null };
    return new Map(sets).set(programmeSetId, made);
  }
  const set = sets.get(programmeSetId);
  if (set === undefined) return sets;
  switch (event.type) {
    case 'ProgrammeSetChanged': {
      const { added, removed } = event.data;
      const programmeIds = new Set([...set.programmeIds, ...added].filter((each) => !removed.includes(each)));
      return new Map(sets).set(programmeSetId, { ...set, programmeIds, proposal: null });
    }
    case 'ProgrammeSetChangeProposed': {
      const { added, removed, reason } = event.data;
      const proposal = { added, removed, reason, proposedBy: by.personId };
      return new Map(sets).set(programmeSetId, { ...set, proposal });
    }
    case 'ProgrammeSetChangeDeclined':
      return new Map(sets).set(programmeSetId, { ...set, proposal: null });
    case 'ProgrammeSetGranted': {
      const personIds = new Set([...set.personIds, event.data.personId]);
      return new Map(sets).set(programmeSetId, { ...set, personIds });
    }
    default:
      return unreachable(event);
  }
}
