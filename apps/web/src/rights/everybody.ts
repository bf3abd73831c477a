import { useQuery } from '@tanstack/react-query';
import { holds, useActor, type Person } from '../api/acting-person';
import { api, read } from '../api/client';
import { sinceOwnWrites } from '../api/own-writes';
import { useOffice } from '../books/office';
import { useSignedIn } from '../session/session';
import { useGrants } from './grants';

/** Whom an administrator deals with: the people of the agency in sight, and of her own. */
export function useEverybody(): readonly Person[] {
  const { people } = useOffice();
  const signedIn = useSignedIn();
  const own = useQuery({
    queryKey: ['people', 'own'],
    queryFn: async () => (await read(api.GET('/v1/people', { params: { query: sinceOwnWrites() } }))).value.items,
    enabled: signedIn !== null,
  });
  return [...people, ...(own.data ?? [])].filter(
    ({ personId }, at, all) => all.findIndex((each) => each.personId === personId) === at,
  );
}

/**
 * Names by ids: of whom she deals with, and of whoever was ever granted a post where she sees that. `null` for nobody;
 * the id of somebody of an agency out of sight.
 */
export function useNameOf(): (personId: string | null) => string | null {
  const people = useEverybody();
  const actor = useActor();
  const granted = useGrants(holds(actor, 'security-administrator', 'audit-administrator')).data ?? [];
  return (personId) =>
    personId === null
      ? null
      : (people.find((each) => each.personId === personId)?.name ??
        granted.find((each) => each.personId === personId)?.personName ??
        personId);
}
