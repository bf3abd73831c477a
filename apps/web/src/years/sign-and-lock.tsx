import { useState } from 'react';
import { useActor } from '../api/acting-person';
import { command } from '../api/command';
import { useRecording } from '../api/recording';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm } from '../forms/entry-form';
import { TextField } from '../forms/fields';
import { instantText } from '../pages/page-status';
import { DataTable } from '../table/data-table';
import { words } from '../words';
import { Ending } from './year-forms';
import { SIGNING_POST, SIGNING_POSTS, type MayDo, type SigningPost, type Year } from './years';

const REASON = bodyField('/v1/years/{year}/reopening-proposal', 'reason', '事由');

/** 签署与锁账: the three signatures on one digest, the lock, and opening it again. */
export function SignAndLock({ year, may }: { year: Year; may: MayDo }) {
  const { report, locked } = year;
  const signed = (post: SigningPost) => report.signatures.find((one) => one.post === post);
  return (
    <>
      <DataTable
        caption={
          report.digest === null
            ? '年度报表：12 月月结后签署'
            : `年度报表（12 月月结报表与余额处理），摘要 ${report.digest.slice(0, 8)}`
        }
        columns={[
          { key: 'post', title: '岗位', names: true, cell: (post: SigningPost) => SIGNING_POST[post] },
          { key: 'by', title: '签署人', cell: (post) => signed(post)?.signedBy ?? words.nothing },
          {
            key: 'at',
            title: '签署时间',
            cell: (post) => {
              const signature = signed(post);
              return signature === undefined ? words.nothing : instantText(signature.signedAt);
            },
          },
          {
            key: 'stands',
            title: '效力',
            cell: (post) => {
              const signature = signed(post);
              return signature === undefined ? '待签' : signature.stands ? '有效' : '签署后报表有变，须重签';
            },
          },
        ]}
        rows={SIGNING_POSTS}
        keyOf={(post) => post}
      />
      {locked !== null && (
        <p>
          {instantText(locked.at)} 由 {locked.by} 锁账，摘要 {locked.digest.slice(0, 8)}。
        </p>
      )}
      <div className="no-print">
        {locked === null && may.sign !== null && report.digest !== null && (
          <SignForm key={report.digest} year={year} post={may.sign} digest={report.digest} />
        )}
        {locked === null && may.close && <LockForm year={year} />}
        {locked !== null && may.close && <ReopenYearForm key={String(year.reopening !== null)} year={year} />}
      </div>
    </>
  );
}

function SignForm({ year, post, digest }: { year: Year; post: SigningPost; digest: string }) {
  const { fiscalYear, report } = year;
  const recording = useRecording<unknown>(`years/${fiscalYear}/sign`, () => recording.close());
  if (report.signatures.some((one) => one.post === post && one.stands)) return null;
  const submit = () =>
    recording.record(
      command('/v1/years/{year}/signatures', {
        path: { year: String(fiscalYear) },
        body: { reportDigest: digest },
      }),
      `签署 ${fiscalYear} 年年度报表`,
      {},
    );
  return (
    <EntryForm label="签署" onSubmit={submit} recording={recording}>
      <Ending
        recording={recording}
        confirmation={null}
        inTheWay={null}
        onDone={null}
        word={`以${SIGNING_POST[post]}签署`}
      />
    </EntryForm>
  );
}

function LockForm({ year }: { year: Year }) {
  const { fiscalYear, steps } = year;
  const recording = useRecording<unknown>(`years/${fiscalYear}/lock`, () => recording.close());
  const blocking = steps.find(({ state }) => state === 'blocking');
  const missing = blocking ?? steps.find(({ step }) => step === 'sign-and-lock');
  const waits = missing?.missing === '待锁账' ? null : (missing?.missing ?? null);
  const inTheWay = waits === null ? null : `还不能锁账：${waits}`;
  const submit = () => {
    if (inTheWay !== null) return;
    const asked = { path: { year: String(fiscalYear) }, body: {} };
    recording.record(command('/v1/years/{year}/lock', asked), `${fiscalYear} 年年终结账`, {});
  };
  return (
    <EntryForm label="年终结账" onSubmit={submit} recording={recording}>
      <Ending
        recording={recording}
        confirmation={null}
        inTheWay={inTheWay}
        onDone={null}
        word={`${fiscalYear} 年锁账`}
      />
    </EntryForm>
  );
}

/** 反年结: the first proposes with a reason, another opens it. */
function ReopenYearForm({ year }: { year: Year }) {
  const { fiscalYear, reopening } = year;
  const actor = useActor();
  const recording = useRecording<unknown, { reason: string }>(`years/${fiscalYear}/reopen`, () => recording.close());
  const [reason, setReason] = useState(recording.entered.reason ?? '');
  const confirmation = useConfirmation(recording);
  const inTheWay =
    reopening === null
      ? (wrongIn(REASON, reason) ?? confirmation.inTheWay)
      : reopening.proposedById === actor?.personId
        ? '须由申请人以外的另一人办理'
        : null;
  const submit = () => {
    if (inTheWay !== null) return;
    const path = { year: String(fiscalYear) };
    const sent =
      reopening === null
        ? command('/v1/years/{year}/reopening-proposal', {
            path,
            body: { reason: reason.trim(), ...confirmation.stated },
          })
        : command('/v1/years/{year}/reopening', { path, body: {} });
    recording.record(sent, `${fiscalYear} 年反年结`, { reason });
  };
  return (
    <EntryForm label="反年结" onSubmit={submit} recording={recording}>
      <fieldset className="panel form-narrow">
        <legend>反年结（须两人）；重新锁账前须重新签署</legend>
        {reopening === null ? (
          <TextField of={REASON} text={reason} onText={setReason} />
        ) : (
          <p>
            {reopening.proposedBy} 申请：{reopening.reason}
          </p>
        )}
      </fieldset>
      <Ending
        recording={recording}
        confirmation={confirmation}
        inTheWay={inTheWay}
        onDone={null}
        word={reopening === null ? '申请反年结' : '反年结'}
      />
    </EntryForm>
  );
}
