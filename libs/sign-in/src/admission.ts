import { rightsAggregate, type Directory, type Right } from '@bofu/access';
import type { Standing } from '@bofu/event-store';
import { refuseAtDoor, type Admitted, type AdmittedRight } from '@bofu/http';
import { Refusal, type BusinessDate } from '@bofu/kernel';
import type { Opens, Reach } from './matrix';

/**
 * What somebody may where a row of the matrix opens it: by her rights as they stand on the day. Throws Refusal
 * `right-missing` where none of them does.
 */
export function admissionOf(
  directory: Directory,
  opens: Opens,
  { personId, by }: Pick<Admitted, 'personId' | 'by'>,
  day: BusinessDate,
): Admitted {
  const held = directory.rightsOf(personId, day);
  const rights =
    typeof opens === 'string'
      ? []
      : held.flatMap((right) => {
          const reach = opens[right.post];
          return reach === undefined ? [] : [reached(directory, personId, right, reach, day)];
        });
  if (typeof opens !== 'string' && rights.length === 0) return refuseAtDoor('right-missing', {});
  // Hers, and of those in whose stead she acts: what any of them lost ends what follows from it.
  const whose = new Set([personId, ...held.flatMap(({ delegatorId }) => delegatorId ?? [])]);
  return { personId, by, rights, standing: [...whose].map((each) => asTheyStand(directory, each)) };
}

function reached(
  directory: Directory,
  personId: string,
  { post, onAgencyId, delegatorId, grantId }: Right,
  reach: Reach,
  day: BusinessDate,
): AdmittedRight {
  const home = onAgencyId ?? directory.personAnywhere(personId)?.agencyId ?? '';
  const reaching = {
    agency: () => [home],
    subordinates: () => directory.scopeOf(home, day),
    installation: () => [home, ...directory.agencyIds()],
  };
  return { post, delegationId: delegatorId === null ? null : grantId, agencyId: home, reach: reaching[reach]() };
}

function asTheyStand(directory: Directory, personId: string): Standing {
  const expected = directory.rightsVersion(personId) ?? 'no-stream';
  return {
    stream: rightsAggregate(personId, null).stream,
    expected,
    otherwise: () => new Refusal('rights-changed', {}),
  };
}
