import { formatYuanGrouped, type Fen, type RefusalCatalogue } from '@bofu/kernel';
import type { PaymentRefusals } from './domain/refusals';
import { PAYMENT_SITUATION_LABEL } from './payment-labels';

const yuan = (amount: Fen): string => `${formatYuanGrouped(amount)} 元`;

export const paymentRefusals: RefusalCatalogue<PaymentRefusals> = {
  'payment-exists': { status: 409, title: ({ paymentId }) => `付款 ${paymentId} 已经提交过` },
  'payment-not-found': { status: 404, title: ({ paymentId }) => `找不到付款 ${paymentId}` },
  'wrong-state': {
    status: 409,
    title: ({ paymentId, situation, needed }) =>
      `付款 ${paymentId} 现为“${PAYMENT_SITUATION_LABEL[situation]}”，此操作只能用于“${PAYMENT_SITUATION_LABEL[needed]}”的付款`,
  },
  'no-lines': { status: 422, title: () => '发放批次没有资金来源，请至少选择一个预算指标' },
  'appropriation-twice-in-run': {
    status: 422,
    title: ({ appropriationId }) => `同一发放批次中预算指标 ${appropriationId} 出现两次，请合并`,
  },
  'headcount-not-positive': { status: 422, title: ({ headcount }) => `人数须为大于零的整数：${headcount}` },
  'payout-run-short': {
    status: 422,
    title: ({ requiredFen, shortfalls }) =>
      `余额不足，整批未提交（共需 ${yuan(requiredFen)}）：` +
      shortfalls
        .map(
          ({ programmeName, availableFen, requiredFen: required, shortFen, payableHeadcount }) =>
            `${programmeName}可用 ${yuan(availableFen)}，本次需要 ${yuan(required)}，` +
            `缺口 ${yuan(shortFen)}，最多可发 ${payableHeadcount.toLocaleString('en-US')} 人`,
        )
        .join('；'),
  },
  'return-exceeds-headcount': {
    status: 422,
    title: ({ outstanding, returned }) => `退回人数超过尚未退回的人数：尚有 ${outstanding} 人，本次退回 ${returned} 人`,
  },
  'return-needs-headcount': { status: 422, title: () => '发放批次的退回须填写人数' },
  'return-needs-amount': { status: 422, title: () => '拨付的退回须填写金额' },
  'return-exceeds-net': {
    status: 422,
    title: ({ netFen, returnedFen }) => `退回金额超过已付净额：已付净额 ${yuan(netFen)}，本次退回 ${yuan(returnedFen)}`,
  },
  'return-recorded-already': { status: 409, title: ({ returnId }) => `退回编号 ${returnId} 已经登记过` },
  'payment-already-returned': {
    status: 409,
    title: ({ paymentId }) => `付款 ${paymentId} 已有退回，不能整笔冲销`,
  },
  'before-submission': {
    status: 422,
    title: ({ date, submittedOn }) => `日期 ${date} 早于提交日 ${submittedOn}`,
  },
  'before-payment': { status: 422, title: ({ date, paidOn }) => `日期 ${date} 早于支付日 ${paidOn}` },
  'not-charged-to': {
    status: 422,
    title: ({ appropriationId }) => `付款现在没有列支于预算指标 ${appropriationId}，无可更正`,
  },
  'already-charged-to': {
    status: 422,
    title: ({ appropriationId }) => `付款已列支于预算指标 ${appropriationId}，不能再更正到该指标`,
  },
};
