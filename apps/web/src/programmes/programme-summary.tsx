import { AlertTotals } from '../alerts/alert-marks';
import { useBooks } from '../books/books';
import { Money, Percent } from '../marks/money';
import { words } from '../words';
import type { ExecutionLines } from './execution-lines';
import { ExecutionStateTag } from './execution-state';

/** The line above the list. Totals never stand alone: beside them stands how many programmes are not well. */
export function ProgrammeSummary({ answer }: { answer: ExecutionLines }) {
  const { money } = useBooks();
  const { all, count, total, elapsedRate, alerts, evaluation, states } = answer;
  return (
    // On a narrow window it moves sideways, which a keyboard must be able to do as well.
    <p className="summary" role="group" aria-label="汇总" tabIndex={0}>
      <span>
        {count < all && '筛选出 '}
        <b>{count}</b> 项
      </span>
      <span>
        全年预算{' '}
        <b>
          <Money yuan={total.budget} />
        </b>{' '}
        {words.unit[money]}
      </span>
      <span>
        已拨{' '}
        <b>
          <Money yuan={total.settled} />
        </b>{' '}
        {words.unit[money]}
      </span>
      <span>
        执行率{' '}
        <b>
          <Percent value={total.executionRate} />
        </b>
      </span>
      <span>
        序时进度{' '}
        <b>
          <Percent value={elapsedRate} />
        </b>
      </span>
      <AlertTotals counts={alerts} evaluation={evaluation} />
      <span className="summary-states">
        {states.map(({ state, count: saying }) => (
          <ExecutionStateTag key={state} state={state} count={saying} />
        ))}
      </span>
    </p>
  );
}
