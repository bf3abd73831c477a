import { APPROPRIATION_EVENT_LABEL } from '@bofu/budget';
import { fenFromDigits, formatYuan, type BusinessDate, type RatePeriod } from '@bofu/kernel';
import { PAYEE_KIND_LABEL, type PaymentEvent } from '@bofu/payment';
import { recordedAtOf, type ToldEvent } from '../questions/told-by-events';
import type { ToldPayment } from '../questions/told-payments';
import type { InterfaceTable, ToldYear } from './interface-table';

type Act<Type extends PaymentEvent['type']> = Extract<ToldPayment['acts'][number]['told'], { type: Type }>;

const actOf = <Type extends PaymentEvent['type']>(payment: ToldPayment, type: Type): Act<Type> | null => {
  const act = payment.acts.findLast(({ told }) => told.type === type);
  return act === undefined ? null : (act.told as Act<Type>);
};

interface RequestRow {
  readonly payment: ToldPayment;
  readonly charge: ToldPayment['content']['charges'][number];
  readonly nameOf: ToldYear['nameOf'];
}

const signer = (
  { payment, nameOf }: RequestRow,
  type: 'PaymentReviewed' | 'PaymentApproved' | 'PaymentSecondApproved',
): string | null => {
  const act = actOf(payment, type);
  return act === null ? null : nameOf(act.data.by.personId);
};

/** What was asked for, a line for each appropriation that was to bear a part of it. */
export const paymentRequests: InterfaceTable<RequestRow> = {
  part: 'expenditure',
  name: '付款申请',
  columns: [
    { title: '付款编号', from: 'PaymentSubmitted.paymentId', value: ({ payment }) => payment.paymentId },
    { title: '分担', from: 'PaymentSubmitted.charges.charge', value: ({ charge }) => charge.charge },
    {
      title: '指标编号',
      from: 'PaymentSubmitted.charges.appropriationId',
      value: ({ charge }) => charge.appropriationId,
    },
    {
      title: '申请金额',
      unit: '元',
      from: 'PaymentSubmitted.charges.amountFen',
      value: ({ charge }) => formatYuan(fenFromDigits(charge.amountFen)),
      isNumber: true,
    },
    {
      title: '种类',
      from: 'PaymentSubmitted.kind',
      value: ({ payment }) => (payment.content.kind === 'payout-run' ? '发放' : '拨付'),
    },
    {
      title: '资金去向',
      from: 'PaymentSubmitted.route',
      value: ({ payment }) => (payment.content.route === 'treasury' ? '国库直达收款户' : '经财政专户或支出户'),
    },
    {
      title: '收款类别',
      from: 'PaymentSubmitted.payee.kind',
      value: ({ payment }) => PAYEE_KIND_LABEL[payment.content.payee.kind],
    },
    { title: '收款户', from: 'PaymentSubmitted.payee.name', value: ({ payment }) => payment.content.payee.name },
    { title: '摘要', from: 'PaymentSubmitted.purpose', value: ({ payment }) => payment.content.purpose },
    { title: '提交日', from: 'PaymentSubmitted.submittedOn', value: ({ payment }) => payment.content.submittedOn },
    {
      title: '经办人',
      from: 'PaymentSubmitted.by.personId 的姓名',
      value: ({ payment, nameOf }) => nameOf(payment.content.by.personId),
    },
    { title: '复核人', from: 'PaymentReviewed.by.personId 的姓名', value: (row) => signer(row, 'PaymentReviewed') },
    {
      title: '复核日',
      from: 'PaymentReviewed.reviewedOn',
      value: ({ payment }) => actOf(payment, 'PaymentReviewed')?.data.reviewedOn ?? null,
    },
    { title: '审批人', from: 'PaymentApproved.by.personId 的姓名', value: (row) => signer(row, 'PaymentApproved') },
    {
      title: '审批日',
      from: 'PaymentApproved.approvedOn',
      value: ({ payment }) => actOf(payment, 'PaymentApproved')?.data.approvedOn ?? null,
    },
    {
      title: '第二次审批人',
      from: 'PaymentSecondApproved.by.personId 的姓名',
      value: (row) => signer(row, 'PaymentSecondApproved'),
    },
    {
      title: '重登自',
      from: 'PaymentSubmitted.replaces',
      value: ({ payment }) => payment.content.replaces,
    },
    {
      title: '重发自',
      from: 'PaymentSubmitted.reissueOf.paymentId',
      value: ({ payment }) => payment.content.reissueOf?.paymentId ?? null,
    },
  ],
  rows({ payments, appropriations, nameOf }) {
    const ofYear = new Set(appropriations.map(({ appropriationId }) => appropriationId));
    return payments.flatMap((payment) =>
      payment.content.charges
        .filter(({ appropriationId }) => ofYear.has(appropriationId))
        .map((charge) => ({ payment, charge, nameOf })),
    );
  },
};

interface PaidRow {
  readonly one: ToldEvent;
  readonly on: BusinessDate;
  readonly settledFen: bigint;
  readonly paymentId: string | null;
  readonly charge: number | null;
  readonly voucherNumber: string | null;
  readonly bank: string | null;
  readonly actor: string;
}

/** Everything that made 支出 larger or smaller, in the order recorded: their sum is what was paid of the year. */
export const amountsPaid: InterfaceTable<PaidRow> = {
  part: 'expenditure',
  name: '支付与冲减',
  columns: [
    { title: '事件号', from: '事件在全部事件中的序号', value: ({ one }) => one.event.number },
    { title: '指标编号', from: '*.appropriationId', value: ({ one }) => one.appropriation.appropriationId },
    { title: '付款编号', from: '*.paymentId', value: ({ paymentId }) => paymentId },
    { title: '分担', from: '*.charge', value: ({ charge }) => charge },
    { title: '事项', from: '事件类型', value: ({ one }) => APPROPRIATION_EVENT_LABEL[one.told.type] },
    { title: '业务日期', from: 'CommitmentSettled.paidOn 等', value: ({ on }) => on },
    {
      title: '支出增减',
      unit: '元',
      from: '*.amountFen',
      value: ({ settledFen }) => formatYuan(settledFen),
      isNumber: true,
    },
    { title: '支付凭证号', from: 'PaymentPaid.voucherNumber', value: ({ voucherNumber }) => voucherNumber },
    { title: '代理银行', from: 'PaymentPaid.bank', value: ({ bank }) => bank },
    {
      title: '事由',
      from: '*.reason',
      value: ({ one: { told } }) => ('reason' in told.data ? told.data.reason : null),
    },
    { title: '办理人', from: '*.by.personId 的姓名', value: ({ actor }) => actor },
    { title: '登记时点', from: '事件元数据 recordedAt', value: ({ one }) => recordedAtOf(one.event) },
  ],
  rows({ told, payments, scope, nameOf }) {
    const paid = new Map(
      payments.flatMap(({ paymentId, acts }) =>
        acts.flatMap(({ told: act }) =>
          act.type === 'PaymentPaid'
            ? act.data.charges.map((charge): [string, Act<'PaymentPaid'>] => [`${paymentId}/${charge}`, act])
            : [],
        ),
      ),
    );
    return told.flatMap((one): PaidRow[] => {
      const { movement } = one;
      if (movement === null || movement.settledFen === 0n || movement.on > scope.asOf) return [];
      const { paymentId, charge, on, settledFen } = movement;
      const voucher = one.told.type === 'CommitmentSettled' ? paid.get(`${paymentId}/${charge}`)?.data : undefined;
      return [
        {
          ...{ one, on, settledFen, paymentId, charge },
          voucherNumber: voucher?.voucherNumber ?? null,
          bank: voucher?.bank ?? null,
          actor: nameOf(one.told.data.by.personId),
        },
      ];
    });
  },
};

interface LineRow {
  readonly paymentId: string;
  readonly line: ToldPayment['content']['lines'][number];
}

const HEADS = { persons: '人', households: '户', 'person-times': '人次' } as const;
const ENTRY = { regular: '正常发放', 'back-pay': '补发', deduction: '扣回', advance: '预发' } as const;
const PER: Readonly<Record<RatePeriod, string>> = {
  month: '按月',
  quarter: '按季',
  'half-year': '半年',
  year: '按年',
  once: '一次性',
  day: '按日',
};

/** What a payment was made up of: how many, at which rate, for which month. */
export const paymentLines: InterfaceTable<LineRow> = {
  part: 'expenditure',
  name: '付款明细',
  columns: [
    { title: '付款编号', from: 'PaymentSubmitted.paymentId', value: ({ paymentId }) => paymentId },
    { title: '行号', from: 'PaymentSubmitted.lines.line', value: ({ line }) => line.line },
    { title: '指标编号', from: 'PaymentSubmitted.lines.appropriationId', value: ({ line }) => line.appropriationId },
    { title: '所属期', from: 'PaymentSubmitted.lines.period', value: ({ line }) => line.period },
    { title: '发放类型', from: 'PaymentSubmitted.lines.entry', value: ({ line }) => ENTRY[line.entry] },
    {
      title: '数量',
      from: 'PaymentSubmitted.lines.heads.count',
      value: ({ line }) => line.heads?.count ?? null,
      isNumber: true,
    },
    {
      title: '计数单位',
      from: 'PaymentSubmitted.lines.heads.of',
      value: ({ line }) => (line.heads === null ? null : HEADS[line.heads.of]),
    },
    {
      title: '标准',
      unit: '元',
      from: 'PaymentSubmitted.lines.rate.amountFen',
      value: ({ line }) => (line.rate === null ? null : formatYuan(fenFromDigits(line.rate.amountFen))),
      isNumber: true,
    },
    {
      title: '标准周期',
      from: 'PaymentSubmitted.lines.rate.per',
      value: ({ line }) => (line.rate === null ? null : PER[line.rate.per]),
    },
    { title: '次数', from: 'PaymentSubmitted.lines.times', value: ({ line }) => line.times, isNumber: true },
    {
      title: '金额',
      unit: '元',
      from: 'PaymentSubmitted.lines.amountFen',
      value: ({ line }) => formatYuan(fenFromDigits(line.amountFen)),
      isNumber: true,
    },
    { title: '补发扣回事由', from: 'PaymentSubmitted.lines.reason', value: ({ line }) => line.reason },
  ],
  rows({ payments, appropriations }) {
    const ofYear = new Set(appropriations.map(({ appropriationId }) => appropriationId));
    return payments.flatMap(({ paymentId, content }) =>
      content.lines.filter(({ appropriationId }) => ofYear.has(appropriationId)).map((line) => ({ paymentId, line })),
    );
  },
};
