import { Checkbox, Input, Select } from 'antd';
import { actOf } from '../api/record-act';
import { useBooks } from '../books/books';
import { ActFormFields, firstWrong, useActForm } from '../forms/act-form';
import { bodyField, wrongIn } from '../forms/body-field';
import { DateField } from '../forms/day-fields';
import { typedAmount, typedHeadcount } from '../forms/typed-amount';
import { keyOf, MEASURE, UNIT, type Measure, type ProgrammePerformance, type TargetResult } from './performance';
import { proposeMeasure, type MeasureEntry } from './propose-measure';

const PERCENT = bodyField('/v1/programmes/{programmeId}/performance-measures', 'measures.percent', '年度值');

const MEASURES = Object.keys(MEASURE) as Measure[];

const begun = (target: TargetResult): MeasureEntry =>
  target.measure === null
    ? proposeMeasure(target)
    : {
        measure: target.measure,
        value: target.planned ?? '',
        bound: target.bound ?? 'at-least',
        accrues: target.accrues ?? false,
      };

/** The year's value as the server takes it; `null` while it is none. */
function plannedOf({ measure, value, bound }: MeasureEntry) {
  switch (measure) {
    case 'evidence':
      return { measure };
    case 'people-paid': {
      const people = typedHeadcount(value);
      return people === null ? null : { measure, bound, people };
    }
    case 'amount-paid': {
      const typed = typedAmount(value);
      return typed.kind === 'amount' ? { measure, bound, amount: typed.yuan } : null;
    }
    default: {
      const percent = value.normalize('NFKC').replace(/[\s%]/g, '');
      return wrongIn(PERCENT, percent) === null && Number(percent) > 0 ? { measure, bound, percent } : null;
    }
  }
}

/** How each target is counted: proposed by its words where nobody has declared it, and declared by whoever records it. */
export default function MeasuresForm({ of, revision }: { of: ProgrammePerformance; revision: string }) {
  const { programmeId, programmeName, targets } = of;
  const { fiscalYear } = useBooks();
  const form = useActForm<{ readonly measures: readonly MeasureEntry[]; readonly effectiveOn: string }>(
    `performance/${programmeId}/${fiscalYear}/measures`,
    () => ({
      measures: targets.map(begun),
      effectiveOn: `${fiscalYear}-01-01`,
    }),
  );
  const { entered, change } = form;
  const set = (at: number, changes: Partial<MeasureEntry>) =>
    change('measures')(entered.measures.map((each, other) => (other === at ? { ...each, ...changes } : each)));
  const rows = targets.map((target, at) => ({ target, entry: entered.measures[at] ?? begun(target), at }));
  const unread = rows.find(({ entry }) => plannedOf(entry) === null);
  return (
    <ActFormFields
      title="声明计算口径"
      of={form}
      wrong={firstWrong(unread !== undefined && `“${unread?.target.level3}”的年度值读不出来`)}
      act={() =>
        actOf('declare-performance-measures', {
          path: { programmeId },
          revision,
          body: {
            fiscalYear,
            effectiveOn: entered.effectiveOn,
            measures: rows.flatMap(({ target: { level1, level2, level3 }, entry }) => {
              const planned = plannedOf(entry);
              return planned === null ? [] : [{ level1, level2, level3, accrues: entry.accrues, ...planned }];
            }),
          },
        })
      }
      about={`${programmeName} ${fiscalYear} 年绩效指标计算口径 ${targets.length} 项`}
      beside={<span className="form-note">标“拟”的只是按字面提出的建议，登记后才算数；付款证明不了的，凭佐证认定</span>}
    >
      <DateField label="自何日起" date={entered.effectiveOn} onDate={change('effectiveOn')} />
      <div className="entry-rows-scroll">
        <table className="entry-rows" aria-label="计算口径">
          <thead>
            <tr>
              <th scope="col">三级指标</th>
              <th scope="col">指标值</th>
              <th scope="col">计算口径</th>
              <th scope="col">年度值读作</th>
              <th scope="col">方向</th>
              <th scope="col">随年度累计</th>
            </tr>
          </thead>
          <tbody>
            {rows.map(({ target, entry, at }) => (
              <tr key={keyOf(target)}>
                <th scope="row" className="measure-name">
                  {target.level3}
                  {target.measure === null && '（拟）'}
                </th>
                <td>{target.target}</td>
                <td>
                  <Select<Measure>
                    aria-label={`计算口径 ${at + 1}`}
                    className="measure-choice"
                    value={entry.measure}
                    onChange={(measure) =>
                      set(at, { measure, accrues: measure === 'amount-paid' || measure === 'execution-rate' })
                    }
                    options={MEASURES.map((value) => ({ value, label: MEASURE[value] }))}
                  />
                </td>
                <td>
                  {entry.measure !== 'evidence' && (
                    <Input
                      aria-label={`年度值 ${at + 1}`}
                      className="measure-value"
                      value={entry.value}
                      suffix={UNIT[entry.measure]}
                      status={plannedOf(entry) === null ? 'error' : ''}
                      onChange={({ target: { value } }) => set(at, { value })}
                    />
                  )}
                </td>
                <td>
                  {entry.measure !== 'evidence' && (
                    <Select<MeasureEntry['bound']>
                      aria-label={`方向 ${at + 1}`}
                      value={entry.bound}
                      onChange={(bound) => set(at, { bound })}
                      options={[
                        { value: 'at-least', label: '不低于' },
                        { value: 'at-most', label: '不超过' },
                      ]}
                    />
                  )}
                </td>
                <td>
                  <Checkbox
                    aria-label={`随年度累计 ${at + 1}`}
                    checked={entry.accrues}
                    onChange={({ target: { checked } }) => set(at, { accrues: checked })}
                  />
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </ActFormFields>
  );
}
