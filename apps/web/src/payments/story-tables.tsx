import { lazy, Suspense, useState } from 'react';
import { Link } from 'react-router';
import { useAddress, useBooks } from '../books/books';
import { Money, moneyText } from '../marks/money';
import { StatusTag } from '../marks/status-tag';
import { Answer, Waiting } from '../pages/answer';
import { instantText } from '../pages/page-status';
import { DataTable, type Column } from '../table/data-table';
import { words, wordFor } from '../words';
import { useIsClerk } from '../drafts/drafts';
import { LateMark } from './late-mark';
import { canBeReissued } from './reissued-payment';
import { RETURN_END, signedAmount, TWIN, useStory, type Act, type TrackedReturn, type Twin } from './payment-story';
import { PAYMENT_MARK } from './payments';
import type { Payment } from './payments-query';

const WaiveReissueForm = lazy(() => import('./waive-reissue-form'));

const inYuan = (title: string) => (
  <span className="table-caption">
    <span>{title}</span>
    <span>单位：元</span>
  </span>
);

/** 来龙去脉: what happened, what came of what came back, and the payments beside it. */
export function PaymentStory({ payment }: { payment: Payment }) {
  const story = useStory(payment.paymentId);
  return (
    <Answer query={story}>
      {({ value: { acts, twins, returns } }) => (
        <>
          {returns.length > 0 && <ReturnTable payment={payment} returns={returns} />}
          <ActTable acts={acts} />
          {twins.length > 0 && <TwinTable twins={twins} />}
        </>
      )}
    </Answer>
  );
}

/** 部分退回: beside what the payment is, what of it nobody has paid anew. */
export function StillOwed({ payment }: { payment: Payment }) {
  const open = useStory(payment.paymentId).data?.value.returns.filter((one) => one.open !== '0.00') ?? [];
  if (open.length === 0) return null;
  const people = open.some((one) => one.people === null || one.end !== 'open')
    ? null
    : open.reduce((sum, one) => sum + (one.people ?? 0), 0);
  return (
    <StatusTag mark="red">
      部分退回，{people === null ? '尚有' : `${people.toLocaleString('en-US')} 人`}未重发
    </StatusTag>
  );
}

/** 办理经过: each act with both its clocks, who did it, what it changed, and its event. */
function ActTable({ acts }: { acts: readonly Act[] }) {
  const { linkTo } = useAddress();
  const columns: readonly Column<Act>[] = [
    {
      key: 'label',
      title: '事项',
      names: true,
      cell: ({ type, label }) => <span className={type === 'PaymentReversed' ? 'act-reversed' : ''}>{label}</span>,
    },
    {
      key: 'event',
      title: '事件',
      cell: ({ event }) =>
        event === null ? words.nothing : <Link to={linkTo('/replay', { event: event.eventId })}>#{event.number}</Link>,
    },
    { key: 'on', title: '业务日期', cell: ({ on }) => on },
    {
      key: 'recorded',
      title: '登记',
      cell: (act) => (
        <>
          {instantText(act.recordedAt)} <LateMark steps={[act]} />
        </>
      ),
    },
    { key: 'by', title: '办理', cell: ({ by }) => `${by.name ?? words.nothing}（${words.post[by.post]}）` },
    {
      key: 'charges',
      title: '各项金额',
      align: 'right',
      cell: (act) => (
        <span className="charges-of-step">
          {act.charges.map(({ charge, amount, restores }) => (
            <span key={charge}>
              第 {charge} 项 <Money yuan={signedAmount(act, amount)} unit="yuan" />
              {restores !== null && `（${words.restores[restores]}）`}
            </span>
          ))}
        </span>
      ),
    },
    { key: 'transit', title: '在途 前→后', align: 'right', cell: ({ inTransit }) => <Change {...inTransit} /> },
    { key: 'net', title: '净额 前→后', align: 'right', cell: ({ net }) => <Change {...net} /> },
    {
      key: 'reason',
      title: '事由',
      cell: ({ reason, confirmation, late }) => (
        <span className="act-reason">
          {[reason, confirmation && `说明：${confirmation}`, late?.reason ? `补登：${late.reason}` : null]
            .filter(Boolean)
            .join('；') || words.nothing}
        </span>
      ),
    },
  ];
  return (
    <DataTable caption={inYuan('办理经过')} columns={columns} rows={acts} keyOf={(act) => String(acts.indexOf(act))} />
  );
}

function Change({ before, after }: { before: string; after: string }) {
  if (before === after) return <span className="nothing">{words.nothing}</span>;
  return (
    <span className="money">
      {moneyText(before, 'yuan')} → {moneyText(after, 'yuan')}
    </span>
  );
}

/** 退回的下落: nobody who was not paid is forgotten. */
function ReturnTable({ payment, returns }: { payment: Payment; returns: readonly TrackedReturn[] }) {
  const { linkTo } = useAddress();
  const { writable } = useBooks();
  const isClerk = useIsClerk();
  const [waiving, setWaiving] = useState<string | null>(null);
  const waived = returns.find(({ returnId }) => returnId === waiving);
  const columns: readonly Column<TrackedReturn>[] = [
    { key: 'on', title: '退回日', cell: ({ on }) => on },
    { key: 'party', title: '方式', names: true, cell: ({ party }) => (party === 'bank' ? '退票' : '主动退回') },
    {
      key: 'people',
      title: '人数',
      align: 'right',
      cell: ({ people }) => (people === null ? words.nothing : `${people.toLocaleString('en-US')} 人`),
    },
    { key: 'amount', title: '金额', align: 'right', cell: ({ amount }) => <Money yuan={`-${amount}`} unit="yuan" /> },
    {
      key: 'end',
      title: '下落',
      cell: ({ end }) => <StatusTag mark={RETURN_END[end][1]}>{RETURN_END[end][0]}</StatusTag>,
    },
    {
      key: 'open',
      title: '未重发',
      align: 'right',
      cell: ({ open }) => (open === '0.00' ? <span className="nothing">0.00</span> : <Money yuan={open} unit="yuan" />),
    },
    {
      key: 'age',
      title: '已过工作日',
      align: 'right',
      cell: ({ open, workingDays }) =>
        open === '0.00' ? words.nothing : workingDays === null ? '未载入日历' : `${workingDays} 天`,
    },
    {
      key: 'act',
      title: '办理',
      cell: (one) =>
        one.reissue !== null ? (
          <Link to={linkTo(`/payments/${one.reissue.paymentId}`)}>重发的一笔</Link>
        ) : writable && canBeReissued(one) ? (
          <span className="ways-out">
            <Link
              to={linkTo(payment.kind === 'payout-run' ? '/payments/payout-run' : '/payments/disbursement', {
                reissues: `${payment.paymentId}/${one.returnId}`,
                year: payment.charges[0]?.fiscalYear ?? null,
              })}
            >
              重发
            </Link>
            {isClerk && (
              <button type="button" className="link-button" onClick={() => setWaiving(one.returnId)}>
                不再重发
              </button>
            )}
          </span>
        ) : (
          words.nothing
        ),
    },
  ];
  return (
    <>
      <DataTable caption={inYuan('退回的下落')} columns={columns} rows={returns} keyOf={({ returnId }) => returnId} />
      {waived && (
        <Suspense fallback={<Waiting />}>
          <WaiveReissueForm payment={payment} returned={waived} onDone={() => setWaiving(null)} />
        </Suspense>
      )}
    </>
  );
}

/** 有关的各笔: what it replaces or pays anew, and what does so of it; the same scheme's same month. */
function TwinTable({ twins }: { twins: readonly Twin[] }) {
  const { linkTo } = useAddress();
  const columns: readonly Column<Twin>[] = [
    { key: 'as', title: '关系', cell: ({ as }) => TWIN[as] },
    {
      key: 'purpose',
      title: '摘要',
      names: true,
      cell: ({ paymentId, purpose }) => <Link to={linkTo(`/payments/${paymentId}`)}>{purpose}</Link>,
    },
    { key: 'on', title: '提交', cell: ({ submittedOn }) => submittedOn },
    { key: 'total', title: '金额', align: 'right', cell: ({ total }) => <Money yuan={total} unit="yuan" /> },
    {
      key: 'situation',
      title: '状态',
      cell: ({ situation }) => (
        <StatusTag mark={PAYMENT_MARK[situation]}>{wordFor(words.paymentSituation, situation)}</StatusTag>
      ),
    },
  ];
  return (
    <DataTable
      caption={inYuan('有关的各笔')}
      columns={columns}
      rows={twins}
      keyOf={({ as, paymentId }) => `${as}/${paymentId}`}
    />
  );
}
