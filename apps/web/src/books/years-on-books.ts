import { api, read } from '../api/client';
import { ofAgency } from './books-asked';

/** The years an agency has on its books, the latest first. */
export const yearsOnBooks = (agencyId: string | null) => ({
  queryKey: ['years-on-books', agencyId],
  queryFn: () => read(api.GET('/v1/fiscal-years', { params: { query: ofAgency({ agencyId }) } })),
});
