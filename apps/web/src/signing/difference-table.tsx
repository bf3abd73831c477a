import { Link } from 'react-router';
import { useAddress } from '../books/books';
import { countText, Money, moneyText } from '../marks/money';
import { StatusTag, type Mark } from '../marks/status-tag';
import { useBearerNames } from '../payments/bearers';
import { groupName, useProgrammes } from '../payments/programmes';
import { words } from '../words';
import { DataTable, type Column } from '../table/data-table';
import type { Difference } from './signing-queue';

type Line = Difference['lines'][number];

const CHANGE: Readonly<Record<Line['change'], readonly [string, Mark]>> = {
  new: ['新增', 'yellow'],
  gone: ['减少', 'yellow'],
  changed: ['有变', 'info'],
  same: ['不变', 'none'],
};

/** 与上期之差: what is otherwise than last time, before anything else. */
export function DifferenceToLast({ difference }: { difference: Difference | null }) {
  const { linkTo } = useAddress();
  if (difference === null) return <p className="difference-none">没有已支付的上一笔可比：请逐项核对。</p>;
  const { against, total, heads, payee, account, lines } = difference;
  const otherwise = lines.filter(({ change }) => change !== 'same');
  return (
    <section aria-label="与上期之差" className="difference">
      <h3>
        与上期之差 <Link to={linkTo(`/payments/${against.paymentId}`)}>{against.purpose}</Link>
      </h3>
      <dl className="difference-figures">
        {heads && (
          <div>
            <dt>人数</dt>
            <dd>
              {countText(heads.before)} → <b>{countText(heads.now)}</b>
              <Change text={signedCount(heads.change)} isNone={heads.change === 0} />
            </dd>
          </div>
        )}
        <div>
          <dt>金额（元）</dt>
          <dd>
            {moneyText(total.before, 'yuan')} → <b>{moneyText(total.now, 'yuan')}</b>
            <Change text={signedYuan(total.change)} isNone={total.change === '0.00'} />
          </dd>
        </div>
        <div>
          <dt>收款户</dt>
          <dd>
            {payee === null ? (
              '不变'
            ) : (
              <>
                {payee.before.name} → <b>{payee.now.name}</b>
              </>
            )}
          </dd>
        </div>
        {account !== null && (
          <div>
            <dt>收款账户</dt>
            <dd>
              {accountText(account.before)} → <b>{accountText(account.now)}</b>
              <span className="difference-change">（变更）</span>
            </dd>
          </div>
        )}
      </dl>
      {otherwise.length === 0 ? (
        <p className="form-note">明细 {lines.length} 行都与上期相同</p>
      ) : (
        <LineDifferences lines={otherwise} same={lines.length - otherwise.length} />
      )}
    </section>
  );
}

function LineDifferences({ lines, same }: { lines: readonly Line[]; same: number }) {
  const nameOf = useBearerNames();
  const programmes = useProgrammes().data?.value ?? [];
  const columns: readonly Column<Line>[] = [
    {
      key: 'change',
      title: '较上期',
      cell: ({ change }) => <StatusTag mark={CHANGE[change][1]}>{CHANGE[change][0]}</StatusTag>,
    },
    {
      key: 'name',
      title: '项目',
      names: true,
      cell: (line) => {
        const group = groupName(programmes, line.programmeId, line.groupId);
        return (
          <span className="cut" title={nameOf(line)}>
            {nameOf(line)}
            {line.groupId !== null && `（${group}）`}
            {line.entry !== 'regular' && `，${words.lineEntry[line.entry]}`}
          </span>
        );
      },
    },
    {
      key: 'heads',
      title: '人数',
      align: 'right',
      cell: ({ before, now }) => pair(before?.heads, now?.heads, countText),
    },
    {
      key: 'rate',
      title: '标准',
      align: 'right',
      cell: ({ before, now }) => pair(before?.rate, now?.rate, (rate) => moneyText(rate, 'yuan')),
    },
    {
      key: 'before',
      title: '上期金额',
      align: 'right',
      cell: ({ before }) => <Money yuan={before?.amount ?? null} unit="yuan" />,
    },
    {
      key: 'now',
      title: '本期金额',
      align: 'right',
      cell: ({ now }) => <Money yuan={now?.amount ?? null} unit="yuan" />,
    },
  ];
  return (
    <DataTable
      caption={`与上期不同的 ${lines.length} 行${same === 0 ? '' : `，另有 ${same} 行不变`}（元）`}
      columns={columns}
      rows={lines}
      keyOf={(line) => String(lines.indexOf(line))}
    />
  );
}

/** `75,587 → 75,601`, or the one figure where both are the same or one is missing. */
function pair<Value>(before: Value | null | undefined, now: Value | null | undefined, text: (value: Value) => string) {
  const [was, is] = [before ?? null, now ?? null];
  if (was === null && is === null) return <span className="nothing">{words.nothing}</span>;
  if (was === null || is === null || was === is) return text((is ?? was) as Value);
  return (
    <>
      {text(was)} → <b>{text(is)}</b>
    </>
  );
}

const accountText = (account: NonNullable<Difference['account']>['now']): string =>
  account === null ? '未用登记的账户' : `${account.bank} 尾号 ${account.lastFour}`;

function Change({ text, isNone }: { text: string; isNone: boolean }) {
  return <span className={isNone ? 'nothing' : 'difference-change'}>{isNone ? '（不变）' : `（${text}）`}</span>;
}

const signedCount = (change: number): string => `${change > 0 ? '增' : '减'} ${countText(Math.abs(change))} 人`;
const signedYuan = (change: string): string =>
  change.startsWith('-') ? `减 ${moneyText(change.slice(1), 'yuan')}` : `增 ${moneyText(change, 'yuan')}`;
