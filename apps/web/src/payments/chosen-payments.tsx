import { Link } from 'react-router';
import { Button } from 'antd';
import { formatYuanGrouped, parseYuan, sumFen, toCapitalAmount } from '@bofu/kernel';
import { useAddress } from '../books/books';
import { useSignedIn } from '../session/session';
import { saveCsv } from '../table/csv-file';
import { words, wordFor } from '../words';
import { kindText } from './payments';
import type { Payment } from './payments-query';
import { VoucherLinks } from './voucher-links';

/** What can be done with the payments that were chosen: printed, exported, or gone to where they wait for a signature. */
export default function ChosenPayments({ chosen, onNone }: { chosen: readonly Payment[]; onNone: () => void }) {
  const { linkTo } = useAddress();
  const works = useSignedIn() !== null;
  const totalFen = sumFen(chosen.map(({ total }) => parseYuan(total)));
  const [waits, ...others] = new Set(chosen.map(({ waitsFor }) => waitsFor));
  return (
    <section className="panel toolbar no-print" aria-label="所选拨付">
      <span role="status">
        已选 <b>{chosen.length}</b> 笔，合计 <b>{formatYuanGrouped(totalFen)}</b> 元
        {totalFen > 0n && `　${toCapitalAmount(totalFen)}`}
      </span>
      <VoucherLinks paymentIds={chosen.map(({ paymentId }) => paymentId)} />
      <Button onClick={() => saveCsv('所选拨付.csv', rowsOf(chosen))}>导出所选（CSV，元）</Button>
      {works && waits !== undefined && waits !== null && others.length === 0 && (
        <Link to={linkTo('/signing', { waits })}>到{wordFor(words.waitsFor, waits)}队列办理</Link>
      )}
      <Button onClick={onNone}>不选</Button>
    </section>
  );
}

const HEADINGS = [
  ...['凭证号', '摘要', '状态', '收款户', '所属期', '人数', '金额', '退回', '提交', '支付', '经办', '类别'],
];

/** Amounts always in 元, whatever the page shows. */
const rowsOf = (payments: readonly Payment[]): readonly (readonly string[])[] => [
  HEADINGS,
  ...payments.map((payment) => {
    const { voucherNumber, purpose, situation, payee, period, headcount, total, returned } = payment;
    return [
      ...[voucherNumber ?? '', purpose, wordFor(words.paymentSituation, situation), payee.name, period ?? ''],
      ...[headcount === null ? '' : String(headcount), total, returned],
      ...[payment.submittedOn, payment.paidOn ?? '', payment.submittedBy.name ?? '', kindText(payment)],
    ];
  }),
];
