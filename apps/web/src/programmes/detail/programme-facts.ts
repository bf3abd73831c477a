import { keepPreviousData, useInfiniteQuery, useQueries, useQuery } from '@tanstack/react-query';
import { api, read, type Reading } from '../../api/client';
import type { paths } from '../../api/interface';
import { ofAgency, queryOf } from '../../books/books-asked';
import { useBooks } from '../../books/books';

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

export type Appropriation = Answered<'/v1/appropriations/{appropriationId}'>;
export type Payment = Answered<'/v1/payments'>['items'][number];
export type PaymentMonth = Answered<'/v1/appropriations/{appropriationId}/payment-months'>['items'][number];
export type ProgrammeForecast = Answered<'/v1/forecast/{appropriationId}'>['programme'];
export type OwedMonth = Answered<'/v1/forecast/{appropriationId}'>['months'][number];
export type FundsArrivals = Answered<'/v1/appropriations/{appropriationId}/arrivals'>;
export type LedgerLine = Answered<'/v1/appropriations/{appropriationId}/ledger'>['items'][number];
export type RecordedEvent = Answered<'/v1/events'>['items'][number];

/** A page of what is read bit by bit. */
const WINDOW = 100;
const NAMED_AT_ONCE = 50;

export function useAppropriation(appropriationId: string) {
  const { agencyId, asOf, knownAt } = useBooks();
  return useQuery({
    queryKey: ['appropriation', agencyId, appropriationId, asOf, knownAt],
    queryFn: () =>
      read(
        api.GET('/v1/appropriations/{appropriationId}', {
          params: { path: { appropriationId }, query: queryOf({ agencyId, asOf, knownAt }) },
        }),
      ),
    placeholderData: (before) => (before?.value.appropriationId === appropriationId ? before : undefined),
  });
}

/** 资金到位: what was given, what has come of it, and each arrival. */
export function useFundsArrivals(appropriationId: string) {
  const { agencyId, asOf, knownAt } = useBooks();
  return useQuery({
    queryKey: ['funds-arrivals', agencyId, appropriationId, asOf, knownAt],
    queryFn: () =>
      read(
        api.GET('/v1/appropriations/{appropriationId}/arrivals', {
          params: { path: { appropriationId }, query: queryOf({ agencyId, asOf, knownAt }) },
        }),
      ),
  });
}

/** What its programme owes month by month, what has come of it, and how far the money will go. */
export function useProgrammeForecast(appropriationId: string) {
  const { agencyId, fiscalYear, asOf, knownAt } = useBooks();
  return useQuery({
    queryKey: ['forecast', agencyId, appropriationId, fiscalYear, asOf, knownAt],
    queryFn: () =>
      read(
        api.GET('/v1/forecast/{appropriationId}', {
          params: { path: { appropriationId }, query: { fiscalYear, ...queryOf({ agencyId, asOf, knownAt }) } },
        }),
      ),
  });
}

/** What it bore month by month, however many payments there are. */
export function usePaymentMonths(appropriationId: string) {
  const { agencyId, fiscalYear, asOf, knownAt } = useBooks();
  return useQuery({
    queryKey: ['payments-of', agencyId, appropriationId, fiscalYear, asOf, knownAt],
    queryFn: () =>
      read(
        api.GET('/v1/appropriations/{appropriationId}/payment-months', {
          params: { path: { appropriationId }, query: { fiscalYear, ...queryOf({ agencyId, asOf, knownAt }) } },
        }),
      ),
    placeholderData: keepPreviousData,
  });
}

/** The payments that lines in sight name, as many at a time as an answer holds. */
export function usePaymentsNamed(paymentIds: readonly string[]): ReadonlyMap<string, Payment> {
  const { agencyId, asOf, knownAt } = useBooks();
  const chunks = Array.from({ length: Math.ceil(paymentIds.length / NAMED_AT_ONCE) }, (_, at) =>
    paymentIds.slice(at * NAMED_AT_ONCE, (at + 1) * NAMED_AT_ONCE),
  );
  return useQueries({
    queries: chunks.map((ids) => ({
      queryKey: ['payments-of', agencyId, ids, asOf, knownAt],
      queryFn: () => {
        const query = { paymentIds: ids.join(','), limit: NAMED_AT_ONCE, ...queryOf({ agencyId, asOf, knownAt }) };
        return read(api.GET('/v1/payments', { params: { query } }));
      },
    })),
    combine: (answers) =>
      new Map(answers.flatMap(({ data }) => data?.value.items ?? []).map((payment) => [payment.paymentId, payment])),
  });
}

interface Page {
  readonly value: { readonly next: string | null };
}
const nextOf = ({ value }: Page): string | undefined => value.next ?? undefined;

/** The events that concern it, newest first unless asked otherwise, a window at a time. */
export function useEventsOf(appropriationId: string, moneyOnly: boolean, order: 'asc' | 'desc') {
  const { agencyId, knownAt } = useBooks();
  return useInfiniteQuery({
    queryKey: ['events-of', agencyId, appropriationId, moneyOnly, order, knownAt],
    queryFn: ({ pageParam }) => {
      const query = {
        appropriationId,
        moneyOnly: moneyOnly ? ('true' as const) : ('false' as const),
        order,
        limit: WINDOW,
        ...(pageParam !== '' && { cursor: pageParam }),
        ...(knownAt !== null && { knownAt }),
        ...ofAgency({ agencyId }),
      };
      return read(api.GET('/v1/events', { params: { query } }));
    },
    // What happened stays as it is, and what is new is told: read anew, all windows would be, one after the other.
    staleTime: 60_000,
    initialPageParam: '',
    getNextPageParam: nextOf,
  });
}

/** 资金台账, in the order things were recorded, a window at a time. */
export function useLedgerOf(appropriationId: string) {
  const { agencyId, asOf, knownAt } = useBooks();
  return useInfiniteQuery({
    queryKey: ['ledger-of', agencyId, appropriationId, asOf, knownAt],
    queryFn: ({ pageParam }): Promise<Reading<Answered<'/v1/appropriations/{appropriationId}/ledger'>>> => {
      const query = {
        limit: WINDOW,
        ...(pageParam !== '' && { cursor: pageParam }),
        ...queryOf({ agencyId, asOf, knownAt }),
      };
      return read(
        api.GET('/v1/appropriations/{appropriationId}/ledger', { params: { path: { appropriationId }, query } }),
      );
    },
    initialPageParam: '',
    getNextPageParam: nextOf,
  });
}
