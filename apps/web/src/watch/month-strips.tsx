import { Button } from 'antd';
import { Link } from 'react-router';
import { useAddress, useBooks } from '../books/books';
import { Money, moneyText, unitText } from '../marks/money';
import { StatusTag, type Mark } from '../marks/status-tag';
import { Answer } from '../pages/answer';
import { words } from '../words';
import { useMonthStrips, type MonthState, type MonthStrip } from './watch';

/** Shape and word as well as colour: a strip is read in grey too. */
const STATES: Readonly<Record<MonthState, { readonly mark: Mark; readonly sign: string; readonly word: string }>> = {
  overdue: { mark: 'red', sign: '×', word: '逾期未发' },
  partly: { mark: 'orange', sign: '◐', word: '未发足' },
  open: { mark: 'yellow', sign: '○', word: '未发，文件未定时限' },
  'in-transit': { mark: 'info', sign: '→', word: '在途' },
  paid: { mark: 'green', sign: '✓', word: '已发足' },
  'not-due': { mark: 'none', sign: '·', word: '未到期' },
  'not-owed': { mark: 'none', sign: '', word: '无应发' },
};

/** 月度发放: a row of twelve cells for every programme; each cell leads to its month. */
export function MonthStrips() {
  const { money } = useBooks();
  const query = useMonthStrips();
  return (
    <section className="panel" aria-labelledby="strips-heading">
      <h2 id="strips-heading" className="panel-heading">
        各项目逐月发放
        <small>逾期金额大者在前；单位：{unitText(money)}；格中为当月净支付</small>
      </h2>
      <p className="strip-key">
        {(Object.keys(STATES) as MonthState[])
          .filter((state) => state !== 'not-owed')
          .map((state) => (
            <span key={state}>
              <span className={`strip-cell strip-${state}`} aria-hidden="true">
                {STATES[state].sign}
              </span>
              {STATES[state].word}
            </span>
          ))}
      </p>
      <Answer query={query} lines={8}>
        {({ pages }) => {
          const strips = pages.flatMap(({ value }) => value.items);
          return (
            <>
              <StripTable strips={strips} />
              {query.hasNextPage && (
                <Button loading={query.isFetchingNextPage} onClick={() => void query.fetchNextPage()}>
                  更多项目
                </Button>
              )}
            </>
          );
        }}
      </Answer>
    </section>
  );
}

function StripTable({ strips }: { strips: readonly MonthStrip[] }) {
  const { linkTo } = useAddress();
  const { money } = useBooks();
  return (
    <div className="strips" role="region" aria-label="各项目逐月发放，可左右移动" tabIndex={0}>
      <table>
        <thead>
          <tr>
            <th scope="col">项目</th>
            {Array.from({ length: 12 }, (_, at) => (
              <th key={at} scope="col">
                {at + 1}月
              </th>
            ))}
            <th scope="col" className="align-right">
              逾期未发
            </th>
          </tr>
        </thead>
        <tbody>
          {strips.map(({ programmeId, programmeName, programmeCode, unitCode, appropriationId, months, overdue }) => (
            <tr key={programmeId}>
              <th scope="row" title={`${unitCode} ${programmeCode}`}>
                <Link to={linkTo(`/programmes/${appropriationId}`)}>{programmeName}</Link>
              </th>
              {months.map(({ period, state, settled, open }) => {
                const { sign, word } = STATES[state];
                const isNone = settled === '0.00';
                const text = `${period} ${word}${open !== null && open !== '0.00' ? `，尚欠 ${open} 元` : ''}，当月支付 ${settled} 元`;
                return (
                  <td key={period}>
                    <span className={`strip-cell strip-${state}`} title={text}>
                      <span aria-hidden="true">
                        {sign}
                        {!isNone && <small>{moneyText(settled, money)}</small>}
                      </span>
                      <span className="unseen">{text}</span>
                    </span>
                  </td>
                );
              })}
              <td className="align-right">
                <Overdue count={months.filter(({ state }) => state === 'overdue').length} open={overdue} />
              </td>
            </tr>
          ))}
        </tbody>
      </table>
      {strips.length === 0 && <p className="nothing-here">本年度还没有项目。</p>}
    </div>
  );
}

/** Where nobody says what a month costs there is a number of months and no sum. */
function Overdue({ count, open }: { count: number; open: string }) {
  if (count === 0) return <span className="nothing">{words.nothing}</span>;
  return (
    <StatusTag mark="red">
      {count} 期{open !== '0.00' && <Money yuan={open} />}
    </StatusTag>
  );
}
