import { formatYuan, parseYuan, periodOf } from '@bofu/kernel';
import { useAddress, useBooks } from '../../books/books';
import { Money, oneDecimal, Percent } from '../../marks/money';
import { words } from '../../words';
import { ExecutionStateTag } from '../execution-state';
import type { ProgrammeLine } from '../plan-against-actual';
import { Card } from './card';
import { ForecastCard } from './forecast-card';

/** The five figures that a programme is understood by. */
export function ProgrammeCards({ line, elapsed }: { line: ProgrammeLine; elapsed: string | null }) {
  const { money, asOf } = useBooks();
  const { linkTo } = useAddress();
  const own = `/programmes/${line.appropriationId}`;
  const unit = words.unit[money];
  const adjusted = formatYuan(parseYuan(line.budget) - parseYuan(line.initialBudget));
  const thisMonth = line.months.find(({ period }) => period === periodOf(asOf))?.settled ?? '0.00';
  const frozen = parseYuan(line.frozen) === 0n ? null : line.frozen;
  return (
    <div className="cards">
      <Card
        title={`全年预算（${unit}）`}
        figure={<Money yuan={line.budget} />}
        to={linkTo(own, { tab: 'changes' })}
        shows="变动"
      >
        年初 <Money yuan={line.initialBudget} />
        ，调整 <Money yuan={adjusted} signed />
      </Card>
      <Card
        title={`已拨（${unit}）`}
        figure={<Money yuan={line.settled} />}
        to={linkTo('/payments', { of: line.appropriationId })}
        shows="各笔"
      >
        在途 <Money yuan={line.inTransit} />
        ，本月 <Money yuan={thisMonth} />
      </Card>
      <Card title={`可用指标（${unit}）`} figure={<Money yuan={line.available} />} to={linkTo(own)} shows="台账">
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
        to={linkTo(`/setup/plans/${line.appropriationId}`)}
        shows="计划"
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
