import { useMemo } from 'react';
import { Link, useNavigate } from 'react-router';
import { Button } from 'antd';
import { useAddress, useBooks } from '../books/books';
import { AsOfField, KnownAtField, YearField } from '../books/books-fields';
import { MoneyUnitField } from '../books/money-unit-field';
import { Money, unitText } from '../marks/money';
import { Answer } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { DataTable, type Column } from '../table/data-table';
import { ExportLinks } from '../table/export-links';
import { useRowKeys } from '../table/row-keys';
import { words } from '../words';
import { usePerformance, type ProgrammePerformance } from './performance';
import './performance.css';

/** 双监控: how far each programme is with its money and with its targets, side by side, on a day of one's own choice. */
export function Component() {
  return (
    <>
      <PageTitle parts={[words.pages.performance]} />
      <Answer query={usePerformance()} lines={14}>
        {(reading) => (
          <>
            <Programmes items={reading.value.items} />
            <PageStatus reading={reading} />
          </>
        )}
      </Answer>
    </>
  );
}

function Programmes({ items }: { items: readonly ProgrammePerformance[] }) {
  const { fiscalYear, asOf, money } = useBooks();
  const { change, linkTo } = useAddress();
  const navigate = useNavigate();
  const open = ({ programmeId }: ProgrammePerformance) => void navigate(linkTo(`/performance/${programmeId}`));
  const current = useRowKeys(items, ({ programmeId }) => programmeId, open);
  const known = items.reduce((sum, each) => sum + each.known, 0);
  const all = items.reduce((sum, each) => sum + each.targets.length, 0);
  const columns = useMemo(() => columnsOf(linkTo), [linkTo]);
  return (
    <>
      <div className="toolbar">
        <h1>{words.pages.performance}</h1>
        <YearField />
        <AsOfField />
        {(
          [
            ['06-30', '截至 6 月底'],
            ['07-31', '截至 7 月底'],
            ['12-31', '全年自评'],
          ] as const
        ).map(([day, word]) => (
          <Button
            key={day}
            size="small"
            aria-pressed={asOf === `${fiscalYear}-${day}`}
            onClick={() => change({ asOf: `${fiscalYear}-${day}` })}
          >
            {word}
          </Button>
        ))}
        <MoneyUnitField />
        <KnownAtField />
        <div className="toolbar-end">
          <ExportLinks report={asOf === `${fiscalYear}-12-31` ? 'self-evaluation' : 'performance-monitoring'} />
          <Button onClick={() => window.print()}>打印</Button>
        </div>
      </div>
      <DataTable
        caption={`${fiscalYear} 年双监控，截至 ${asOf}：${all} 项绩效指标，已有实际值 ${known} 项；单位：${unitText(money)}`}
        columns={columns}
        rows={items}
        keyOf={({ programmeId }) => programmeId}
        current={current}
        onOpen={open}
        tall
        empty={`截至该日，${fiscalYear} 年还没有项目。`}
      />
    </>
  );
}

const percent = (value: string | null): string => (value === null ? words.nothing : `${value}%`);

const columnsOf = (linkTo: ReturnType<typeof useAddress>['linkTo']): readonly Column<ProgrammePerformance>[] => [
  {
    key: 'name',
    title: '预算项目',
    names: true,
    cell: ({ programmeId, programmeName }) => <Link to={linkTo(`/performance/${programmeId}`)}>{programmeName}</Link>,
  },
  { key: 'budget', title: '全年预算', align: 'right', cell: ({ budget }) => <Money yuan={budget} /> },
  { key: 'settled', title: '已付', align: 'right', cell: ({ settled }) => <Money yuan={settled} /> },
  { key: 'rate', title: '执行率', align: 'right', cell: ({ executionRate }) => percent(executionRate) },
  {
    key: 'known',
    title: '已有实际值',
    align: 'right',
    cell: ({ known, targets }) => `${known} / ${targets.length}`,
  },
  {
    key: 'met',
    title: '完成',
    align: 'right',
    cell: ({ targets }) => targets.filter(({ completion }) => completion === '100.00').length,
  },
  { key: 'accrued', title: '累计类完成率', align: 'right', cell: ({ accrued }) => percent(accrued) },
  {
    key: 'divergence',
    title: '背离（百分点）',
    align: 'right',
    cell: ({ divergence }) => divergence ?? words.nothing,
  },
  {
    key: 'score',
    title: '自评得分',
    align: 'right',
    cell: ({ score, outOf, missing }) =>
      score === null ? (
        <span title={missing.join('；')}>缺 {missing.length} 项</span>
      ) : (
        `${score}${outOf === '100.00' ? '' : ` / ${outOf}`}`
      ),
  },
];
