import { describing, NOTHING_SAID, type EventDescriber, type EventDescription } from '@bofu/event-log';
import { formatYuanGrouped, type Stamped } from '@bofu/kernel';
import type { Heads, LateEntry, PaymentEvent } from './domain/payment-events';
import type { PayoutSchemeEvent } from './domain/payout-scheme';
import { paymentCodec } from './payment-codec';
import {
  APPROVED_SUM_EVENT_LABEL,
  PAYMENT_EVENT_LABEL,
  PAYOUT_SCHEME_EVENT_LABEL,
  SUMMED_PER_LABEL,
} from './payment-labels';
import { approvedSumCodec } from './approved-sum-codec';
import type { ApprovedSumEvent } from './domain/approved-sum';
import { payoutSchemeCodec } from './schemes/payout-scheme-codec';

const inYuan = (digits: string): string => `${formatYuanGrouped(BigInt(digits))} 元`;

const HEADS: Readonly<Record<Heads['of'], string>> = { persons: '人', households: '户', 'person-times': '人次' };
const inHeads = (heads: Heads | null): string | null =>
  heads && `${heads.count.toLocaleString('en')} ${HEADS[heads.of]}`;

const lateInWords = (late: LateEntry | null): string | null =>
  late === null ? null : late.reason === null ? '期初补录' : `补登：${late.reason}`;

function describePayment(event: Stamped<PaymentEvent>): EventDescription {
  const { type, data } = event;
  const amountFen = 'totalFen' in data ? data.totalFen : data.amountFen;
  const periods = type === 'PaymentSubmitted' ? [...new Set(data.lines.map(({ period }) => period))] : [];
  const period = periods.length === 1 ? (periods[0] ?? null) : null;
  const heads = type === 'PaymentSubmitted' ? [...new Set(data.lines.map((line) => inHeads(line.heads)))] : [];
  return {
    ...NOTHING_SAID,
    label: PAYMENT_EVENT_LABEL[type],
    by: data.by,
    businessDate: paymentCodec.businessDayOf(event),
    paymentId: data.paymentId,
    appropriationIds: appropriationsIn(event),
    amountFen,
    period,
    details: [
      period === null ? null : `所属期 ${period}`,
      heads.length === 1 ? (heads[0] ?? null) : null,
      inYuan(amountFen),
      ...(type === 'PaymentSubmitted' ? [data.payee.name, data.purpose] : []),
      ...(type === 'PaymentPaid'
        ? [data.voucherNumber === null ? null : `支付凭证号 ${data.voucherNumber}`, data.bank]
        : []),
      'account' in data ? data.account : null,
      'reason' in data ? data.reason : null,
      'late' in data ? lateInWords(data.late) : null,
    ],
  };
}

/** A payment's charges are named when it is submitted; later ones are new through a correction only. */
function appropriationsIn({ type, data }: Stamped<PaymentEvent>): readonly string[] {
  if (type === 'PaymentSubmitted') return data.charges.map(({ appropriationId }) => appropriationId);
  return type === 'PaymentReclassified' || type === 'PaymentReclassificationRequested' ? [data.from, data.to] : [];
}

const describeScheme = ({ type, data }: Stamped<PayoutSchemeEvent>): EventDescription => ({
  ...NOTHING_SAID,
  label: PAYOUT_SCHEME_EVENT_LABEL[type],
  by: data.by,
  businessDate: data.effectiveOn,
  appropriationIds: data.lines.map(({ appropriationId }) => appropriationId),
  details: [
    data.name,
    `${data.headcount.toLocaleString('en')} 人`,
    ...data.lines.map(({ rateFen }) => `每人 ${inYuan(rateFen)}`),
    data.payee.name,
  ],
});

const describeSum = ({ type, data }: Stamped<ApprovedSumEvent>): EventDescription => ({
  ...NOTHING_SAID,
  label: APPROVED_SUM_EVENT_LABEL[type],
  by: data.by,
  businessDate: type === 'ApprovalCounted' ? data.countedOn : data.countedOutOn,
  paymentId: data.paymentId,
  amountFen: data.amountFen,
  details: [SUMMED_PER_LABEL[data.per], data.per === 'payee' ? data.key : null, inYuan(data.amountFen)],
});

/** What the event log says of payments, payout schemes and the sums of approvals. */
export const paymentEvents: readonly EventDescriber[] = [
  describing('payment', paymentCodec, describePayment),
  describing('payoutScheme', payoutSchemeCodec, describeScheme),
  describing('payeeSum', approvedSumCodec, describeSum),
  describing('programmeSum', approvedSumCodec, describeSum),
];
