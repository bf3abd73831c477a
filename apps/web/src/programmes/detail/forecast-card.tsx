import { useBooks } from '../../books/books';
import { countText, Money } from '../../marks/money';
import { StatusTag } from '../../marks/status-tag';
import { Answer } from '../../pages/answer';
import { words } from '../../words';
import { Card } from './card';
import { useProgrammeForecast } from './programme-facts';

/** 预计耗尽: the first month of the year that the money will not suffice for, and by how much. */
export function ForecastCard({ appropriationId }: { appropriationId: string }) {
  const { money } = useBooks();
  const forecast = useProgrammeForecast(appropriationId);
  return (
    <Answer query={forecast} lines={3}>
      {({ value: { programme } }) => {
        const { firstFailure, months, assumptions, basis, yearShort } = programme;
        const last = months.at(-1);
        const why = assumptions.join('；');
        if (basis === 'none' || last === undefined)
          return (
            <Card title="预计耗尽" figure={<span className="nothing">{words.nothing}</span>}>
              {why || '年内没有还要支付的月份'}
            </Card>
          );
        if (firstFailure === null)
          return (
            <Card title="预计耗尽" figure="年内够用" why={why}>
              <StatusTag mark="green">
                年末余 <Money yuan={last.balance} /> {words.unit[money]}
              </StatusTag>
            </Card>
          );
        return (
          <Card title="预计耗尽" figure={`${Number(firstFailure.period.slice(5))} 月`} why={why}>
            <StatusTag mark="red">
              缺口 <Money yuan={firstFailure.short} unit="yuan" /> 元
            </StatusTag>{' '}
            {firstFailure.payableHeadcount !== null && (
              <span className="money">最多可发 {countText(firstFailure.payableHeadcount)} 人，</span>
            )}
            全年缺 <Money yuan={yearShort} /> {words.unit[money]}
          </Card>
        );
      }}
    </Answer>
  );
}
