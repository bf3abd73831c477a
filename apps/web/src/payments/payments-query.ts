import { api, read, type Reading } from '../api/client';
import type { paths } from '../api/interface';
import { queryOf, type BooksAsked } from '../books/books-asked';
import { words } from '../words';

type PaymentPage = paths['/v1/payments']['get']['responses']['200']['content']['application/json'];
export type Payment = paths['/v1/payments/{paymentId}']['get']['responses']['200']['content']['application/json'];
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

export const SITUATIONS = Object.keys(words.paymentSituation) as Situation[];
export const WAITS = Object.keys(words.waitsFor) as WaitsFor[];

export const paymentsAskedFor = (address: URLSearchParams): PaymentsAskedFor => ({
  appropriationId: address.get('of'),
  programmeId: address.get('programme'),
  situation: SITUATIONS.find((each) => each === address.get('situation')) ?? null,
  waitsFor: WAITS.find((each) => each === address.get('waits')) ?? null,
  text: address.get('text'),
  amountFrom: address.get('from'),
  amountTo: address.get('to'),
  period: address.get('period'),
  paidIn: address.get('paidIn'),
});

/** Payments of some books, the latest first. */
export const paymentsOf = ({ agencyId, fiscalYear, asOf, knownAt }: BooksAsked, asked: PaymentsAskedFor) => {
  const { situation, waitsFor, ...named } = asked;
  return {
    queryKey: ['payments', agencyId, fiscalYear, asked, asOf, knownAt],
    initialPageParam: undefined as string | undefined,
    queryFn: ({ pageParam }: { pageParam: string | undefined }) =>
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
    getNextPageParam: ({ value }: Reading<PaymentPage>) => value.next ?? undefined,
  };
};

const givenOf = (named: Readonly<Record<string, string | null>>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(named).flatMap(([name, value]) => (value === null ? [] : [[name, value]])));
