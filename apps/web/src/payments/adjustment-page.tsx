import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { fen, formatYuanGrouped, NO_MONEY, parseYuan } from '@bofu/kernel';
import type { Reading } from '../api/client';
import { actOf, doneWord, usePaperNeeded, type Act as BookedAct } from '../api/record-act';
import { useRecording } from '../api/recording';
import { bodyOfFiles, type ActFile } from '../attachments/act-files';
import { useActFiles } from '../attachments/act-files-entry';
import { useAddress, useBooks, useDayToRecord } from '../books/books';
import { FromDraft, type Kept } from '../drafts/from-draft';
import { useKeptDraft } from '../drafts/keep-draft';
import { bodyField, wrongIn } from '../forms/body-field';
import { DocumentNumberField } from '../forms/document-number-field';
import { useConfirmation, type Stated } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { DateField, OptionalDateField } from '../forms/day-fields';
import { ChoiceField, TextField } from '../forms/fields';
import { MoneyField } from '../forms/money-field';
import { RecordingNote } from '../forms/recording-note';
import { typedAmount } from '../forms/typed-amount';
import { Answer } from '../pages/answer';
import { Crumbs } from '../pages/crumbs';
import { NotWritable } from '../pages/not-writable';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { useActOnPaper } from '../papers/act-on-paper';
import { refilled, useEntryInHand, type Refill } from '../papers/entry-in-hand';
import { words } from '../words';
import { useAppropriations, type Appropriation } from './appropriations';
import { MoneyLasts } from './money-lasts';
import { ProgrammePicker } from './programme-picker';
import './payments.css';

/** A paper's number is the same for all that it may bring about. */
const DOCUMENT = bodyField('/v1/appropriations/{appropriationId}/supplements', 'documentNumber', '文号');
const REASON = {
  virement: bodyField('/v1/virements', 'reason', '事由'),
  supplement: bodyField('/v1/appropriations/{appropriationId}/supplements', 'reason', '事由'),
  reduction: bodyField('/v1/appropriations/{appropriationId}/reductions', 'reason', '事由'),
  clawback: bodyField('/v1/appropriations/{appropriationId}/clawbacks', 'reason', '事由'),
  freeze: bodyField('/v1/appropriations/{appropriationId}/freezes', 'reason', '事由'),
  unfreeze: bodyField('/v1/appropriations/{appropriationId}/unfreezes', 'reason', '事由'),
};

const ACTS = {
  supplement: '追加',
  reduction: '追减',
  clawback: '收回',
  virement: '调剂',
  freeze: '冻结',
  unfreeze: '解冻',
} as const;
type Act = keyof typeof ACTS;

/** 追加、追减、收回、调剂、冻结: what changes the authority to spend, with its document and both balances. */
export function Component() {
  const { writable } = useBooks();
  const appropriations = useAppropriations();
  if (!writable) return <NotWritable />;
  return (
    <>
      <PageTitle parts={['指标变动']} />
      <Crumbs to="/payments" word={words.pages.payments} here="指标变动" />
      <h1>指标变动</h1>
      <Answer query={appropriations}>
        {(reading) => (
          <FromDraft<Entered>>
            {(kept) => <AdjustmentForm kept={kept} appropriations={reading.value} reading={reading} />}
          </FromDraft>
        )}
      </Answer>
    </>
  );
}

interface Entered {
  readonly act: Act;
  readonly toId: string | null;
  readonly fromId: string | null;
  readonly amountText: string;
  readonly documentNumber: string;
  readonly documentDate: string | null;
  readonly reason: string;
  readonly effectiveOn: string;
  readonly files: readonly ActFile[];
}

type Changed = {
  readonly amount: string;
  readonly effectiveOn: string;
  readonly reason: string;
  readonly documentNumber?: string | null;
  readonly documentDate?: string | null;
};
const asTyped = (act: Act, { amount, effectiveOn, reason, documentNumber, documentDate }: Changed) => ({
  ...{ act, effectiveOn, reason, documentNumber: documentNumber ?? '', documentDate: documentDate ?? null },
  amountText: formatYuanGrouped(parseYuan(amount)),
});
/** Which appropriation it is on stands in the form's address. */
const REFILL: Refill<Entered> = {
  'supplement-appropriation': (content) => asTyped('supplement', content),
  'reduce-appropriation': (content) => asTyped('reduction', content),
  'claw-back-appropriation': (content) => asTyped('clawback', content),
  'freeze-appropriation': (content) => asTyped('freeze', content),
  'unfreeze-appropriation': (content) => asTyped('unfreeze', content),
  'transfer-virement': (content) => ({ ...asTyped('virement', content), fromId: content.from, toId: content.to }),
};

function AdjustmentForm({
  kept,
  appropriations,
  reading,
}: {
  kept: Kept<Entered>;
  appropriations: readonly Appropriation[];
  reading: Reading<unknown>;
}) {
  const today = useDayToRecord();
  const { address, linkTo } = useAddress();
  const navigate = useNavigate();
  const preset = address.get('do');
  const recording = useRecording<unknown, Entered>('adjustment', () => {
    setDone({
      sentence: `${doneWord(onPaper)}：${ACTS[act]} ${formatYuanGrouped(fenTyped)} 元：${to?.programmeName ?? ''}`,
      appropriationId: to?.appropriationId ?? '',
    });
    draft.submitted();
    clear();
    recording.close();
  });
  const inHand = useEntryInHand(REFILL);
  const entered: Partial<Entered> = { ...refilled(inHand, REFILL), ...kept.entered, ...recording.entered };
  const confirmation = useConfirmation(recording);
  const needsPaper = usePaperNeeded();
  const onPaper = needsPaper('supplement-appropriation');
  const [act, setAct] = useState<Act>(
    entered.act ?? (preset !== null && preset in ACTS ? (preset as Act) : 'supplement'),
  );
  const [toId, setToId] = useState<string | null>(entered.toId ?? address.get('to'));
  const [fromId, setFromId] = useState<string | null>(entered.fromId ?? null);
  const [amountText, setAmountText] = useState(entered.amountText ?? '');
  const [documentNumber, setDocumentNumber] = useState(entered.documentNumber ?? '');
  const [documentDate, setDocumentDate] = useState(entered.documentDate ?? null);
  const [reason, setReason] = useState(entered.reason ?? '');
  const [effectiveOn, setEffectiveOn] = useState<string>(entered.effectiveOn ?? today);
  const [files, setFiles] = useState<readonly ActFile[]>(entered.files ?? inHand?.files ?? []);
  const [done, setDone] = useState<{ readonly sentence: string; readonly appropriationId: string } | null>(null);

  const draft = useKeptDraft(kept.draftId, 'adjustment', {
    subject: `${act}/${toId ?? ''}`,
    title: `${ACTS[act]} ${reason}`,
    entered: { act, toId, fromId, amountText, documentNumber, documentDate, reason, effectiveOn, files },
  });
  const to = appropriations.find(({ appropriationId }) => appropriationId === toId);
  const from = appropriations.find(({ appropriationId }) => appropriationId === fromId);
  const amount = typedAmount(amountText);
  const fenTyped = amount.kind === 'amount' ? amount.fen : NO_MONEY;
  const lessens = act === 'reduction' || act === 'clawback' || act === 'freeze';
  const documented = act === 'supplement' || act === 'reduction' || act === 'clawback' || act === 'virement';
  const toChange = fen(lessens ? -fenTyped : fenTyped);
  const toAfter = to && fen(parseYuan(to.available) + toChange);
  const fromAfter = act === 'virement' && from ? fen(parseYuan(from.available) - fenTyped) : null;
  // What moves within one programme changes nothing of what the programme has.
  const within = act === 'virement' && from !== undefined && from.programmeId === to?.programmeId;

  const clear = () => {
    setAmountText('');
    setReason('');
    setDocumentNumber('');
    setDocumentDate(null);
    setFiles([]);
  };

  const paper = useActOnPaper(recording, inHand, true, () => {
    draft.submitted();
    clear();
  });
  const change =
    <Value,>(set: (value: Value) => void) =>
    (value: Value) => {
      set(value);
      setDone(null);
      if (recording.state.kind === 'refused') recording.close();
    };
  const attaching = useActFiles(files, change(setFiles), documented && !paper.intoDraft);
  const wrong = !to
    ? '请选择项目'
    : act === 'virement' && !from
      ? '请选择调出项目'
      : amount.kind !== 'amount'
        ? amount.kind === 'wrong'
          ? amount.reason
          : '请填写金额'
        : (toAfter !== undefined && toAfter < 0n) || (fromAfter !== null && fromAfter < 0n)
          ? '超过可用指标，已拨与在途的部分不能动'
          : act === 'supplement' && to.fundingLevel !== 'district' && documentNumber.trim() === ''
            ? '上级资金须填文号'
            : act === 'virement' && from && from.fundingLevel !== to.fundingLevel && documentNumber.trim() === ''
              ? '不同级次资金之间调剂须填文号'
              : (wrongIn(REASON[act], reason) ?? confirmation.inTheWay ?? (documented ? attaching.underWay : null));
  const inTheWay = wrong ?? (documented ? attaching.inTheWay : null);
  const stated = () => {
    if (wrong !== null || !to || amount.kind !== 'amount') return null;
    const common = { amount: amount.yuan, effectiveOn, reason: reason.trim(), ...confirmation.stated };
    const document = documentNumber.trim() === '' ? null : documentNumber.trim();
    return {
      act: actFor(act, { to, from, common, document, documentDate, files }),
      about: `${ACTS[act]} ${formatYuanGrouped(amount.fen)} 元：${to.programmeName}，${common.reason}`,
    };
  };
  const submit = () => {
    const said = stated();
    if (said === null || inTheWay !== null) return;
    setDone(null);
    paper.record(recording, said.act, said.about, {
      ...{ act, toId, fromId, amountText, documentNumber, documentDate, reason, effectiveOn, files },
    });
  };
  return (
    <EntryForm
      label="指标变动"
      onSubmit={submit}
      recording={recording}
      again="另登一项"
      onAgain={clear}
      onLeave={() => void navigate(linkTo('/payments'))}
      keepsDraft
      autoFocus
    >
      <fieldset className="panel form-narrow">
        <legend>经办填写</legend>
        {paper.note}
        <ChoiceField label="变动" value={act} onValue={change(setAct)} choices={ACTS} />
        {act === 'virement' && (
          <ProgrammePicker
            label="调出项目"
            appropriations={appropriations}
            value={fromId}
            onValue={change((id: string) => setFromId(id))}
          />
        )}
        <ProgrammePicker
          label={act === 'virement' ? '调入项目' : '项目'}
          appropriations={appropriations}
          value={toId}
          onValue={change((id: string) => setToId(id))}
        />
        <MoneyField label="金额" text={amountText} onText={change(setAmountText)} autoFocus={toId !== null} />
        {documented && (
          <DocumentNumberField
            of={DOCUMENT}
            text={documentNumber}
            onText={change(setDocumentNumber)}
            year={effectiveOn.slice(0, 4)}
          />
        )}
        {documented && <OptionalDateField label="发文日期" date={documentDate} onDate={change(setDocumentDate)} />}
        {documented && attaching.field}
        <TextField of={REASON[act]} text={reason} onText={change(setReason)} />
        <DateField label="业务日期" date={effectiveOn} onDate={setEffectiveOn} />
        <dl className="checks" aria-live="polite">
          {from && act === 'virement' && (
            <>
              <dt>调出项目可用</dt>
              <dd>{beforeAndAfter(from, fromAfter)}</dd>
              <dt>调出项目预计耗尽</dt>
              <dd>
                <MoneyLasts
                  appropriationId={from.appropriationId}
                  changeFen={within ? NO_MONEY : fen(-fenTyped)}
                  on={effectiveOn}
                />
              </dd>
            </>
          )}
          {to && (
            <>
              <dt>{act === 'virement' ? '调入项目可用' : '可用'}</dt>
              <dd>{beforeAndAfter(to, toAfter ?? null)}</dd>
              <dt>{act === 'virement' ? '调入项目预计耗尽' : '预计耗尽'}</dt>
              <dd>
                <MoneyLasts
                  appropriationId={to.appropriationId}
                  changeFen={within ? NO_MONEY : toChange}
                  on={effectiveOn}
                />
              </dd>
            </>
          )}
        </dl>
      </fieldset>
      <RecordingNote recording={recording} recorded={done?.sentence ?? null} />
      {confirmation.question}
      {done && (
        <p className="ways-out">
          {onPaper && <Link to={linkTo('/papers')}>看单据</Link>}
          <Link to={linkTo(`/programmes/${done.appropriationId}`)}>看项目</Link>
          <Link to={linkTo('/payments/payout-run', { of: done.appropriationId })}>登记发放批次</Link>
        </p>
      )}
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} recording={recording}>
          {paper.word ?? `${onPaper ? '提交' : '登记'}${ACTS[act]}`}
        </SubmitButton>
        {paper.adding(wrong, stated, documented ? files : [])}
        <span className="form-note">Enter 下一项　Shift+Enter 上一项</span>
        {draft.note}
      </div>
      <PageStatus reading={reading} />
    </EntryForm>
  );
}

const beforeAndAfter = ({ available }: Appropriation, after: bigint | null) => (
  <>
    {formatYuanGrouped(parseYuan(available))} →{' '}
    <b className={after !== null && after < 0n ? 'money-negative' : ''}>{formatYuanGrouped(after ?? 0n)}</b> 元
  </>
);

interface Chosen {
  readonly to: Appropriation;
  readonly from: Appropriation | undefined;
  readonly common: Stated & { readonly amount: string; readonly effectiveOn: string; readonly reason: string };
  readonly document: string | null;
  readonly documentDate: string | null;
  readonly files: readonly ActFile[];
}

/** Each act has a route of its own; those on one programme name the revision its figures were read from. */
function actFor(act: Act, { to, from, common, document, documentDate, files }: Chosen): BookedAct {
  const path = { appropriationId: to.appropriationId };
  const { revision } = to;
  const documented = { ...common, documentNumber: document, documentDate, ...bodyOfFiles(files) };
  switch (act) {
    case 'virement':
      return actOf('transfer-virement', {
        body: { from: from?.appropriationId ?? '', to: to.appropriationId, ...documented },
      });
    case 'supplement':
      return actOf('supplement-appropriation', { path, revision, body: documented });
    case 'reduction':
      return actOf('reduce-appropriation', { path, revision, body: documented });
    case 'clawback':
      return actOf('claw-back-appropriation', { path, revision, body: documented });
    case 'freeze':
      return actOf('freeze-appropriation', { path, revision, body: common });
    case 'unfreeze':
      return actOf('unfreeze-appropriation', { path, revision, body: common });
  }
}
