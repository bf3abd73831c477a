import type { Person } from '../api/acting-person';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { sinceOwnWrites } from '../api/own-writes';
import { queries } from '../api/queries';
import type { BooksInAddress } from './books-in-address';
import { onlyAgencySeen, rememberOnlyAgency } from './seen-last';
import { yearsOnBooks } from './years-on-books';

export type Agency = paths['/v1/agencies']['get']['responses']['200']['content']['application/json']['items'][number];

/** Who keeps books here, and who of the agency in sight may act. */
export interface Office {
  readonly agencies: readonly Agency[];
  /** `null`: none is registered yet. */
  readonly agency: Agency | null;
  readonly people: readonly Person[];
}

/** Before the first page is there; nothing is asked where nobody has been before. */
export function askForOffice({ agency, fiscalYear }: BooksInAddress): void {
  if (onlyAgencySeen() === null) return;
  void queries.prefetchQuery(officeOf(agency));
  if (fiscalYear === null) void queries.prefetchQuery(yearsOnBooks(null));
}

/** Nobody is signed in: what was seen before is not asked about again. */
export const forgetOffice = (): void => rememberOnlyAgency(null);

const peopleOf = async (agencyId: string): Promise<readonly Person[]> => {
  const query = { agency: agencyId, ...sinceOwnWrites() };
  const { items } = (await read(api.GET('/v1/people', { params: { query } }))).value;
  return items.filter(({ kind }) => kind === 'person');
};

export const officeOf = (named: string | null) => ({
  queryKey: ['office', named],
  queryFn: async (): Promise<Office> => {
    const before = onlyAgencySeen();
    const peopleThere = before === null ? null : peopleOf(before).catch(() => null);
    const agencies = (await read(api.GET('/v1/agencies', { params: { query: sinceOwnWrites() } }))).value.items;
    const agency = agencyNamed(agencies, named);
    rememberOnlyAgency(agencies.length === 1 && agency !== null ? agency.agencyId : null);
    if (agency === null) return { agencies, agency, people: [] };
    if (agencies.length === 1) void queries.prefetchQuery(yearsOnBooks(null));
    const people = agency.agencyId === before ? await peopleThere : null;
    return { agencies, agency, people: people ?? (await peopleOf(agency.agencyId)) };
  },
  staleTime: 60_000,
});

/** The one named; else the first whose tasks nobody else has taken over. */
export function agencyNamed(agencies: readonly Agency[], named: string | null): Agency | null {
  const found = agencies.find(({ agencyId, code }) => named !== null && (agencyId === named || code === named));
  return found ?? agencies.find(({ succeededOn }) => succeededOn === null) ?? agencies[0] ?? null;
}
