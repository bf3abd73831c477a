import { ActingPersons, type ActingPerson, type Admitted, type NamedActor } from '@bofu/http';
import type { EventStore, Standing } from '@bofu/event-store';
import { parseBusinessDate, Refusal, type BusinessDate } from '@bofu/kernel';
import { upToNow, type Directory, type DirectoryPerson } from './directory/directory';
import { officeStream } from './access-aggregates';
import { refuse } from './domain/refusals';
import { founderIdOf, serviceIdOf } from './founder';
import { withinGrantedProgrammes, type ProgrammesTouched } from './granted-programmes';
import type { Installation } from './installation';

/**
 * Whose books somebody means, by id or code. Where none is named it is the installation's only agency, of those whose
 * tasks nobody else has taken over.
 */
export function agencyNamed(directory: Directory, named: string | null, day: BusinessDate): string {
  if (named !== null) {
    const agencyId = directory.agencyIds().find((id) => id === named) ?? directory.agencyByCode(named, day)?.agencyId;
    return agencyId ?? refuse('agency-unknown', { agency: named });
  }
  const agencyIds = directory.agencyIds();
  if (agencyIds.length === 1 && agencyIds[0] !== undefined) return agencyIds[0];
  const standing = directory.agencies(day).filter(({ succeededOn }) => succeededOn === null);
  return standing.length === 1 && standing[0]
    ? standing[0].agencyId
    : refuse('agency-required', { registered: agencyIds.length });
}

const byIdOrNumber = (directory: Directory, agencyId: string, actor: string): DirectoryPerson | null =>
  directory.person(agencyId, actor) ?? directory.personByNumber(agencyId, actor);

/** By a name that nobody else of the agency bears. */
function byName(directory: Directory, agencyId: string, actor: string): DirectoryPerson | null {
  const bearers = directory.peopleNamed(agencyId, actor);
  if (bearers.length <= 1) return bearers[0] ?? null;
  const people = bearers.map(({ personId, number }) => number ?? personId);
  return refuse('person-ambiguous', { name: actor, people });
}

/** Whatever the directory knows and the settings say: the store takes no such act once people work there. */
export const singlePersonModeOf = (agencyId: string): Standing => ({
  stream: officeStream(agencyId),
  expected: 'no-stream',
  otherwise: () => new Refusal('single-person-mode-ended', { agencyId }),
});

/** Who was let in acts herself, on books that a right of hers reaches; others are as if they never had been. */
function actingAs(
  directory: Directory,
  touched: ProgrammesTouched,
  { personId, rights, standing }: Admitted,
  { agency, post = null, at }: NamedActor,
): ActingPerson {
  const day = parseBusinessDate(at.slice(0, 10));
  const able = rights.filter((right) => post === null || right.post === post);
  const agencyId = agencyWithin(directory, rights, agency, day);
  const right = able.find(({ reach }) => reach.includes(agencyId));
  if (right === undefined) return refuse('post-not-held', { post });
  const { delegationId } = right;
  const inOffice = { post: right.post, delegationId };
  const within = withinGrantedProgrammes(directory, touched, { personId, ...inOffice }, agencyId, day);
  return { agencyId, personId, standing, inOffice, within };
}

/** `agencyNamed` for somebody whose rights reach so far and no further. */
export function agencyWithin(
  directory: Directory,
  rights: Admitted['rights'],
  named: string | null,
  day: BusinessDate,
): string {
  if (named === null) {
    const agencyIds = [...new Set(rights.map(({ agencyId }) => agencyId))];
    const [only] = agencyIds;
    return only !== undefined && agencyIds.length === 1
      ? only
      : refuse('agency-required', { registered: agencyIds.length });
  }
  const reach = rights.flatMap((right) => right.reach);
  const meant = reach.includes(named) ? named : directory.agencyByCode(named, day)?.agencyId;
  return meant !== undefined && reach.includes(meant) ? meant : refuse('agency-unknown', { agency: named });
}

/** Until people sign in, who acts is said in the request and must be on record. */
export class RegisteredActingPersons extends ActingPersons {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
    private readonly installation: Installation,
    private readonly touched: ProgrammesTouched,
  ) {
    super();
  }

  /**
   * An id and a 工号 are one person's for good, so the directory's word on them holds. Before a name is taken for
   * somebody's, or anything refused, the directory must know what was recorded a moment ago.
   */
  async resolve(named: NamedActor): Promise<ActingPerson> {
    if (named.admitted) return actingAs(this.directory, this.touched, named.admitted, named);
    if (named.actor !== null)
      try {
        return this.find(named, byIdOrNumber);
      } catch (error) {
        if (!(error instanceof Refusal)) throw error;
      }
    await upToNow(this.directory, this.store);
    return this.find(named, (...asked) => byIdOrNumber(...asked) ?? byName(...asked));
  }

  private find({ agency, actor, founds, at }: NamedActor, personCalled: typeof byIdOrNumber): ActingPerson {
    // Asked for the installation, so that asking again means the same once there is an agency.
    if (actor === null && founds === 'agency') {
      const { rootAgencyId } = this.installation;
      return { agencyId: rootAgencyId, personId: founderIdOf(rootAgencyId), standing: [] };
    }
    const agencyId = agencyNamed(this.directory, agency, parseBusinessDate(at.slice(0, 10)));
    if (!this.directory.singlePersonMode(agencyId)) return refuse('single-person-mode-ended', { agencyId });
    const standing = [singlePersonModeOf(agencyId)];
    if (actor === null) return { agencyId, personId: founderIdOf(agencyId), standing };
    const person = personCalled(this.directory, agencyId, actor) ?? refuse('person-unknown', { actor });
    // What the office does by itself nobody does in its name.
    if (person.personId === serviceIdOf(agencyId)) return refuse('person-unknown', { actor });
    return { agencyId, personId: person.personId, standing };
  }
}
