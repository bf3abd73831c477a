import { useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { ofAgency, queryOf } from '../books/books-asked';
import { useBooks } from '../books/books';
import type { Mark } from '../marks/status-tag';
import { words } from '../words';

export type Payment = paths['/v1/payments/{paymentId}']['get']['responses']['200']['content']['application/json'];
export type Charge = Payment['charges'][number];
export type PaymentLine = Payment['lines'][number];
export type Situation = Payment['situation'];
export type WaitsFor = NonNullable<Payment['waitsFor']>;

const PAGE = 100;

/** What a list of payments is narrowed to; `null` where it is not. */
export interface PaymentsAskedFor {
  readonly appropriationId: string | null;
  readonly programmeId: string | null;
  readonly situation: Situation | null;
  /** The signature it waits for, in an office that works by sign-in. */
  readonly waitsFor: WaitsFor | null;
  /** Of the payee, the purpose or the voucher. */
  readonly text: string | null;
  readonly amountFrom: string | null;
  readonly amountTo: string | null;
  readonly period: string | null;
  readonly paidIn: string | null;
}

/** Payments of the books in sight, the latest first. */
export function usePayments(asked: PaymentsAskedFor) {
  const { agencyId, fiscalYear, asOf, knownAt } = useBooks();
  const { situation, waitsFor, ...named } = asked;
  return useInfiniteQuery({
    queryKey: ['payments', agencyId, fiscalYear, asked, asOf, knownAt],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }) =>
      read(
        api.GET('/v1/payments', {
          params: {
            query: {
              fiscalYear,
              limit: PAGE,
              order: 'latest-first',
              ...(pageParam !== undefined && { cursor: pageParam }),
              ...givenOf(named),
              ...(situation !== null && { situation }),
              ...(waitsFor !== null && { waitsFor }),
              ...queryOf({ agencyId, asOf, knownAt }),
            },
          },
        }),
      ),
    getNextPageParam: ({ value }) => value.next ?? undefined,
  });
}

const givenOf = (named: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(named).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));

export function usePayment(paymentId: string) {
  const { agencyId, knownAt } = useBooks();
  return useQuery({
    queryKey: ['payment', agencyId, paymentId, knownAt],
    queryFn: () => {
      const query = { ...(knownAt !== null && { knownAt }), ...ofAgency({ agencyId }) };
      return read(api.GET('/v1/payments/{paymentId}', { params: { path: { paymentId }, query } }));
    },
  });
}

const RUN_WORD = { regular: '发放批次', supplementary: '补发批次', advance: '预发批次' } as const;

/** 类别: of a payout run which one, else what kind of payment. */
export const kindText = ({ kind, run }: Pick<Payment, 'kind' | 'run'>): string =>
  run === null ? words.paymentKind[kind] : RUN_WORD[run];

export const PAYMENT_MARK: Readonly<Record<Situation, Mark>> = {
  submitted: 'info',
  'partly-paid': 'yellow',
  paid: 'green',
  'sent-back': 'none',
  withdrawn: 'none',
  voided: 'none',
  refused: 'red',
  reversed: 'none',
};

export const CHARGE_MARK: Readonly<Record<Charge['situation'], Mark>> = {
  submitted: 'info',
  paid: 'green',
  released: 'none',
  reversed: 'none',
  moved: 'none',
};
