import { Link } from 'react-router';
import { monthOf } from '@bofu/kernel';
import { useAddress, useBooks } from '../../books/books';
import { countText, Money } from '../../marks/money';
import { StatusTag } from '../../marks/status-tag';
import { words } from '../../words';
import { payoutCalendar } from './payout-calendar';
import { useProgrammeForecast, type Appropriation, type Payment } from './programme-facts';

/** 发放月历: twelve cells, each told by shape and word and amount, never by colour alone. */
export function PayoutCalendarPanel({
  appropriation: { appropriationId, fiscalYear, paymentStandard },
  payments,
}: {
  appropriation: Appropriation;
  payments: readonly Payment[];
}) {
  const { asOf, money, writable } = useBooks();
  const { linkTo } = useAddress();
  const monthly = paymentStandard?.cashFlow === 'monthly';
  const owed = useProgrammeForecast(appropriationId).data?.value.months ?? [];
  const months = payoutCalendar(fiscalYear, asOf, appropriationId, payments, monthly, owed);
  const paid = months.filter(({ amount }) => amount !== null).length;
  const deadline = paymentStandard?.deadline.printed ?? '';
  return (
    <section className="panel" aria-labelledby="calendar-heading">
      <h2 id="calendar-heading" className="panel-heading">
        发放月历
        <small>
          {monthly ? `应发 12 期，` : ''}已有 {paid} 个月发生支付{deadline !== '' && `　时限：${deadline}`}　单位：
          {words.unit[money]}
        </small>
      </h2>
      <div className="data-table">
        <table className="payout-calendar">
          <thead>
            <tr>
              <th scope="col">
                <span className="unseen">项</span>
              </th>
              {months.map(({ period }) => (
                <th key={period} scope="col" className="align-right">
                  {monthOf(period)}月
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            <tr>
              <th scope="row">状态</th>
              {months.map(({ period, mark, word, payments: [first] }) => {
                const tag = <StatusTag mark={mark}>{word}</StatusTag>;
                const target =
                  first !== undefined
                    ? linkTo(`/payments/${first.paymentId}`)
                    : monthly && writable
                      ? linkTo('/payments/payout-run', { of: appropriationId, period })
                      : null;
                return (
                  <td key={period} className="align-right">
                    {target === null ? (
                      tag
                    ) : (
                      <Link to={target} aria-label={`${monthOf(period)}月 ${word}`}>
                        {tag}
                      </Link>
                    )}
                  </td>
                );
              })}
            </tr>
            <tr>
              <th scope="row">金额</th>
              {months.map(({ period, amount }) => (
                <td key={period} className="align-right">
                  <Money yuan={amount} />
                </td>
              ))}
            </tr>
            <tr>
              <th scope="row">人数</th>
              {months.map(({ period, headcount }) => (
                <td key={period} className="align-right">
                  {headcount === null ? <span className="nothing">{words.nothing}</span> : countText(headcount)}
                </td>
              ))}
            </tr>
          </tbody>
        </table>
      </div>
    </section>
  );
}
