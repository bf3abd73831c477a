import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { Recording } from '../api/recording';
import { useAddress } from '../books/books';
import { TextField } from './fields';

/** What the server asks back before it records it: each with the first one it resembles. */
const ASKED_BACK: ReadonlySet<string> = new Set(['same-payment-again', 'voucher-used-already', 'same-document-again']);

/**
 * A question where the server asks back: it looks like one that is on record already. The form is sent again only with
 * a reason, which goes on record.
 */
export function useConfirmation(recording: Recording): {
  /** What stands in the way of sending it again. */
  readonly inTheWay: string | null;
  readonly stated: { readonly confirmation?: string };
  readonly question: ReactNode;
} {
  const { linkTo } = useAddress();
  const [text, setText] = useState('');
  const { state } = recording;
  if (state.kind !== 'refused' || !ASKED_BACK.has(state.problem.code))
    return { inTheWay: null, stated: {}, question: null };
  const first = state.problem.facts?.['paymentId'];
  const reason = text.trim();
  return {
    inTheWay: reason === '' ? '请先核对已登记的一笔；确非重复的，写明事由' : null,
    stated: reason === '' ? {} : { confirmation: reason },
    question: (
      <fieldset className="panel form-narrow">
        <legend>这是不是同一笔？</legend>
        {typeof first === 'string' && (
          <p>
            <Link to={linkTo(`/payments/${first}`)}>看已登记的一笔</Link>
          </p>
        )}
        <TextField label="确非重复的事由" text={text} onText={setText} limit={500} note="是同一笔的，不要再登记" />
      </fieldset>
    ),
  };
}
