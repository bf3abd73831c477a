import { fenToDigits, sumFen, type BusinessDate } from '@bofu/kernel';
import type { PaymentOnDay, ProgrammeOnDay } from '@bofu/monitoring';
import { yuan } from '../in-words';
import { DAYS_OF_LEVEL, levelByAge, type AgedLevel } from '../level-by-age';
import { alertRule, ofEachProgramme, type Finding, type RuleContext } from '../rule';

type Name = 'yellowDays' | 'orangeDays' | 'redDays';

/**
 * R19 无回单: paid, still out, and no voucher of the bank on record, for more than two working days. The month's own
 * checklist asks the same question of the same payments, and a month is not closed over one older than ten of them: what
 * is red by the shipped thresholds is what stands in the month's way. What is entered as paid now without a voucher is
 * corrected by 冲销 and entering it again, or explained when the month is closed.
 */
export function noReceipt(programme: ProgrammeOnDay, { calendar, thresholds }: RuleContext<Name>): Finding | null {
  const { on } = programme;
  const lacking = programme.payments.filter(isLacking);
  const aged = lacking.flatMap(({ netFen, paidOn }) => {
    const level = levelByAge(paidOn, on, thresholds, calendar);
    return level === null ? [] : [{ netFen, paidOn, level }];
  });
  if (aged.length === 0) return null;
  const oldest = aged.map(({ paidOn }) => paidOn).reduce((a, b) => (a < b ? a : b));
  const level = aged.map((one) => one.level).reduce((a, b) => (RANK[a] >= RANK[b] ? a : b));
  const openFen = sumFen(aged.map(({ netFen }) => netFen));
  return {
    level,
    formula:
      `${aged.length} 笔已付未登记回单，合计 ${yuan(openFen)}；` +
      `最早于 ${oldest} 付款，已超过 ${thresholds[DAYS_OF_LEVEL[level]]} 个工作日`,
    figures: { payments: String(aged.length), openFen: fenToDigits(openFen), paidOn: oldest },
    stakeFen: openFen,
    renewedBy: `${aged.length}/${oldest}`,
  };
}

const RANK = { yellow: 1, orange: 2, red: 3 } as const satisfies Record<AgedLevel, number>;

const isLacking = (payment: PaymentOnDay): payment is PaymentOnDay & { readonly paidOn: BusinessDate } =>
  payment.lacksReceipt && payment.situation === 'paid' && payment.paidOn !== null && payment.netFen > 0n;

export const r19NoReceipt = alertRule<Name>({
  id: 'R19',
  name: '无回单',
  meaning: '已付而未登记银行回单（支付凭证号）的工作日数；超过 10 个工作日的，当月不能月结',
  cause: 'data',
  blocking: true,
  thresholds: {
    yellowDays: { label: '黄：付款后超过', unit: 'working-days', shipped: 2n },
    orangeDays: { label: '橙：付款后超过', unit: 'working-days', shipped: 5n },
    redDays: { label: '红：付款后超过', unit: 'working-days', shipped: 10n },
  },
  rising: [['yellowDays', 'orangeDays', 'redDays']],
  examine: ofEachProgramme(noReceipt),
});
