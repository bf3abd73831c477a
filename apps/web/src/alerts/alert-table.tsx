import { useMemo } from 'react';
import { daysBetween, parseBusinessDate } from '@bofu/kernel';
import { useBooks } from '../books/books';
import { Money, unitText } from '../marks/money';
import { StatusTag } from '../marks/status-tag';
import { DataTable, type Column } from '../table/data-table';
import { RowCheckbox } from '../table/row-checkbox';
import { LEVEL_MARK, LEVEL_WORD, SITUATION_WORD } from './alerts';
import type { Alert } from './alerts-query';
import { triggerIn } from './trigger';

interface AlertTableProps {
  readonly alerts: readonly Alert[];
  readonly current: string | null;
  /** `null`: nothing can be done to any of them. */
  readonly chosen: ReadonlySet<string> | null;
  readonly onChoose: (alertId: string, isChosen: boolean) => void;
  readonly onChooseAll: (all: boolean) => void;
  readonly onOpen: (alert: Alert) => void;
  /** What they were asked for by. */
  readonly page: string;
}

/** A row for each case; of several about the same programme in a row, the first names it. */
export function AlertTable({ alerts, current, chosen, onChoose, onChooseAll, onOpen, page }: AlertTableProps) {
  const { asOf, money } = useBooks();
  const cells = useMemo(() => {
    const follows = new Set(
      alerts.filter(({ subject }, at) => alerts[at - 1]?.subject === subject).map(({ alertId }) => alertId),
    );
    return {
      subject: (alert: Alert) => (
        <button type="button" className="link-button alert-name" onClick={() => onOpen(alert)}>
          <span className={follows.has(alert.alertId) ? 'cut alert-follows' : 'cut'}>{alert.subjectName}</span>
          <span className="alert-rule alert-trigger" title={alert.formula}>
            {alert.causeName}
            {alert.lines.length > 1 && `，${alert.lines.length} 行`}：{triggerIn(alert.formula)}
          </span>
        </button>
      ),
      days: ({ since, clearedOn }: Alert) => `${lasting(since, clearedOn ?? asOf)} 天`,
    };
  }, [alerts, asOf, onOpen]);
  const choosing = (among: ReadonlySet<string>): Column<Alert> => ({
    key: 'chosen',
    title: (
      <RowCheckbox
        label="全选"
        checked={alerts.length > 0 && alerts.every(({ alertId }) => among.has(alertId))}
        onChange={onChooseAll}
      />
    ),
    width: 32,
    onScreenOnly: true,
    cell: ({ alertId, subjectName, causeName }) => (
      <RowCheckbox
        label={`选中 ${subjectName} ${causeName}`}
        checked={among.has(alertId)}
        onChange={(isChosen) => onChoose(alertId, isChosen)}
      />
    ),
  });
  const columns: readonly Column<Alert>[] = [
    ...(chosen === null ? [] : [choosing(chosen)]),
    { key: 'level', title: '级别', cell: levelCell },
    { key: 'subject', title: '项目 / 事由', names: true, cell: cells.subject },
    { key: 'stake', title: '涉及金额', align: 'right', cell: stakeCell },
    { key: 'days', title: '持续', align: 'right', cell: cells.days },
    { key: 'due', title: '处置期限', cell: dueCell },
    { key: 'assignee', title: '责任人 / 状态', cell: assigneeCell },
  ];
  return (
    <DataTable
      caption={`截至 ${asOf} 的预警，重者在前，金额大者在前；已载入 ${alerts.length} 件；单位：${unitText(money)}`}
      columns={columns}
      rows={alerts}
      keyOf={({ alertId }) => alertId}
      current={current}
      onOpen={onOpen}
      empty="没有符合条件的预警。"
      tall
      page={page}
    />
  );
}

type Cell = Column<Alert>['cell'];

const levelCell: Cell = ({ level }) => <StatusTag mark={LEVEL_MARK[level]}>{LEVEL_WORD[level]}</StatusTag>;
const stakeCell: Cell = ({ stake }) => <Money yuan={stake} />;

const dueCell: Cell = ({ overdue, answerDueOn, disposition, situation }) => {
  const dueOn = answerDueOn?.slice(5) ?? '';
  if (overdue) return <b className="alert-overdue">超期 {dueOn}</b>;
  if (situation === 'cleared') return '';
  return disposition !== null ? '已处置' : dueOn;
};

const assigneeCell: Cell = (alert) => (
  <span className="alert-person">
    <span>{alert.assignee ?? '未指派'}</span>
    <span className="alert-rule">{situationText(alert)}</span>
  </span>
);

const situationText = ({ situation, snoozedUntil, closureRequest }: Alert): string =>
  closureRequest !== null && situation !== 'cleared'
    ? '待销号'
    : situation === 'snoozed' && snoozedUntil !== null
      ? `暂缓至 ${snoozedUntil}`
      : SITUATION_WORD[situation];

const lasting = (from: string, to: string): number =>
  Math.max(0, daysBetween(parseBusinessDate(from), parseBusinessDate(to)));
