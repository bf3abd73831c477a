import { useState } from 'react';
import { Link } from 'react-router';
import { Button, Input } from 'antd';
import { addDays } from '@bofu/kernel';
import { api, recorded } from '../api/client';
import { useRecording, type CommandHeaders } from '../api/recording';
import { useActing } from '../api/acting-person';
import { useAddress, useBooks } from '../books/books';
import { todayInBeijing } from '../books/books-in-address';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { ChoiceField, DateField, Field, TextField } from '../forms/fields';
import { useShortcuts } from '../frame/shortcuts';
import { StatusTag } from '../marks/status-tag';
import { Answer } from '../pages/answer';
import { instantText } from '../pages/page-status';
import { RecordingNote } from '../payments/recording-note';
import { LEVEL_MARK, LEVEL_WORD, SITUATION_WORD, useAlertCase, type AlertCase } from './alerts';

/** One alert as a case file: why, with the numbers in it; what happened; what can be done. */
export function AlertCasePanel({ alertId }: { alertId: string }) {
  const found = useAlertCase(alertId);
  return (
    <section className="panel alert-case" aria-label="预警详情">
      <Answer query={found}>{({ value }) => <Case alert={value} />}</Answer>
    </section>
  );
}

const ACTS = { acknowledge: '确认', dispose: '处置', assign: '指派', snooze: '暂缓', comment: '评论' } as const;
type Act = keyof typeof ACTS;
const KEYS: Readonly<Record<Act, string>> = { acknowledge: 'a', dispose: 's', assign: 'g', snooze: 'z', comment: 'c' };

const actsOf = ({ situation, blocking, level }: AlertCase): readonly Act[] => {
  if (situation === 'cleared') return ['comment'];
  const possible: Act[] = ['dispose', 'assign', 'snooze', 'comment'];
  if (situation === 'open') possible.unshift('acknowledge');
  // What keeps payments from going out cannot be put off.
  return blocking && level === 'red' ? possible.filter((act) => act !== 'snooze') : possible;
};

function Case({ alert }: { alert: AlertCase }) {
  const { writable } = useBooks();
  const { linkTo } = useAddress();
  const [act, setAct] = useState<Act | null>(null);
  const acts = writable ? actsOf(alert) : [];
  useShortcuts(acts.map((each) => ({ key: KEYS[each], does: ACTS[each], run: () => setAct(each) })));
  return (
    <>
      <h2>
        <StatusTag mark={LEVEL_MARK[alert.level]}>{LEVEL_WORD[alert.level]}</StatusTag> {alert.subjectName}
      </h2>
      <p className="form-note">
        {alert.rule} {alert.ruleName}
        {alert.period !== null && `，所属期 ${alert.period}`}，规则第 {alert.ruleVersion} 版；首次触发 {alert.raisedOn}
        {alert.recurrences > 0 && `，再次触发 ${alert.recurrences} 次`}；状态：{SITUATION_WORD[alert.situation]}
        {alert.assignee !== null && `；责任人：${alert.assignee}`}
      </p>
      <div className="formula">
        <b>为什么</b>
        <p>{alert.formula}</p>
      </div>
      <p className="ways-out">
        {alert.appropriationId !== null && <Link to={linkTo(`/programmes/${alert.appropriationId}`)}>打开项目</Link>}
        {alert.appropriationId !== null && (
          <Link to={linkTo(`/programmes/${alert.appropriationId}`, { knownAt: alert.raisedAt, asOf: alert.raisedOn })}>
            回到触发时点看账
          </Link>
        )}
        <Link to={linkTo('/alerts', { rule: alert.rule })}>同规则的预警</Link>
      </p>
      <div className="toolbar">
        {acts.map((each) => (
          <Button key={each} aria-expanded={act === each} onClick={() => setAct(act === each ? null : each)}>
            {ACTS[each]} <kbd>{KEYS[each].toUpperCase()}</kbd>
          </Button>
        ))}
      </div>
      {act !== null && acts.includes(act) && <ActForm key={act} act={act} alert={alert} onDone={() => setAct(null)} />}
      <h2>处理记录</h2>
      <ol className="case-history">
        {alert.history.map((line) => (
          <li key={line.version}>
            <span className="case-time">{instantText(line.recordedAt)}</span>
            <span>{line.actor}</span>
            <span>
              <b>{line.label}</b>
              {line.level !== null && ` ${LEVEL_WORD[line.level]}`}
              {line.text !== null && `　${line.text}`}
              {line.formula !== null && <span className="case-formula">{line.formula}</span>}
            </span>
          </li>
        ))}
      </ol>
    </>
  );
}

const DECISIONS = { continue: '继续（已有安排）', virement: '调剂', supplement: '追加', cancel: '取消项目' } as const;
type Decision = keyof typeof DECISIONS;

function ActForm({ act, alert, onDone }: { act: Act; alert: AlertCase; onDone: () => void }) {
  const { people } = useActing();
  const [text, setText] = useState('');
  const [until, setUntil] = useState<string>(() => addDays(todayInBeijing(new Date()), 7));
  const [decision, setDecision] = useState<Decision>('continue');
  const { mutate, isPending, error, checking } = useRecording((_: undefined, headers) =>
    send(act, alert.alertId, headers, { text: text.trim(), until, decision }),
  );
  const inTheWay = act !== 'acknowledge' && text.trim() === '' ? `请填写${act === 'assign' ? '责任人' : '内容'}` : null;
  const submit = () => {
    if (inTheWay === null && !isPending) mutate(undefined, { onSuccess: onDone });
  };
  return (
    <EntryForm label={ACTS[act]} onSubmit={submit}>
      {act === 'dispose' && <ChoiceField label="处置" value={decision} onValue={setDecision} choices={DECISIONS} />}
      {act === 'snooze' && <DateField label="暂缓至" date={until} onDate={setUntil} />}
      {act === 'assign' && (
        <Field label="责任人" note={`常用：${people.join('、')}`}>
          {(id) => (
            <Input id={id} autoFocus maxLength={64} value={text} onChange={({ target }) => setText(target.value)} />
          )}
        </Field>
      )}
      {(act === 'dispose' || act === 'snooze') && <TextField label="理由" text={text} onText={setText} limit={500} />}
      {act === 'comment' && <TextField label="评论" text={text} onText={setText} limit={500} />}
      <RecordingNote error={error} recorded={null} />
      <SubmitButton inTheWay={inTheWay} busy={isPending} checking={checking}>
        {ACTS[act]}
      </SubmitButton>
    </EntryForm>
  );
}

interface Said {
  readonly text: string;
  readonly until: string;
  readonly decision: Decision;
}

function send(act: Act, alertId: string, headers: CommandHeaders, { text, until, decision }: Said) {
  const params = { path: { alertId }, header: headers };
  switch (act) {
    case 'acknowledge':
      return recorded(api.POST('/v1/alerts/{alertId}/acknowledge', { params, body: {} }));
    case 'assign':
      return recorded(api.POST('/v1/alerts/{alertId}/assign', { params, body: { assignee: text } }));
    case 'comment':
      return recorded(api.POST('/v1/alerts/{alertId}/comment', { params, body: { comment: text } }));
    case 'snooze':
      return recorded(api.POST('/v1/alerts/{alertId}/snooze', { params, body: { until, reason: text } }));
    case 'dispose':
      return recorded(api.POST('/v1/alerts/{alertId}/dispose', { params, body: { decision, reason: text } }));
  }
}
