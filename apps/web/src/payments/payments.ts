import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import { ofAgency } from '../books/books-asked';
import { useBooks } from '../books/books';
import type { Mark } from '../marks/status-tag';
import { words } from '../words';
import type { Payment, Situation } from './payments-query';

export type Charge = Payment['charges'][number];
export type PaymentLine = Payment['lines'][number];

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
