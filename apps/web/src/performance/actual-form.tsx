import { Select } from 'antd';
import { actOf } from '../api/record-act';
import { useBooks } from '../books/books';
import { ActFormFields, firstWrong, missing, useActForm } from '../forms/act-form';
import { ChoiceField, DateField, Field, TextField } from '../forms/fields';
import { keyOf, OUTLOOK, VERDICT, type Outlook, type ProgrammePerformance, type Verdict } from './performance';

const NOT_SAID = 'not-said';

interface Entered {
  readonly key: string;
  readonly asOf: string;
  readonly actual: string;
  readonly verdict: Verdict;
  readonly completion: string;
  readonly comment: string;
  readonly reason: string;
  readonly outlook: Outlook | typeof NOT_SAID;
  readonly remedy: string;
}

const PERCENT = /^(100(\.0{1,2})?|\d{1,2}(\.\d{1,2})?)$/;
const plainPercent = (text: string): string => text.normalize('NFKC').replace(/[\s%]/g, '');

/** What has come of one target by a day: said anew it corrects what was said of that day. */
export function ActualForm({ of, revision }: { of: ProgrammePerformance; revision: string }) {
  const { programmeId, programmeName, targets } = of;
  const { fiscalYear, asOf } = useBooks();
  const [first] = targets.filter(({ completion, proved }) => completion === null && proved === null);
  const form = useActForm<Entered>(
    `performance/${programmeId}/${fiscalYear}/actual`,
    () => ({
      key: first === undefined ? '' : keyOf(first),
      asOf,
      actual: '',
      verdict: 'met',
      completion: '',
      comment: '',
      reason: '',
      outlook: NOT_SAID,
      remedy: '',
    }),
    () => ({ key: '', actual: '', completion: '', comment: '', reason: '', remedy: '' }),
  );
  const { entered, change } = form;
  const chosen = targets.find((target) => keyOf(target) === entered.key);
  const isProved = chosen !== undefined && chosen.measure !== null && chosen.measure !== 'evidence';
  const completion = plainPercent(entered.completion);
  return (
    <ActFormFields
      title="登记完成情况"
      of={form}
      wrong={firstWrong(
        chosen === undefined && '请选择一项绩效指标',
        !isProved && missing(entered.actual, '实际完成值'),
        !isProved && missing(entered.comment, '佐证'),
        !isProved && !PERCENT.test(completion) && '完成率须为 0 至 100，最多两位小数',
        isProved && entered.reason.trim() === '' && entered.remedy.trim() === '' && '请填写偏差原因或改进措施',
      )}
      act={(stated) =>
        actOf('record-performance-actual', {
          path: { programmeId },
          revision,
          body: {
            fiscalYear,
            asOf: entered.asOf,
            level1: chosen?.level1 ?? '',
            level2: chosen?.level2 ?? '',
            level3: chosen?.level3 ?? '',
            ...(isProved
              ? {}
              : {
                  actual: entered.actual.trim(),
                  verdict: entered.verdict,
                  completion,
                  comment: entered.comment.trim(),
                }),
            reason: entered.reason.trim() || null,
            outlook: entered.outlook === NOT_SAID ? null : entered.outlook,
            remedy: entered.remedy.trim() || null,
            ...stated,
          },
        })
      }
      about={`${programmeName} ${chosen?.level3 ?? ''} 截至 ${entered.asOf}`}
      beside={<span className="form-note">同一截至日再登记即为更正，前后都留在记录里</span>}
    >
      <Field label="绩效指标" {...(isProved && { note: '实际值由付款算出，这里只写偏差原因与改进措施' })}>
        {(id) => (
          <Select
            id={id}
            showSearch
            optionFilterProp="label"
            value={entered.key === '' ? null : entered.key}
            placeholder="请选择"
            onChange={(key: string) => change('key')(key)}
            options={targets.map((target) => ({
              value: keyOf(target),
              label: `${target.level3}（${target.target}）`,
            }))}
          />
        )}
      </Field>
      <DateField label="截至" date={entered.asOf} onDate={change('asOf')} />
      {!isProved && (
        <>
          <TextField label="实际完成值" text={entered.actual} onText={change('actual')} limit={100} note="例如 92%" />
          <ChoiceField label="评定" value={entered.verdict} onValue={change('verdict')} choices={VERDICT} />
          <TextField
            label="完成率（%）"
            text={entered.completion}
            onText={change('completion')}
            limit={10}
            note="达成 80–100，部分达成 60–80，未达成 0–60"
          />
          <TextField label="佐证" text={entered.comment} onText={change('comment')} limit={500} note="何处可查" />
        </>
      )}
      <TextField label="偏差原因" text={entered.reason} onText={change('reason')} limit={500} />
      <ChoiceField
        label="完成可能性"
        value={entered.outlook}
        onValue={change('outlook')}
        choices={{ [NOT_SAID]: '不填', ...OUTLOOK }}
      />
      <TextField label="改进措施" text={entered.remedy} onText={change('remedy')} limit={500} />
    </ActFormFields>
  );
}
