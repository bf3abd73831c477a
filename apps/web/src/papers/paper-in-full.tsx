import { useRef, useState } from 'react';
import { Link } from 'react-router';
import { Button } from 'antd';
import { command } from '../api/command';
import { useRecording } from '../api/recording';
import { holds, useActor } from '../api/acting-person';
import AttachmentCard from '../attachments/attachment-card';
import { useAddress, useBooks } from '../books/books';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { ActUnderWay } from '../forms/act-under-way';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';
import { useShortcuts } from '../frame/shortcuts';
import { moneyText } from '../marks/money';
import { instantText } from '../pages/page-status';
import { useSignedIn } from '../session/session';
import { formOf } from './entry-form';
import type { Entry, ShownPaper } from './papers';
import { keptFieldWords, keptPlaceWords } from './readings';

const REASON = {
  return: bodyField('/v1/papers/{paperId}/return', 'reason', '事由'),
  withdrawal: bodyField('/v1/papers/{paperId}/withdrawal', 'reason', '事由'),
};

const STEP = { review: '复核', approval: '审批' } as const;
const POST = { review: 'reviewer', approval: 'approver' } as const;

/** One paper: what it says, what it would do now, and what may be done with it. A signs, R sends back. */
export function PaperInFull({ paper, onSettled }: { paper: ShownPaper; onSettled: (said: string) => void }) {
  const { paperId, title, waitsFor, barred, lines, digest, shownAt, isMine } = paper;
  const { writable } = useBooks();
  const { linkTo } = useAddress();
  const actor = useActor();
  const alone = useSignedIn() === null;
  const [mode, setMode] = useState<'read' | 'return' | 'withdrawal'>('read');
  const section = useRef<HTMLElement>(null);
  // Alone there is no review that a second person could give.
  const step = waitsFor !== null && alone ? 'approval' : waitsFor;
  // What was pressed: by the time it is recorded, the paper may be read anew and wait for the next step.
  const pressed = useRef<keyof typeof STEP>('review');
  const recording = useRecording<unknown>(`papers/${paperId}/sign`, () => {
    onSettled(`已${STEP[pressed.current]}：${title}`);
    recording.close();
  });
  const refused = lines.filter(({ refusal }) => refusal !== null);
  const holdsPost = alone || (step !== null && holds(actor, POST[step]));
  const inTheWay =
    step === null
      ? `单据${paper.stateLabel}`
      : !holdsPost
        ? `待${STEP[step]}，不由您的岗位办理`
        : !alone && barred !== null
          ? barred
          : refused.length > 0 && step === 'approval'
            ? `第 ${refused.map(({ entry }) => entry).join('、')} 项现在不能入账`
            : null;
  const sign = () => {
    if (inTheWay !== null || step === null || !writable || recording.frozen) return;
    pressed.current = step;
    const asked = { path: { paperId }, body: { digest, shownAt } };
    recording.record(
      step === 'review'
        ? command('/v1/papers/{paperId}/review', asked)
        : command('/v1/papers/{paperId}/approval', asked),
      `${STEP[step]}单据：${title}`,
      {},
    );
  };
  const maySendBack = waitsFor !== null && !isMine && holds(actor, 'reviewer', 'approver');
  const mayEnterAgain =
    (paper.state === 'returned' || paper.state === 'withdrawn') && writable && holds(actor, 'clerk') && !alone;
  useShortcuts([
    { key: 'a', does: '签所看的单据', run: () => (mode === 'read' ? sign() : undefined) },
    { key: 'r', does: '退回单据', run: () => maySendBack && writable && setMode('return') },
    { key: 'Enter', does: '看单据', run: () => section.current?.focus() },
  ]);
  return (
    <section ref={section} tabIndex={0} aria-label="单据内容" aria-keyshortcuts="A R" className="panel voucher">
      <div className="voucher-acts">
        {step !== null && (
          <Button type="primary" onClick={sign} disabled={inTheWay !== null || recording.frozen || !writable}>
            {STEP[step]} <kbd>A</kbd>
          </Button>
        )}
        {maySendBack && (
          <Button onClick={() => setMode('return')} disabled={!writable}>
            退回 <kbd>R</kbd>
          </Button>
        )}
        {waitsFor !== null && isMine && (
          <Button onClick={() => setMode('withdrawal')} disabled={!writable}>
            撤回
          </Button>
        )}
        {mayEnterAgain && <Link to={linkTo(...formAgain(paper))}>修改后重新提交</Link>}
        <span className="form-note" role="status">
          {recording.frozen ? '正在登记…' : (inTheWay ?? '')}
        </span>
      </div>
      {paper.state === 'returned' && (
        <p className="replaced-note" role="status">
          退回事由：{paper.steps.at(-1)?.reason}
        </p>
      )}
      <ActUnderWay recording={recording} onAgain={() => onSettled('')} />
      <RecordingNote recording={recording} />
      {mode !== 'read' && (
        <ReasonForm
          paper={paper}
          way={mode}
          onSent={(said) => {
            setMode('read');
            onSettled(said);
          }}
          onLeave={() => setMode('read')}
        />
      )}
      <h2>
        {title}
        {paper.documentNumber !== null && `　${paper.documentNumber}`}
      </h2>
      <p className="form-note">
        {paper.summary}
        {paper.fileName !== null && `，读自 ${paper.fileName}`}
        {paper.total !== '0.00' && `，合计 ${moneyText(paper.total, 'yuan')} 元`}
      </p>
      <table className="paper-entries">
        <thead>
          <tr>
            <th scope="col">项</th>
            <th scope="col">事项</th>
            <th scope="col">现在入账前后</th>
          </tr>
        </thead>
        <tbody>
          {lines.map(({ entry, label, details, changes, refusal, sources }) => (
            <tr key={entry}>
              <td>{entry}</td>
              <td>
                <b>{label}</b>
                <div className="form-note">{details}</div>
                {sources.map(({ field, printed, place }) => (
                  <div key={field + place} className="form-note">
                    {keptFieldWords(field)} {keptPlaceWords(place)}：{printed}
                  </div>
                ))}
              </td>
              <td>
                {refusal !== null && (
                  <p className="paper-refused" role="alert">
                    不能入账：{refusal.sentence}
                  </p>
                )}
                {changes.length > 0 && (
                  <dl className="paper-changes">
                    {changes.map(({ subject, figure, before, after }) => (
                      <div key={subject.id + figure}>
                        <dt>
                          {subject.name} {figure}
                        </dt>
                        <dd>
                          {before === null ? '新增' : <s>{before}</s>} → <b>{after ?? '无'}</b>
                        </dd>
                      </div>
                    ))}
                  </dl>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      <h3>文件</h3>
      <AttachmentCard subject={{ kind: 'paper', id: paperId }} />
      <ol className="paper-steps">
        {paper.steps.map(({ label, by, recordedAt, reason }) => (
          <li key={recordedAt + label}>
            {instantText(recordedAt)} {by} {label}
            {reason !== null && `：${reason}`}
          </li>
        ))}
      </ol>
    </section>
  );
}

/** One entry opens in the form it came from; several open as a draft, each to be opened from there. */
function formAgain({
  paperId,
  lines: [first, ...others],
}: ShownPaper): readonly [string, Readonly<Record<string, string | null>>] {
  const form = first === undefined || others.length > 0 ? null : formOf(first.act as unknown as Entry);
  if (form === null) return ['/papers/draft', { of: paperId }];
  const [path, more] = form;
  return [path, { ...more, again: paperId }];
}

const WAY = { return: '退回', withdrawal: '撤回' } as const;

function ReasonForm({
  paper: { paperId, title },
  way,
  onSent,
  onLeave,
}: {
  paper: ShownPaper;
  way: keyof typeof WAY;
  onSent: (said: string) => void;
  onLeave: () => void;
}) {
  const recording = useRecording<unknown, { reason: string }>(`papers/${paperId}/${way}`, () => {
    onSent(`已${WAY[way]}：${title}，${reason.trim()}`);
    recording.close();
  });
  const [reason, setReason] = useState(recording.entered.reason ?? '');
  const confirmation = useConfirmation(recording);
  const inTheWay = wrongIn(REASON[way], reason) ?? confirmation.inTheWay;
  const submit = () => {
    if (inTheWay !== null) return;
    const asked = { path: { paperId }, body: { reason: reason.trim(), ...confirmation.stated } };
    const sent =
      way === 'return'
        ? command('/v1/papers/{paperId}/return', asked)
        : command('/v1/papers/{paperId}/withdrawal', asked);
    recording.record(sent, `${WAY[way]}单据：${title}`, { reason });
  };
  return (
    <EntryForm label={WAY[way]} onSubmit={submit} recording={recording} onAgain={onLeave} onLeave={onLeave} autoFocus>
      <fieldset className="panel">
        <legend>{WAY[way]}</legend>
        <TextField of={REASON[way]} text={reason} onText={setReason} note="记录在单据上，各人可见" />
      </fieldset>
      <RecordingNote recording={recording} />
      {confirmation.question}
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} recording={recording}>
          {WAY[way]}
        </SubmitButton>
        <Button onClick={onLeave} disabled={recording.frozen}>
          不{WAY[way]}
        </Button>
      </div>
    </EntryForm>
  );
}
