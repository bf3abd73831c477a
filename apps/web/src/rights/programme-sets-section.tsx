import { useState } from 'react';
import { Select } from 'antd';
import { command } from '../api/command';
import { useRecording } from '../api/recording';
import type { Agency } from '../books/office-query';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { Field, TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';
import { Answer } from '../pages/answer';
import { useProgrammes, type Programme } from '../payments/programmes';
import { DataTable } from '../table/data-table';
import { words } from '../words';
import { useProgrammeSets, type ProgrammeSet } from './grants';

const NAME = bodyField('/v1/programme-sets', 'name', '名称');
const REASON = bodyField('/v1/programme-sets', 'reason', '缘由');
const CHANGE_REASON = bodyField('/v1/programme-sets/{programmeSetId}/changes', 'reason', '缘由');

/** 项目组 of an agency, and the form by which one is made or changed. */
export function ProgrammeSetsSection({ agency: { agencyId } }: { agency: Agency }) {
  const sets = useProgrammeSets(agencyId);
  const programmes = useProgrammes().data?.value ?? [];
  const [openId, setOpenId] = useState<string | null>(null);
  const nameOf = (programmeId: string) =>
    programmes.find((each) => each.programmeId === programmeId)?.name ?? programmeId;
  return (
    <section aria-label="项目组">
      <h2>项目组</h2>
      <Answer query={sets}>
        {(rows) => (
          <>
            <DataTable
              caption="项目组：经办、复核、审批、财务可以只授予其中的项目"
              columns={[
                { key: 'name', title: '名称', names: true, cell: ({ name }) => name },
                { key: 'programmes', title: '项目', cell: ({ programmeIds }) => programmeIds.map(nameOf).join('、') },
                { key: 'proposal', title: '待确认', cell: ({ proposal }) => proposalText(proposal, nameOf) },
                { key: 'people', title: '授予', cell: ({ grantedTo }) => grantedTo.join('、') || words.nothing },
                {
                  key: 'open',
                  title: '',
                  word: '办理',
                  cell: ({ programmeSetId, name }) => (
                    <button
                      type="button"
                      className="link-button"
                      aria-label={`变更项目组 ${name}`}
                      onClick={() => setOpenId(programmeSetId)}
                    >
                      变更
                    </button>
                  ),
                },
              ]}
              rows={rows}
              keyOf={({ programmeSetId }) => programmeSetId}
              current={openId}
            />
            <ProgrammeSetForm
              key={openId ?? ''}
              set={rows.find(({ programmeSetId }) => programmeSetId === openId) ?? null}
              programmes={programmes}
              onDone={() => setOpenId(null)}
            />
          </>
        )}
      </Answer>
    </section>
  );
}

/** `加入 甲、乙；移出 丙（周监管）`; nothing where no change waits. */
export const proposalText = (proposal: ProgrammeSet['proposal'], nameOf: (programmeId: string) => string): string => {
  if (proposal === null) return words.nothing;
  const { added, removed, proposedBy } = proposal;
  const parts = [
    ...(added.length > 0 ? [`加入 ${added.map(nameOf).join('、')}`] : []),
    ...(removed.length > 0 ? [`移出 ${removed.map(nameOf).join('、')}`] : []),
  ];
  return `${parts.join('；')}（${proposedBy}）`;
};

interface Entered {
  readonly name: string;
  readonly programmeIds: readonly string[];
  readonly reason: string;
}

function ProgrammeSetForm({
  set,
  programmes,
  onDone,
}: {
  set: ProgrammeSet | null;
  programmes: readonly Programme[];
  onDone: () => void;
}) {
  const title = set === null ? '设立项目组' : `变更项目组：${set.name}`;
  const recording = useRecording<unknown, Entered>(`programme-set/${set?.programmeSetId ?? ''}`, () => {
    setName('');
    setProgrammeIds([]);
    setReason('');
    recording.close();
    onDone();
  });
  const { entered } = recording;
  const [name, setName] = useState(entered.name ?? '');
  const [programmeIds, setProgrammeIds] = useState<readonly string[]>(entered.programmeIds ?? set?.programmeIds ?? []);
  const [reason, setReason] = useState(entered.reason ?? '');
  const confirmation = useConfirmation(recording);
  const add = programmeIds.filter((each) => !set?.programmeIds.includes(each));
  const remove = set?.programmeIds.filter((each) => !programmeIds.includes(each)) ?? [];
  const inTheWay =
    (set === null ? wrongIn(NAME, name) : null) ??
    (set === null && programmeIds.length === 0
      ? '请选择项目'
      : add.length + remove.length === 0
        ? '与现在的相同'
        : set !== null && set.proposal !== null
          ? '已有变更待安全管理员确认'
          : (wrongIn(set === null ? REASON : CHANGE_REASON, reason) ?? confirmation.inTheWay));
  const submit = () => {
    if (inTheWay !== null) return;
    const stated = { reason: reason.trim(), ...confirmation.stated };
    const sent =
      set === null
        ? command('/v1/programme-sets', { body: { name: name.trim(), programmeIds: [...programmeIds], ...stated } })
        : command('/v1/programme-sets/{programmeSetId}/changes', {
            path: { programmeSetId: set.programmeSetId },
            body: { add, remove, ...stated },
          });
    recording.record(sent, title, { name, programmeIds, reason });
  };
  return (
    <EntryForm label={title} onSubmit={submit} recording={recording}>
      <fieldset className="panel form-narrow">
        <legend>{title}</legend>
        {set === null && <TextField of={NAME} text={name} onText={setName} />}
        <Field label="项目" note={set === null ? '' : '移出即时生效；加入已授予的组，须经安全管理员确认'}>
          {(id) => (
            <Select
              id={id}
              mode="multiple"
              value={[...programmeIds]}
              onChange={(chosen: string[]) => setProgrammeIds(chosen)}
              options={programmes.map(({ programmeId: value, code, name: label }) => ({
                ...{ value, label: `${label} ${code}` },
              }))}
              optionFilterProp="label"
              style={{ width: '100%' }}
            />
          )}
        </Field>
        <TextField of={set === null ? REASON : CHANGE_REASON} text={reason} onText={setReason} />
      </fieldset>
      <RecordingNote recording={recording} />
      {confirmation.question}
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} recording={recording}>
          {set === null ? '设立项目组' : '变更项目组'}
        </SubmitButton>
        {set !== null && (
          <button type="button" className="link-button" onClick={onDone}>
            另设一个
          </button>
        )}
      </div>
    </EntryForm>
  );
}
