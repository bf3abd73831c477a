import { useState } from 'react';
import { Link, useNavigate } from 'react-router';
import { Button } from 'antd';
import { command, type AnswerTo } from '../api/command';
import { isDocumented } from '../api/record-act';
import { useRecording } from '../api/recording';
import { useAddress, useBooks } from '../books/books';
import { bodyOfFiles, filesStanding } from '../attachments/act-files';
import { useActFiles } from '../attachments/act-files-entry';
import { useAttachments } from '../attachments/attachments';
import { FromDraft } from '../drafts/from-draft';
import { useKeptDraft } from '../drafts/keep-draft';
import { bodyField } from '../forms/body-field';
import { questionOf, useConfirmation } from '../forms/confirmation';
import { DocumentNumberField } from '../forms/document-number-field';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';
import { Answer, Nothing, Refusal } from '../pages/answer';
import { NotWritable } from '../pages/not-writable';
import { PageTitle } from '../pages/page-title';
import {
  aboutEntry,
  draftOf,
  EMPTY_PAPER,
  keptAs,
  titleOf,
  useDraftPaper,
  without,
  type DraftPaper,
} from './draft-paper';
import { formOf } from './entry-form';
import { usePaper, type Entry } from './papers';
import './papers.css';

const CONFIRMATION = bodyField('/v1/papers', 'entries.content.confirmation', '事由');
const TITLE = bodyField('/v1/papers', 'title', '名称');
const DOCUMENT = bodyField('/v1/papers', 'documentNumber', '文号');

/** 单据草稿: what several forms have added, or what a returned paper said, submitted as one. */
export function Component() {
  const { writable } = useBooks();
  const { address } = useAddress();
  const returned = address.get('of');
  if (!writable) return <NotWritable />;
  return (
    <>
      <PageTitle parts={['单据草稿']} />
      <h1>单据草稿</h1>
      <FromDraft<DraftPaper>>
        {({ draftId, entered }) =>
          entered.entries === undefined && returned !== null ? (
            <FromReturned paperId={returned} draftId={draftId} />
          ) : (
            <DraftForm draftId={draftId} begin={{ ...EMPTY_PAPER, ...entered }} />
          )
        }
      </FromDraft>
    </>
  );
}

function FromReturned({ paperId, draftId }: { paperId: string; draftId: string }) {
  const paper = usePaper(paperId);
  const attached = useAttachments({ kind: 'paper', id: paperId });
  return (
    <Answer query={paper}>
      {({ value }) => (
        <Answer query={attached}>
          {({ value: { items } }) => <DraftForm draftId={draftId} begin={draftOf(value, filesStanding(items))} />}
        </Answer>
      )}
    </Answer>
  );
}

/** Why each entry is recorded all the same, once it was asked back. */
type Stated = Readonly<Record<number, string>>;

function DraftForm({ draftId, begin }: { draftId: string; begin: DraftPaper }) {
  const { linkTo } = useAddress();
  const { fiscalYear } = useBooks();
  const navigate = useNavigate();
  const { keep } = useDraftPaper();
  const [paper, setPaper] = useState(begin);
  const [stated, setStated] = useState<Stated>({});
  const [failed, setFailed] = useState<unknown>(null);
  const recording = useRecording<AnswerTo<'/v1/papers'>, DraftPaper>(`paper-draft/${draftId}`, ({ paperId }) => {
    draft.submitted();
    recording.close();
    void navigate(linkTo('/papers', { paper: paperId }));
  });
  const draft = useKeptDraft(draftId, 'paper', keptAs(draftId, paper));
  const { title, documentNumber, replaces, returnedFor, fileDigest, files, entries } = paper;
  const { state } = recording;
  const facts = state.kind === 'refused' ? (state.problem.facts ?? {}) : {};
  const asked = typeof facts['entry'] === 'number' ? facts['entry'] : null;
  const question = questionOf(facts['code']);
  const isUnanswered = asked !== null && question !== null && (stated[asked] ?? '').trim() === '';
  const confirmation = useConfirmation(recording);
  const attaching = useActFiles(
    files,
    (chosen) => change({ files: chosen }),
    entries.some(({ sent: { type } }) => isDocumented(type)),
  );
  const inTheWay =
    entries.length === 0
      ? '还没有事项'
      : isUnanswered
        ? `第 ${asked} 项：请先核对；无误的，写明事由`
        : (attaching.inTheWay ?? confirmation.inTheWay);
  const change = (changed: Partial<DraftPaper>) => setPaper((before) => ({ ...before, ...changed }));
  const submit = () => {
    if (inTheWay !== null) return;
    const document = documentNumber.trim() === '' ? null : documentNumber.trim();
    const sent = entries.map(({ sent: entry }, at) => confirmed(entry, stated[at + 1]));
    const body = {
      ...{ title: titleOf(paper), documentNumber: document, entries: sent, replaces, fileDigest },
      ...{ ...bodyOfFiles(files), ...confirmation.stated },
    };
    recording.record(command('/v1/papers', { body }), `单据：${body.title}，${entries.length} 项`, paper);
  };
  const open = (at: number, form: NonNullable<ReturnType<typeof formOf>>) => {
    const [path, more] = form;
    keep(draftId, paper).then(
      () => void navigate(linkTo(path, { ...more, paperDraft: draftId, entry: at + 1 })),
      setFailed,
    );
  };
  const takeOut = (at: number) => {
    const left = without(entries, at);
    if (left !== null) change({ entries: left });
  };
  return (
    <EntryForm label="单据草稿" onSubmit={submit} recording={recording}>
      {returnedFor !== null && (
        <p className="replaced-note" role="status">
          修改后重新提交，代替 <Link to={linkTo('/papers', { papers: 'all', paper: replaces ?? '' })}>原单据</Link>
          。退回事由：{returnedFor}
        </p>
      )}
      {failed !== null && <Refusal error={failed} />}
      {entries.length === 0 ? (
        <Nothing>
          还没有事项。在 <Link to={linkTo('/payments/adjustment')}>指标变动</Link>、
          <Link to={linkTo('/programmes/issue')}>下达指标</Link>、<Link to={linkTo('/setup/programmes')}>项目设定</Link>
          填写，按“加入单据”。
        </Nothing>
      ) : (
        <fieldset className="panel">
          <legend>{entries.length} 项，一并提交、一并入账</legend>
          <table className="paper-entries">
            <thead>
              <tr>
                <th scope="col">项</th>
                <th scope="col">事项</th>
                <th scope="col">办理</th>
              </tr>
            </thead>
            <tbody>
              {entries.map(({ sent, about }, at) => {
                const form = formOf(sent);
                const basis = aboutEntry(sent);
                return (
                  <tr key={at}>
                    <td>{at + 1}</td>
                    <td>
                      {about}
                      {basis !== null && <div className="form-note">关于本单据第 {basis} 项</div>}
                      {asked === at + 1 && question !== null && (
                        <TextField
                          of={{ ...CONFIRMATION, label: question.label }}
                          text={stated[asked] ?? ''}
                          onText={(text) => setStated((before) => ({ ...before, [asked]: text }))}
                          note={question.note}
                        />
                      )}
                    </td>
                    <td>
                      <span className="ways-out">
                        {form !== null && (
                          <Button size="small" aria-label={`修改第 ${at + 1} 项`} onClick={() => open(at, form)}>
                            修改
                          </Button>
                        )}
                        <Button
                          size="small"
                          aria-label={`去掉第 ${at + 1} 项`}
                          disabled={without(entries, at) === null}
                          title={without(entries, at) === null ? '后面有事项关于这一项' : ''}
                          onClick={() => takeOut(at)}
                        >
                          去掉
                        </Button>
                      </span>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </fieldset>
      )}
      <fieldset className="panel form-narrow">
        <legend>单据</legend>
        <TextField
          of={TITLE}
          text={title}
          onText={(text) => change({ title: text })}
          note={title.trim() === '' && entries.length > 0 ? `留空即“${titleOf(paper)}”` : undefined}
        />
        <DocumentNumberField
          of={DOCUMENT}
          text={documentNumber}
          onText={(text) => change({ documentNumber: text })}
          year={fiscalYear}
        />
        {attaching.field}
      </fieldset>
      <RecordingNote recording={recording} />
      {confirmation.question}
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} recording={recording}>
          提交单据
        </SubmitButton>
        {draft.note}
      </div>
    </EntryForm>
  );
}

const confirmed = (sent: Entry, reason: string | undefined): Entry =>
  reason === undefined || reason.trim() === ''
    ? sent
    : ({ ...sent, content: { ...sent.content, confirmation: reason.trim() } } as Entry);
