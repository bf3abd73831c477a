import { useState } from 'react';
import { Link } from 'react-router';
import { Segmented } from 'antd';
import { formatYuanGrouped, parseYuan } from '@bofu/kernel';
import { command, type AnswerTo } from '../api/command';
import { useRecording } from '../api/recording';
import { useAddress, useBooks } from '../books/books';
import { YearField } from '../books/books-fields';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { Field } from '../forms/fields';
import { FileDrop, FileInput } from '../forms/file-field';
import { RecordingNote } from '../forms/recording-note';
import { Refusal } from '../pages/answer';
import { NotWritable } from '../pages/not-writable';
import { PageTitle } from '../pages/page-title';
import { send } from '../session/session';
import { DataTable, type Column } from '../table/data-table';
import { words } from '../words';
import { SetupCrumbs } from './setup-crumbs';
import './setup.css';

const KINDS = {
  programmes: '项目与指标',
  plans: '支出计划',
  standards: '发放标准',
  targets: '绩效指标',
  openings: '期初补录',
} as const;
type Kind = keyof typeof KINDS;

const NEEDS: Readonly<Record<Kind, string>> = {
  programmes: '一行一项指标；项目随第一项指标登记',
  plans: '先有指标：模板里已列出账上的每一项指标',
  standards: '先有项目：模板里已列出账上的每一个项目',
  targets: '先有项目：有行的项目整体替换本年绩效指标',
  openings: '先有指标：模板里已列出尚未补录的每一项，填各月已付',
};

type Trial = AnswerTo<'/v1/templates/{kind}/trial'>;

/** 模板导入: a template is taken, filled in, tried, and recorded whole or not at all. */
export function Component() {
  const { writable } = useBooks();
  const { address, change } = useAddress();
  const asked = address.get('kind');
  const kind: Kind = asked !== null && asked in KINDS ? (asked as Kind) : 'programmes';
  if (!writable) return <NotWritable />;
  return (
    <>
      <PageTitle parts={['模板导入', words.pages.setup]} />
      <SetupCrumbs here="模板导入" />
      <div className="toolbar">
        <h1>模板导入</h1>
        <YearField />
        <Segmented<Kind>
          aria-label="模板"
          value={kind}
          onChange={(value) => change({ kind: value })}
          options={(Object.keys(KINDS) as Kind[]).map((value) => ({ value, label: KINDS[value] }))}
        />
      </div>
      <ImportForm key={kind} kind={kind} />
    </>
  );
}

interface Chosen {
  readonly fileName: string;
  readonly contentBase64: string;
}

function ImportForm({ kind }: { kind: Kind }) {
  const { agencyId, fiscalYear } = useBooks();
  const { linkTo } = useAddress();
  const [chosen, setChosen] = useState<Chosen | null>(null);
  const [trial, setTrial] = useState<Trial | null>(null);
  const [trying, setTrying] = useState(false);
  const [failed, setFailed] = useState<unknown>(null);
  const [done, setDone] = useState<string | null>(null);
  const recording = useRecording<AnswerTo<'/v1/templates/{kind}/import'>>(`template/${kind}`, (answer) => {
    setDone(
      answer.repeated
        ? '这份文件已导入过，没有再登记'
        : `已登记 ${answer.changes} 项${answer.unchanged > 0 ? `，与账上相同的 ${answer.unchanged} 项未动` : ''}`,
    );
    setChosen(null);
    setTrial(null);
    recording.close();
  });
  const confirmation = useConfirmation(recording);
  const template = new URLSearchParams({
    fiscalYear: String(fiscalYear),
    ...(agencyId !== null && { agency: agencyId }),
  });

  const take = async (file: File | undefined) => {
    setTrial(null);
    setFailed(null);
    setDone(null);
    setChosen(null);
    if (recording.state.kind === 'refused') recording.close();
    if (file === undefined) return;
    setTrying(true);
    try {
      const taken = { fileName: file.name, contentBase64: await base64Of(file) };
      const body = { ...taken, fiscalYear, ...(agencyId !== null && { agency: agencyId }) };
      setTrial(await send<Trial>(`/v1/templates/${kind}/trial`, body));
      setChosen(taken);
    } catch (error) {
      setFailed(error);
    } finally {
      setTrying(false);
    }
  };
  const inTheWay =
    chosen === null || trial === null
      ? trying
        ? '正在试算'
        : '请先选择填好的文件'
      : trial.defects.length > 0
        ? `有 ${trial.defects.length} 处错误，一项也没有登记`
        : trial.changes === 0
          ? '没有要登记的：与账上相同'
          : confirmation.inTheWay;
  const submit = () => {
    if (inTheWay !== null || chosen === null) return;
    recording.record(
      command('/v1/templates/{kind}/import', { path: { kind }, body: { ...chosen, fiscalYear } }),
      `${KINDS[kind]}：${chosen.fileName}`,
      {},
    );
  };
  return (
    <EntryForm label={`导入${KINDS[kind]}`} onSubmit={submit} recording={recording}>
      <fieldset className="panel">
        <legend>{KINDS[kind]}</legend>
        <p>
          1　<a href={`/v1/templates/${kind}.xlsx?${template.toString()}`}>下载 {fiscalYear} 年的模板</a>
          <span className="form-note">　{NEEDS[kind]}</span>
        </p>
        <Field label="2　填好" note="选定即试算，不登记；.xlsx，不超过 700 KB">
          {(id) => (
            <FileDrop onFiles={([file]) => void take(file)}>
              <FileInput id={id} accept=".xlsx" onFiles={([file]) => void take(file)} />
            </FileDrop>
          )}
        </Field>
        {chosen && trial && <TrialNote trial={trial} fileName={chosen.fileName} kind={kind} />}
        {failed !== null && <Refusal error={failed} />}
        <RecordingNote recording={recording} recorded={done} />
        {confirmation.question}
        {done !== null && (
          <p className="ways-out">
            <Link to={linkTo('/setup/programmes')}>看项目设定</Link>
            <Link to={linkTo('/setup')}>回到{words.pages.setup}</Link>
          </p>
        )}
        <div className="form-actions">
          <SubmitButton inTheWay={inTheWay} recording={recording}>
            3　全部登记
          </SubmitButton>
        </div>
      </fieldset>
    </EntryForm>
  );
}

function TrialNote({ trial, fileName, kind }: { trial: Trial; fileName: string; kind: Kind }) {
  const { defects, changes, unchanged, total, annotatedBase64 } = trial;
  const columns: readonly Column<Trial['defects'][number]>[] = [
    { key: 'cell', title: '单元格', names: true, cell: ({ cell }) => (cell === '' ? '整份文件' : cell) },
    { key: 'reason', title: '错误说明', cell: ({ reason }) => reason },
  ];
  if (defects.length === 0)
    return (
      <p role="status">
        试算通过：<b>{fileName}</b> 将登记 {changes} 项{kind === 'programmes' ? '指标' : ''}
        {total !== null && `，合计 ${formatYuanGrouped(parseYuan(total))} 元`}
        {unchanged > 0 && `；与账上相同的 ${unchanged} 项不再登记`}
      </p>
    );
  return (
    <div role="alert">
      <p>
        <b>{fileName}</b> 有 {defects.length} 处错误，一项也没有登记。
        {annotatedBase64 !== null && (
          <button type="button" className="link-button" onClick={() => keepFile(annotatedBase64, `批注 ${fileName}`)}>
            下载批注后的文件
          </button>
        )}
      </p>
      <DataTable
        caption="逐格说明"
        columns={columns}
        rows={defects}
        keyOf={({ cell, reason }) => `${cell} ${reason}`}
      />
    </div>
  );
}

const base64Of = (file: File): Promise<string> =>
  new Promise((resolve, reject) => {
    const reader = new FileReader();
    reader.onload = () => resolve(typeof reader.result === 'string' ? reader.result.replace(/^data:[^,]*,/, '') : '');
    reader.onerror = () => reject(reader.error ?? new Error('the file could not be read'));
    reader.readAsDataURL(file);
  });

function keepFile(contentBase64: string, name: string): void {
  const bytes = Uint8Array.from(atob(contentBase64), (character) => character.charCodeAt(0));
  const address = URL.createObjectURL(new Blob([bytes]));
  const link = document.createElement('a');
  link.href = address;
  link.download = name;
  link.click();
  URL.revokeObjectURL(address);
}
