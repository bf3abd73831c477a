import { lazy, Suspense } from 'react';
import { useParams } from 'react-router';
import { useQuery } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { dateOf, formatYuanGrouped, parseBusinessDate, parseYuan } from '@bofu/kernel';
import { api, read } from '../api/client';
import type { paths } from '../api/interface';
import { actOf } from '../api/record-act';
import { ofAgency } from '../books/books-asked';
import { useBooks, useDayToRecord } from '../books/books';
import { ActFormFields, firstWrong, useActForm } from '../forms/act-form';
import { bodyField, wrongIn } from '../forms/body-field';
import { DayPicker } from '../forms/day-picker';
import { DateField } from '../forms/day-fields';
import { Field, TextField } from '../forms/fields';
import { Answer, Waiting } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import type { Refill } from '../papers/entry-in-hand';
import { useAppropriations, type Appropriation } from '../payments/appropriations';
import { DataTable, type Column } from '../table/data-table';
import { words } from '../words';
import { asPlan, checkpointDays, planBody, plannedAmounts, planWrong, typedPercent, type PlanCell } from './plan-grid';
import { SetupCrumbs } from './setup-crumbs';
import './setup.css';
import '../programmes/detail/detail.css';

const REASON = bodyField('/v1/appropriations/{appropriationId}/spending-plan-revisions', 'reason', '事由');

const ExecutionChart = lazy(() => import('../programmes/detail/execution-chart'));

type PlanVersion =
  paths['/v1/appropriations/{appropriationId}/spending-plans']['get']['responses']['200']['content']['application/json']['items'][number];

function usePlanVersions(appropriationId: string) {
  const { agencyId } = useBooks();
  return useQuery({
    queryKey: ['plan-versions', agencyId, appropriationId],
    queryFn: () =>
      read(
        api.GET('/v1/appropriations/{appropriationId}/spending-plans', {
          params: { path: { appropriationId }, query: ofAgency({ agencyId }) },
        }),
      ),
  });
}

/** 支出计划 of an appropriation: a grid of days, the curve it draws, and every version side by side. */
export function Component() {
  const { appropriationId = '' } = useParams();
  const appropriations = useAppropriations();
  const versions = usePlanVersions(appropriationId);
  return (
    <Answer query={appropriations}>
      {(reading) => {
        const appropriation = reading.value.find((each) => each.appropriationId === appropriationId);
        if (appropriation === undefined) return <p className="refusal">本年度没有这项指标：请换一个年度再看</p>;
        return (
          <Answer query={versions}>
            {({ value: { items } }) => (
              <>
                <PageTitle parts={['支出计划', appropriation.programmeName]} />
                <SetupCrumbs here={`支出计划 / ${appropriation.programmeCode}`} />
                <h1>{appropriation.programmeName}</h1>
                <p className="programme-terms">
                  <span>{words.fundingLevel[appropriation.fundingLevel]}</span>
                  <span>全年预算 {formatYuanGrouped(parseYuan(appropriation.budget))} 元</span>
                </p>
                <Plan key={appropriationId} appropriation={appropriation} versions={items} all={reading.value} />
                <PageStatus reading={reading} />
              </>
            )}
          </Answer>
        );
      }}
    </Answer>
  );
}

interface Entered {
  readonly cells: readonly PlanCell[];
  readonly effectiveOn: string;
  readonly reason: string;
}

const cellsOf = (checkpoints: readonly { readonly on: string; readonly cumulativePercent: string | null }[]) =>
  checkpoints.map(({ on, cumulativePercent }): PlanCell => ({ on, percent: cumulativePercent ?? '' }));
const REFILL: Refill<Entered> = {
  'adopt-spending-plan': ({ checkpoints, effectiveOn }) => ({ cells: cellsOf(checkpoints), effectiveOn }),
  'revise-spending-plan': ({ checkpoints, effectiveOn, reason }) => ({
    ...{ cells: cellsOf(checkpoints), effectiveOn, reason },
  }),
};

function Plan({
  appropriation,
  versions,
  all,
}: {
  appropriation: Appropriation;
  versions: readonly PlanVersion[];
  all: readonly Appropriation[];
}) {
  const { writable, fiscalYear, asOf } = useBooks();
  const { appropriationId, programmeName, budget, issuedOn, revision } = appropriation;
  const today = useDayToRecord();
  const last = versions.at(-1);
  const isRevision = last !== undefined;
  const form = useActForm<Entered>(
    `appropriation/${appropriationId}/plan`,
    () => ({
      cells: cellsOf(
        last?.checkpoints ?? checkpointDays(fiscalYear, all).map((on) => ({ on, cumulativePercent: null })),
      ),
      effectiveOn: isRevision ? today : issuedOn,
      reason: '',
    }),
    () => ({ reason: '' }),
    REFILL,
  );
  const { entered, change } = form;
  const { cells } = entered;
  const setCell = (at: number, changed: Partial<PlanCell>) =>
    change('cells')(cells.map((cell, each) => (each === at ? { ...cell, ...changed } : cell)));
  const paste = (at: number, text: string) => {
    const pasted = text.trim().split(/[\t\n]/);
    change('cells')(cells.map((cell, each) => ({ ...cell, percent: pasted[each - at] ?? cell.percent })));
  };
  const plan = asPlan(cells);
  const amounts = plannedAmounts(plan, budget);
  const before = last?.checkpoints.map(({ on, cumulativePercent }) => `${on}=${cumulativePercent ?? ''}`).join(' ');
  const isSame = before === cells.map(({ on, percent }) => `${on}=${percentText(percent)}`).join(' ');
  const title = isRevision ? '调整支出计划' : '编制支出计划';
  const path = { appropriationId };
  return (
    <>
      <section className="panel" aria-label="计划曲线">
        <Suspense fallback={<Waiting lines={8} />}>
          <ExecutionChart
            planned={[{ on: dateOf(fiscalYear, 1, 1), yuan: '0.00' }, ...amounts]}
            actual={[]}
            checkpoints={plan.map(({ on }) => on)}
            asOf={asOf}
            unit="yuan"
          />
        </Suspense>
      </section>
      {versions.length > 0 && <Versions versions={versions} today={today} />}
      {writable && (
        <ActFormFields
          title={title}
          of={form}
          wrong={
            planWrong(fiscalYear, cells) ??
            (isRevision ? firstWrong(isSame && '与现在的计划相同', wrongIn(REASON, entered.reason)) : null)
          }
          act={(stated) =>
            isRevision
              ? actOf('revise-spending-plan', {
                  path,
                  revision,
                  body: {
                    effectiveOn: entered.effectiveOn,
                    checkpoints: planBody(cells),
                    reason: entered.reason.trim(),
                    ...stated,
                  },
                })
              : actOf('adopt-spending-plan', {
                  path,
                  revision,
                  body: { effectiveOn: entered.effectiveOn, checkpoints: planBody(cells) },
                })
          }
          about={`${programmeName} 的支出计划`}
        >
          <Field label="各时点" note="累计百分比，填 25 即 25%；文件空白的留空，空白不是 0。可从电子表格粘贴一行">
            {(id) => (
              <div className="entry-rows-scroll">
                <table className="entry-rows" aria-label="各时点累计计划">
                  <thead>
                    <tr>
                      {cells.map(({ on }, at) => (
                        <th key={at} scope="col">
                          <DayPicker
                            day={on}
                            onDay={(day) => setCell(at, { on: day })}
                            id={`${id}-day-${at}`}
                            label={`时点 ${at + 1}`}
                          />
                        </th>
                      ))}
                    </tr>
                  </thead>
                  <tbody>
                    <tr>
                      {cells.map(({ on, percent }, at) => (
                        <td key={at}>
                          <Input
                            {...(at === 0 && { id })}
                            aria-label={`${on} 累计百分比`}
                            className="entry-amount"
                            value={percent}
                            inputMode="decimal"
                            suffix="%"
                            status={typedPercent(percent) === undefined ? 'error' : ''}
                            onChange={({ target }) => setCell(at, { percent: target.value })}
                            onPaste={(event) => {
                              const text = event.clipboardData.getData('text/plain');
                              if (!/[\t\n]/.test(text.trim())) return;
                              event.preventDefault();
                              paste(at, text);
                            }}
                          />
                        </td>
                      ))}
                    </tr>
                    <tr>
                      {cells.map(({ on }, at) => (
                        <td key={at} className="align-right form-note">
                          {amountText(amounts.find((each) => each.on === on)?.yuan)}
                        </td>
                      ))}
                    </tr>
                  </tbody>
                </table>
                <span className="ways-out">
                  <Button
                    size="small"
                    onClick={() => change('cells')([...cells, { on: `${fiscalYear}-12-31`, percent: '' }])}
                  >
                    再加一个时点
                  </Button>
                  {cells.length > 1 && (
                    <Button size="small" onClick={() => change('cells')(cells.slice(0, -1))}>
                      去掉最后一个
                    </Button>
                  )}
                </span>
              </div>
            )}
          </Field>
          <DateField label="自何日起" date={entered.effectiveOn} onDate={change('effectiveOn')} />
          {isRevision && <TextField of={REASON} text={entered.reason} onText={change('reason')} />}
        </ActFormFields>
      )}
    </>
  );
}

/** As the server writes it, to tell whether anything has changed. */
function percentText(text: string): string {
  const typed = typedPercent(text);
  if (typeof typed !== 'string') return '';
  const [whole = '', places = ''] = typed.split('.');
  return `${Number(whole)}.${places.padEnd(2, '0')}`;
}

const amountText = (yuan: string | undefined): string =>
  yuan === undefined ? '' : `${formatYuanGrouped(parseYuan(yuan))} 元`;

/** Every version, side by side: a day that a version does not name is not there, a blank is said to be blank. */
function Versions({ versions, today }: { versions: readonly PlanVersion[]; today: string }) {
  const days = [...new Set(versions.flatMap(({ checkpoints }) => checkpoints.map(({ on }) => on)))].sort();
  const inForce = versions
    .filter(({ effectiveOn }) => effectiveOn <= today)
    .reduce<PlanVersion | undefined>(
      (last, each) => (last && last.effectiveOn > each.effectiveOn ? last : each),
      undefined,
    );
  const columns: readonly Column<string>[] = [
    { key: 'on', title: '时点', names: true, cell: (day) => parseBusinessDate(day) },
    ...versions.map((version, at): Column<string> => ({
      key: version.position,
      title: `${at === 0 ? '编制' : `第 ${at} 次调整`}，自 ${version.effectiveOn}${version === inForce ? '（有效）' : ''}`,
      align: 'right',
      cell: (day) => {
        const checkpoint = version.checkpoints.find(({ on }) => on === day);
        if (checkpoint === undefined) return words.nothing;
        return checkpoint.cumulativePercent === null ? '空白' : `${checkpoint.cumulativePercent}%`;
      },
    })),
  ];
  return <DataTable caption="历次计划，累计百分比" columns={columns} rows={days} keyOf={(day) => day} />;
}
