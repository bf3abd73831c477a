import { lazy, Suspense, useState, type ReactNode } from 'react';
import { Link, useNavigate } from 'react-router';
import { Button, Segmented, Select } from 'antd';
import { addDays } from '@bofu/kernel';
import type { Reading } from '../api/client';
import { useAddress, useBooks } from '../books/books';
import { AsOfField, KnownAtField, YearField } from '../books/books-fields';
import { MoneyUnitField } from '../books/money-unit-field';
import { Money, Percent, unitText } from '../marks/money';
import { StatusTag } from '../marks/status-tag';
import { Answer, Waiting } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { ExecutionBar, ExecutionBarKey } from '../programmes/execution-bar';
import { DataTable, type Column } from '../table/data-table';
import { ExportLinks } from '../table/export-links';
import { words, wordFor } from '../words';
import { useDueSoon } from '../workbench/workbench';
import { monthFigures, type MonthFigures } from './month-figures';
import { MonthStrips } from './month-strips';
import { usePlanTotals, useShortProgrammes, useYearBefore, type PlanTotals } from './watch';
import './watch.css';

const MonthChart = lazy(() => import('./month-chart'));
const ALL = '';

type Group = PlanTotals['total'];

const groupIn = (address: URLSearchParams): string => address.get('group') ?? ALL;

/** 执行监控: how the year goes, where it does not, and what is about to. */
export function Component() {
  const { address } = useAddress();
  return (
    <>
      <PageTitle parts={[words.pages.watch]} />
      <Answer query={usePlanTotals(groupIn(address))} lines={14}>
        {(reading) => <Watch reading={reading} />}
      </Answer>
    </>
  );
}

function Watch({ reading }: { reading: Reading<PlanTotals> }) {
  const { fiscalYear, asOf, money } = useBooks();
  const { linkTo } = useAddress();
  const { value: answer } = reading;
  const { total } = answer;
  const yesterday = addDays(asOf, -1);
  return (
    <>
      <div className="toolbar">
        <h1>{words.pages.watch}</h1>
        <YearField />
        <MoneyUnitField />
        <AsOfField />
        <KnownAtField />
        <div className="toolbar-end">
          <Link to={linkTo('/replay', { a: yesterday, b: asOf })}>比前一日变了什么</Link>
          <ExportLinks report="execution-progress" />
          <Button onClick={() => window.print()}>打印</Button>
        </div>
      </div>
      <p className="only-print print-title">{fiscalYear} 年度预算执行监控</p>
      <dl className="watch-figures">
        {(
          [
            ['全年预算', <Money yuan={total.budget} />, words.unit[money]],
            ['已拨', <Money yuan={total.settled} />, words.unit[money]],
            ['在途', <Money yuan={total.inTransit} />, words.unit[money]],
            ['可用', <Money yuan={total.available} />, words.unit[money]],
            ['执行率', <Percent value={total.executionRate} />, ''],
            ['计划', <Percent value={total.plannedRate} />, ''],
            ['计划差', <Percent value={total.planGapPoints} points />, '百分点'],
            ['序时进度', <Percent value={answer.elapsedRate} />, ''],
          ] as const
        ).map(([word, figure, unit]) => (
          <div key={word}>
            <dt>{word}</dt>
            <dd>
              {figure} {unit !== '' && <small>{unit}</small>}
            </dd>
          </div>
        ))}
      </dl>
      <div className="watch-columns">
        <MonthPanel answer={answer} />
        <div className="watch-side">
          <Slowest slowest={answer.slowest} />
          <Short />
          <DueSoon />
        </div>
      </div>
      <Breakdown answer={answer} />
      <MonthStrips />
      <PageStatus reading={reading} />
    </>
  );
}

/** The whole, a level or a unit: chosen by its key, `level:central`. */
function groupsOf(answer: PlanTotals): readonly { value: string; label: string; group: Group }[] {
  return [
    { value: ALL, label: '全部', group: answer.total },
    ...answer.byFundingLevel.map((group) => ({
      ...{ value: `level:${group.key}`, label: wordFor(words.fundingLevel, group.key), group },
    })),
    ...answer.byUnit.map((group) => ({
      ...{ value: `unit:${group.key}`, label: `${group.key} ${group.name}`, group },
    })),
  ];
}

function MonthPanel({ answer }: { answer: PlanTotals }) {
  const { fiscalYear, asOf, money } = useBooks();
  const { address, change, linkTo } = useAddress();
  const navigate = useNavigate();
  const [shown, setShown] = useState<'chart' | 'table'>('chart');
  const chosen = groupIn(address);
  const before = useYearBefore(chosen).data?.value.group;
  const groups = groupsOf(answer);
  const isKept = before !== undefined && before.programmes > 0;
  const months = monthFigures(answer.group.months, isKept ? before.months : null, asOf);
  const openMonth = (period: string) => void navigate(linkTo('/payments', { paidIn: period }));
  return (
    <section className="panel" aria-labelledby="months-heading">
      <h2 id="months-heading" className="panel-heading">
        逐月计划与实际
        <small>单位：{unitText(money)}</small>
        <span className="panel-heading-end no-print">
          <Select
            aria-label="范围"
            value={groups.some(({ value }) => value === chosen) ? chosen : ALL}
            onChange={(group) => change({ group })}
            options={groups.map(({ value, label }) => ({ value, label }))}
            popupMatchSelectWidth={false}
            className="choice"
          />
          <Segmented
            aria-label="图或表"
            value={shown}
            onChange={setShown}
            options={[
              { value: 'chart', label: '图' },
              { value: 'table', label: '表' },
            ]}
          />
        </span>
      </h2>
      {shown === 'chart' && (
        <Suspense fallback={<Waiting lines={8} />}>
          <MonthChart months={months} fiscalYear={fiscalYear} unit={money} onMonth={openMonth} />
        </Suspense>
      )}
      <div className={shown === 'chart' ? 'unseen' : undefined}>
        <MonthTable months={months} fiscalYear={fiscalYear} />
      </div>
    </section>
  );
}

function MonthTable({ months, fiscalYear }: { months: readonly MonthFigures[]; fiscalYear: number }) {
  const amount = (key: string, title: string, pick: (month: MonthFigures) => string | null): Column<MonthFigures> => ({
    ...{ key, title, align: 'right' as const },
    cell: (month) => <Money yuan={pick(month)} />,
  });
  const columns: readonly Column<MonthFigures>[] = [
    { key: 'period', title: '月份', names: true, cell: ({ period }) => period },
    amount('planned', '当月计划', ({ planned }) => planned),
    amount('settled', '当月实际', ({ settled }) => settled),
    amount('planned-so-far', '累计计划', ({ plannedSoFar }) => plannedSoFar),
    amount('settled-so-far', '累计实际', ({ settledSoFar }) => settledSoFar),
    amount('before', `${fiscalYear - 1} 年同月`, ({ yearBefore }) => yearBefore),
  ];
  return (
    <DataTable
      caption="逐月计划与实际；未到的月份没有实际"
      columns={columns}
      rows={months}
      keyOf={({ period }) => period}
    />
  );
}

function Side({ id, title, children }: { id: string; title: ReactNode; children: ReactNode }) {
  return (
    <section className="panel" aria-labelledby={id}>
      <h2 id={id}>{title}</h2>
      {children}
    </section>
  );
}

function Slowest({ slowest }: Pick<PlanTotals, 'slowest'>) {
  const { linkTo } = useAddress();
  return (
    <Side id="slowest-heading" title={`进度最慢 ${slowest.length} 项`}>
      {slowest.length === 0 && <p className="form-note">没有落后于计划的项目。</p>}
      <ol className="watch-list">
        {slowest.map(({ appropriationId, programmeName, executionRate, planGapPoints }) => (
          <li key={appropriationId}>
            <Link to={linkTo(`/programmes/${appropriationId}`)}>{programmeName}</Link>
            <span>
              <Percent value={executionRate} />
              ，计划差 <Percent value={planGapPoints} points />
            </span>
          </li>
        ))}
      </ol>
    </Side>
  );
}

function Short() {
  const { linkTo } = useAddress();
  return (
    <Answer query={useShortProgrammes()} lines={3}>
      {({ value: { items, count } }) => (
        <Side id="short-heading" title={`资金将不足 ${count} 项`}>
          {count === 0 && <p className="form-note">按现有标准与人数，年内都够用。</p>}
          <ol className="watch-list">
            {items.map(({ appropriationId, programmeName, period, short, yearShort }) => (
              <li key={appropriationId}>
                <Link to={linkTo(`/programmes/${appropriationId}`)}>{programmeName}</Link>
                <span title={`至年末共缺 ${yearShort} 元`}>
                  {Number(period.slice(5))} 月缺 <Money yuan={short} unit="yuan" /> 元
                </span>
              </li>
            ))}
          </ol>
          {items.length < count && (
            <p className="form-note">
              只列最早的 {items.length} 项，全部见<Link to={linkTo('/programmes')}>{words.pages.programmes}</Link>。
            </p>
          )}
        </Side>
      )}
    </Answer>
  );
}

function DueSoon() {
  const { linkTo } = useAddress();
  return (
    <Answer query={useDueSoon(true)} lines={3}>
      {({ value: { items, next } }) => (
        <Side id="due-heading" title={`十个工作日内到期 ${items.length} 期`}>
          {items.length === 0 && (
            <p className="form-note">
              没有。{next !== null && `其后最早：${next.dueOn} ${next.programmeName} ${next.period}。`}
            </p>
          )}
          <ol className="watch-list">
            {items.slice(0, 8).map(({ programmeId, programmeName, period, dueOn, isOverdue, appropriationIds }) => (
              <li key={programmeId + period}>
                <Link to={linkTo(`/programmes/${appropriationIds[0] ?? ''}`)}>
                  {period} {programmeName}
                </Link>
                <StatusTag mark={isOverdue ? 'red' : 'info'}>{isOverdue ? `${dueOn} 已逾期` : dueOn}</StatusTag>
              </li>
            ))}
          </ol>
        </Side>
      )}
    </Answer>
  );
}

const keyOf = (group: string): string => group.slice(group.indexOf(':') + 1);

/** 分级次、分单位: where the money is, and how far each has come. */
function Breakdown({ answer }: { answer: PlanTotals }) {
  const { money } = useBooks();
  const { linkTo } = useAddress();
  const rows = groupsOf(answer).filter(({ value }) => value !== ALL);
  const columns: readonly Column<(typeof rows)[number]>[] = [
    {
      ...{ key: 'group', title: '级次、单位', names: true },
      cell: ({ value, label }) => (
        <Link
          to={linkTo('/programmes', value.startsWith('unit:') ? { department: keyOf(value) } : { level: keyOf(value) })}
        >
          {label}
        </Link>
      ),
    },
    { key: 'programmes', title: '项目', align: 'right', cell: ({ group }) => group.programmes },
    { key: 'budget', title: '全年预算', align: 'right', cell: ({ group }) => <Money yuan={group.budget} /> },
    { key: 'settled', title: '已拨', align: 'right', cell: ({ group }) => <Money yuan={group.settled} /> },
    { key: 'available', title: '可用', align: 'right', cell: ({ group }) => <Money yuan={group.available} /> },
    {
      ...{ key: 'rate', title: '执行率', align: 'right' as const },
      cell: ({ group }) => <Percent value={group.executionRate} />,
    },
    {
      ...{ key: 'gap', title: '计划差', align: 'right' as const },
      cell: ({ group }) => <Percent value={group.planGapPoints} points />,
    },
    {
      ...{ key: 'bar', title: <ExecutionBarKey /> },
      cell: ({ group }) => (
        <ExecutionBar actual={group.executionRate} planned={group.plannedRate} elapsed={answer.elapsedRate} />
      ),
    },
  ];
  return (
    <DataTable
      caption={`分级次与分单位执行情况（单位：${unitText(money)}）`}
      columns={columns}
      rows={rows}
      keyOf={({ value }) => value}
      empty="本年度还没有项目"
    />
  );
}
