import { useState } from 'react';
import { Answer } from '../pages/answer';
import { LEVEL_MARK, LEVEL_WORD, useAlertTrend, type AlertTrend as Trend } from './alerts';
import { LEVELS, type AlertsAskedFor } from './alerts-query';

type Month = Trend['months'][number];

/** 趋势: how many stood at each month's end, as bars; the numbers stand under them. */
export function AlertTrend({ asked }: { asked: AlertsAskedFor }) {
  // Asked for when somebody wants to see it.
  const [isOpen, setOpen] = useState(false);
  return (
    <details className="alert-trend" onToggle={({ currentTarget }) => setOpen(currentTarget.open)}>
      <summary>各月末未销号</summary>
      {isOpen && <TrendShown asked={asked} />}
    </details>
  );
}

function TrendShown({ asked }: { asked: AlertsAskedFor }) {
  return <Answer query={useAlertTrend(asked)}>{({ value: { months } }) => <TrendTable months={months} />}</Answer>;
}

const totalOf = ({ standing }: Month): number => LEVELS.reduce((sum, level) => sum + standing[level], 0);

function TrendTable({ months }: { months: readonly Month[] }) {
  const most = Math.max(1, ...months.map(totalOf));
  return (
    <table className="trend-table">
      <thead>
        <tr>
          <th scope="col">月份</th>
          {months.map(({ period, on }) => (
            <th key={period} scope="col" title={`截至 ${on}`}>
              {Number(period.slice(5))}月
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        <tr aria-hidden="true" className="trend-bars">
          <td />
          {months.map((month) => (
            <td key={month.period}>
              <span className="trend-bar">
                {LEVELS.map((level) => (
                  <span
                    key={level}
                    className={`trend-${LEVEL_MARK[level]}`}
                    style={{ height: `${Math.round((month.standing[level] * 56) / most)}px` }}
                  />
                ))}
              </span>
            </td>
          ))}
        </tr>
        {LEVELS.map((level) => (
          <Row key={level} title={LEVEL_WORD[level]} months={months} of={({ standing }) => standing[level]} />
        ))}
        <Row title="合计" months={months} of={totalOf} />
        <Row title="比上月末新增" months={months} of={({ appeared }) => appeared} />
        <Row title="比上月末减少" months={months} of={({ ended }) => ended} />
      </tbody>
    </table>
  );
}

function Row({ title, months, of }: { title: string; months: readonly Month[]; of: (month: Month) => number }) {
  return (
    <tr>
      <th scope="row">{title}</th>
      {months.map((month) => (
        <td key={month.period} className="align-right">
          {of(month)}
        </td>
      ))}
    </tr>
  );
}
