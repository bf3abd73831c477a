import { keepPreviousData, useInfiniteQuery, useQuery } from '@tanstack/react-query';
import { api, read, type Reading } from '../../api/client';
import type { paths } from '../../api/interface';
import { ofAgency, queryOf, useBooks } from '../../books/books';

type Answered<Path extends keyof paths> = paths[Path] extends {
  get: { responses: { 200: { content: { 'application/json': infer Body } } } };
}
  ? Body
  : never;

export type Appropriation = Answered<'/v1/appropriations/{appropriationId}'>;
export type Payment = Answered<'/v1/payments'>['items'][number];
export type ProgrammeForecast = Answered<'/v1/forecast/{appropriationId}'>['programme'];
export type OwedMonth = Answered<'/v1/forecast/{appropriationId}'>['months'][number];
export type LedgerLine = Answered<'/v1/appropriations/{appropriationId}/ledger'>['items'][number];
export type RecordedEvent = Answered<'/v1/events'>['items'][number];

/** A page of what is read bit by bit, and one of what is read whole: the largest there is. */
const WINDOW = 100;
const LARGEST_PAGE = 200;

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

/** The payments that draw on it. One appropriation has a few dozen a year, so all pages are read. */
export function usePaymentsOf(appropriationId: string) {
  const { agencyId, asOf, knownAt } = useBooks();
  return useQuery({
    queryKey: ['payments-of', agencyId, appropriationId, asOf, knownAt],
    queryFn: async () => {
      const payments: Payment[] = [];
      let cursor: string | null = '';
      while (cursor !== null) {
        const page: Answered<'/v1/payments'> = await paymentsAfter(appropriationId, cursor, {
          agencyId,
          asOf,
          knownAt,
        });
        payments.push(...page.items);
        cursor = page.next;
      }
      return payments;
    },
    placeholderData: keepPreviousData,
  });
}

async function paymentsAfter(appropriationId: string, cursor: string, books: Parameters<typeof queryOf>[0]) {
  const query = { appropriationId, limit: LARGEST_PAGE, ...(cursor !== '' && { cursor }), ...queryOf(books) };
  return (await read(api.GET('/v1/payments', { params: { query } }))).value;
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
