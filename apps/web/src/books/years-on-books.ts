import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import { sinceOwnWrites } from '../api/own-writes';

/** The years this office has on its books, the latest first. */
export const useYearsOnBooks = () =>
  useQuery({
    queryKey: ['years-on-books'],
    queryFn: () => read(api.GET('/v1/fiscal-years', { params: { query: sinceOwnWrites() } })),
  });
