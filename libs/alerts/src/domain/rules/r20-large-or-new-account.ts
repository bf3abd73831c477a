import { daysBetween, fenToDigits, sumFen, type Fen } from '@bofu/kernel';
import type { PaymentOnDay, ProgrammeOnDay } from '@bofu/monitoring';
import { yuan } from '../in-words';
import { isOlderThan } from '../level-by-age';
import { aboutProgramme, alertRule, examined, type Finding, type RuleContext, type YearOnDay } from '../rule';

type Name = 'leastFen' | 'accountDays' | 'shownDays';

/**
 * R20 大额或新账户: a payment of 500,000 元 or more, or to an account confirmed within the last 30 days, that nobody has
 * approved a second time. The office that sets 审批分档 has it refused at the hand-over; this is for whoever has not, and
 * for what was let go below the tier. It stands while the payment is in transit and for ten working days after it was
 * paid: later nothing can be done about it that other rules do not tell of.
 *
 * A month's regular payment exists once a month and is as large every month: it is not asked about for its amount.
 */
export function largeOrNewAccount(
  programme: ProgrammeOnDay,
  { accountConfirmedOn }: Pick<YearOnDay, 'accountConfirmedOn'>,
  { calendar, thresholds }: RuleContext<Name>,
): Finding | null {
  const { on } = programme;
  const asked = byPayment(programme)
    .filter(({ payment }) => isStanding(payment) && !payment.approvedAgain)
    .flatMap(({ payment, ownFen, regular }) => {
      const confirmedOn =
        payment.payeeAccountId === null ? null : accountConfirmedOn(payment.payeeAccountId, payment.submittedOn);
      const isNew =
        confirmedOn !== null && BigInt(daysBetween(confirmedOn, payment.submittedOn)) <= thresholds.accountDays;
      const isLarge = !regular && payment.paymentFen >= thresholds.leastFen;
      return isNew || isLarge ? [{ payment, ownFen, isNew, isLarge, confirmedOn }] : [];
    })
    .filter(({ payment: { paidOn } }) => paidOn === null || !isOlderThan(paidOn, thresholds.shownDays, on, calendar));
  const [first] = asked.toSorted((a, b) => Number(b.isNew) - Number(a.isNew));
  if (first === undefined) return null;
  const ofNew = asked.some(({ isNew }) => isNew);
  const { payment, isLarge, confirmedOn } = first;
  const why = [
    ...(isLarge ? [`达到 ${yuan(thresholds.leastFen)}`] : []),
    ...(first.isNew && confirmedOn !== null
      ? [`收款账户 ${confirmedOn} 才确认，距提交 ${daysBetween(confirmedOn, payment.submittedOn)} 日`]
      : []),
  ];
  const others = asked.length === 1 ? '' : `；另有 ${asked.length - 1} 笔`;
  const stakeFen = sumFen(asked.map(({ ownFen }) => ownFen));
  return {
    level: ofNew ? 'orange' : 'yellow',
    formula: [`${payment.submittedOn} 提交的付款 ${yuan(payment.paymentFen)}`, ...why, `未经第二次审批${others}`].join(
      '，',
    ),
    figures: {
      payments: String(asked.length),
      paymentFen: fenToDigits(payment.paymentFen),
      ...(confirmedOn !== null && { accountConfirmedOn: confirmedOn }),
    },
    stakeFen,
    renewedBy: asked.map((one) => one.payment.paymentId).join(','),
  };
}

const isStanding = ({ situation }: PaymentOnDay): boolean => situation === 'submitted' || situation === 'paid';

/** Each payment once, with what this programme bears of it. */
function byPayment({ payments }: ProgrammeOnDay) {
  const found = new Map<string, { payment: PaymentOnDay; ownFen: Fen; regular: boolean }>();
  for (const payment of payments) {
    if (payment.kind === 'opening-balance') continue;
    const regular = payment.lines.every(({ entry, period }) => entry === 'regular' && period !== null);
    const known = found.get(payment.paymentId);
    const ownFen = sumFen([known?.ownFen ?? sumFen([]), payment.amountFen]);
    found.set(payment.paymentId, { payment, ownFen, regular: regular && (known?.regular ?? true) });
  }
  return [...found.values()];
}

export const r20LargeOrNewAccount = alertRule<Name>({
  id: 'R20',
  name: '大额或新账户',
  meaning: '单笔达到下限（按月的正常发放除外），或收款账户确认后不久即付款，而未经第二次审批；在途及付款后若干工作日内',
  cause: 'data',
  blocking: false,
  thresholds: {
    leastFen: { label: '黄：单笔达到', unit: 'fen', shipped: 50_000_000n, least: 1n, most: 10n ** 12n },
    accountDays: { label: '橙：账户确认不超过', unit: 'days', shipped: 30n },
    shownDays: { label: '付款后提示', unit: 'working-days', shipped: 10n, least: 1n },
  },
  rising: [],
  examine: (year, context) =>
    year.programmes
      .filter(({ begun }) => begun)
      .map((programme) => examined(aboutProgramme(programme), () => largeOrNewAccount(programme, year, context))),
});
