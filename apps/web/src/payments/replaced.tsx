import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useAddress } from '../books/books';
import { Answer } from '../pages/answer';
import { usePayment } from './payments';
import type { Payment } from './payments-query';

/** A form that enters a payment again begins from the one it replaces, where the address names one. */
export function FromReplaced({ children }: { children: (replaced: Payment | null) => ReactNode }) {
  const replaces = useAddress().address.get('replaces');
  return replaces === null ? children(null) : <Found paymentId={replaces}>{children}</Found>;
}

function Found({ paymentId, children }: { paymentId: string; children: (replaced: Payment) => ReactNode }) {
  const payment = usePayment(paymentId);
  return <Answer query={payment}>{({ value }) => children(value)}</Answer>;
}

/** What it is entered again for, with the reason it came back. */
export function ReplacedNote({ paymentId }: { paymentId: string | null }) {
  return paymentId === null ? null : <Note paymentId={paymentId} />;
}

function Note({ paymentId }: { paymentId: string }) {
  const { linkTo } = useAddress();
  const payment = usePayment(paymentId).data?.value;
  return (
    <p className="replaced-note" role="status">
      修改后重新提交，代替 <Link to={linkTo(`/payments/${paymentId}`)}>原单</Link>
      {payment !== undefined && payment.lastReason !== null && `。退回事由：${payment.lastReason}`}
    </p>
  );
}
