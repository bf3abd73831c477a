import { useQuery } from '@tanstack/react-query';
import type { Person } from '../api/acting-person';
import { api, read } from '../api/client';
import { sinceOwnWrites } from '../api/own-writes';
import { useOffice } from '../books/office';
import { useSignedIn } from '../session/session';

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

/** Somebody's name; her id where she is of an agency out of sight. */
export const nameAmong = (people: readonly Person[], personId: string | null): string | null =>
  personId === null ? null : (people.find((each) => each.personId === personId)?.name ?? personId);
