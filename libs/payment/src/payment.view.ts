import { z } from 'zod';
import {
  CHANNELS,
  fenFromDigits,
  formatYuan,
  FUNDING_LEVELS,
  POSTS,
  RATE_PERIODS,
  type By,
  type Fen,
  type Period,
} from '@bofu/kernel';
import { SUMMED_PER } from './domain/approved-sum';
import { CHARGE_SITUATIONS } from './domain/charges';
import { HEAD_UNITS, LINE_ENTRIES, RESTORES, ROUTES } from './domain/payment-events';
import { PAYMENT_SITUATIONS, WAITS_FOR } from './domain/refusals';
import { PAYMENT_EVENT_LABEL } from './payment-labels';
import type { PaymentStanding, PaymentStepTaken, PaymentTotals, StandingLine } from './payments/payments.query';
import { RETURN_ENDS, TWINS, type Act, type TrackedReturn, type Twin } from './story/payment-story';

/** A payment as it leaves over HTTP: money is 元 as text, and people have the names they bear now. */
const money = z.string().meta({ description: '元，两位小数', example: '8541331.00' });
const date = z.string().meta({ format: 'date', example: '2021-10-29' });
const period = z.string().meta({ description: '所属期', example: '2021-10' });

export const byView = z.strictObject({
  personId: z.string(),
  name: z.string().nullable().describe('现用姓名；名录中没有的为 null'),
  post: z.enum(POSTS),
  delegationId: z.string().nullable(),
  channel: z.enum(CHANNELS),
  mode: z.enum(['single-person', 'office']),
});

const lineView = z.strictObject({
  line: z.int(),
  charge: z.int().describe('提交时列支的分担序号'),
  programmeId: z.string(),
  appropriationId: z.string(),
  groupId: z.string().nullable(),
  heads: z.strictObject({ of: z.enum(HEAD_UNITS), count: z.int() }).nullable(),
  outstanding: z.int().nullable().describe('减去已退回的人数'),
  rate: money.nullable(),
  per: z.enum(RATE_PERIODS).nullable(),
  times: z.int(),
  period: period.nullable(),
  entry: z.enum(LINE_ENTRIES),
  reason: z.string().nullable(),
  borneFor: z.enum(FUNDING_LEVELS).nullable(),
  amount: money,
});

const chargeView = z.strictObject({
  charge: z.int(),
  programmeId: z.string(),
  appropriationId: z.string(),
  fiscalYear: z.int(),
  unitCode: z.string(),
  situation: z.enum(CHARGE_SITUATIONS),
  amount: money,
  returned: money,
  net: money,
  repaid: money.describe('已归垫'),
  paidOn: date.nullable(),
  voucherNumber: z.string().nullable(),
  bank: z.string().nullable().describe('付款银行（代理银行）'),
  movedFrom: z.int().nullable().describe('由哪一项分担更正而来'),
});

export const payableAccountView = z.strictObject({
  payeeId: z.string(),
  accountId: z.string(),
  bank: z.string().describe('开户银行'),
  lastFour: z.string().describe('账号尾号'),
});

const stepShape = {
  type: z.string(),
  label: z.string(),
  on: date,
  by: byView,
  recordedAt: z.string().describe('登记时点'),
  late: z
    .strictObject({ reason: z.string().nullable().describe('补登事由；期初补录内登记的为 null') })
    .nullable()
    .describe('补登：业务日期早于登记日五个工作日以上'),
  secondApproval: z
    .strictObject({
      tier: z
        .strictObject({
          amount: money.describe('审批分档'),
          windowDays: z.int().describe('累计的天数，含审批当日'),
          reached: z.array(
            z.strictObject({
              per: z.enum([...SUMMED_PER, 'payment']).describe('收款方、预算项目，或本笔'),
              key: z.string(),
              sum: money,
            }),
          ),
        })
        .nullable()
        .describe('达到分档的；没有的为 null'),
      newAccount: z
        .strictObject({ accountId: z.string(), confirmedOn: date, newAccountDays: z.int() })
        .nullable()
        .describe('收款账户确认不满所定日数的；不是的为 null'),
    })
    .nullable()
    .describe('审批一步：须第二次审批的缘由；不须的为 null'),
  asked: z
    .strictObject({
      charges: z.array(z.int()).describe('分担序号'),
      amount: money,
      to: z.string().nullable().describe('更正到的预算指标'),
      leftBank: z.boolean().nullable().describe('冲销：款项是否已从银行付出'),
    })
    .nullable()
    .describe('申请撤销、更正、冲销一步：所申请的内容；其他为 null'),
  reason: z.string().nullable(),
  confirmation: z.string().nullable().describe('被询问后写明的事由'),
  returnId: z.string().nullable(),
  charges: z.array(z.strictObject({ charge: z.int(), amount: money, restores: z.enum(RESTORES).nullable() })),
};
const stepView = z.strictObject(stepShape);

export const paymentView = z.strictObject({
  paymentId: z.string(),
  agencyId: z.string(),
  kind: z.enum(['disbursement', 'payout-run']),
  run: z.enum(['regular', 'supplementary', 'advance']).nullable(),
  route: z.enum(ROUTES),
  situation: z.enum(PAYMENT_SITUATIONS),
  period: period.nullable().describe('所属期；没有或不止一个的为 null，各行另有'),
  headcount: z.int().nullable().describe('现发人数：各人群之和，减去已退回的'),
  payee: z.strictObject({ kind: z.string(), name: z.string() }),
  payeeAccount: payableAccountView.nullable().describe('收款户及其账户（尾号）；收款方为自由填写的为 null'),
  purpose: z.string(),
  digest: z.string().describe('所提交内容的摘要（SHA-256），复核、审批时写明'),
  waitsFor: z
    .enum(WAITS_FOR)
    .nullable()
    .describe('在途的付款正待哪一步：复核、审批、第二次审批、移交、支付，或对申请撤销、更正的答复；无所待的为 null'),
  total: money,
  inTransit: money,
  returned: money,
  net: money,
  submittedOn: date,
  submittedBy: byView,
  paidOn: date.nullable().describe('全部支付之日'),
  closedOn: date.nullable().describe('退回、撤回、作废、拒付或冲销之日'),
  voucherNumber: z.string().nullable().describe('支付凭证号；不止一个的为 null，各项分担另有'),
  lastReason: z.string().nullable(),
  schemeId: z.string().nullable(),
  replaces: z.string().nullable(),
  reissueOf: z
    .strictObject({
      paymentId: z.string(),
      returnId: z.string(),
      drawsOn: z.enum(['authority', 'fund-account']).describe('重新占用指标，或由专户、支出户余款重发'),
    })
    .nullable(),
  lines: z.array(lineView),
  charges: z.array(chargeView),
  claims: z.array(z.strictObject({ programmeId: z.string(), groupId: z.string().nullable(), period })),
  steps: z.array(stepView),
  revision: z.string(),
});

export const paymentTotalsView = z.strictObject({
  count: z.int(),
  total: money,
  inTransit: money,
  returned: money,
  net: money,
});

export type NameOf = (personId: string) => string | null;

export function viewPayment(payment: PaymentStanding, nameOf: NameOf): z.input<typeof paymentView> {
  const { lines, charges, steps, situation, claims, version } = payment;
  const last = steps.at(-1);
  return {
    paymentId: payment.paymentId,
    agencyId: payment.agencyId,
    kind: payment.kind,
    run: runOf(payment),
    route: payment.route,
    situation,
    period: onlyOne<Period | null>(lines.map((line) => line.period)),
    headcount: headcountOf(lines),
    payee: { ...payment.payee },
    payeeAccount: payment.payeeAccount && { ...payment.payeeAccount },
    purpose: payment.purpose,
    digest: payment.digest,
    waitsFor: payment.waitsFor,
    total: formatYuan(payment.totalFen),
    inTransit: formatYuan(payment.inTransitFen),
    returned: formatYuan(payment.returnedFen),
    net: formatYuan(payment.netFen),
    submittedOn: payment.submittedOn,
    submittedBy: viewBy(payment.submittedBy, nameOf),
    paidOn: situation === 'paid' || situation === 'reversed' ? latest(charges.map(({ paidOn }) => paidOn)) : null,
    closedOn: OPEN.has(situation) ? null : (last?.on ?? null),
    voucherNumber: onlyOne(charges.map(({ voucherNumber }) => voucherNumber)),
    lastReason: steps.findLast(({ reason }) => reason !== null)?.reason ?? null,
    schemeId: payment.schemeId,
    replaces: payment.replaces,
    reissueOf: payment.reissueOf && { ...payment.reissueOf },
    lines: lines.map(({ rateFen, ratePer, amountFen, heads, ...line }) => ({
      ...line,
      heads: heads && { ...heads },
      rate: yuanOrNull(rateFen),
      per: ratePer,
      amount: formatYuan(amountFen),
    })),
    charges: charges.map(({ amountFen, returnedFen, netFen, repaidFen, ...charge }) => ({
      ...charge,
      amount: formatYuan(amountFen),
      returned: formatYuan(returnedFen),
      net: formatYuan(netFen),
      repaid: formatYuan(repaidFen),
    })),
    claims: claims.map((claim) => ({ ...claim })),
    steps: steps.map((step) => viewStep(step, nameOf)),
    revision: `rev-${version}`,
  };
}

const viewBy = ({ personId, post, delegationId, channel, mode }: By, nameOf: NameOf) => ({
  ...{ personId, name: nameOf(personId), post, delegationId, channel, mode },
});

function viewStep(step: PaymentStepTaken, nameOf: NameOf): z.input<typeof stepView> {
  const { type, on, recordedAt, late, secondApproval, asked, reason, confirmation, returnId, charges } = step;
  return {
    type,
    label: PAYMENT_EVENT_LABEL[type],
    on,
    by: viewBy(step.by, nameOf),
    recordedAt,
    late: late && { ...late },
    asked: asked && {
      ...{ charges: [...asked.charges], amount: formatYuan(fenFromDigits(asked.amountFen)) },
      ...{ to: asked.to, leftBank: asked.leftBank },
    },
    secondApproval: secondApproval && {
      tier: secondApproval.tier && {
        amount: formatYuan(fenFromDigits(secondApproval.tier.tierFen)),
        windowDays: secondApproval.tier.windowDays,
        reached: secondApproval.tier.reached.map(({ sumFen, ...what }) => ({
          ...what,
          sum: formatYuan(fenFromDigits(sumFen)),
        })),
      },
      newAccount: secondApproval.newAccount && { ...secondApproval.newAccount },
    },
    reason,
    confirmation,
    returnId,
    charges: charges.map(({ charge, amountFen, restores }) => ({ charge, amount: formatYuan(amountFen), restores })),
  };
}

const beforeAndAfter = z.strictObject({ before: money, after: money });

export const paymentStoryView = z.strictObject({
  paymentId: z.string(),
  acts: z
    .array(
      z.strictObject({
        ...stepShape,
        event: z
          .strictObject({ number: z.int(), eventId: z.string() })
          .nullable()
          .describe('事件编号；事件日志尚未读到的为 null'),
        inTransit: beforeAndAfter.describe('在途，办理前后'),
        net: beforeAndAfter.describe('净额，办理前后'),
      }),
    )
    .describe('办理经过，按登记先后'),
  twins: z
    .array(
      z.strictObject({
        as: z.enum(TWINS).describe('所代替的、代替它的、所重发的、重发它的，或同一方案同月的'),
        paymentId: z.string(),
        returnId: z.string().nullable().describe('重发的是哪一次退回'),
        purpose: z.string(),
        total: money,
        situation: z.enum(PAYMENT_SITUATIONS),
        submittedOn: date,
      }),
    )
    .describe('有关的各笔'),
  returns: z
    .array(
      z.strictObject({
        returnId: z.string(),
        party: z.enum(['bank', 'payee']).describe('退票，或主动退回'),
        on: date,
        amount: money,
        people: z.int().nullable().describe('退回人数；只按金额登记的为 null'),
        end: z.enum(RETURN_ENDS).describe('已重发、重发在途、已收回、不再重发、未重发'),
        reissue: z.strictObject({ paymentId: z.string(), amount: money }).nullable(),
        open: money.describe('尚未重发的金额'),
        workingDays: z.int().nullable().describe('未重发的已过几个工作日；无未重发的或工作日历未载入的为 null'),
      }),
    )
    .describe('每次退回的下落'),
});

/** @param eventAt the event of a position; `null` where the log has not come so far */
export function viewStory(
  paymentId: string,
  acts: readonly Act[],
  twins: readonly Twin[],
  returns: readonly TrackedReturn[],
  eventAt: (position: string) => { readonly number: bigint; readonly eventId: string } | null,
  nameOf: NameOf,
): z.input<typeof paymentStoryView> {
  return {
    paymentId,
    acts: acts.map(({ before, after, ...step }) => {
      const event = eventAt(step.position);
      return {
        ...viewStep(step, nameOf),
        event: event && { number: Number(event.number), eventId: event.eventId },
        inTransit: { before: formatYuan(before.inTransitFen), after: formatYuan(after.inTransitFen) },
        net: { before: formatYuan(before.netFen), after: formatYuan(after.netFen) },
      };
    }),
    twins: twins.map(({ as, returnId, payment }) => ({
      ...{ as, returnId, paymentId: payment.paymentId, purpose: payment.purpose },
      ...{ total: formatYuan(payment.totalFen), situation: payment.situation, submittedOn: payment.submittedOn },
    })),
    returns: returns.map(({ amountFen, openFen, reissue, ...one }) => ({
      ...one,
      amount: formatYuan(amountFen),
      open: formatYuan(openFen),
      reissue: reissue && { paymentId: reissue.paymentId, amount: formatYuan(reissue.totalFen) },
    })),
  };
}

export const viewPaymentTotals = (totals: PaymentTotals): z.input<typeof paymentTotalsView> => ({
  count: totals.count,
  total: formatYuan(totals.totalFen),
  inTransit: formatYuan(totals.inTransitFen),
  returned: formatYuan(totals.returnedFen),
  net: formatYuan(totals.netFen),
});

/** The event that gives each. */
export const SIGNED_BY = {
  review: 'PaymentReviewed',
  approval: 'PaymentApproved',
  'second-approval': 'PaymentSecondApproved',
  'hand-over': 'PaymentHandedOver',
} as const;

const OPEN: ReadonlySet<string> = new Set(['submitted', 'partly-paid', 'paid']);

const yuanOrNull = (amount: Fen | null): string | null => (amount === null ? null : formatYuan(amount));

function onlyOne<Value>(values: readonly (Value | null)[]): Value | null {
  const [only = null, ...others] = new Set(values);
  return others.length === 0 ? only : null;
}

const latest = (days: readonly (string | null)[]): string | null =>
  days.toSorted().findLast((day) => day !== null) ?? null;

function runOf({ kind, lines }: PaymentStanding): 'regular' | 'supplementary' | 'advance' | null {
  if (kind === 'disbursement') return null;
  if (lines.some(({ entry }) => entry === 'regular')) return 'regular';
  return lines.some(({ entry }) => entry === 'advance') ? 'advance' : 'supplementary';
}

/** The same people stand in every line of their group: each group counts once, with its longest line. */
function headcountOf(lines: readonly StandingLine[]): number | null {
  const byGroup = new Map<string | null, number>();
  for (const { groupId, outstanding, entry } of lines)
    if (outstanding !== null && entry !== 'deduction')
      byGroup.set(groupId, Math.max(byGroup.get(groupId) ?? 0, outstanding));
  return byGroup.size === 0 ? null : [...byGroup.values()].reduce((sum, heads) => sum + heads, 0);
}
