import type { ReactNode } from 'react';
import { Link } from 'react-router';
import { useAddress } from '../books/books';
import { Answer } from '../pages/answer';
import { usePayment } from './payments';
import { useStory } from './payment-story';
import { reissueIn, type Reissued, type ReissueOf } from './reissued-payment';

/** A form that pays anew what came back begins from it, where the address names a return. */
export function FromReissued({ children }: { children: (reissued: Reissued | null) => ReactNode }) {
  const named = reissueIn(useAddress().address.get('reissues'));
  return named === null ? children(null) : <Found named={named}>{children}</Found>;
}

function Found({ named, children }: { named: ReissueOf; children: (reissued: Reissued | null) => ReactNode }) {
  const payment = usePayment(named.paymentId);
  const story = useStory(named.paymentId);
  return (
    <Answer query={payment}>
      {({ value }) => (
        <Answer query={story}>
          {({ value: { returns } }) => {
            const returned = returns.find(({ returnId }) => returnId === named.returnId);
            return children(returned === undefined ? null : { payment: value, returned });
          }}
        </Answer>
      )}
    </Answer>
  );
}

export function ReissueNote({ reissueOf }: { reissueOf: ReissueOf | null }) {
  const { linkTo } = useAddress();
  if (reissueOf === null) return null;
  return (
    <p className="replaced-note" role="status">
      退票重发，<Link to={linkTo(`/payments/${reissueOf.paymentId}`)}>原单</Link>
      的这次退回只能重发一次，不能多于退回的金额
    </p>
  );
}
