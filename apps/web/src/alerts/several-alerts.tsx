import { useState, type ReactNode } from 'react';
import { Button, Select } from 'antd';
import { formatYuanGrouped, NO_MONEY, parseYuan, sumFen, type Fen } from '@bofu/kernel';
import { command, type Command } from '../api/command';
import { useRecording } from '../api/recording';
import { useOffice } from '../books/office';
import { bodyField, wrongIn } from '../forms/body-field';
import { useConfirmation, type Stated } from '../forms/confirmation';
import { EntryForm, SubmitButton } from '../forms/entry-form';
import { ChoiceField, Field, TextField } from '../forms/fields';
import { RecordingNote } from '../forms/recording-note';
import { DISPOSITIONS, type Disposition } from './dispositions';
import type { Alert } from './alerts-query';

const REASON = {
  dispose: bodyField('/v1/alerts/dispositions', 'reason', '理由'),
  close: bodyField('/v1/alerts/closures', 'reason', '理由'),
};
/** The same for each of these acts. */
const { mostItems: MOST = 1 } = bodyField('/v1/alerts/acknowledgements', 'alertIds', '预警');

const ACTS = { acknowledge: '确认', dispose: '处置', assign: '指派', close: '销号' } as const;
type Act = keyof typeof ACTS;

interface Said {
  readonly alertIds: readonly string[];
  readonly text: string;
  readonly decision: Disposition;
}

/** The same act on all that are chosen, recorded at once: on every one of them, or on none. */
export function SeveralAlerts({
  chosen,
  onNone,
  children,
}: {
  chosen: readonly Alert[];
  onNone: () => void;
  children: ReactNode;
}) {
  const [act, setAct] = useState<Act | null>(null);
  // Several cases of a programme are about the same money: of each programme the greatest counts.
  const stakes = new Map<string, Fen>();
  for (const { subject, stake } of chosen) {
    const fen = parseYuan(stake);
    if (fen > (stakes.get(subject) ?? NO_MONEY)) stakes.set(subject, fen);
  }
  const totalFen = sumFen([...stakes.values()]);
  return (
    <section className="panel several-alerts" aria-label="所选预警">
      <div className="toolbar">
        <span>
          已选 <b>{chosen.length}</b> 件，涉及 <b>{formatYuanGrouped(totalFen)}</b> 元
        </span>
        {(Object.keys(ACTS) as Act[]).map((each) => (
          <Button key={each} aria-expanded={act === each} onClick={() => setAct(act === each ? null : each)}>
            {ACTS[each]}所选
          </Button>
        ))}
        <Button onClick={onNone}>不选</Button>
        {children}
      </div>
      {act !== null && (
        <SeveralForm
          key={act}
          act={act}
          chosen={chosen}
          onDone={() => {
            setAct(null);
            onNone();
          }}
        />
      )}
    </section>
  );
}

function SeveralForm({ act, chosen, onDone }: { act: Act; chosen: readonly Alert[]; onDone: () => void }) {
  const { people } = useOffice();
  const recording = useRecording<unknown, Said>(`alerts/${act}`, onDone);
  const { entered } = recording;
  const [text, setText] = useState(entered.text ?? '');
  const [decision, setDecision] = useState<Disposition>(entered.decision ?? 'continue');
  const confirmation = useConfirmation(recording);
  const why = act === 'dispose' || act === 'close' ? REASON[act] : null;
  const cleared = chosen.filter(({ situation }) => situation === 'cleared').length;
  const inTheWay =
    cleared > 0
      ? `所选有 ${cleared} 件已销号`
      : chosen.length > MOST
        ? `一次至多办理 ${MOST} 件`
        : act === 'assign' && text.trim() === ''
          ? '请选择责任人'
          : ((why && wrongIn(why, text)) ?? confirmation.inTheWay);
  const submit = () => {
    if (inTheWay !== null) return;
    const said = { alertIds: chosen.map(({ alertId }) => alertId), text: text.trim(), decision };
    recording.record(commandFor(act, said, confirmation.stated), `${ACTS[act]} ${chosen.length} 件预警`, said);
  };
  return (
    <EntryForm
      label={`${ACTS[act]}所选`}
      onSubmit={submit}
      recording={recording}
      onAgain={onDone}
      onLeave={onDone}
      autoFocus
    >
      {act === 'dispose' && <ChoiceField label="处置" value={decision} onValue={setDecision} choices={DISPOSITIONS} />}
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
        {ACTS[act]} {chosen.length} 件
      </SubmitButton>
    </EntryForm>
  );
}

function commandFor(act: Act, { alertIds, text, decision }: Said, stated: Stated): Command {
  const chosen = { alertIds: [...alertIds] };
  switch (act) {
    case 'acknowledge':
      return command('/v1/alerts/acknowledgements', { body: chosen });
    case 'assign':
      return command('/v1/alerts/assignments', { body: { ...chosen, assignee: text } });
    case 'dispose':
      return command('/v1/alerts/dispositions', { body: { ...chosen, decision, reason: text, ...stated } });
    case 'close':
      return command('/v1/alerts/closures', { body: { ...chosen, reason: text, ...stated } });
  }
}
