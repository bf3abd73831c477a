import { basisPointsOf, formatBasisPoints, formatYuan } from '@bofu/kernel';
import { AlertTotals, type AlertsOfProgrammes } from '../alerts/alert-marks';
import { useBooks } from '../books/books';
import { Money, Percent } from '../marks/money';
import { StatusTag } from '../marks/status-tag';
import { words } from '../words';
import { EXECUTION_STATES } from './execution-state';
import type { ExecutionState, ProgrammeLine } from './plan-against-actual';
import { totalOf } from './programmes-asked-for';

/** The line above the list. Totals never stand alone: beside them stands how many programmes are not well. */
export function ProgrammeSummary({
  chosen,
  elapsed,
  narrowed,
  alerts,
}: {
  chosen: readonly ProgrammeLine[];
  elapsed: string | null;
  narrowed: boolean;
  alerts: AlertsOfProgrammes | undefined;
}) {
  const { money } = useBooks();
  const { budget, settled } = totalOf(chosen);
  const rate = basisPointsOf(settled, budget);
  return (
    <p className="summary">
      <span>
        {narrowed && '筛选出 '}
        <b>{chosen.length}</b> 项
      </span>
      <span>
        全年预算{' '}
        <b>
          <Money yuan={formatYuan(budget)} />
        </b>{' '}
        {words.unit[money]}
      </span>
      <span>
        已拨{' '}
        <b>
          <Money yuan={formatYuan(settled)} />
        </b>{' '}
        {words.unit[money]}
      </span>
      <span>
        执行率{' '}
        <b>
          <Percent value={rate === null ? null : formatBasisPoints(rate)} />
        </b>
      </span>
      <span>
        序时进度{' '}
        <b>
          <Percent value={elapsed} />
        </b>
      </span>
      {alerts && (
        <AlertTotals
          counts={[...new Set(chosen.map(({ programmeId }) => programmeId))].flatMap((id) => alerts.of.get(id) ?? [])}
          evaluation={alerts.evaluation}
        />
      )}
      <span className="summary-states">
        {(Object.keys(EXECUTION_STATES) as ExecutionState[]).map((state) => {
          const count = chosen.filter((line) => line.state === state).length;
          const { mark, word } = EXECUTION_STATES[state];
          return count === 0 ? null : (
            <StatusTag key={state} mark={mark}>
              {word} {count}
            </StatusTag>
          );
        })}
      </span>
    </p>
  );
}
