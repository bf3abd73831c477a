import { useMemo, useState } from 'react';
import { Link } from 'react-router';
import { Button, Radio, Select } from 'antd';
import type { Reading } from '../api/client';
import { useAddress, useBooks } from '../books/books';
import { YearField } from '../books/books-fields';
import { MoneyUnitField } from '../books/money-unit-field';
import { DayPicker } from '../forms/day-picker';
import { useShortcuts } from '../frame/shortcuts';
import { MarkShape } from '../marks/status-tag';
import { Answer } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { useAppropriations } from '../payments/appropriations';
import { useBearerNames } from '../payments/bearers';
import { words } from '../words';
import { ClocksDiffer } from './clocks-differ';
import { useDifference, type Difference, type Movement } from './difference';
import { EventDetail } from './event-detail';
import { FigureTable } from './figure-table';
import { MovementStrip } from './movement-strip';
import { MovementTable, type FigureName } from './movement-table';
import { endOf, pointsInAddress, type Points } from './points-in-address';
import { RecordChecks } from './record-checks';
import { nextDay, nextEvent } from './steps';
import type { Spacing } from './strip-places';
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
      <PrintTitle points={points} />
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

/** The fields are not printed; what they say is. */
function PrintTitle({ points }: { points: Points }) {
  const nameOf = useBearerNames();
  return (
    <p className="only-print print-title">
      {points.of === null ? '全部项目' : nameOf({ appropriationId: points.of })}，甲 {points.a}，乙 {points.b}
    </p>
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
            showSearch={{ optionFilterProp: 'found' }}
            popupMatchSelectWidth={480}
            className="scope-select"
            options={[
              { value: '', label: '全部项目', found: '全部项目' },
              ...(appropriations.data?.value ?? []).map(({ appropriationId, programmeName, initials }) => ({
                value: appropriationId,
                label: programmeName,
                found: `${programmeName} ${initials}`,
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
  const { address, change } = useAddress();
  const spacing: Spacing = address.get('spacing') === 'equal' ? 'equal' : 'time';
  const [eventId, setEventId] = useState<string | null>(() => address.get('event'));
  const shown = figure === null ? movements : movements.filter((movement) => movement[figure] !== '0.00');
  const goTo = (next: string | null) => next !== null && setEventId(next);
  const stepEvent = (by: 1 | -1) => goTo(nextEvent(shown, eventId, by));
  const stepDay = (by: 1 | -1) => goTo(nextDay(shown, eventId, by, points.basis));
  useShortcuts([
    { key: 'ArrowLeft', does: '上一事件', run: () => stepEvent(-1) },
    { key: 'ArrowRight', does: '下一事件', run: () => stepEvent(1) },
    { key: 'Shift+ArrowLeft', does: '上一日', run: () => stepDay(-1) },
    { key: 'Shift+ArrowRight', does: '下一日', run: () => stepDay(1) },
  ]);
  return (
    <>
      <MovementStrip points={points} movements={movements} spacing={spacing} current={eventId} onChoose={setEventId} />
      <div className="toolbar">
        <Radio.Group
          aria-label="刻度"
          value={spacing}
          onChange={({ target }) => change({ spacing: target.value === 'equal' ? 'equal' : null })}
          options={[
            { value: 'time', label: '按时间' },
            { value: 'equal', label: '等距' },
          ]}
        />
        <span className="form-note">
          图上 {movements.length} / {difference.count} 个事件
        </span>
      </div>
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
          <Button onClick={() => stepDay(-1)} aria-keyshortcuts="Shift+ArrowLeft">
            上一日
          </Button>
          <Button onClick={() => stepEvent(-1)} aria-keyshortcuts="ArrowLeft">
            上一事件
          </Button>
          <Button onClick={() => stepEvent(1)} aria-keyshortcuts="ArrowRight">
            下一事件
          </Button>
          <Button onClick={() => stepDay(1)} aria-keyshortcuts="Shift+ArrowRight">
            下一日
          </Button>
        </div>
      </div>
      <div className={eventId === null ? undefined : 'replay-beside'}>
        <div>
          <MovementTable movements={shown} current={eventId} onChoose={setEventId} />
          {more}
        </div>
        {eventId !== null && <EventDetail key={eventId} eventId={eventId} onClose={() => setEventId(null)} />}
      </div>
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
