import { useState, type ReactNode } from 'react';
import { Link } from 'react-router';
import type { Recording } from '../api/recording';
import { useAddress } from '../books/books';
import { TextField } from './fields';
import { bodyField } from './body-field';

/** The same in every body that has them; a test holds the document to it. */
const FIELD = {
  confirmation: bodyField('/v1/disbursements', 'confirmation', '事由'),
  lateReason: bodyField('/v1/disbursements', 'lateReason', '补登事由'),
};

/** Why it is recorded all the same, as the server takes it. */
export interface Stated {
  readonly confirmation?: string;
  readonly lateReason?: string;
}

interface Question {
  readonly answers: keyof Stated;
  readonly legend: string;
  readonly label: string;
  readonly note: string;
  readonly inTheWay: string;
}

const ABOUT_SAMENESS: Question = {
  answers: 'confirmation',
  legend: '这是不是同一笔？',
  label: '确非重复的事由',
  note: '是同一笔的，不要再登记',
  inTheWay: '请先核对已登记的一笔；确非重复的，写明事由',
};
const ABOUT_SIZE: Question = {
  answers: 'confirmation',
  legend: '这笔金额对不对？',
  label: '大额的事由',
  note: '金额有误的，改正后再提交',
  inTheWay: '请先核对金额；无误的，写明事由',
};
const ABOUT_NUMBER: Question = {
  answers: 'confirmation',
  legend: '这是不是个人信息？',
  label: '不是个人信息的事由',
  note: '是身份证号、手机号、银行卡号的，从文字中去掉后再提交',
  inTheWay: '请先核对文字中的数字；不是个人信息的，写明事由',
};
const ABOUT_MONTH: Question = {
  answers: 'confirmation',
  legend: '所属期对不对？',
  label: '先发后面月份的事由',
  note: '所属期有误的，改正后再提交',
  inTheWay: '请先核对所属期；无误的，写明事由',
};
const ABOUT_HEADCOUNT: Question = {
  answers: 'confirmation',
  legend: '人数对不对？',
  label: '人数大幅增减的事由',
  note: '人数有误的，改正后再提交',
  inTheWay: '请先核对人数；无误的，写明事由',
};
const ABOUT_CUT_OFF: Question = {
  answers: 'confirmation',
  legend: '已过年末最后提交日',
  label: '仍须本年支付的事由',
  note: '可以次年支付的，不要再提交',
  inTheWay: '请先核对；仍须本年支付的，写明事由',
};
const ABOUT_SECOND_YEAR: Question = {
  answers: 'confirmation',
  legend: '连续两年未用完',
  label: '再次结转的事由',
  note: '应收回的，改选“收回”',
  inTheWay: '请先核对；确须再结转的，写明事由',
};
const ABOUT_LATENESS: Question = {
  answers: 'lateReason',
  legend: '业务日期早于五个工作日',
  label: '补登事由',
  note: '日期有误的，改正后再提交；补登的事由随付款长期可见',
  inTheWay: '请核对业务日期；确为补登的，写明事由',
};

/** What the server asks back before it records it. */
const QUESTIONS: ReadonlyMap<string, Question> = new Map([
  ['same-payment-again', ABOUT_SAMENESS],
  ['voucher-used-already', ABOUT_SAMENESS],
  ['same-document-again', ABOUT_SAMENESS],
  ['payment-large', ABOUT_SIZE],
  ['change-large', ABOUT_SIZE],
  ['month-skipped', ABOUT_MONTH],
  ['headcount-moved', ABOUT_HEADCOUNT],
  ['after-cut-off', ABOUT_CUT_OFF],
  ['carry-over-second-year', ABOUT_SECOND_YEAR],
  ['looks-like-personal-data', ABOUT_NUMBER],
  ['entered-late', ABOUT_LATENESS],
]);

/** What the server asks with this code; `null` where it asks nothing, and says no. */
export const questionOf = (code: unknown): Pick<Question, 'label' | 'note'> | null =>
  (typeof code === 'string' ? QUESTIONS.get(code) : undefined) ?? null;

/**
 * A question where the server asks back: it looks like one that is on record already, is unusually large, passes over
 * a month, is for many more or fewer people than the last, holds a number that may be a person's, or is entered late. The form is sent again only with a reason, which
 * goes on record; an answer once given is sent with every next try.
 */
export function useConfirmation(recording: Recording): {
  /** What stands in the way of sending it again. */
  readonly inTheWay: string | null;
  readonly stated: Stated;
  readonly question: ReactNode;
} {
  const { linkTo } = useAddress();
  const [stated, setStated] = useState<Stated>({});
  const { state } = recording;
  const asked = state.kind === 'refused' ? QUESTIONS.get(state.problem.code) : undefined;
  const told: Stated = Object.fromEntries(
    Object.entries(stated).flatMap(([name, text]: [string, string]) =>
      text.trim() === '' ? [] : [[name, text.trim()]],
    ),
  );
  if (state.kind !== 'refused' || asked === undefined) return { inTheWay: null, stated: told, question: null };
  const first = state.problem.facts?.['paymentId'];
  const { answers } = asked;
  return {
    inTheWay: told[answers] === undefined ? asked.inTheWay : null,
    stated: told,
    question: (
      <fieldset className="panel form-narrow question">
        <legend>{asked.legend}</legend>
        {typeof first === 'string' && (
          <p>
            <Link to={linkTo(`/payments/${first}`)}>看已登记的一笔</Link>
          </p>
        )}
        <TextField
          of={{ ...FIELD[answers], label: asked.label }}
          text={stated[answers] ?? ''}
          onText={(text) => setStated((before) => ({ ...before, [answers]: text }))}
          note={asked.note}
        />
      </fieldset>
    ),
  };
}
