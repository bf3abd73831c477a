import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { ofAgency } from '../books/books-asked';
import { useBooks } from '../books/books';

export type PayoutScheme =
  paths['/v1/payout-schemes']['get']['responses']['200']['content']['application/json']['items'][number];

/** 发放方案: which programmes share a payout, and what each bears a head. */
export function usePayoutSchemes() {
  const { agencyId, fiscalYear } = useBooks();
  return useQuery({
    queryKey: ['payout-schemes', agencyId, fiscalYear],
    queryFn: () =>
      read(api.GET('/v1/payout-schemes', { params: { query: { fiscalYear, ...ofAgency({ agencyId }) } } })),
  });
}
