import { Button, Input } from 'antd';
import { bodyField } from '../forms/body-field';
import { ChoiceField, Field, PeriodField, TextField } from '../forms/fields';

const REASON = bodyField('/v1/payout-runs', 'lines.reason', '事由');

/** 补发 or 扣回 within a batch: some people of an earlier month, each with its reason. */
export interface RunPart {
  readonly entry: 'back-pay' | 'deduction';
  readonly people: string;
  readonly period: string;
  readonly group: string;
  readonly reason: string;
}

const ENTRIES = { 'back-pay': '补发', deduction: '扣回' } as const;

export function PartsOfRun({
  parts,
  onParts,
  groups,
  fiscalYear,
  period,
}: {
  parts: readonly RunPart[];
  onParts: (parts: readonly RunPart[]) => void;
  groups: readonly string[];
  fiscalYear: number;
  period: string;
}) {
  const [group = ''] = groups;
  const changeAt = (at: number, changed: Partial<RunPart>) =>
    onParts(parts.map((part, index) => (index === at ? { ...part, ...changed } : part)));
  const add = (entry: RunPart['entry']) => onParts([...parts, { entry, people: '', period, group, reason: '' }]);
  return (
    <>
      <h2 className="run-part-heading">本批另含补发、扣回</h2>
      {parts.map((part, at) => (
        <fieldset key={at} className="run-part">
          <legend>
            {ENTRIES[part.entry]}
            <button
              type="button"
              className="link-button"
              onClick={() => onParts(parts.filter((_, index) => index !== at))}
            >
              去掉
            </button>
          </legend>
          <Field label={`${ENTRIES[part.entry]}人数`}>
            {(id) => (
              <Input
                id={id}
                className="amount-input"
                inputMode="numeric"
                autoComplete="off"
                suffix="人"
                value={part.people}
                onChange={({ target }) => changeAt(at, { people: target.value })}
              />
            )}
          </Field>
          <PeriodField
            label={`${ENTRIES[part.entry]}所属期`}
            fiscalYear={fiscalYear}
            yearsBefore={1}
            period={part.period}
            onPeriod={(of) => of !== null && changeAt(at, { period: of })}
          />
          {groups.length > 1 && (
            <ChoiceField
              label="人群"
              value={part.group}
              onValue={(chosen) => changeAt(at, { group: chosen })}
              choices={Object.fromEntries(groups.map((each) => [each, each]))}
            />
          )}
          <TextField
            of={{ ...REASON, label: `${ENTRIES[part.entry]}事由` }}
            text={part.reason}
            onText={(reason) => changeAt(at, { reason })}
          />
        </fieldset>
      ))}
      <p className="run-part-actions">
        <Button onClick={() => add('back-pay')}>加一项补发</Button>
        <Button onClick={() => add('deduction')}>加一项扣回</Button>
      </p>
    </>
  );
}
