import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { Recording } from '../api/recording';
import { useAddress } from '../books/books';
import { TextField } from './fields';

/** What the server asks back before it records it: with the first one it resembles, or because it is unusually large. */
const ASKED_BACK: ReadonlySet<string> = new Set([
  'same-payment-again',
  'voucher-used-already',
  'same-document-again',
  'payment-large',
]);

const ABOUT_SAMENESS = {
  legend: '这是不是同一笔？',
  label: '确非重复的事由',
  note: '是同一笔的，不要再登记',
  inTheWay: '请先核对已登记的一笔；确非重复的，写明事由',
};
const ABOUT_SIZE = {
  legend: '这笔金额对不对？',
  label: '大额付款的事由',
  note: '金额有误的，改正后再提交',
  inTheWay: '请先核对金额；无误的，写明事由',
};

/**
 * A question where the server asks back: it looks like one that is on record already, or is unusually large. The form
 * is sent again only with a reason, which goes on record.
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
  const asked = state.problem.code === 'payment-large' ? ABOUT_SIZE : ABOUT_SAMENESS;
  const reason = text.trim();
  return {
    inTheWay: reason === '' ? asked.inTheWay : null,
    stated: reason === '' ? {} : { confirmation: reason },
    question: (
      <fieldset className="panel form-narrow">
        <legend>{asked.legend}</legend>
        {typeof first === 'string' && (
          <p>
            <Link to={linkTo(`/payments/${first}`)}>看已登记的一笔</Link>
          </p>
        )}
        <TextField label={asked.label} text={text} onText={setText} limit={500} note={asked.note} />
      </fieldset>
    ),
  };
}
