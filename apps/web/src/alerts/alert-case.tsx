import { useState } from 'react';
import { Link } from 'react-router';
import { Button, Select } from 'antd';
import { addDays } from '@bofu/kernel';
import { command, type Command } from '../api/command';
import { useRecording } from '../api/recording';
import { formUnderWay } from '../api/recordings';
import { useAddress, useBooks } from '../books/books';
import { todayInBeijing } from '../books/books-in-address';
import { useOffice } from '../books/office';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation, type Stated } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { DateField } from '../forms/day-fields';
import { ChoiceField, Field, TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';
import { useShortcuts } from '../frame/shortcuts';
import { Money } from '../marks/money';
import { StatusTag } from '../marks/status-tag';
import { Answer } from '../pages/answer';
import { instantText } from '../pages/page-status';
import { LEVEL_MARK, LEVEL_WORD, SITUATION_WORD, useAlertCase, type AlertCase } from './alerts';
import { DISPOSITIONS, type Disposition } from './dispositions';
import { NoticeLink } from './notice-link';

/** What is said with an act. */
const WORDS = {
  dispose: bodyField('/v1/alerts/{alertId}/dispose', 'reason', '理由'),
  snooze: bodyField('/v1/alerts/{alertId}/snooze', 'reason', '理由'),
  close: bodyField('/v1/alerts/{alertId}/close', 'reason', '理由'),
  comment: bodyField('/v1/alerts/{alertId}/comment', 'comment', '评论'),
};

/** One alert as a case file: why, with the numbers in it; what happened; what can be done. */
export function AlertCasePanel({ alertId }: { alertId: string }) {
  const found = useAlertCase(alertId);
  return (
    <section className="panel alert-case" aria-label="预警详情">
      <Answer query={found}>{({ value }) => <Case alert={value} />}</Answer>
    </section>
  );
}

const ACTS = {
  acknowledge: '确认',
  dispose: '处置',
  assign: '指派',
  snooze: '暂缓',
  close: '销号',
  comment: '评论',
} as const;
type Act = keyof typeof ACTS;
const KEYS: Readonly<Record<Act, string>> = {
  acknowledge: 'a',
  dispose: 's',
  assign: 'g',
  snooze: 'z',
  close: 'e',
  comment: 'c',
};

const actsOf = ({ situation, blocking }: AlertCase): readonly Act[] => {
  if (situation === 'cleared') return ['comment'];
  const possible: Act[] = ['dispose', 'assign', 'snooze', 'close', 'comment'];
  if (situation === 'open') possible.unshift('acknowledge');
  // What keeps payments from going out cannot be put off.
  return blocking ? possible.filter((act) => act !== 'snooze') : possible;
};

function Case({ alert }: { alert: AlertCase }) {
  const { writable } = useBooks();
  const { change, linkTo } = useAddress();
  const [act, setAct] = useState<Act | null>(() => actUnderWay(alert.alertId));
  const acts = writable ? actsOf(alert) : [];
  const begin = (chosen: Act) => {
    // Whoever acts on a case keeps it in sight, also once the act has taken it off the list.
    change({ case: alert.alertId });
    setAct(chosen);
  };
  useShortcuts(acts.map((each) => ({ key: KEYS[each], does: ACTS[each], run: () => begin(each) })));
  return (
    <>
      <h2>
        <StatusTag mark={LEVEL_MARK[alert.level]}>{LEVEL_WORD[alert.level]}</StatusTag> {alert.subjectName}
      </h2>
      <p className="form-note">
        {alert.causeName}，涉及 <Money yuan={alert.stake} unit="yuan" /> 元；首次触发 {alert.raisedOn}
        {alert.recurrences > 0 && `，再次触发 ${alert.recurrences} 次，最近 ${alert.since}`}
        {alert.situation !== 'cleared' && alert.answerDueOn !== null && `；处置期限 ${alert.answerDueOn}`}
        {alert.overdue && '（已超期）'}；状态：{SITUATION_WORD[alert.situation]}
        {alert.assignee !== null && `；责任人：${alert.assignee}`}
        {alert.disposition !== null &&
          `；${alert.disposition.on} 处置：${DISPOSITIONS[alert.disposition.decision]}，${alert.disposition.reason}`}
        {alert.closed !== null && `；${alert.closed.person} 于 ${alert.closed.on} 销号：${alert.closed.reason}`}
        {alert.closureRequest !== null &&
          `；${alert.closureRequest.person} 于 ${alert.closureRequest.on} 申请销号，待另一人确认：${alert.closureRequest.reason}`}
      </p>
      <div className="formula">
        <b>为什么</b>
        <ul className="alert-lines">
          {alert.lines.map((line) => (
            <li key={`${line.rule}/${line.appropriationId ?? ''}/${line.period ?? ''}`}>
              <StatusTag mark={LEVEL_MARK[line.level]}>{LEVEL_WORD[line.level]}</StatusTag>{' '}
              <span className="alert-rule">
                {line.rule} {line.ruleName}
                {line.period !== null && ` ${line.period}`}，自 {line.since}，阈值第 {line.ruleVersion} 版
              </span>
              <span className="case-formula">{line.formula}</span>
            </li>
          ))}
        </ul>
      </div>
      <p className="ways-out">
        {alert.appropriationId !== null && <Link to={linkTo(`/programmes/${alert.appropriationId}`)}>打开项目</Link>}
        {alert.appropriationId !== null && (
          <Link to={linkTo(`/programmes/${alert.appropriationId}`, { knownAt: alert.raisedAt, asOf: alert.raisedOn })}>
            回到触发时点看账
          </Link>
        )}
        <Link to={linkTo('/alerts', { cause: alert.cause })}>同事由的预警</Link>
        <NoticeLink alertIds={[alert.alertId]} />
      </p>
      <div className="toolbar">
        {acts.map((each) => (
          <Button key={each} aria-expanded={act === each} onClick={() => (act === each ? setAct(null) : begin(each))}>
            {ACTS[each]} <kbd>{KEYS[each].toUpperCase()}</kbd>
          </Button>
        ))}
      </div>
      {act !== null && (writable || actUnderWay(alert.alertId) === act) && (
        <ActForm key={act} act={act} alert={alert} onDone={() => setAct(null)} />
      )}
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

const actFormOf = (alertId: string, act: Act): string => `alert/${alertId}/${act}`;

/** The alert of an act whose outcome nobody has seen yet. */
export const alertUnderWay = (): string | null => formUnderWay('alert/')?.split('/')[1] ?? null;

/** An act whose outcome nobody has seen yet comes before anything else. */
const actUnderWay = (alertId: string): Act | null => {
  const form = formUnderWay(`alert/${alertId}/`);
  return (Object.keys(ACTS) as Act[]).find((act) => actFormOf(alertId, act) === form) ?? null;
};

function ActForm({ act, alert, onDone }: { act: Act; alert: AlertCase; onDone: () => void }) {
  const { people } = useOffice();
  const recording = useRecording<unknown, Said>(actFormOf(alert.alertId, act), onDone);
  const { entered } = recording;
  const [text, setText] = useState(entered.text ?? '');
  const [until, setUntil] = useState<string>(() => entered.until ?? addDays(todayInBeijing(new Date()), 7));
  const [decision, setDecision] = useState<Disposition>(entered.decision ?? 'continue');
  const confirmation = useConfirmation(recording);
  // What somebody else has done meanwhile leaves the form and what was typed in it.
  const changed = actsOf(alert).includes(act)
    ? null
    : `预警已有变化，现在不能${ACTS[act]}，见处理记录；看过后按 Esc 收起`;
  const why = act === 'acknowledge' || act === 'assign' ? null : WORDS[act];
  const unsaid = act === 'assign' && text.trim() === '' ? '请选择责任人' : why && wrongIn(why, text);
  const inTheWay = changed ?? unsaid ?? confirmation.inTheWay;
  const submit = () => {
    if (inTheWay !== null) return;
    const said = { text: text.trim(), until, decision };
    const told = act === 'assign' ? people.find(({ personId }) => personId === said.text)?.name : said.text;
    const about = `${ACTS[act]}预警：${alert.subjectName}${told ? `，${told}` : ''}`;
    recording.record(commandFor(act, alert.alertId, said, confirmation.stated), about, said);
  };
  return (
    <EntryForm label={ACTS[act]} onSubmit={submit} recording={recording} onAgain={onDone} onLeave={onDone} autoFocus>
      {act === 'dispose' && <ChoiceField label="处置" value={decision} onValue={setDecision} choices={DISPOSITIONS} />}
      {act === 'snooze' && <DateField label="暂缓至" date={until} onDate={setUntil} />}
      {act === 'assign' && (
        <Field label="责任人">
          {(id) => (
            <Select<string>
              id={id}
              autoFocus
              value={text === '' ? null : text}
              placeholder="选择在册人员"
              showSearch={{ optionFilterProp: 'label' }}
              onChange={setText}
              options={people.map(({ personId, name, number }) => ({
                value: personId,
                label: number === null ? name : `${name} ${number}`,
              }))}
            />
          )}
        </Field>
      )}
      {why && <TextField of={why} text={text} onText={setText} />}
      <RecordingNote recording={recording} />
      {confirmation.question}
      <SubmitButton inTheWay={inTheWay} recording={recording}>
        {ACTS[act]}
      </SubmitButton>
    </EntryForm>
  );
}

interface Said {
  readonly text: string;
  readonly until: string;
  readonly decision: Disposition;
}

function commandFor(act: Act, alertId: string, { text, until, decision }: Said, stated: Stated): Command {
  const path = { alertId };
  switch (act) {
    case 'acknowledge':
      return command('/v1/alerts/{alertId}/acknowledge', { path, body: {} });
    case 'assign':
      return command('/v1/alerts/{alertId}/assign', { path, body: { assignee: text } });
    case 'comment':
      return command('/v1/alerts/{alertId}/comment', { path, body: { comment: text, ...stated } });
    case 'snooze':
      return command('/v1/alerts/{alertId}/snooze', { path, body: { until, reason: text, ...stated } });
    case 'close':
      return command('/v1/alerts/{alertId}/close', { path, body: { reason: text, ...stated } });
    case 'dispose':
      return command('/v1/alerts/{alertId}/dispose', { path, body: { decision, reason: text, ...stated } });
  }
}
