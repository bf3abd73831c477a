import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import { ofAgency } from './books';

/** The years an agency has on its books, the latest first. */
export const yearsOnBooks = (agencyId: string | null) => ({
  queryKey: ['years-on-books', agencyId],
  queryFn: () => read(api.GET('/v1/fiscal-years', { params: { query: ofAgency({ agencyId }) } })),
});

export const useYearsOnBooks = (agencyId: string | null) => useQuery(yearsOnBooks(agencyId));
