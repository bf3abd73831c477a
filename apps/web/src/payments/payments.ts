import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { sinceOwnWrites } from '../api/own-writes';
import { queryOf, useBooks } from '../books/books';
import type { Mark } from '../marks/status-tag';

export type Payment = paths['/v1/payments/{paymentId}']['get']['responses']['200']['content']['application/json'];

const PAGE = 100;

/** Payments of the books in sight, the latest first, optionally those of one appropriation. */
export function usePayments(appropriationId: string | null) {
  const { asOf, knownAt } = useBooks();
  return useInfiniteQuery({
    queryKey: ['payments', appropriationId, asOf, knownAt],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      read(
        api.GET('/v1/payments', {
          params: {
            query: {
              limit: PAGE,
              order: 'latest-first',
              ...(pageParam !== undefined && { cursor: pageParam }),
              ...(appropriationId !== null && { appropriationId }),
              ...queryOf({ asOf, knownAt }),
            },
          },
        }),
      ),
    getNextPageParam: ({ value }) => value.next ?? undefined,
  });
}

export function usePayment(paymentId: string) {
  const { knownAt } = useBooks();
  return useQuery({
    queryKey: ['payment', paymentId, knownAt],
    queryFn: () => {
      const query = { ...(knownAt !== null && { knownAt }), ...sinceOwnWrites() };
      return read(api.GET('/v1/payments/{paymentId}', { params: { path: { paymentId }, query } }));
    },
  });
}

export const PAYMENT_MARK: Readonly<Record<Payment['situation'], Mark>> = {
  submitted: 'info',
  paid: 'green',
  'sent-back': 'none',
  reversed: 'none',
};
