import { formatYuan } from '@bofu/kernel';
import { countText, Money } from '../../marks/money';
import { StatusTag } from '../../marks/status-tag';
import { words } from '../../words';
import { useBooks } from '../../books/books';
import type { ProgrammeLine } from '../plan-against-actual';
import { nextPayout } from './next-payout';
import { Card } from './card';
import type { Appropriation, Payment } from './programme-facts';

/** Will the next batch go through? 人数 × 标准 against what is available. */
export function NextPayoutCard({
  line,
  appropriation,
  payments,
}: {
  line: ProgrammeLine;
  appropriation: Appropriation;
  payments: readonly Payment[];
}) {
  const { money } = useBooks();
  const next = nextPayout(appropriation, line.available, payments);
  const title = `下批所需（${words.unit[money]}）`;
  switch (next.kind) {
    case 'no-standard':
      return (
        <Card title={title} figure={<span className="nothing">{words.nothing}</span>}>
          不是按月按人数发放的项目
        </Card>
      );
    case 'year-paid':
      return (
        <Card title={title} figure={<Money yuan="0.00" />}>
          <StatusTag mark="green">全年 12 期已发</StatusTag>
        </Card>
      );
    case 'covered':
      return (
        <Card title={title} figure={<Money yuan={formatYuan(next.required)} />}>
          <StatusTag mark="green">可发 {next.timesCovered} 期</StatusTag>
        </Card>
      );
    case 'short':
      return (
        <Card title={title} figure={<Money yuan={formatYuan(next.required)} />}>
          <StatusTag mark="red">
            缺口 <Money yuan={formatYuan(next.short)} unit="yuan" /> 元
          </StatusTag>{' '}
          <span className="money">最多可发 {countText(next.people)} 人</span>
        </Card>
      );
  }
}
