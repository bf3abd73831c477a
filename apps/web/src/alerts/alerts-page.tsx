import { useCallback, useMemo, useState } from 'react';
import { useParams } from 'react-router';
import { Button } from 'antd';
import { holds, useActor } from '../api/acting-person';
import { useAddress, useBooks } from '../books/books';
import { AsOfField, KnownAtField, YearField } from '../books/books-fields';
import { MoneyUnitField } from '../books/money-unit-field';
import { useShortcuts } from '../frame/shortcuts';
import { MarkShape } from '../marks/status-tag';
import { Answer } from '../pages/answer';
import { PageStatus } from '../pages/page-status';
import { PageTitle } from '../pages/page-title';
import { useSignedIn } from '../session/session';
import { ExportLinks } from '../table/export-links';
import { useFocusOnRow } from '../table/row-keys';
import { SavedViews } from '../table/saved-views';
import { words } from '../words';
import { AlertCasePanel, alertUnderWay } from './alert-case';
import { AlertFilters } from './alert-filters';
import { EvaluatedUpTo, useAlertCounts, type AlertsCounted } from './alert-marks';
import { AlertTable } from './alert-table';
import { AlertTrend } from './alert-trend';
import { AlertWatchNote } from './alert-watch-note';
import { alertListIn, LEVELS, STANDING, tabIn, TABS, type Alert, type Level, type Situation } from './alerts-query';
import { LEVEL_MARK, LEVEL_WORD, SITUATION_WORD, useAlerts } from './alerts';
import { EvaluateButton } from './evaluate-button';
import { SeveralAlerts } from './several-alerts';
import { NoticeLink } from './notice-link';
import { WithdrawEvaluation } from './withdraw-evaluation';
import './alerts.css';

/** 预警: the list, worst first, and beside it the case with its formula, its history and what can be done. */
export function Component() {
  const { address } = useAddress();
  const { writable, fiscalYear } = useBooks();
  const actor = useActor();
  const mayEvaluate = writable && (useSignedIn() === null || holds(actor, 'clerk', 'supervisor'));
  const tab = tabIn(address);
  const list = alertListIn(address);
  const { asked } = list;
  const alerts = useAlerts(list);
  const counted = useAlertCounts(asked).data;
  const listed = useMemo(() => alerts.data?.pages.flatMap(({ value }) => value.items) ?? [], [alerts.data]);
  // While others are on their way the rows are still those of the last choice.
  const choice = `${tab} ${JSON.stringify(asked)}`;
  const [board, setBoard] = useState(choice);
  if (!alerts.isPlaceholderData && board !== choice) setBoard(choice);
  return (
    <>
      <PageTitle parts={[words.pages.alerts]} />
      <div className="toolbar">
        <h1>{words.pages.alerts}</h1>
        <YearField />
        <AsOfField />
        <KnownAtField />
        <MoneyUnitField />
        <SavedViews list="alerts" />
        <div className="toolbar-end alert-acts">
          {mayEvaluate && <EvaluateButton evaluatedOn={counted?.evaluation.evaluatedOn ?? null} />}
          <WithdrawEvaluation evaluatedOn={counted?.evaluation.evaluatedOn ?? null} />
          <ExportLinks report="alert-cases" programmeId={asked.programmeId} />
        </div>
      </div>
      <p className="only-print print-title">
        {fiscalYear} 年度预警（{tab === null ? '未销号' : SITUATION_WORD[tab]}）
      </p>
      <SituationTabs tab={tab} counted={counted} />
      <AlertFilters asked={asked} counted={counted} />
      {counted && <AlertWatchNote evaluation={counted.evaluation} />}
      <AlertTrend asked={asked} />
      {asked.levels.length === 0 ? (
        <p className="form-note">没有选级别。</p>
      ) : (
        <Answer query={alerts} lines={12}>
          {({ pages }) => (
            <>
              <AlertBoard key={board} board={board} alerts={listed} />
              {alerts.hasNextPage && (
                <Button onClick={() => void alerts.fetchNextPage()} loading={alerts.isFetchingNextPage}>
                  再读一页
                </Button>
              )}
              <PageStatus reading={pages.at(-1)} />
            </>
          )}
        </Answer>
      )}
    </>
  );
}

function SituationTabs({ tab, counted }: { tab: Situation | null; counted: AlertsCounted | undefined }) {
  const { change } = useAddress();
  const numberOf = (situations: readonly Situation[], levels: readonly Level[]): number =>
    situations
      .flatMap((each) => levels.map((level) => counted?.situations[each][level] ?? 0))
      .reduce((sum, each) => sum + each, 0);
  // Where nobody has looked, nothing found is no figure.
  const isJudged = counted !== undefined && counted.evaluation.state !== 'never';
  const inSight = tab === null ? STANDING : [tab];
  return (
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
            {each === null ? '未销号' : SITUATION_WORD[each]}{' '}
            {isJudged ? numberOf(each === null ? STANDING : [each], LEVELS) : words.nothing}
          </button>
        ))}
      </div>
      <p className="alert-summary">
        {LEVELS.map((level) => (
          <span key={level}>
            <MarkShape mark={LEVEL_MARK[level]} /> {LEVEL_WORD[level]}{' '}
            <b>{isJudged ? numberOf(inSight, [level]) : words.nothing}</b>
          </span>
        ))}
        {counted?.answered && (
          <span>
            已处置 {counted.answered.cases} 件，平均 {counted.answered.workingDays} 个工作日
          </span>
        )}
        {counted && <EvaluatedUpTo evaluation={counted.evaluation} />}
      </p>
    </div>
  );
}

function AlertBoard({ board, alerts }: { board: string; alerts: readonly Alert[] }) {
  const { writable } = useBooks();
  const { address, change } = useAddress();
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  /** The one a mail, an answer to an auditor or a month's list of checks leads to. */
  const { '*': ledTo = '' } = useParams();
  // In past books nothing is under way, and the alert of an act may not have been known yet.
  const underWay = writable ? alertUnderWay() : null;
  // At once, where the address follows a moment later: the next key must find the row that the last one went to.
  const [moved, setMoved] = useState<string | null>(null);
  const [moves, setMoves] = useState(0);
  useFocusOnRow(moves);
  const asked = address.get('case') ?? (ledTo === '' ? null : ledTo);
  const currentId = moved ?? asked ?? underWay ?? alerts[0]?.alertId ?? null;
  const open = useCallback(
    ({ alertId }: Alert) => {
      setMoved(alertId);
      change({ case: alertId });
    },
    [change],
  );
  const choose = (alertId: string, isChosen: boolean) =>
    setChosen((before) => {
      const after = new Set(before);
      if (isChosen) after.add(alertId);
      else after.delete(alertId);
      return after;
    });
  const at = alerts.findIndex(({ alertId }) => alertId === currentId);
  const move = (to: number) => {
    const next = alerts[Math.max(0, Math.min(alerts.length - 1, to))];
    if (!next) return;
    open(next);
    setMoves((count) => count + 1);
  };
  // One selection: what the keys of the case act on is the row that is marked.
  useShortcuts([
    { key: 'j', does: '下一件', run: () => move(at + 1) },
    { key: 'k', does: '上一件', run: () => move(at - 1) },
    {
      key: 'x',
      does: '选中、不选',
      run: () => writable && at !== -1 && currentId !== null && choose(currentId, !chosen.has(currentId)),
    },
  ]);
  const several = alerts.filter(({ alertId }) => chosen.has(alertId));
  return (
    <>
      {several.length > 0 && (
        <SeveralAlerts chosen={several} onNone={() => setChosen(new Set())}>
          <NoticeLink alertIds={several.map(({ alertId }) => alertId)} />
        </SeveralAlerts>
      )}
      <div className="alert-board">
        <AlertTable
          alerts={alerts}
          current={currentId}
          chosen={writable ? chosen : null}
          onChoose={choose}
          onChooseAll={(all) => setChosen(new Set(all ? alerts.map(({ alertId }) => alertId) : []))}
          onOpen={open}
          page={board}
        />
        {currentId !== null && <AlertCasePanel key={currentId} alertId={currentId} />}
      </div>
    </>
  );
}
