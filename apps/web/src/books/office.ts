import { createContext, useContext } from 'react';
import { keepPreviousData, useQuery } from '@tanstack/react-query';
import type { Person } from '../api/acting-person';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { sinceOwnWrites } from '../api/own-writes';

export type Agency = paths['/v1/agencies']['get']['responses']['200']['content']['application/json']['items'][number];

/** Who keeps books here, and who of the agency in sight may act. */
export interface Office {
  readonly agencies: readonly Agency[];
  /** `null`: none is registered yet. */
  readonly agency: Agency | null;
  readonly people: readonly Person[];
}

export const OfficeContext = createContext<Office>({ agencies: [], agency: null, people: [] });
export const useOffice = (): Office => useContext(OfficeContext);

/** @param named the agency of the address, by its code or id */
export const useOfficeOf = (named: string | null) =>
  useQuery({
    queryKey: ['office', named],
    queryFn: async (): Promise<Office> => {
      const agencies = (await read(api.GET('/v1/agencies', { params: { query: sinceOwnWrites() } }))).value.items;
      const agency = agencyNamed(agencies, named);
      if (agency === null) return { agencies, agency, people: [] };
      const query = { agency: agency.agencyId, ...sinceOwnWrites() };
      const people = (await read(api.GET('/v1/people', { params: { query } }))).value.items;
      return { agencies, agency, people: people.filter(({ kind }) => kind === 'person') };
    },
    staleTime: 60_000,
    placeholderData: keepPreviousData,
  });

/** By name; the region stands before it where it does not already. */
export const agencyText = ({ name, regionName }: Agency): string =>
  name.startsWith(regionName) ? name : `${regionName}${name}`;

/** The one named; else the first whose tasks nobody else has taken over. */
export function agencyNamed(agencies: readonly Agency[], named: string | null): Agency | null {
  const found = agencies.find(({ agencyId, code }) => named !== null && (agencyId === named || code === named));
  return found ?? agencies.find(({ succeededOn }) => succeededOn === null) ?? agencies[0] ?? null;
}
