import { Select } from 'antd';
import { bodyField } from '../forms/body-field';
import { BodyInput, Field, TextField } from '../forms/fields';
import { words } from '../words';
import type { Decisions, OpenFigure } from './readings';

const REASON = bodyField('/v1/paper-readings/{digest}/paper', 'choices.reason', '依据');
const VALUE = bodyField('/v1/paper-readings/{digest}/paper', 'choices.value', '核定');

const CHOICES: Readonly<Partial<Record<OpenFigure['field'], Readonly<Record<string, string>>>>> = {
  fundingLevel: words.fundingLevel,
  budgetType: words.budgetType,
};

/** 核定: what the paper leaves open and nothing can be issued without, field by field, each with a reason. */
export function ReadingDecisions({
  open,
  decisions,
  onDecisions,
}: {
  open: readonly OpenFigure[];
  decisions: Decisions;
  onDecisions: (decisions: Decisions) => void;
}) {
  if (open.length === 0) return null;
  const fields = [...new Set(open.map(({ field }) => field))];
  return (
    <fieldset className="panel">
      <legend>须先核定 {open.length} 处</legend>
      {fields.map((field) => {
        const figures = open.filter((each) => each.field === field);
        const { all = '', reason = '', of = {} } = decisions[field] ?? {};
        const set = (change: Decisions[string]) =>
          onDecisions({ ...decisions, [field]: { ...decisions[field], ...change } });
        const label = figures[0]?.label ?? field;
        return (
          <div key={field} className="reading-decision">
            {figures.length > 1 && (
              <Value
                label={`${label}：全部 ${figures.length} 项`}
                field={field}
                value={all}
                onValue={(value) => set({ all: value })}
              />
            )}
            <details open={figures.length === 1}>
              <summary>{figures.length === 1 ? `第 ${figures[0]?.sequence} 个项目` : '逐项另定'}</summary>
              {figures.map(({ sequence, sentence, printed, readings }) => (
                <div key={sequence}>
                  <Value
                    label={`${label}：第 ${sequence} 个项目`}
                    field={field}
                    value={of[sequence] ?? ''}
                    onValue={(value) => {
                      const { [String(sequence)]: _, ...rest } = of;
                      set({ of: value === '' ? rest : { ...rest, [sequence]: value } });
                    }}
                  />
                  <p className="form-note">
                    {sentence}
                    {printed !== '' && `：“${printed.slice(0, 60)}”`}
                    {readings.length > 0 && `，可能是 ${readings.join('、')}`}
                  </p>
                </div>
              ))}
            </details>
            <TextField
              of={{ ...REASON, label: `${label}的依据` }}
              text={reason}
              onText={(text) => set({ reason: text })}
              note="与核定的值一并记录"
            />
          </div>
        );
      })}
    </fieldset>
  );
}

function Value({
  label,
  field,
  value,
  onValue,
}: {
  label: string;
  field: OpenFigure['field'];
  value: string;
  onValue: (value: string) => void;
}) {
  const choices = CHOICES[field];
  return (
    <Field label={label} {...(field === 'amount' && { note: '元' })}>
      {(id) =>
        choices === undefined ? (
          <BodyInput of={{ ...VALUE, label }} id={id} text={value} onText={onValue} />
        ) : (
          <Select
            id={id}
            value={value}
            onChange={onValue}
            options={[
              { value: '', label: '—' },
              ...Object.entries(choices).map(([key, word]) => ({ value: key, label: word })),
            ]}
          />
        )
      }
    </Field>
  );
}
