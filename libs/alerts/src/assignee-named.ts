import type { Directory } from '@bofu/access';
import { refuse } from './domain/refusals';

/** The registered person of the agency who is to take care of a case, by id, 工号 or a name that nobody else bears. */
export function assigneeNamed(directory: Directory, agencyId: string, assignee: string): string {
  const person = directory.person(agencyId, assignee) ?? directory.personByNumber(agencyId, assignee);
  if (person !== null) return person.personId;
  const [bearer, ...others] = directory.peopleNamed(agencyId, assignee);
  if (bearer === undefined) return refuse('assignee-unknown', { assignee });
  if (others.length === 0) return bearer.personId;
  return refuse('assignee-ambiguous', {
    assignee,
    people: [bearer, ...others].map(({ number, personId }) => number ?? personId),
  });
}
