import { useState } from 'react';
import { Select } from 'antd';
import { POSTS, type Post } from '@bofu/kernel';
import type { Person } from '../api/acting-person';
import { command, type AnswerTo } from '../api/command';
import { useRecording } from '../api/recording';
import { todayInBeijing } from '../books/books-in-address';
import { agencyText, useOffice } from '../books/office';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { DateField, OptionalDateField } from '../forms/day-fields';
import { Field, TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';
import { isAdministration } from '../session/session';
import { words } from '../words';
import { OVER_MONEY, useProgrammeSets } from './grants';

const REASON = bodyField('/v1/grants', 'reason', '缘由');

type HumanPost = Exclude<Post, 'service'>;
const HUMAN_POSTS = POSTS.filter((post): post is HumanPost => post !== 'service');

interface Entered {
  readonly personId: string;
  readonly post: HumanPost;
  readonly from: string;
  readonly until: string | null;
  readonly delegatorId: string | null;
  readonly programmeSetId: string | null;
  readonly reason: string;
}

/** 提出授权: gives nothing until another security administrator confirms it. */
export function ProposeGrant({ people }: { people: readonly Person[] }) {
  const { agency } = useOffice();
  const recording = useRecording<AnswerTo<'/v1/grants'>, Entered>('grant', () => {
    setPersonId(null);
    setReason('');
    recording.close();
  });
  const { entered } = recording;
  const [personId, setPersonId] = useState<string | null>(entered.personId ?? null);
  const [post, setPost] = useState<HumanPost>(entered.post ?? 'clerk');
  const [from, setFrom] = useState<string>(() => entered.from ?? todayInBeijing(new Date()));
  const [until, setUntil] = useState<string | null>(entered.until ?? null);
  const [delegatorId, setDelegatorId] = useState<string | null>(entered.delegatorId ?? null);
  const [programmeSetId, setProgrammeSetId] = useState<string | null>(entered.programmeSetId ?? null);
  const sets = useProgrammeSets(agency?.agencyId ?? null).data ?? [];
  const overMoney = OVER_MONEY.includes(post);
  const limitedTo = overMoney ? programmeSetId : null;
  const [reason, setReason] = useState(entered.reason ?? '');
  const administers = isAdministration(post);
  const needsEnd = post === 'auditor' || delegatorId !== null;
  const confirmation = useConfirmation(recording);
  const inTheWay =
    personId === null
      ? '请选择人员'
      : !administers && agency === null
        ? '请先登记部门'
        : needsEnd && until === null
          ? '审计授权与代理须写明止日'
          : (wrongIn(REASON, reason) ?? confirmation.inTheWay);
  const submit = () => {
    if (inTheWay !== null || personId === null) return;
    const body = {
      personId,
      post,
      onAgencyId: administers ? null : (agency?.agencyId ?? null),
      programmeSetId: limitedTo,
      from,
      until,
      delegatorId: administers ? null : delegatorId,
      reason: reason.trim(),
      ...confirmation.stated,
    };
    const name = people.find((each) => each.personId === personId)?.name ?? '';
    recording.record(command('/v1/grants', { body }), `提出授权：${name} ${words.post[post]}`, {
      personId,
      post,
      from,
      until,
      delegatorId,
      programmeSetId,
      reason,
    });
  };
  const persons = people.map(({ personId: value, name, number }) => ({ value, label: `${name} ${number ?? ''}` }));
  return (
    <EntryForm label="提出授权" onSubmit={submit} recording={recording}>
      <fieldset className="panel form-narrow">
        <legend>提出授权</legend>
        <Field label="人员">
          {(id) => (
            <Select
              id={id}
              value={personId}
              onChange={setPersonId}
              options={persons}
              showSearch
              optionFilterProp="label"
            />
          )}
        </Field>
        <Field label="岗位" note={administers ? '全系统' : agency ? `在 ${agencyText(agency)} 的账上` : ''}>
          {(id) => (
            <Select<HumanPost>
              id={id}
              value={post}
              onChange={setPost}
              options={HUMAN_POSTS.map((value) => ({ value, label: words.post[value] }))}
            />
          )}
        </Field>
        {!administers && (
          <Field label="代理何人" note="本人任职不选；代理人以自己的名义办理">
            {(id) => (
              <Select
                id={id}
                allowClear
                value={delegatorId}
                onChange={(chosen: string | undefined) => setDelegatorId(chosen ?? null)}
                options={persons}
              />
            )}
          </Field>
        )}
        {overMoney && sets.length > 0 && (
          <Field label="项目组" note="不选为全部项目">
            {(id) => (
              <Select
                id={id}
                allowClear
                value={programmeSetId}
                onChange={(chosen: string | undefined) => setProgrammeSetId(chosen ?? null)}
                options={sets.map(({ programmeSetId: value, name, programmeIds }) => ({
                  ...{ value, label: `${name}（${programmeIds.length} 个项目）` },
                }))}
              />
            )}
          </Field>
        )}
        <DateField label="起日" date={from} onDate={setFrom} />
        <OptionalDateField label="止日" date={until} onDate={setUntil} />
        <TextField of={REASON} text={reason} onText={setReason} />
      </fieldset>
      <RecordingNote recording={recording} />
      {confirmation.question}
      <div className="form-actions">
        <SubmitButton inTheWay={inTheWay} recording={recording}>
          提出授权
        </SubmitButton>
      </div>
    </EntryForm>
  );
}
