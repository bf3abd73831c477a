import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { api, read } from '../api/client';
import { ofAgency } from '../books/books-asked';
import { useAddress, useBooks } from '../books/books';
import { Answer } from '../pages/answer';
import { usePayment } from './payments';
import type { Payment } from './payments-query';

/** 复制: a form for another payment like one there is, where the address names that one. */
export function FromCopied({ children }: { children: (copied: Payment | null) => ReactNode }) {
  const copies = useAddress().address.get('copies');
  return copies === null ? children(null) : <Found paymentId={copies}>{children}</Found>;
}

function Found({ paymentId, children }: { paymentId: string; children: (copied: Payment) => ReactNode }) {
  const payment = usePayment(paymentId);
  return <Answer query={payment}>{({ value }) => children(value)}</Answer>;
}

/** 复制上一张: the latest single payment of the programme chosen, or of all; nothing where there is none. */
export function CopyLast({ appropriationId }: { appropriationId: string | null }) {
  const { agencyId, fiscalYear } = useBooks();
  const { address, linkTo } = useAddress();
  const last = useQuery({
    queryKey: ['payments', 'last-single', agencyId, fiscalYear, appropriationId],
    queryFn: () =>
      read(
        api.GET('/v1/payments', {
          params: {
            query: {
              ...{ fiscalYear, order: 'latest-first', limit: 20 },
              ...(appropriationId !== null && { appropriationId }),
              ...ofAgency({ agencyId }),
            },
          },
        }),
      ),
  }).data?.value.items.find(({ kind }) => kind === 'disbursement');
  if (last === undefined || last.paymentId === address.get('copies')) return null;
  return (
    <Link to={linkTo('/payments/disbursement', { copies: last.paymentId })} title={last.purpose}>
      复制上一张
    </Link>
  );
}
