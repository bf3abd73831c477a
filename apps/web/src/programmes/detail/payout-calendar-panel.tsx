import { Link } from 'react-router';
import { monthOf } from '@bofu/kernel';
import { useAddress, useBooks } from '../../books/books';
import { countText, Money, unitText } from '../../marks/money';
import { StatusTag } from '../../marks/status-tag';
import { words, wordFor } from '../../words';
import { payoutCalendar } from './payout-calendar';
import { useProgrammeForecast, type Appropriation, type PaymentMonth } from './programme-facts';

/** 发放月历: twelve cells, each told by shape and word and amount, never by colour alone. */
export function PayoutCalendarPanel({
  appropriation: { appropriationId, fiscalYear, paymentStandard },
  paymentMonths,
}: {
  appropriation: Appropriation;
  paymentMonths: readonly PaymentMonth[];
}) {
  const { asOf, money, writable } = useBooks();
  const { linkTo } = useAddress();
  const monthly = paymentStandard?.cashFlow === 'monthly';
  const forecast = useProgrammeForecast(appropriationId).data?.value;
  const left = new Map(forecast?.programme.months.map(({ period, balance }) => [period, balance]));
  const year = payoutCalendar(
    fiscalYear,
    asOf,
    paymentMonths,
    monthly,
    forecast?.months ?? [],
    monthly ? left : undefined,
  );
  const paid = year.filter(({ amount }) => amount !== null).length;
  // Where no month is owed, those without a payment say nothing.
  const months = monthly ? year : year.filter(({ firstPaymentId }) => firstPaymentId !== null);
  const deadline = paymentStandard?.deadline.printed ?? '';
  return (
    <section className="panel" aria-labelledby="calendar-heading">
      <h2 id="calendar-heading" className="panel-heading">
        发放月历
        <small>
          {monthly ? `应发 12 期，` : ''}已有 {paid} 个月发生支付{deadline !== '' && `　时限：${deadline}`}　单位：
          {unitText(money)}
        </small>
      </h2>
      {months.length > 0 ? (
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
                {months.map(({ period, mark, word, firstPaymentId }) => {
                  const tag = <StatusTag mark={mark}>{word}</StatusTag>;
                  const target =
                    firstPaymentId !== null
                      ? linkTo(`/payments/${firstPaymentId}`)
                      : writable
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
                {months.map(({ period, amount, short }) => (
                  <td key={period} className="align-right">
                    {short === null ? <Money yuan={amount} /> : <Money yuan={`-${short}`} />}
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
      ) : (
        <p className="form-note">
          不按月发放（{paymentStandard === null ? '没有发放标准' : wordFor(words.cashFlow, paymentStandard.cashFlow)}
          ），年内还没有支付。
        </p>
      )}
    </section>
  );
}
