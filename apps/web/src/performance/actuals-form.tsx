import { Select } from 'antd';
import { bodyField, neededHere, wrongIn, type BodyField } from '../forms/body-field';
import { BodyInput } from '../forms/fields';
import { actOf } from '../api/record-act';
import type { Recording } from '../api/recording';
import { useBooks } from '../books/books';
import { ActFormFields, firstWrong, useActForm } from '../forms/act-form';
import {
  isProved,
  keyOf,
  OUTLOOK,
  VERDICT,
  withUnit,
  type Outlook,
  type ProgrammePerformance,
  type TargetResult,
  type Verdict,
} from './performance';

const PATH = '/v1/programmes/{programmeId}/performance-actuals';
const FIELD = {
  actual: bodyField(PATH, 'statements.actual', '实际完成值'),
  completion: bodyField(PATH, 'statements.completion', '完成率'),
  comment: bodyField(PATH, 'statements.comment', '佐证'),
  reason: bodyField(PATH, 'statements.reason', '偏差原因'),
  remedy: bodyField(PATH, 'statements.remedy', '改进措施'),
};

/** What is said of one target, as typed; empty where nothing is. */
interface Row {
  readonly actual: string;
  readonly verdict: Verdict | '';
  readonly completion: string;
  readonly comment: string;
  readonly reason: string;
  readonly outlook: Outlook | '';
  readonly remedy: string;
}
const FIELDS = ['actual', 'verdict', 'completion', 'comment', 'reason', 'outlook', 'remedy'] as const;
const EMPTY: Row = { actual: '', verdict: '', completion: '', comment: '', reason: '', outlook: '', remedy: '' };

const plainPercent = (text: string): string => text.normalize('NFKC').replace(/[\s%]/g, '');

const isShare = (text: string): boolean =>
  plainPercent(text) !== '' && wrongIn(FIELD.completion, plainPercent(text)) === null;

/** What is on record of the day itself: typed over, it is corrected. */
function onRecord({ statement, completion }: TargetResult, asOf: string): Row {
  if (statement === null || statement.asOf !== asOf) return EMPTY;
  const { actual, verdict, comment, reason, outlook, remedy } = statement;
  return {
    actual: actual ?? '',
    verdict: verdict ?? '',
    completion: verdict === null ? '' : (completion ?? ''),
    comment: comment ?? '',
    reason: reason ?? '',
    outlook: outlook ?? '',
    remedy: remedy ?? '',
  };
}

/** `79.5` is on record as `79.50`. */
const written = (row: Row, field: (typeof FIELDS)[number]): string =>
  field === 'completion' && isShare(row.completion)
    ? Number(plainPercent(row.completion)).toFixed(2)
    : row[field].trim();
const isSame = (one: Row, other: Row): boolean =>
  FIELDS.every((field) => written(one, field) === written(other, field));

function wrongInRow(target: TargetResult, row: Row): string | null {
  const of = `“${target.level3}”`;
  if (isProved(target)) return row.reason.trim() || row.remedy.trim() ? null : `${of}请填写偏差原因或改进措施`;
  // What nothing proves somebody states in full.
  const ofTarget = (field: BodyField, text: string) => {
    const wrong = wrongIn(neededHere(field), text);
    return wrong !== null && `${of}${wrong}`;
  };
  return firstWrong(
    ofTarget(FIELD.actual, row.actual),
    row.verdict === '' && `${of}请选择评定`,
    !isShare(row.completion) && `${of}完成率须为 0 至 100，最多两位小数`,
    ofTarget(FIELD.comment, row.comment),
  );
}

const wordOrNull = (text: string): string | null => text.trim() || null;

const statementOf = (target: TargetResult, { verdict, outlook, ...row }: Row) => ({
  level1: target.level1,
  level2: target.level2,
  level3: target.level3,
  ...(!isProved(target) &&
    verdict !== '' && {
      actual: row.actual.trim(),
      verdict,
      completion: plainPercent(row.completion),
      comment: row.comment.trim(),
    }),
  reason: wordOrNull(row.reason),
  outlook: outlook === '' ? null : outlook,
  remedy: wordOrNull(row.remedy),
});

/** The names of the targets that the server would not take. */
function refusedIn({ state }: Recording): ReadonlySet<string> {
  const facts = state.kind === 'refused' ? state.problem.facts : undefined;
  return new Set(((facts?.['refused'] ?? []) as readonly { target: string }[]).map(({ target }) => target));
}

/** What has come of the targets by the day in sight, as many at once as have been filled in: all are recorded, or none. */
export default function ActualsForm({ of, revision }: { of: ProgrammePerformance; revision: string }) {
  const { programmeId, programmeName, targets } = of;
  const { fiscalYear, asOf } = useBooks();
  const form = useActForm<{ readonly rows: Readonly<Record<string, Row>> }>(
    `performance/${programmeId}/${fiscalYear}/${asOf}/actuals`,
    () => ({ rows: Object.fromEntries(targets.map((target) => [keyOf(target), onRecord(target, asOf)])) }),
  );
  const { entered, change } = form;
  const rows = targets.map((target) => ({ target, row: entered.rows[keyOf(target)] ?? EMPTY }));
  const filled = rows.filter(({ target, row }) => !isSame(row, onRecord(target, asOf)));
  const refused = refusedIn(form.recording);
  const set = (target: TargetResult, row: Row, changes: Partial<Row>) =>
    change('rows')({ ...entered.rows, [keyOf(target)]: { ...row, ...changes } });
  return (
    <ActFormFields
      title="登记完成情况"
      of={form}
      wrong={firstWrong(
        filled.length === 0 && '还没有填写或改动',
        ...filled.map(({ target, row }) => wrongInRow(target, row)),
      )}
      act={(stated) =>
        actOf('record-performance-actuals', {
          path: { programmeId },
          revision,
          body: { fiscalYear, asOf, statements: filled.map(({ target, row }) => statementOf(target, row)), ...stated },
        })
      }
      about={`${programmeName} 截至 ${asOf} 的 ${filled.length} 项绩效指标`}
      beside={
        <span className="form-note">
          已填 {filled.length} 项，截至 {asOf}；达成 80–100，部分达成 60 至不足 80，未达成 0 至不足
          60。同一截至日再登记即为更正
        </span>
      }
    >
      <div className="entry-rows-scroll">
        <table className="entry-rows" aria-label="完成情况">
          <thead>
            <tr>
              {[
                '三级指标',
                '实际完成值',
                '评定',
                '完成率（%）',
                '佐证：何处可查',
                '偏差原因',
                '改进措施',
                '完成可能性',
              ].map((heading) => (
                <th key={heading} scope="col">
                  {heading}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {rows.map(({ target, row }, at) => {
              const text = (field: keyof typeof FIELD) => (
                <BodyInput
                  of={FIELD[field]}
                  name={`${FIELD[field].label} ${at + 1}`}
                  className={`actual-${field}`}
                  text={row[field]}
                  onText={(value) => set(target, row, { [field]: value })}
                />
              );
              const isRefused = refused.has(keyOf(target));
              return (
                <tr key={keyOf(target)} {...(isRefused && { className: 'actual-refused' })}>
                  <th scope="row" className="actual-name">
                    {target.level3}
                    <div className="form-note">
                      {target.target}
                      {isRefused && '　未登记，见下'}
                    </div>
                  </th>
                  {isProved(target) ? (
                    <td colSpan={4} className="form-note">
                      {target.proved === null || target.measure === null
                        ? target.missing
                        : `${withUnit(target.measure, target.proved.value)}，由付款算出，完成率 ${target.completion ?? ''}%`}
                    </td>
                  ) : (
                    <>
                      <td>{text('actual')}</td>
                      <td>
                        <Select<Verdict | ''>
                          aria-label={`评定 ${at + 1}`}
                          className="actual-choice"
                          value={row.verdict}
                          onChange={(verdict) => set(target, row, { verdict })}
                          options={choicesOf(VERDICT)}
                        />
                      </td>
                      <td>{text('completion')}</td>
                      <td>{text('comment')}</td>
                    </>
                  )}
                  <td>{text('reason')}</td>
                  <td>{text('remedy')}</td>
                  <td>
                    <Select<Outlook | ''>
                      aria-label={`完成可能性 ${at + 1}`}
                      className="actual-choice"
                      value={row.outlook}
                      onChange={(outlook) => set(target, row, { outlook })}
                      options={choicesOf(OUTLOOK)}
                    />
                  </td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
    </ActFormFields>
  );
}

const choicesOf = <Value extends string>(
  words: Readonly<Record<Value, string>>,
): { value: Value | ''; label: string }[] => [
  { value: '', label: '不填' },
  ...(Object.keys(words) as Value[]).map((value) => ({ value, label: words[value] })),
];
