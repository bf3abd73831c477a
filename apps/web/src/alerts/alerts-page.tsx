import { useMemo } from 'react';
import { Button, Checkbox } from 'antd';
import { daysBetween, parseBusinessDate } from '@bofu/kernel';
import { useAddress, useBooks } from '../books/books';
import { AsOfField, KnownAtField, YearField } from '../books/books-fields';
import { useShortcuts } from '../frame/shortcuts';
import { Money } from '../marks/money';
import { MarkShape, StatusTag } from '../marks/status-tag';
import { Answer } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { DataTable, type Column } from '../table/data-table';
import { useRowKeys } from '../table/row-keys';
import { words } from '../words';
import { AlertCasePanel, alertUnderWay } from './alert-case';
import { EvaluatedUpTo, useAlertCounts, type AlertsOfProgrammes } from './alert-marks';
import { AlertWatchNote } from './alert-watch-note';
import { EvaluateButton } from './evaluate-button';
import {
  CAUSE_WORD,
  CAUSES,
  LEVEL_MARK,
  LEVEL_WORD,
  LEVELS,
  SITUATION_WORD,
  useAlerts,
  type Alert,
  type Level,
  type Situation,
} from './alerts';
import './alerts.css';

const STANDING: readonly Situation[] = ['open', 'acknowledged', 'snoozed'];
const TABS = ['open', 'acknowledged', 'snoozed', 'cleared'] as const satisfies readonly Situation[];

/** 预警: the list, worst first, and beside it the case with its formula, its history and what can be done. */
export function Component() {
  const { address } = useAddress();
  const tab = TABS.find((each) => each === address.get('tab')) ?? null;
  const cause = CAUSES.find((each) => each === address.get('cause')) ?? null;
  const programmeId = address.get('of');
  const alerts = useAlerts({ programmeId, cause, situation: tab });
  const counted = useAlertCounts({ programmeId, cause }).data;
  return (
    <>
      <PageTitle parts={[words.pages.alerts]} />
      <Answer query={alerts} lines={12}>
        {({ pages }) => (
          <>
            <AlertBoard alerts={pages.flatMap(({ value }) => value.items)} counted={counted} />
            {alerts.hasNextPage && (
              <Button onClick={() => void alerts.fetchNextPage()} loading={alerts.isFetchingNextPage}>
                再读一页
              </Button>
            )}
            <PageStatus reading={pages.at(-1)} />
          </>
        )}
      </Answer>
    </>
  );
}

function AlertBoard({ alerts, counted }: { alerts: readonly Alert[]; counted: AlertsOfProgrammes | undefined }) {
  const { asOf, writable } = useBooks();
  const { address, change } = useAddress();
  const tab = TABS.find((each) => each === address.get('tab')) ?? null;
  const levels = useMemo(() => levelsIn(address.get('levels')), [address]);
  const cause = address.get('cause');
  const shown = alerts.filter(
    (alert) => (tab === null ? alert.situation !== 'cleared' : alert.situation === tab) && levels.includes(alert.level),
  );
  // In past books nothing is under way, and the alert of an act may not have been known yet.
  const underWay = writable ? alertUnderWay() : null;
  const chosenId = address.get('case') ?? underWay ?? shown[0]?.alertId ?? null;
  const choose = ({ alertId }: Alert) => change({ case: alertId });
  const current = useRowKeys(shown, ({ alertId }) => alertId, choose);
  const move = (by: 1 | -1) => {
    const next = shown[shown.findIndex(({ alertId }) => alertId === chosenId) + by];
    if (next) choose(next);
  };
  useShortcuts([
    { key: ']', does: '下一条', run: () => move(1) },
    { key: '[', does: '上一条', run: () => move(-1) },
  ]);
  const numberOf = (situation: Situation, level: Level): number => counted?.situations[situation][level] ?? 0;
  const sumOf = (situations: readonly Situation[], of: readonly Level[]): number =>
    situations.reduce((sum, each) => sum + of.reduce((part, level) => part + numberOf(each, level), 0), 0);
  // Where nobody has looked, nothing found is no figure.
  const isJudged = counted !== undefined && counted.evaluation.state !== 'never';
  const seen: readonly Situation[] = tab === null ? STANDING : [tab];
  return (
    <>
      <div className="toolbar">
        <h1>{words.pages.alerts}</h1>
        <YearField />
        <AsOfField />
        <KnownAtField />
        <div className="toolbar-end">
          {writable && <EvaluateButton />}
          <Button onClick={() => window.print()}>打印督办单</Button>
        </div>
      </div>
      <div className="toolbar">
        <div role="tablist" aria-label="状态" className="tabs">
          {([null, ...TABS] as const).map((each) => (
            <button
              key={each ?? 'standing'}
              type="button"
              role="tab"
              aria-selected={tab === each}
              className={tab === each ? 'tab tab-chosen' : 'tab'}
              onClick={() => change({ tab: each, case: null })}
            >
              {each === null ? '未销号' : SITUATION_WORD[each]} {sumOf(each === null ? STANDING : [each], LEVELS)}
            </button>
          ))}
        </div>
        <Checkbox.Group<Level>
          value={[...levels]}
          onChange={(chosen) => change({ levels: chosen.length === LEVELS.length ? null : chosen.join('.') || 'none' })}
          options={LEVELS.map((level) => ({ value: level, label: LEVEL_WORD[level] }))}
        />
        {address.get('of') !== null && (
          <button type="button" className="link-button" onClick={() => change({ of: null, case: null })}>
            只看{alerts[0] === undefined ? '一个项目' : ` ${alerts[0].subjectName}`}，看全部
          </button>
        )}
        <span className="field">
          事由{' '}
          {CAUSES.map((each) => (
            <button
              key={each}
              type="button"
              aria-pressed={cause === each}
              className={cause === each ? 'tab tab-chosen' : 'tab'}
              onClick={() => change({ cause: cause === each ? null : each, case: null })}
            >
              {CAUSE_WORD[each]}
            </button>
          ))}
        </span>
      </div>
      <p className="alert-summary">
        {LEVELS.map((level) => (
          <span key={level}>
            <MarkShape mark={LEVEL_MARK[level]} /> {LEVEL_WORD[level]}{' '}
            <b>{isJudged ? sumOf(seen, [level]) : words.nothing}</b>
          </span>
        ))}
        {counted && <EvaluatedUpTo evaluation={counted.evaluation} />}
      </p>
      {counted && <AlertWatchNote evaluation={counted.evaluation} />}
      <div className="alert-board">
        <AlertTable alerts={shown} asOf={asOf} current={current ?? chosenId} onOpen={choose} />
        {chosenId !== null && <AlertCasePanel key={chosenId} alertId={chosenId} />}
      </div>
    </>
  );
}

const levelsIn = (text: string | null): readonly Level[] =>
  text === null ? LEVELS : LEVELS.filter((level) => text.split('.').includes(level));

function AlertTable({
  alerts,
  asOf,
  current,
  onOpen,
}: {
  alerts: readonly Alert[];
  asOf: string;
  current: string | null;
  onOpen: (alert: Alert) => void;
}) {
  const { money } = useBooks();
  const columns: readonly Column<Alert>[] = [
    {
      key: 'level',
      title: '级别',
      cell: ({ level }) => <StatusTag mark={LEVEL_MARK[level]}>{LEVEL_WORD[level]}</StatusTag>,
    },
    {
      key: 'subject',
      title: '项目 / 事由',
      names: true,
      cell: (alert) => (
        <button type="button" className="link-button alert-name" onClick={() => onOpen(alert)}>
          <span className="cut">{alert.subjectName}</span>
          <span className="alert-rule">
            {alert.causeName}
            {alert.lines.length > 1 && `，${alert.lines.length} 行`}
          </span>
        </button>
      ),
    },
    { key: 'stake', title: '涉及金额', align: 'right', cell: ({ stake }) => <Money yuan={stake} /> },
    {
      key: 'days',
      title: '持续',
      align: 'right',
      cell: ({ raisedOn, clearedOn }) => `${lasting(raisedOn, clearedOn ?? asOf)} 天`,
    },
    { key: 'assignee', title: '责任人', cell: ({ assignee }) => assignee ?? '未指派' },
    {
      key: 'situation',
      title: '状态',
      cell: ({ situation, snoozedUntil }) =>
        situation === 'snoozed' && snoozedUntil !== null ? `暂缓至 ${snoozedUntil}` : SITUATION_WORD[situation],
    },
  ];
  return (
    <DataTable
      caption={`截至 ${asOf} 的预警，重者在前，金额大者在前；已载入 ${alerts.length} 件；单位：${words.unit[money]}`}
      columns={columns}
      rows={alerts}
      keyOf={({ alertId }) => alertId}
      current={current}
      onOpen={onOpen}
      empty="没有符合条件的预警。"
      tall
    />
  );
}

const lasting = (from: string, to: string): number =>
  Math.max(0, daysBetween(parseBusinessDate(from), parseBusinessDate(to)));
