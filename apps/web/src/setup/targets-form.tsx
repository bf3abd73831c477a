import { useState } from 'react';
import { actOf } from '../api/record-act';
import { useBooks } from '../books/books';
import { ActFormFields, firstWrong, useActForm } from '../forms/act-form';
import { bodyField } from '../forms/body-field';
import { DateField } from '../forms/day-fields';
import { BodyInput, Field } from '../forms/fields';
import type { Refill } from '../papers/entry-in-hand';
import { EntryRows } from './entry-rows';

const PATH = '/v1/programmes/{programmeId}/performance-targets';
const { mostItems: MOST = 1 } = bodyField(PATH, 'targets', '指标');

export interface Target {
  readonly level1: string;
  readonly level2: string;
  readonly level3: string;
  readonly target: string;
  readonly basis: string;
}

const COLUMNS = [
  ['level1', '一级指标'],
  ['level2', '二级指标'],
  ['level3', '三级指标'],
  ['target', '指标值'],
  ['basis', '确定依据'],
] as const;
const EMPTY: Target = { level1: '', level2: '', level3: '', target: '', basis: '' };
const cellsOf = (targets: readonly Target[]): string =>
  targets.map((target) => COLUMNS.map(([name]) => target[name].trim()).join('\t')).join('\n');
const isEmpty = (target: Target) => COLUMNS.every(([name]) => target[name].trim() === '');

/** Cells pasted over the targets from a row on, in the order of the columns; further rows are added. */
export const pastedOver = (
  targets: readonly Target[],
  at: number,
  cells: readonly (readonly string[])[],
): readonly Target[] => {
  const pasted = cells.map(
    (line) => Object.fromEntries(COLUMNS.map(([name], column) => [name, line[column] ?? ''])) as unknown as Target,
  );
  return [...targets.slice(0, at), ...pasted, ...targets.slice(at + pasted.length)];
};

interface Entered {
  readonly targets: readonly Target[];
  readonly effectiveOn: string;
}
const REFILL: Refill<Entered> = {
  'set-performance-targets': ({ targets, effectiveOn }) => ({ targets, effectiveOn }),
};

/** 绩效指标 of a programme for the year, as a table that is typed in or pasted out of a spreadsheet. */
export default function TargetsForm({
  programmeId,
  name,
  targets,
  revision,
}: {
  programmeId: string;
  name: string;
  /** In force. */
  targets: readonly Target[];
  revision: string;
}) {
  const { fiscalYear } = useBooks();
  const [before] = useState(targets);
  const form = useActForm<Entered>(
    `programme/${programmeId}/targets`,
    () => ({ targets: before.length > 0 ? before : [EMPTY], effectiveOn: `${fiscalYear}-01-01` }),
    undefined,
    REFILL,
  );
  const { entered, change } = form;
  const filled = entered.targets.filter((target) => !isEmpty(target));
  const isSame = cellsOf(filled) === cellsOf(targets);
  const incomplete = filled.findIndex((target) => COLUMNS.some(([column]) => target[column].trim() === ''));
  return (
    <ActFormFields
      title="设定绩效指标"
      of={form}
      wrong={firstWrong(
        filled.length === 0 && '请填写至少一项指标',
        filled.length > MOST && `一个项目最多 ${MOST} 项指标`,
        incomplete >= 0 && `第 ${incomplete + 1} 项还有空格`,
        isSame && '与在用的指标相同',
      )}
      act={() =>
        actOf('set-performance-targets', {
          path: { programmeId },
          revision,
          body: {
            fiscalYear,
            effectiveOn: entered.effectiveOn,
            targets: filled.map(
              (target) =>
                Object.fromEntries(COLUMNS.map(([column]) => [column, target[column].trim()])) as unknown as Target,
            ),
          },
        })
      }
      about={`${name} ${fiscalYear} 年绩效指标 ${filled.length} 项`}
      beside={<span className="form-note">从电子表格复制五列，在任一格粘贴，即从该行填入；整表替换原有指标</span>}
    >
      <DateField label="自何日起" date={entered.effectiveOn} onDate={change('effectiveOn')} />
      <Field label={`${fiscalYear} 年指标`}>
        {(id) => (
          <EntryRows
            id={id}
            headings={COLUMNS.map(([, heading]) => heading)}
            rows={entered.targets}
            add="再加一项指标"
            onAdd={() => change('targets')([...entered.targets, EMPTY])}
            onRemove={(at) => change('targets')(entered.targets.filter((_, each) => each !== at))}
            onPasteText={(at, cells) => change('targets')(pastedOver(entered.targets, at, cells))}
            cells={(row, at) =>
              COLUMNS.map(([column, heading]) => (
                <BodyInput
                  key={column}
                  of={bodyField(PATH, `targets.${column}`, heading)}
                  {...(at === 0 && column === 'level1' && { id })}
                  name={`${heading} ${at + 1}`}
                  {...(column === 'level3' && { className: 'target-wide' })}
                  text={row[column]}
                  onText={(text) =>
                    change('targets')(
                      entered.targets.map((each, other) => (other === at ? { ...each, [column]: text } : each)),
                    )
                  }
                />
              ))
            }
          />
        )}
      </Field>
    </ActFormFields>
  );
}
