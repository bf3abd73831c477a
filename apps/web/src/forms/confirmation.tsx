import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { Recording } from '../api/recording';
import { useAddress } from '../books/books';
import { TextField } from './fields';

const ABOUT_SAMENESS = {
  legend: '这是不是同一笔？',
  label: '确非重复的事由',
  note: '是同一笔的，不要再登记',
  inTheWay: '请先核对已登记的一笔；确非重复的，写明事由',
};
const ABOUT_NUMBER = {
  legend: '这是不是个人信息？',
  label: '不是个人信息的事由',
  note: '是身份证号、手机号、银行卡号的，从文字中去掉后再提交',
  inTheWay: '请先核对文字中的数字；不是个人信息的，写明事由',
};
const ABOUT_MONTH = {
  legend: '所属期对不对？',
  label: '先发后面月份的事由',
  note: '所属期有误的，改正后再提交',
  inTheWay: '请先核对所属期；无误的，写明事由',
};
const ABOUT_SIZE = {
  legend: '这笔金额对不对？',
  label: '大额付款的事由',
  note: '金额有误的，改正后再提交',
  inTheWay: '请先核对金额；无误的，写明事由',
};

/** What the server asks back before it records it, and how it is put. */
const ASKED_BACK: ReadonlyMap<string, typeof ABOUT_SAMENESS> = new Map([
  ['same-payment-again', ABOUT_SAMENESS],
  ['voucher-used-already', ABOUT_SAMENESS],
  ['same-document-again', ABOUT_SAMENESS],
  ['payment-large', ABOUT_SIZE],
  ['month-skipped', ABOUT_MONTH],
  ['looks-like-personal-data', ABOUT_NUMBER],
]);

/**
 * A question where the server asks back: it looks like one that is on record already, is unusually large, passes over
 * a month, or holds a number that may be a person's. The form is sent again only with a reason, which goes on record.
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
  const asked = state.kind === 'refused' ? ASKED_BACK.get(state.problem.code) : undefined;
  if (state.kind !== 'refused' || asked === undefined) return { inTheWay: null, stated: {}, question: null };
  const first = state.problem.facts?.['paymentId'];
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
