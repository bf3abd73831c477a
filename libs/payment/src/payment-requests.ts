import { z } from 'zod';
import { businessDate, period, strictObject, freeText, text, uuid, yuan, confirmation, worded } from '@bofu/http';
import { FUNDING_LEVELS, RATE_PERIODS, Refusal, type Fen } from '@bofu/kernel';
import type { ReturnedPart } from './domain/payment-commands';
import { HEAD_UNITS, LINE_ENTRIES, ROUTES, type LineEntry } from './domain/payment-events';
import type { SchemePayee, WrittenScheme } from './schemes/set-payout-scheme';
import type { Submission } from './submit-payment';
import type { PayeeAsked } from './whom-it-pays';

/** What a clerk sends about payments. Each shape becomes a command's own fields, nothing more and nothing less. */

const reasonText = freeText(500, '事由', '账号有误，银行退回');
const appropriationId = text(64, '预算指标编号');
const groupId = text(64, '发放人群编号；全体人员不写').nullable().optional();
const headcount = z.int().min(1).max(1_500_000_000).meta({ description: '人数', example: 75587 });
const entry = z.enum(LINE_ENTRIES).meta({ description: '正常、补发、扣回或预发' });
const borneFor = z.enum(FUNDING_LEVELS).nullable().optional().meta({ description: '垫付：替哪一级先行负担' });
const number = (what: string) => z.int().min(1).max(1000).meta({ description: what, example: 1 });
const charges = z
  .array(number('分担序号'))
  .min(1)
  .max(50)
  .optional()
  .meta({ description: '只办理这几项分担；缺省为全部可办理的' });

const payeeFields = strictObject({
  kind: z
    .enum(['special-account', 'organisation', 'persons-by-bank'])
    .optional()
    .meta({ description: '收款类别；不从收款户中选择的，与 name 一同填写' }),
  name: freeText(100, '收款户名（单位），不得填写个人', '城乡居民基本养老保险基金财政专户').optional(),
  payeeId: uuid.optional().meta({ description: '收款户编号；代替 kind 与 name' }),
  accountId: uuid.optional().meta({ description: '其已确认的账户' }),
});

/** 收款户: one written down, or one chosen of the register with as much of it as is needed. */
const payee = payeeFields.transform(({ kind, name, payeeId, accountId }, context): PayeeAsked => {
  if (payeeId === undefined && accountId === undefined) {
    if (kind === undefined) return refuseField(context, 'missing-field', 'kind');
    return name === undefined ? refuseField(context, 'missing-field', 'name') : { kind, name };
  }
  if (kind !== undefined || name !== undefined) return refuseField(context, 'unknown-field', kind ? 'kind' : 'name');
  if (payeeId === undefined) return refuseField(context, 'missing-field', 'payeeId');
  return accountId === undefined ? refuseField(context, 'missing-field', 'accountId') : { payeeId, accountId };
});

/** Of a scheme the payee alone: which account is in use then, a run says. */
const schemePayee = payeeFields.omit({ accountId: true }).transform(({ kind, name, payeeId }, context): SchemePayee => {
  if (payeeId !== undefined)
    return kind === undefined && name === undefined
      ? { payeeId }
      : refuseField(context, 'unknown-field', kind ? 'kind' : 'name');
  if (kind === undefined) return refuseField(context, 'missing-field', 'kind');
  return name === undefined ? refuseField(context, 'missing-field', 'name') : { kind, name };
});

/** 补登: asked for where the day lies more than five working days back, outside a 期初补录. */
const lateReason = freeText(500, '补登事由：业务日期早于五个工作日的', '回单迟到').nullable().default(null);

const submission = {
  payee,
  purpose: freeText(200, '摘要', '拨付2021年1月补助'),
  submittedOn: businessDate,
  route: z.enum(ROUTES).optional().meta({ description: '国库直接支付（缺省），或先拨入财政专户、支出户' }),
  replaces: uuid.nullable().optional(),
  reissueOf: strictObject({ paymentId: uuid, returnId: uuid }).nullable().optional(),
  confirmation,
  lateReason,
};

interface Common {
  readonly payee: Submission['payee'];
  readonly purpose: string;
  readonly submittedOn: Submission['submittedOn'];
  readonly route?: Submission['route'] | undefined;
  readonly replaces?: string | null | undefined;
  readonly reissueOf?: Submission['reissueOf'] | undefined;
  readonly confirmation: string | null;
  readonly lateReason: string | null;
}

const submitted = ({ payee: to, purpose, submittedOn, route, replaces, reissueOf, ...said }: Common) => ({
  payee: to,
  purpose,
  submittedOn,
  route: route ?? ('treasury' as const),
  replaces: replaces ?? null,
  reissueOf: reissueOf ?? null,
  confirmation: said.confirmation,
  lateReason: said.lateReason,
});

const lumpSum = strictObject({
  appropriationId,
  amount: yuan,
  groupId,
  period: period.nullable().optional(),
  entry: entry.optional(),
  reason: reasonText.nullable().optional(),
  borneFor,
});

type LumpSum = z.output<typeof lumpSum>;

/** One line as such, or several by `lines`. */
export const disbursementRequest = strictObject({
  ...submission,
  appropriationId: appropriationId.optional(),
  amount: yuan.optional(),
  period: period.nullable().optional().meta({ description: '所属期；分行填写时各行另有的从其行' }),
  entry: entry.optional(),
  reason: reasonText.nullable().optional(),
  lines: z.array(lumpSum).min(1).max(50).optional().meta({ description: '分行填写，代替 appropriationId 与 amount' }),
}).transform((body, context): Submission => {
  const lines = lumpSumsOf(body);
  if ('missing' in lines) return refuseField(context, lines.missing === 'both' ? 'unknown-field' : 'missing-field');
  return {
    kind: 'disbursement',
    ...submitted(body),
    schemeId: null,
    lines: lines.map((line) => ({
      appropriationId: line.appropriationId,
      groupId: line.groupId ?? null,
      period: line.period === undefined ? (body.period ?? null) : line.period,
      entry: line.entry ?? body.entry ?? 'regular',
      reason: line.reason ?? body.reason ?? null,
      borneFor: line.borneFor ?? null,
      pays: { amountFen: line.amount },
    })),
  };
});

function lumpSumsOf(body: {
  readonly appropriationId?: string | undefined;
  readonly amount?: Fen | undefined;
  readonly lines?: readonly LumpSum[] | undefined;
}): readonly LumpSum[] | { readonly missing: 'both' | 'neither' } {
  const { appropriationId: bearer, amount, lines } = body;
  if (lines !== undefined) return bearer === undefined && amount === undefined ? lines : { missing: 'both' };
  return bearer === undefined || amount === undefined ? { missing: 'neither' } : [{ appropriationId: bearer, amount }];
}

function refuseField(context: z.RefinementCtx, code: 'unknown-field' | 'missing-field', field = 'lines'): never {
  context.addIssue({ code: 'custom', path: [field], params: { refusal: new Refusal(code, { field }) } });
  return z.NEVER;
}

const RUNS = ['regular', 'supplementary', 'advance'] as const;
const ENTRY_OF_RUN: Readonly<Record<(typeof RUNS)[number], LineEntry>> = {
  regular: 'regular',
  supplementary: 'back-pay',
  advance: 'advance',
};

const ratedLine = strictObject({
  appropriationId,
  rate: yuan,
  per: z.enum(RATE_PERIODS).optional().meta({ description: '标准的计发周期，缺省为按月' }),
  times: z.int().min(1).max(3660).optional().meta({ description: '发放次数：按日标准为天数，缺省为 1' }),
  groupId,
  headcount: headcount.optional().meta({ description: '本行人数，缺省为本批人数' }),
  of: z.enum(HEAD_UNITS).optional().meta({ description: '计数单位：人（缺省）、户、人次' }),
  entry: entry.optional(),
  reason: reasonText.nullable().optional(),
  period: period.optional(),
  borneFor,
});

export const payoutRunRequest = strictObject({
  ...submission,
  lines: z.array(ratedLine).min(1).max(50).meta({ description: '分担：每个预算指标每人负担的标准（元）' }),
  headcount,
  run: z.enum(RUNS).meta({ description: '当期正常发放、补发或预发' }),
  period,
  reason: reasonText.nullable().optional(),
  schemeId: uuid.nullable().optional(),
}).transform((body): Submission => ({
  kind: 'payout-run',
  ...submitted(body),
  schemeId: body.schemeId ?? null,
  lines: body.lines.map((line) => ({
    appropriationId: line.appropriationId,
    groupId: line.groupId ?? null,
    period: line.period ?? body.period,
    entry: line.entry ?? ENTRY_OF_RUN[body.run],
    reason: line.reason ?? body.reason ?? null,
    borneFor: line.borneFor ?? null,
    pays: {
      heads: { of: line.of ?? 'persons', count: line.headcount ?? body.headcount },
      rateFen: line.rate,
      per: line.per ?? 'month',
      times: line.times ?? 1,
    },
  })),
}));

export const payoutSchemeRequest = worded({
  name: freeText(100, '发放方案名称', '城乡居保基础养老金（四级分担）'),
  lines: z
    .array(
      strictObject({
        appropriationId,
        groupId,
        rate: yuan,
        per: z.enum(RATE_PERIODS).optional(),
        headcount: headcount.nullable().optional().meta({ description: '本行人数，缺省为方案人数' }),
      }),
    )
    .min(1)
    .max(50)
    .meta({ description: '分担：每个预算指标每人负担的标准（元）' }),
  headcount,
  payee: schemePayee,
  effectiveOn: businessDate,
}).transform(({ lines, ...scheme }): WrittenScheme => ({
  ...scheme,
  lines: lines.map((line) => ({
    appropriationId: line.appropriationId,
    groupId: line.groupId ?? null,
    rateFen: line.rate,
    per: line.per ?? 'month',
    headcount: line.headcount ?? null,
  })),
}));

/** What is said where it is asked back, and where it happened long ago. */
const said = { confirmation, lateReason };

const ofCharges = { charges, ...said };
const named = <Body extends { readonly charges?: readonly number[] | undefined }>({
  charges: some,
  ...rest
}: Body) => ({
  ...rest,
  charges: some ?? ('all' as const),
});

export const payRequest = strictObject({
  ...ofCharges,
  paidOn: businessDate,
  voucherNumber: text(50, '支付凭证号', '2021-10-0031').nullable(),
  bank: text(50, '付款银行（代理银行）：各行自行编号；不写的与各行核对', '农业银行').nullable().default(null),
}).transform(named);

const digest = z
  .string()
  .regex(/^[0-9a-f]{64}$/, '须为 64 位十六进制摘要')
  .meta({ description: '所见付款内容的摘要，见付款的 digest' });
export const reviewRequest = strictObject({ digest, reviewedOn: businessDate });
export const approvalRequest = strictObject({ digest, approvedOn: businessDate });
export const handOverRequest = strictObject({ handedOverOn: businessDate });

export const sendBackRequest = strictObject({ sentBackOn: businessDate, reason: reasonText, ...said });
export const withdrawalRequest = strictObject({
  ...ofCharges,
  withdrawnOn: businessDate,
  reason: reasonText,
}).transform(named);
export const voidingRequest = strictObject({
  ...ofCharges,
  voidedOn: businessDate,
  reason: reasonText,
}).transform(named);
export const withdrawalAgreementRequest = strictObject({ agreedOn: businessDate });
export const withdrawalDecliningRequest = strictObject({ declinedOn: businessDate, reason: reasonText, confirmation });
export const correctionConfirmationRequest = strictObject({ confirmedOn: businessDate });
export const correctionDecliningRequest = strictObject({ declinedOn: businessDate, reason: reasonText, confirmation });
export const yearVoidingRequest = strictObject({
  fiscalYear: z.int().min(1949).max(9999).meta({ description: '预算年度', example: 2021 }),
  voidedOn: businessDate,
  reason: reasonText,
  ...said,
});
export const refusalRequest = strictObject({
  ...ofCharges,
  refusedBy: z.enum(['bank', 'treasury']).meta({ description: '银行或国库' }),
  refusedOn: businessDate,
  reason: reasonText,
}).transform(named);
export const reversalRequest = strictObject({
  ...ofCharges,
  reversedOn: businessDate,
  leftBank: z.boolean().optional().meta({ description: '款项是否已从银行付出；登记有误、款项未动的为 false' }),
  reason: reasonText,
  ...said,
}).transform(({ leftBank, ...rest }) => ({ ...named(rest), leftBank: leftBank ?? true }));

export const reclassificationRequest = strictObject({
  charge: number('被更正的分担序号').optional(),
  from: appropriationId.optional().meta({ description: '或者写明其预算指标' }),
  to: appropriationId,
  amount: yuan.optional().meta({ description: '更正其中一部分；缺省为尚在外的全部' }),
  correctedOn: businessDate,
  reason: reasonText,
  ...said,
}).transform(({ charge, from: bearer, amount, ...rest }, context) => {
  const amountFen = amount ?? null;
  if (charge !== undefined && bearer === undefined) return { ...rest, amountFen, from: { charge } };
  if (bearer !== undefined && charge === undefined) return { ...rest, amountFen, from: { appropriationId: bearer } };
  return refuseField(context, charge === undefined ? 'missing-field' : 'unknown-field', 'from');
});

export const reissueWaiverRequest = strictObject({
  returnId: uuid.meta({ description: '哪一次退票' }),
  waivedOn: businessDate,
  reason: reasonText,
  ...said,
});

/** What came back is said in one way: heads, heads by line, amounts by charge, or one amount. */
export const returnRequest = strictObject({
  by: z.enum(['bank', 'payee']).meta({ description: '被动退回（退票）或主动退回' }),
  headcount: headcount.optional().meta({ description: '各行退回的人数', example: 30 }),
  lines: z
    .array(strictObject({ line: number('行号'), headcount }))
    .min(1)
    .max(50)
    .optional()
    .meta({ description: '按行退回的人数' }),
  charges: z
    .array(strictObject({ charge: number('分担序号'), amount: yuan }))
    .min(1)
    .max(50)
    .optional()
    .meta({ description: '按分担退回的金额' }),
  amount: yuan.optional(),
  returnedOn: businessDate,
  reason: reasonText,
  ...said,
}).transform(({ by: party, headcount: people, lines, charges: split, amount, ...rest }, context) => {
  const ways: ReturnedPart[] = [];
  if (people !== undefined) ways.push({ headcount: people });
  if (lines !== undefined) ways.push({ lines: lines.map(({ line, headcount: count }) => ({ line, count })) });
  if (split !== undefined)
    ways.push({ charges: split.map(({ charge, amount: amountFen }) => ({ charge, amountFen })) });
  if (amount !== undefined) ways.push({ amountFen: amount });
  const [returned, ...others] = ways;
  if (returned === undefined) return refuseField(context, 'missing-field', 'headcount');
  return others.length === 0 ? { ...rest, party, returned } : refuseField(context, 'unknown-field', 'amount');
});

export const advanceRepaymentRequest = strictObject({
  charge: number('分担序号'),
  debtor: z.enum(FUNDING_LEVELS).meta({ description: '归垫的一级' }),
  amount: yuan,
  repaidOn: businessDate,
  account: text(100, '收款账户', '财政专户'),
  lateReason,
}).transform(({ amount, ...rest }) => ({ ...rest, amountFen: amount }));
