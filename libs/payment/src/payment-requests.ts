import { z } from 'zod';
import { Refusal } from '@bofu/kernel';
import { businessDate, period, strictObject, text, yuan } from '@bofu/http';

/** What a clerk sends about payments. Each shape becomes a command's own fields, nothing more and nothing less. */

const reason = text(500, '事由', '账号有误，银行退回');
const appropriationId = text(40, '预算指标', '2021-13062121BHNLI8GFGL4GA');
const headcount = z.int().min(1).max(1_500_000_000).meta({ description: '人数', example: 75587 });

const payee = strictObject({
  kind: z.enum(['special-account', 'organisation', 'persons-by-bank']).meta({ description: '收款类别' }),
  name: text(100, '收款户名（单位），不得填写个人', '城乡居民基本养老保险基金财政专户'),
});

export const disbursementRequest = strictObject({
  appropriationId,
  amount: yuan,
  payee,
  purpose: text(200, '摘要', '拨付2021年1月补助'),
  period: period.nullable(),
  submittedOn: businessDate,
}).transform(({ amount, ...rest }) => ({ ...rest, amountFen: amount }));

export const payoutRunRequest = strictObject({
  lines: z
    .array(strictObject({ appropriationId, rate: yuan }).transform(({ rate, ...rest }) => ({ ...rest, rateFen: rate })))
    .min(1)
    .max(50)
    .meta({ description: '分担：每个预算指标每人负担的标准（元）' }),
  headcount,
  run: z.enum(['regular', 'supplementary']).meta({ description: '当期正常发放或补发' }),
  payee,
  purpose: text(200, '摘要', '2021年10月基础养老金发放'),
  period,
  submittedOn: businessDate,
});

export const payoutSchemeRequest = strictObject({
  name: text(100, '发放方案名称', '城乡居保基础养老金（四级分担）'),
  lines: z
    .array(strictObject({ appropriationId, rate: yuan }).transform(({ rate, ...rest }) => ({ ...rest, rateFen: rate })))
    .min(1)
    .max(50)
    .meta({ description: '分担：每个预算指标每人负担的标准（元）' }),
  headcount,
  payee,
  effectiveOn: businessDate,
});

export const payRequest = strictObject({
  paidOn: businessDate,
  voucherNumber: text(50, '支付凭证号', '2021-10-0031').nullable(),
});

export const sendBackRequest = strictObject({ sentBackOn: businessDate, reason });
export const reversalRequest = strictObject({ reversedOn: businessDate, reason });
export const reclassificationRequest = strictObject({
  from: appropriationId,
  to: appropriationId,
  correctedOn: businessDate,
  reason,
});

/** A payout run says how many people came back, a disbursement how much: one of the two, never both. */
export const returnRequest = strictObject({
  by: z.enum(['bank', 'payee']).meta({ description: '被动退回（退票）或主动退回' }),
  headcount: headcount.optional().meta({ description: '退回人数（发放）', example: 30 }),
  amount: yuan.optional(),
  returnedOn: businessDate,
  reason,
}).transform(({ headcount: people, amount, ...rest }, context) => {
  if (people !== undefined && amount === undefined) return { ...rest, returned: { headcount: people } };
  if (amount !== undefined && people === undefined) return { ...rest, returned: { amountFen: amount } };
  const both = people !== undefined;
  const refusal = new Refusal(both ? 'unknown-field' : 'missing-field', { field: both ? 'amount' : 'headcount' });
  context.addIssue({ code: 'custom', path: [both ? 'amount' : 'headcount'], params: { refusal } });
  return z.NEVER;
});
