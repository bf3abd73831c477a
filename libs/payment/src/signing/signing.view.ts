import { z } from 'zod';
import { formatYuan, type Fen } from '@bofu/kernel';
import { LINE_ENTRIES, type Payee } from '../domain/payment-events';
import { SIGNATURES } from '../domain/refusals';
import { paymentRefusals } from '../payment-refusals';
import { PAYMENT_EVENT_LABEL } from '../payment-labels';
import { payableAccountView, paymentView, viewPayment, type NameOf } from '../payment.view';
import type { ComparedLine, PaymentDifference } from './difference';
import { QUEUED, type PaymentToSign, type Signed, type WaitingCount } from './signing-queue.query';
import { WARNINGS } from './warnings';

/** What waits for signatures as it leaves over HTTP: money is 元 as text. */
const money = z.string().meta({ description: '元，两位小数', example: '8541331.00' });
const payeeView = z.strictObject({ kind: z.string(), name: z.string() });
const comparedLineView = z.strictObject({
  heads: z.int().nullable(),
  rate: money.nullable(),
  amount: money,
});

export const differenceView = z.strictObject({
  against: z.strictObject({
    paymentId: z.string(),
    purpose: z.string(),
    period: z.string().nullable(),
    submittedOn: z.string(),
  }),
  total: z.strictObject({ before: money, now: money, change: money }),
  heads: z.strictObject({ before: z.int(), now: z.int(), change: z.int() }).nullable(),
  account: z
    .strictObject({ before: payableAccountView.nullable(), now: payableAccountView.nullable() })
    .nullable()
    .describe('收款账户相同的为 null'),
  payee: z.strictObject({ before: payeeView, now: payeeView }).nullable().describe('收款户相同的为 null'),
  lines: z.array(
    z.strictObject({
      change: z.enum(['new', 'gone', 'changed', 'same']).describe('新增、减少、有变、不变'),
      programmeId: z.string(),
      appropriationId: z.string(),
      groupId: z.string().nullable(),
      entry: z.enum(LINE_ENTRIES),
      before: comparedLineView.nullable(),
      now: comparedLineView.nullable(),
    }),
  ),
});

export const toSignView = z.strictObject({
  payment: paymentView,
  waitsFor: z.enum(QUEUED).nullable().describe('正待哪一步；队列中的都有，单独读取的一笔已不在等待的为 null'),
  waitingSince: z.string().describe('上一步的登记时点：自此等待'),
  isHers: z.boolean().describe('所待的一步由来问者的岗位办理'),
  barred: z.string().nullable().describe('不能由来问者签的缘由，与提交时的拒绝同一句话；可以签的为 null'),
  difference: differenceView
    .nullable()
    .describe('与已支付的上一批（同一方案）或上一笔（同一项目、收款户）之差；没有的为 null'),
  warnings: z.array(z.strictObject({ code: z.enum(WARNINGS), text: z.string() })),
});

export const waitingCountView = z.strictObject({
  waitsFor: z.enum(QUEUED),
  count: z.int(),
  total: money,
  hers: z.int().describe('其中来问者可以办理的'),
  hersTotal: money,
});

export const signedView = z.strictObject({
  paymentId: z.string(),
  purpose: z.string(),
  label: z.string().describe('办理的事项'),
  recordedAt: z.string(),
  total: money,
});

export function viewToSign(found: PaymentToSign, nameOf: NameOf): z.input<typeof toSignView> {
  const { payment, waitsFor, waitingSince, isHers, difference, warnings } = found;
  return {
    payment: viewPayment(payment, nameOf),
    waitsFor,
    waitingSince,
    isHers,
    barred: barredInWords(found),
    difference: difference && viewDifference(difference),
    warnings: warnings.map((warning) => ({ ...warning })),
  };
}

/** The very sentence of the refusal that would follow. */
function barredInWords({ payment: { paymentId, totalFen }, waitsFor, barredAs: as }: PaymentToSign): string | null {
  if (as === null) return null;
  if (as === 'own-request') return paymentRefusals['own-request'].title({ paymentId, totalFen });
  const asked = SIGNATURES.find((each) => each === waitsFor);
  return asked === undefined ? null : paymentRefusals['signed-already'].title({ paymentId, totalFen, asked, as });
}

const viewDifference = ({
  against,
  total,
  heads,
  payee,
  account,
  lines,
}: PaymentDifference): z.input<typeof differenceView> => ({
  against: { ...against },
  total: {
    before: formatYuan(total.beforeFen),
    now: formatYuan(total.nowFen),
    change: formatYuan(total.nowFen - total.beforeFen),
  },
  heads: heads && { ...heads, change: heads.now - heads.before },
  account: account && {
    before: account.before && { ...account.before },
    now: account.now && { ...account.now },
  },
  payee: payee && { before: viewPayee(payee.before), now: viewPayee(payee.now) },
  lines: lines.map(({ before, now, ...line }) => ({
    ...line,
    before: before && viewComparedLine(before),
    now: now && viewComparedLine(now),
  })),
});

const viewPayee = ({ kind, name }: Payee) => ({ kind, name });

const viewComparedLine = ({ heads, rateFen, amountFen }: ComparedLine) => ({
  ...{ heads, rate: yuanOrNull(rateFen), amount: formatYuan(amountFen) },
});

const yuanOrNull = (amount: Fen | null): string | null => (amount === null ? null : formatYuan(amount));

export const viewWaitingCount = ({
  waitsFor,
  count,
  totalFen,
  hers,
  hersFen,
}: WaitingCount): z.input<typeof waitingCountView> => ({
  ...{ waitsFor, count, total: formatYuan(totalFen), hers, hersTotal: formatYuan(hersFen) },
});

export const viewSigned = ({ paymentId, purpose, type, recordedAt, totalFen }: Signed): z.input<typeof signedView> => ({
  ...{ paymentId, purpose, label: PAYMENT_EVENT_LABEL[type], recordedAt, total: formatYuan(totalFen) },
});
