import { formatYuan, parseYuan, periodOf } from '@bofu/kernel';
import { useBooks } from '../../books/books';
import { Money, oneDecimal, Percent } from '../../marks/money';
import { words } from '../../words';
import { ExecutionStateTag } from '../execution-state';
import type { ProgrammeLine } from '../plan-against-actual';
import { Card } from './card';
import { ForecastCard } from './forecast-card';

/** The five figures that a programme is understood by. */
export function ProgrammeCards({ line, elapsed }: { line: ProgrammeLine; elapsed: string | null }) {
  const { money, asOf } = useBooks();
  const unit = words.unit[money];
  const adjusted = formatYuan(parseYuan(line.budget) - parseYuan(line.initialBudget));
  const thisMonth = line.months.find(({ period }) => period === periodOf(asOf))?.settled ?? '0.00';
  const frozen = parseYuan(line.frozen) === 0n ? null : line.frozen;
  return (
    <div className="cards">
      <Card title={`全年预算（${unit}）`} figure={<Money yuan={line.budget} />}>
        年初 <Money yuan={line.initialBudget} />
        ，调整 <Money yuan={adjusted} signed />
      </Card>
      <Card title={`已拨（${unit}）`} figure={<Money yuan={line.settled} />}>
        在途 <Money yuan={line.inTransit} />
        ，本月 <Money yuan={thisMonth} />
      </Card>
      <Card title={`可用指标（${unit}）`} figure={<Money yuan={line.available} />}>
        {frozen === null ? (
          '预算 − 已拨 − 在途'
        ) : (
          <>
            另冻结 <Money yuan={frozen} />
          </>
        )}
      </Card>
      <Card
        title="执行率 / 计划 / 序时"
        figure={
          <>
            <Percent value={line.executionRate} />
            <small>
              {' / '}
              <Percent value={line.plannedRate} />
              {' / '}
              <Percent value={elapsed} />
            </small>
          </>
        }
      >
        <ExecutionStateTag state={line.state} /> {againstPlan(line.planGapPoints)}
      </Card>
      <ForecastCard appropriationId={line.appropriationId} />
    </div>
  );
}

const againstPlan = (points: string | null): string => {
  if (points === null) return '';
  const text = oneDecimal(points);
  if (text === '0.0') return '与计划一致';
  return text.startsWith('-') ? `落后计划 ${text.slice(1)} 个百分点` : `领先计划 ${text} 个百分点`;
};
