import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { Button, Radio, Select } from 'antd';
import type { Reading } from '../api/client';
import { useAddress, useBooks } from '../books/books';
import { MoneyUnitField, YearField } from '../books/books-fields';
import { DayPicker } from '../forms/day-picker';
import { MarkShape } from '../marks/status-tag';
import { Answer } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { useAppropriations } from '../payments/appropriations';
import { words } from '../words';
import { ClocksDiffer } from './clocks-differ';
import { useDifference, type Difference, type Movement } from './difference';
import { EventDetail } from './event-detail';
import { FigureTable } from './figure-table';
import { MovementStrip } from './movement-strip';
import { MovementTable, type FigureName } from './movement-table';
import { endOf, pointsInAddress, type Points } from './points-in-address';
import { RecordChecks } from './record-checks';
import './replay.css';

/** 审计回放: two points, both clocks, and the difference opened into the events that make it. */
export function Component() {
  const { fiscalYear } = useBooks();
  const { address } = useAddress();
  const points = useMemo(() => pointsInAddress(address, fiscalYear), [address, fiscalYear]);
  const difference = useDifference(points);
  const pages = difference.data?.pages;
  const movements = pages?.flatMap(({ value }) => value.events.items) ?? [];
  return (
    <>
      <PageTitle parts={[words.pages.replay]} />
      <PointFields points={points} />
      <Answer query={difference} lines={10}>
        {({ pages: [first] }) =>
          first && (
            <Compared
              reading={first}
              points={points}
              movements={movements}
              more={
                difference.hasNextPage && (
                  <Button onClick={() => void difference.fetchNextPage()} loading={difference.isFetchingNextPage}>
                    再读一页
                  </Button>
                )
              }
            />
          )
        }
      </Answer>
    </>
  );
}

function PointFields({ points }: { points: Points }) {
  const { change, linkTo } = useAddress();
  const appropriations = useAppropriations();
  const [copied, setCopied] = useState(false);
  const day = (name: 'a' | 'b', label: string) => (
    <label className="field">
      {label}
      <DayPicker day={points[name]} onDay={(chosen) => change({ [name]: chosen })} />
      24:00
    </label>
  );
  return (
    <>
      <div className="toolbar">
        <h1>{words.pages.replay}</h1>
        <YearField />
        <label className="field">
          范围
          <Select<string>
            value={points.of ?? ''}
            onChange={(of) => change({ of })}
            showSearch={{ optionFilterProp: 'label' }}
            popupMatchSelectWidth={480}
            className="scope-select"
            options={[
              { value: '', label: '全部项目' },
              ...(appropriations.data?.value ?? []).map(({ appropriationId, programmeName }) => ({
                value: appropriationId,
                label: programmeName,
              })),
            ]}
          />
        </label>
        <MoneyUnitField />
        <div className="toolbar-end">
          <Button
            onClick={() => {
              void navigator.clipboard?.writeText(location.href).then(() => setCopied(true));
            }}
          >
            {copied ? '已复制' : '复制本页链接'}
          </Button>
          <Button onClick={() => window.print()}>打印</Button>
        </div>
      </div>
      <div className="toolbar">
        <Radio.Group
          aria-label="口径"
          value={points.basis}
          onChange={({ target }) => change({ basis: target.value === 'business' ? 'business' : null })}
          options={[
            { value: 'recorded', label: '登记时点：当时系统所见' },
            { value: 'business', label: '业务日期：按现在所知重述' },
          ]}
        />
      </div>
      <div className="toolbar">
        {day('a', '甲')}
        {day('b', '乙')}
        <Button onClick={() => change({ a: points.b, b: points.a })}>互换</Button>
        {points.basis === 'recorded' && (
          <span className="ways-out">
            <Link to={linkTo('/programmes', { knownAt: endOf(points.a), asOf: points.a })}>打开甲时的账</Link>
            <Link to={linkTo('/programmes', { knownAt: endOf(points.b), asOf: points.b })}>打开乙时的账</Link>
          </span>
        )}
      </div>
    </>
  );
}

function Compared({
  reading,
  points,
  movements,
  more,
}: {
  reading: Reading<Difference>;
  points: Points;
  movements: readonly Movement[];
  more: React.ReactNode;
}) {
  const difference = reading.value;
  const [figure, setFigure] = useState<FigureName | null>(null);
  const { address } = useAddress();
  const [eventId, setEventId] = useState<string | null>(() => address.get('event'));
  const shown = figure === null ? movements : movements.filter((movement) => movement[figure] !== '0.00');
  const step = (by: 1 | -1) => {
    const at = shown.findIndex((movement) => movement.eventId === eventId);
    const next = at === -1 ? shown.at(by === 1 ? 0 : -1) : shown[at + by];
    if (next) setEventId(next.eventId);
  };
  return (
    <>
      <MovementStrip points={points} movements={movements} current={eventId} onChoose={setEventId} />
      <FigureTable difference={difference} points={points} opened={figure} onOpen={setFigure} />
      <p className="sum-check" role="status">
        <MarkShape mark={difference.sums ? 'green' : 'red'} />
        {difference.sums
          ? `差额逐分等于 ${difference.count} 个事件之和`
          : '差额与事件之和不相等，账可能已被改动，请核对'}
      </p>
      <ClocksDiffer difference={difference} points={points} onChoose={setEventId} />
      <div className="toolbar">
        <h2>{figure === null ? '造成差额的事件' : `造成“${FIGURE_WORD[figure]}”差额的事件`}</h2>
        {figure !== null && (
          <button type="button" className="link-button" onClick={() => setFigure(null)}>
            看全部
          </button>
        )}
        <div className="toolbar-end">
          <Button onClick={() => step(-1)}>上一事件</Button>
          <Button onClick={() => step(1)}>下一事件</Button>
        </div>
      </div>
      <MovementTable movements={shown} current={eventId} onChoose={setEventId} />
      {more}
      {eventId !== null && <EventDetail eventId={eventId} onClose={() => setEventId(null)} />}
      <RecordChecks />
      <PageStatus reading={reading} />
    </>
  );
}

export const FIGURE_WORD: Readonly<Record<FigureName, string>> = {
  budget: '全年预算',
  settled: '已拨（净）',
  inTransit: '在途',
  frozen: '冻结',
};
