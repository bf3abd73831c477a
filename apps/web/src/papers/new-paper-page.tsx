import { Radio } from 'antd';
import { useState } from 'react';
import { Link } from 'react-router';
import { useActor } from '../api/acting-person';
import type { AnswerTo } from '../api/command';
import { command } from '../api/command';
import { queries } from '../api/queries';
import { useRecording } from '../api/recording';
import { bodyOfFiles, type ActFile } from '../attachments/act-files';
import { useActFiles } from '../attachments/act-files-entry';
import { useAddress, useBooks } from '../books/books';
import { dayToShow, todayInBeijing } from '../books/books-in-address';
import { useIsClerk } from '../drafts/drafts';
import { FromDraft, type Kept } from '../drafts/from-draft';
import { useKeptDraft } from '../drafts/keep-draft';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { DateField } from '../forms/day-fields';
import { Field } from '../forms/fields';
import { FileDrop, FileInput } from '../forms/file-field';
import { RecordingNote } from '../forms/recording-note';
import { Answer, Refusal } from '../pages/answer';
import { NotWritable } from '../pages/not-writable';
import { instantText } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { useSignedIn } from '../session/session';
import { words } from '../words';
import { ReadingDecisions } from './reading-decisions';
import { ReadingPoints } from './reading-points';
import { ReadingProgrammes } from './reading-programmes';
import { ReadingSource, type Meant } from './reading-source';
import {
  choicesOf,
  sendPaper,
  useReading,
  useReadings,
  type Decisions,
  type Prints,
  type ReadProgramme,
  type Reading,
} from './readings';
import './papers.css';

interface Entered {
  readonly digest: string;
  readonly effectiveOn: string;
  readonly decisions: Decisions;
  readonly seen: readonly string[];
  readonly prints: Prints | null;
  readonly files: readonly ActFile[];
}

const TITLE = '读取预算公开';

/** It would be issued, or its amount is another than the books have. */
const changesMoney = ({ standing, figures }: ReadProgramme): boolean =>
  standing === 'new' || figures.some(({ field, before }) => field === 'amount' && before !== null);

/** 读取预算公开: a published file, what it was read as beside where it stands, and then one paper. */
export function Component() {
  const { writable } = useBooks();
  const { linkTo } = useAddress();
  const isClerk = useIsClerk();
  if (!writable) return <NotWritable />;
  return (
    <>
      <PageTitle parts={[TITLE, words.pages.papers]} />
      <nav aria-label="位置" className="crumbs no-print">
        <Link to={linkTo('/papers')}>{words.pages.papers}</Link> / {TITLE}
      </nav>
      <div className="toolbar">
        <h1>{TITLE}</h1>
      </div>
      {isClerk ? (
        <FromDraft<Entered>>{(kept) => <OfOneFile kept={kept} />}</FromDraft>
      ) : (
        <p className="nothing-here">预算公开由经办读取，读出后提交为一份单据。</p>
      )}
    </>
  );
}

function OfOneFile({ kept }: { kept: Kept<Entered> }) {
  const { address, change } = useAddress();
  const digest = address.get('reading') ?? kept.entered.digest ?? null;
  const [said, setSaid] = useState<{ readonly of: string | null; readonly prints: Prints } | null>(null);
  const before = kept.entered.digest === digest ? (kept.entered.prints ?? null) : null;
  const prints = said !== null && said.of === digest ? said.prints : before;
  const reading = useReading(digest, prints);
  const [read, setRead] = useState<{ readonly digest: string; readonly file: File } | null>(null);
  return (
    <>
      <ChooseFile
        onRead={(of, file) => {
          setRead({ digest: of, file });
          change({ reading: of, draft: null });
        }}
        hasOne={digest !== null}
      />
      {digest !== null && (
        <Answer query={reading} lines={14}>
          {({ value }) => (
            <WorkThrough
              key={value.digest}
              reading={value}
              prints={prints}
              file={read?.digest === value.digest && /\.pdf$/i.test(read.file.name) ? read.file : null}
              onPrints={(of) => setSaid({ of: digest, prints: of })}
              kept={kept.entered.digest === value.digest ? kept : { ...kept, entered: {} }}
            />
          )}
        </Answer>
      )}
    </>
  );
}

function ChooseFile({ onRead, hasOne }: { onRead: (digest: string, file: File) => void; hasOne: boolean }) {
  const { agencyId } = useBooks();
  const { linkTo } = useAddress();
  const actor = useActor();
  const [sending, setSending] = useState<string | null>(null);
  const [said, setSaid] = useState('');
  const [failed, setFailed] = useState<{ readonly name: string; readonly error: unknown } | null>(null);
  const earlier = useReadings().data?.value.items ?? [];

  const take = async (file: File | undefined) => {
    if (file === undefined || sending !== null) return;
    setFailed(null);
    setSaid('');
    setSending(file.name);
    try {
      const { digest, wasRead, fileName, readAt, readBy } = await sendPaper(file, agencyId, actor);
      setSaid(
        wasRead
          ? `这份文件读过了：${readBy ?? '同事'} ${instantText(readAt)} 以“${fileName}”读入，摘要相同`
          : `已读：${file.name}，尚未登记`,
      );
      await queries.invalidateQueries({ queryKey: ['paper-readings'] });
      onRead(digest, file);
    } catch (error) {
      setFailed({ name: file.name, error });
    } finally {
      setSending(null);
    }
  };
  return (
    <FileDrop label="选择文件" isPanel onFiles={([file]) => void take(file)}>
      <Field
        label={hasOne ? '换一份文件' : '文件'}
        note="部门或单位的预算公开：.docx，由它转换的 .txt，或表格有线、合计相符的 .pdf；可拖到这里，读后先核对，不登记"
      >
        {(id) => (
          <FileInput
            id={id}
            accept=".docx,.txt,.pdf"
            disabled={sending !== null}
            onFiles={([file]) => void take(file)}
          />
        )}
      </Field>
      <p role="status" className={said === '' ? 'form-note' : 'recorded'}>
        {sending === null ? said : `正在读 ${sending}…`}
      </p>
      {failed && (
        <>
          <p>
            <b>{failed.name}</b> 没有读入，没有留下草稿：
          </p>
          <Refusal error={failed.error} />
        </>
      )}
      {!hasOne && earlier.length > 0 && (
        <p className="form-note">
          读过的文件：
          {earlier.map(({ digest, fileName, readAt }) => (
            <Link key={digest} to={linkTo('/papers/new', { reading: digest })} className="earlier-reading">
              {fileName}（{instantText(readAt).slice(0, 10)}）
            </Link>
          ))}
        </p>
      )}
    </FileDrop>
  );
}

function WorkThrough({
  reading,
  prints,
  file,
  onPrints,
  kept: { draftId, entered },
}: {
  reading: Reading;
  prints: Prints | null;
  /** What was read just now, where it is of a kind that is kept. */
  file: File | null;
  onPrints: (prints: Prints) => void;
  kept: Kept<Entered>;
}) {
  const { digest, fileName, fiscalYear, bureau, title, total, programmes, open, points, papers } = reading;
  const { asksPrints, addsNothing, shownAt } = reading;
  const { linkTo } = useAddress();
  const alone = useSignedIn() === null;
  const [effectiveOn, setEffectiveOn] = useState(entered.effectiveOn ?? firstDay(fiscalYear ?? 2000, asksPrints));
  const [decisions, setDecisions] = useState<Decisions>(entered.decisions ?? {});
  const [seen, setSeen] = useState<readonly string[]>(entered.seen ?? []);
  const [files, setFiles] = useState<readonly ActFile[]>(entered.files ?? []);
  const attaching = useActFiles(files, setFiles, programmes.some(changesMoney), file);
  const [meant, setMeant] = useState<Meant | null>(null);
  const [done, setDone] = useState<AnswerTo<'/v1/paper-readings/{digest}/paper'> | null>(null);
  const draft = useKeptDraft(draftId, 'paper-reading', {
    subject: digest,
    title: `${fileName}（${programmes.length} 个项目）`,
    entered: { digest, effectiveOn, decisions, seen, prints, files },
  });
  const recording = useRecording<AnswerTo<'/v1/paper-readings/{digest}/paper'>>(`paper-reading/${digest}`, (answer) => {
    setDone(answer);
    draft.submitted();
    recording.close();
    void queries.invalidateQueries({ queryKey: ['paper-readings'] });
  });
  const confirmation = useConfirmation(recording);
  const choices = choicesOf(open, decisions);
  const unseen = points.filter(({ key }) => !seen.includes(key)).length;
  const standing = papers.filter(({ stateLabel }) => !/退回|撤回/.test(stateLabel));
  const [first] = standing;
  const inTheWay =
    done !== null || first !== undefined
      ? '这份文件已有单据'
      : programmes.some(({ standing }) => standing === 'asked')
        ? '先说明文件印的是全年数还是追加数'
        : addsNothing
          ? '与账上相同，没有可登记的'
          : choices.length < open.length
            ? `还有 ${open.length - choices.length} 处须先核定`
            : unseen > 0
              ? `还有 ${unseen} 项没有看过`
              : (attaching.inTheWay ?? confirmation.inTheWay);
  const submit = () => {
    if (inTheWay !== null) return;
    const body = {
      ...{ effectiveOn, prints, shownAt, choices: [...choices], seen: points.map(({ key }) => key) },
      ...{ ...bodyOfFiles(files), ...confirmation.stated },
    };
    recording.record(
      command('/v1/paper-readings/{digest}/paper', { path: { digest }, body }),
      `${fiscalYear ?? ''}年预算 ${bureau ?? title}`,
      {},
    );
  };
  return (
    <EntryForm label="核对并提交" onSubmit={submit} recording={recording}>
      <p className="reading-summary">
        <b>{bureau ?? title}</b>
        <span>{fiscalYear} 年</span>
        <span>
          <b>{programmes.length}</b> 个项目
        </span>
        <span>
          合计 <b>{total}</b> 元
        </span>
        <span className="form-note">
          {fileName}，摘要 <code>{digest.slice(0, 12)}</code>
        </span>
      </p>
      {papers.length > 0 && done === null && (
        <p className="recorded" role="status">
          这份文件已提交过：
          {papers.map(({ paperId, title: said, stateLabel }) => (
            <Link key={paperId} to={linkTo('/papers', { papers: 'all', paper: paperId })}>
              {said}（{stateLabel}）
            </Link>
          ))}
        </p>
      )}
      {asksPrints && done === null && standing.length === 0 && (
        <section className="panel" aria-label="与账上相比">
          <p role="status">
            {addsNothing
              ? '各项与账上相同：印的若是全年数，这份文件没有新的内容，不能提交。'
              : '账上已有其中的项目，只登记差异；账上有而文件未列的，保持不变。'}
          </p>
          <Radio.Group
            value={prints}
            onChange={({ target }) => onPrints(target.value as Prints)}
            aria-label="文件印的是"
          >
            <Radio value="whole">印的是全年数：与账上的差额作追加或追减</Radio>
            <Radio value="addition">印的是追加数：加到账上</Radio>
          </Radio.Group>
        </section>
      )}
      <div className="reading">
        <div className="reading-left">
          <ReadingProgrammes reading={reading} meant={meant} onMeant={setMeant} />
        </div>
        <div className="reading-right">
          <ReadingSource source={reading.source} meant={meant} />
          <ReadingDecisions open={open} decisions={decisions} onDecisions={setDecisions} />
          <ReadingPoints points={points} seen={seen} onSeen={setSeen} onMeant={setMeant} />
          <fieldset className="panel">
            <legend>提交</legend>
            <DateField label="生效日期" date={effectiveOn} onDate={setEffectiveOn} />
            {attaching.field}
            {draft.note}
            <RecordingNote
              recording={recording}
              recorded={done && `${done.approved ? '已登记' : '已提交单据，待复核、审批'}：${done.entries} 项`}
            />
            {confirmation.question}
            {done !== null && (
              <p className="ways-out">
                <Link to={linkTo('/papers', { papers: 'all', paper: done.paperId })}>看单据</Link>
                <Link to={linkTo('/programmes', { year: fiscalYear })}>看{words.pages.programmes}</Link>
              </p>
            )}
            <div className="form-actions">
              <SubmitButton inTheWay={inTheWay} recording={recording}>
                {alone ? '全部登记' : '提交单据'}
              </SubmitButton>
            </div>
          </fieldset>
        </div>
      </div>
    </EntryForm>
  );
}

/** A first budget counts from the year's first day; what comes later, from today within its year. */
const firstDay = (fiscalYear: number, isLater: boolean): string =>
  isLater ? dayToShow(fiscalYear, todayInBeijing(new Date())) : `${fiscalYear}-01-01`;
