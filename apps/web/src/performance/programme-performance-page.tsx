import { lazy, Suspense } from 'react';
import { Link, useParams } from 'react-router';
import { Tabs } from 'antd';
import { useAddress, useBooks } from '../books/books';
import { AsOfField, KnownAtField, YearField } from '../books/books-fields';
import { Money } from '../marks/money';
import { StatusTag } from '../marks/status-tag';
import { Answer, Nothing, Waiting } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { useProgrammeNow } from '../setup/programme-now';
import { DataTable, type Column } from '../table/data-table';
import { words } from '../words';
import {
  keyOf,
  MEASURE,
  OUTLOOK,
  usePerformance,
  VERDICT,
  withUnit,
  type ProgrammePerformance,
  type TargetResult,
} from './performance';
import './performance.css';

const ActualsForm = lazy(() => import('./actuals-form'));
const MeasuresForm = lazy(() => import('./measures-form'));

/** 一个项目的绩效: its money by formula, each target with its actual value and where that comes from, and the score. */
export function Component() {
  const { programmeId = '' } = useParams();
  const { linkTo } = useAddress();
  return (
    <Answer query={usePerformance()} lines={10}>
      {(reading) => {
        const found = reading.value.items.find((each) => each.programmeId === programmeId);
        return (
          <>
            <PageTitle parts={[found?.programmeName ?? '', words.pages.performance]} />
            <p className="crumbs no-print">
              <Link to={linkTo('/performance')}>{words.pages.performance}</Link>
            </p>
            <div className="toolbar">
              <h1>{found?.programmeName ?? words.pages.performance}</h1>
              <YearField />
              <AsOfField />
              <KnownAtField />
            </div>
            {found === undefined ? <Nothing>截至该日，这个项目还没有指标。</Nothing> : <Targets of={found} />}
            <PageStatus reading={reading} />
          </>
        );
      }}
    </Answer>
  );
}

function Targets({ of }: { of: ProgrammePerformance }) {
  const { writable, fiscalYear, asOf } = useBooks();
  const { address, change, linkTo } = useAddress();
  const programme = useProgrammeNow(of.programmeId);
  const columns = columnsOf(linkTo('/payments', { programme: of.programmeId }));
  return (
    <>
      <p className="performance-sum">
        <span>
          预算执行：已付 <Money yuan={of.settled} unit="yuan" /> 元 ÷ 全年预算 <Money yuan={of.budget} unit="yuan" /> 元
          = {of.executionRate ?? words.nothing}%，得 {of.executionScore ?? words.nothing} 分（10 分）
        </span>
        <b>{of.score === null ? '自评得分：未完成' : `自评得分 ${of.score}（满分 ${of.outOf}）`}</b>
      </p>
      {of.missing.length > 0 && (
        <details>
          <summary>得分还缺 {of.missing.length} 项</summary>
          <ul>
            {of.missing.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        </details>
      )}
      <DataTable
        caption={`${fiscalYear} 年绩效指标，截至 ${asOf}`}
        columns={columns}
        rows={of.targets}
        keyOf={keyOf}
        empty="没有绩效指标。"
      />
      {writable && of.targets.length > 0 && (
        <Answer query={programme}>
          {({ value: { revision } }) => (
            <Tabs
              className="no-print"
              activeKey={address.get('tab') ?? 'actual'}
              onChange={(tab) => change({ tab: tab === 'actual' ? null : tab })}
              items={[
                {
                  key: 'actual',
                  label: '登记完成情况',
                  children: (
                    <Suspense fallback={<Waiting />}>
                      <ActualsForm key={`${of.programmeId}/${fiscalYear}/${asOf}`} of={of} revision={revision} />
                    </Suspense>
                  ),
                },
                {
                  key: 'measures',
                  label: '声明计算口径',
                  children: (
                    <Suspense fallback={<Waiting />}>
                      <MeasuresForm key={of.programmeId + fiscalYear} of={of} revision={revision} />
                    </Suspense>
                  ),
                },
              ]}
            />
          )}
        </Answer>
      )}
    </>
  );
}

const columnsOf = (payments: string): readonly Column<TargetResult>[] => [
  {
    key: 'level3',
    title: '三级指标',
    names: true,
    cell: ({ level1, level2, level3 }) => (
      <>
        {level3}
        <div className="form-note">
          {level1} / {level2}
        </div>
      </>
    ),
  },
  { key: 'target', title: '年度指标值', cell: ({ target }) => target },
  {
    key: 'measure',
    title: '计算口径',
    cell: ({ measure, meaning, planned }) =>
      measure === null ? (
        <StatusTag mark="none">未声明</StatusTag>
      ) : (
        <span title={meaning ?? ''}>
          {MEASURE[measure]}
          {planned !== null && <div className="form-note">读作 {withUnit(measure, planned)}</div>}
        </span>
      ),
  },
  { key: 'actual', title: '实际完成值', cell: (target) => <Actual target={target} payments={payments} /> },
  {
    key: 'completion',
    title: '完成率',
    align: 'right',
    cell: ({ completion }) => (completion === null ? words.nothing : `${completion}%`),
  },
  {
    key: 'score',
    title: '得分 / 分值',
    align: 'right',
    cell: ({ score, weight }) => `${score ?? words.nothing} / ${weight ?? words.nothing}`,
  },
  {
    key: 'remedy',
    title: '偏差与措施',
    cell: ({ statement }) =>
      statement === null
        ? words.nothing
        : [statement.reason, statement.remedy, statement.outlook && `完成可能性：${OUTLOOK[statement.outlook]}`]
            .filter(Boolean)
            .join('；') || words.nothing,
  },
];

function Actual({
  target: { proved, measure, statement, missing },
  payments,
}: {
  target: TargetResult;
  payments: string;
}) {
  if (proved !== null && measure !== null)
    return (
      <>
        {withUnit(measure, proved.value)}
        <div className="form-note">
          {proved.formula}　<Link to={payments}>{proved.paymentIds.length} 笔付款</Link>
        </div>
      </>
    );
  if (statement !== null && statement.actual !== null && statement.verdict !== null)
    return (
      <>
        {statement.actual}　{VERDICT[statement.verdict]}
        <div className="form-note">
          截至 {statement.asOf}　{statement.comment}
        </div>
      </>
    );
  return <span className="form-note">{missing}</span>;
}
