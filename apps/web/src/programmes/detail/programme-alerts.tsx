import { Link } from 'react-router';
import { EvaluatedUpTo, useAlertCounts } from '../../alerts/alert-marks';
import { EVERY_ALERT, type Alert, type Situation } from '../../alerts/alerts-query';
import { LEVEL_MARK, LEVEL_WORD, SITUATION_WORD, useAlerts } from '../../alerts/alerts';
import { useAddress } from '../../books/books';
import { Money } from '../../marks/money';
import { StatusTag } from '../../marks/status-tag';
import { Answer } from '../../pages/answer';
import { DataTable, type Column } from '../../table/data-table';
import { words } from '../../words';

const ALL = Object.keys(SITUATION_WORD) as Situation[];

/** 预警 of one programme, those that stand and those that are over, the worst first. */
export function ProgrammeAlerts({ programmeId }: { programmeId: string }) {
  const { linkTo } = useAddress();
  const ofOne = { ...EVERY_ALERT, programmeId };
  const alerts = useAlerts({ asked: ofOne, situations: ALL, order: 'worst' });
  const counted = useAlertCounts(ofOne).data;
  const columns: readonly Column<Alert>[] = [
    {
      key: 'cause',
      title: '事由',
      names: true,
      cell: ({ alertId, causeName }) => (
        <Link to={linkTo('/alerts', { case: alertId, of: programmeId })}>{causeName}</Link>
      ),
    },
    {
      key: 'level',
      title: '级别',
      cell: ({ level }) => <StatusTag mark={LEVEL_MARK[level]}>{LEVEL_WORD[level]}</StatusTag>,
    },
    { key: 'since', title: '起', cell: ({ since }) => since },
    { key: 'cleared', title: '销号', cell: ({ clearedOn }) => clearedOn ?? words.nothing },
    { key: 'stake', title: '涉及金额', align: 'right', cell: ({ stake }) => <Money yuan={stake} /> },
    { key: 'situation', title: '状态', cell: ({ situation }) => SITUATION_WORD[situation] },
    { key: 'assignee', title: '责任人', cell: ({ assignee }) => assignee ?? '未指派' },
  ];
  return (
    <Answer query={alerts}>
      {({ pages }) => (
        <DataTable
          caption={
            <span className="table-caption">
              <span>这个项目的预警</span>
              {counted && <EvaluatedUpTo evaluation={counted.evaluation} />}
            </span>
          }
          columns={columns}
          rows={pages.flatMap(({ value }) => value.items)}
          keyOf={({ alertId }) => alertId}
          empty={counted?.evaluation.state === 'never' ? '预警从未评估。' : '没有预警。'}
        />
      )}
    </Answer>
  );
}
