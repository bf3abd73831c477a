import { useState } from 'react';
import { useNavigate } from 'react-router';
import { fen, formatYuanGrouped, NO_MONEY, parseYuan } from '@bofu/kernel';
import type { Reading } from '../api/client';
import { command, type AnswerTo } from '../api/command';
import { useRecording } from '../api/recording';
import { useAddress, useBooks, useDayToRecord } from '../books/books';
import { FromDraft, type Kept } from '../drafts/from-draft';
import { useKeptDraft } from '../drafts/keep-draft';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { DateField } from '../forms/day-fields';
import { ChoiceField, PeriodField } from '../forms/fields';
import { MoneyField } from '../forms/money-field';
import { RecordingNote } from '../forms/recording-note';
import { typedAmount } from '../forms/typed-amount';
import { Answer } from '../pages/answer';
import { Crumbs } from '../pages/crumbs';
import { NotWritable } from '../pages/not-writable';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { words } from '../words';
import { useAppropriations, type Appropriation } from './appropriations';
import { CopyLast, FromCopied } from './copied';
import { PayeeFields, payeeInTheWay, sentPayee } from '../payees/payee-fields';
import type { PayeeKind } from './payees';
import { ProgrammePicker } from './programme-picker';
import { PurposeField } from './purpose-field';
import { PaymentOnRecord } from './payment-on-record';
import type { Payment } from './payments-query';
import { FromReissued, ReissueNote } from './reissued';
import { disbursementAsReissued, type Reissued, type ReissueOf } from './reissued-payment';
import { FromReplaced, ReplacedNote } from './replaced';
import './payments.css';

const PURPOSE = bodyField('/v1/disbursements', 'purpose', '摘要');

/** 单笔拨付: one amount of one programme to an account. */
export function Component() {
  const { writable } = useBooks();
  const appropriations = useAppropriations();
  if (!writable) return <NotWritable />;
  return (
    <>
      <PageTitle parts={['单笔拨付']} />
      <Crumbs to="/payments" word={words.pages.payments} here="单笔拨付" />
      <h1>单笔拨付</h1>
      <Answer query={appropriations}>
        {(reading) => (
          <FromDraft<Entered>>
            {(kept) => (
              <FromReplaced>
                {(replaced) => (
                  <FromReissued>
                    {(reissued) => (
                      <FromCopied>
                        {(copied) => (
                          <DisbursementForm
                            key={copied?.paymentId ?? ''}
                            kept={kept}
                            begun={
                              reissued !== null
                                ? asReissued(reissued)
                                : copied !== null
                                  ? asCopied(copied)
                                  : asEntered(replaced)
                            }
                            appropriations={reading.value}
                            reading={reading}
                          />
                        )}
                      </FromCopied>
                    )}
                  </FromReissued>
                )}
              </FromReplaced>
            )}
          </FromDraft>
        )}
      </Answer>
    </>
  );
}

interface Entered {
  readonly appropriationId: string | null;
  readonly amountText: string;
  readonly payeeKind: PayeeKind;
  readonly route: 'treasury' | 'fund-account';
  readonly payeeName: string;
  /** Of the register: payee and account. */
  readonly payeeChosen: string | null;
  readonly purpose: string;
  readonly period: string | null;
  readonly submittedOn: string;
  /** The payment it is entered again for. */
  readonly replaces: string | null;
  /** What it pays anew. */
  readonly reissueOf: ReissueOf | null;
}

function DisbursementForm({
  kept,
  begun,
  appropriations,
  reading,
}: {
  kept: Kept<Entered>;
  begun: Partial<Entered>;
  appropriations: readonly Appropriation[];
  reading: Reading<unknown>;
}) {
  const { fiscalYear } = useBooks();
  const today = useDayToRecord();
  const { address, linkTo } = useAddress();
  const navigate = useNavigate();
  const recording = useRecording<AnswerTo<'/v1/disbursements'>, Entered>('disbursement', ({ paymentId }) => {
    draft.submitted();
    void navigate(linkTo(`/payments/${paymentId}`));
  });
  const entered: Partial<Entered> = { ...begun, ...kept.entered, ...recording.entered };
  const confirmation = useConfirmation(recording);
  const [appropriationId, setAppropriationId] = useState(entered.appropriationId ?? address.get('of'));
  const [amountText, setAmountText] = useState(entered.amountText ?? '');
  const [payeeKind, setPayeeKind] = useState<PayeeKind>(entered.payeeKind ?? 'organisation');
  const [route, setRoute] = useState<'treasury' | 'fund-account'>(entered.route ?? 'treasury');
  const [payeeName, setPayeeName] = useState(entered.payeeName ?? '');
  const [payeeChosen, setPayeeChosen] = useState(entered.payeeChosen ?? null);
  const typedPayee = { chosen: payeeChosen, kind: payeeKind, name: payeeName };
  const [purpose, setPurpose] = useState(entered.purpose ?? '');
  const [period, setPeriod] = useState<string | null>(entered.period ?? null);
  const [submittedOn, setSubmittedOn] = useState<string>(entered.submittedOn ?? today);
  const [replaces] = useState(entered.replaces ?? null);
  const [reissueOf] = useState(entered.reissueOf ?? null);
  const draft = useKeptDraft(kept.draftId, 'disbursement', {
    subject: appropriationId ?? '',
    title: purpose,
    entered: {
      appropriationId,
      amountText,
      payeeKind,
      route,
      payeeName,
      payeeChosen,
      purpose,
      period,
      submittedOn,
      replaces,
      reissueOf,
    },
  });
  const chosen = appropriations.find((each) => each.appropriationId === appropriationId);
  const amount = typedAmount(amountText);
  const before = chosen ? parseYuan(chosen.available) : NO_MONEY;
  const after = fen(before - (amount.kind === 'amount' ? amount.fen : 0n));
  const inTheWay = !chosen
    ? '请选择项目'
    : amount.kind !== 'amount'
      ? amount.kind === 'wrong'
        ? amount.reason
        : '请填写金额'
      : after < 0n
        ? `可用指标不足，缺口 ${formatYuanGrouped(-after)} 元`
        : payeeInTheWay(typedPayee) !== null
          ? payeeInTheWay(typedPayee)
          : (wrongIn(PURPOSE, purpose) ?? confirmation.inTheWay);
  const submit = () => {
    if (inTheWay !== null || !chosen || amount.kind !== 'amount') return;
    const body = {
      appropriationId: chosen.appropriationId,
      amount: amount.yuan,
      payee: sentPayee(typedPayee),
      purpose: purpose.trim(),
      period,
      submittedOn,
      route,
      ...(replaces !== null && { replaces }),
      ...(reissueOf !== null && { reissueOf }),
      ...confirmation.stated,
    };
    recording.record(
      command('/v1/disbursements', { body }),
      `单笔拨付 ${formatYuanGrouped(amount.fen)} 元，${payeeChosen === null ? `${payeeName.trim()}，` : ''}${body.purpose}`,
      {
        appropriationId,
        amountText,
        payeeKind,
        route,
        payeeName,
        payeeChosen,
        purpose,
        period,
        submittedOn,
        replaces,
        reissueOf,
      },
    );
  };
  return (
    <EntryForm
      label="单笔拨付"
      onSubmit={submit}
      recording={recording}
      again="另登一笔"
      onAgain={() => setAmountText('')}
      onRecord={<PaymentOnRecord recording={recording} />}
      onLeave={() => void navigate(linkTo('/payments'))}
      keepsDraft
      autoFocus
    >
      <ReplacedNote paymentId={replaces} />
      <ReissueNote reissueOf={reissueOf} />
      <fieldset className="panel form-narrow">
        <legend>经办填写</legend>
        <ProgrammePicker
          label="项目"
          appropriations={appropriations}
          value={appropriationId}
          onValue={setAppropriationId}
        />
        <MoneyField label="金额" text={amountText} onText={setAmountText} autoFocus={appropriationId !== null} />
        <dl className="checks" aria-live="polite">
          <dt>可用（前）</dt>
          <dd>{formatYuanGrouped(before)} 元</dd>
          <dt>可用（后）</dt>
          <dd className={after < 0n ? 'money-negative' : ''}>{formatYuanGrouped(after)} 元</dd>
        </dl>
        <PayeeFields
          typed={typedPayee}
          onTyped={(typed) => {
            setPayeeChosen(typed.chosen);
            setPayeeKind(typed.kind);
            setPayeeName(typed.name);
          }}
        />
        <ChoiceField label="支付路径" value={route} onValue={setRoute} choices={words.route} />
        <PurposeField
          of={PURPOSE}
          text={purpose}
          onText={setPurpose}
          appropriationIds={appropriationId === null ? [] : [appropriationId]}
          payeeName={payeeName}
        />
        <PeriodField fiscalYear={fiscalYear} period={period} onPeriod={setPeriod} optional />
        <DateField label="业务日期" date={submittedOn} onDate={setSubmittedOn} />
      </fieldset>
      <RecordingNote recording={recording} />
      {confirmation.question}
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} recording={recording}>
          登记拨付
        </SubmitButton>
        <span className="form-note">Enter 下一项　Shift+Enter 上一项</span>
        {replaces === null && reissueOf === null && <CopyLast appropriationId={appropriationId} />}
        {draft.note}
      </div>
      <PageStatus reading={reading} />
    </EntryForm>
  );
}

/** All fields as they were, of a payment with one line; of one with more only what is the same for all of it. */
function asEntered(replaced: Payment | null): Partial<Entered> {
  if (replaced === null) return {};
  const { lines, payee, payeeAccount, route, purpose, period, paymentId } = replaced;
  const [line, ...others] = lines;
  return {
    ...(line !== undefined &&
      others.length === 0 && {
        appropriationId: line.appropriationId,
        amountText: formatYuanGrouped(parseYuan(line.amount)),
        period: line.period,
      }),
    ...(others.length > 0 && { period }),
    payeeKind: payee.kind as PayeeKind,
    payeeName: payee.name,
    payeeChosen: payeeAccount && `${payeeAccount.payeeId}/${payeeAccount.accountId}`,
    route,
    purpose,
    replaces: paymentId,
  };
}

/** Another of its kind: nothing ties it to the one it is like, and its month is still to be said. */
const asCopied = (copied: Payment): Partial<Entered> => ({ ...asEntered(copied), period: null, replaces: null });

const asReissued = (reissued: Reissued): Partial<Entered> => ({
  ...disbursementAsReissued(reissued),
  payeeKind: reissued.payment.payee.kind as PayeeKind,
});
