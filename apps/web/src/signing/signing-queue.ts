import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { ofAgency } from '../books/books-asked';
import { useBooks } from '../books/books';

export type Queue = paths['/v1/signing-queue']['get']['responses']['200']['content']['application/json'];
export type ToSign = Queue['items'][number];
export type Voucher = paths['/v1/signing-queue/{paymentId}']['get']['responses']['200']['content']['application/json'];
export type Difference = NonNullable<ToSign['difference']>;

export const ORDERS = { 'oldest-first': '先提交的在前', 'largest-first': '金额大的在前' } as const;
export type Order = keyof typeof ORDERS;

/** @param waitsFor as a queue's tab names it: the server may know one that this page has no step for */
export function useSigningQueue(waitsFor: string | null, order: Order, enabled = true) {
  const { agencyId } = useBooks();
  return useQuery({
    queryKey: ['signing-queue', agencyId, waitsFor, order],
    enabled,
    queryFn: () => {
      const query = {
        order,
        ...(waitsFor !== null && { waitsFor: waitsFor as ToSign['waitsFor'] & string }),
        ...ofAgency({ agencyId }),
      };
      return read(api.GET('/v1/signing-queue', { params: { query } }));
    },
  });
}

export function usePaymentToSign(paymentId: string) {
  const { agencyId } = useBooks();
  return useQuery({
    queryKey: ['signing-queue', agencyId, 'payment', paymentId],
    queryFn: () =>
      read(
        api.GET('/v1/signing-queue/{paymentId}', {
          params: { path: { paymentId }, query: ofAgency({ agencyId }) },
        }),
      ),
  });
}

/**
 * Why she may not give what a payment waits for, in the words of the refusal; `null` where she may, `undefined` until it
 * is known. Asked anew of each revision.
 */
export function useBarred(
  { paymentId, revision }: Pick<ToSign['payment'], 'paymentId' | 'revision'>,
  enabled: boolean,
) {
  const { agencyId } = useBooks();
  const { data, isLoading } = useQuery({
    queryKey: ['signing-queue', agencyId, 'barred', paymentId, revision],
    enabled,
    queryFn: () =>
      read(
        api.GET('/v1/signing-queue/{paymentId}', {
          params: { path: { paymentId }, query: ofAgency({ agencyId }) },
        }),
      ),
  });
  return isLoading ? undefined : (data?.value.barred ?? null);
}

/** Read anew by whatever is recorded, and when the page is looked at again: asking by itself would keep a session open. */
export const useSigningCounts = (agencyId: string | null, enabled: boolean) =>
  useQuery({
    queryKey: ['signing-queue', agencyId, 'counts'],
    enabled,
    queryFn: () => read(api.GET('/v1/signing-queue/counts', { params: { query: ofAgency({ agencyId }) } })),
  });

/** One press signs, and so may a press for several, where nothing warns. */
export const isPlain = ({ isHers, barred, warnings }: ToSign): boolean =>
  isHers && barred === null && warnings.length === 0;
