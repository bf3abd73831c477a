import { daysInMonth, parseYuan, periodsOfYear, type BusinessDate, type Period } from '@bofu/kernel';
import { words } from '../../words';
import type { Mark } from '../../marks/status-tag';
import type { OwedMonth, PaymentMonth } from './programme-facts';

/** One month of the 发放月历. */
export interface PayoutMonth {
  readonly period: Period;
  readonly mark: Mark;
  readonly word: string;
  /** 元 this appropriation bore, net of what came back; `null` where nothing was submitted. */
  readonly amount: string | null;
  readonly headcount: number | null;
  /** 元 that are missing to pay it; `null` where it can be paid, or is. */
  readonly short: string | null;
  /** The first submitted; `null` where nothing was. */
  readonly firstPaymentId: string | null;
}

/**
 * The twelve months of a year: what one appropriation bore, and whether the month is paid, as the books judge its whole
 * programme. A month that is over without a payment is a gap only where the standard says that money flows every month.
 *
 * @param left what the forecast leaves of the money at each month's end, 元; less than nothing is missing
 */
export function payoutCalendar(
  fiscalYear: number,
  asOf: BusinessDate,
  paymentMonths: readonly PaymentMonth[],
  monthly: boolean,
  owed: readonly OwedMonth[],
  left: ReadonlyMap<string, string> = new Map(),
): PayoutMonth[] {
  return periodsOfYear(fiscalYear).map((period) => {
    const paid = paymentMonths.find((month) => month.period === period) ?? null;
    const balance = left.get(period) ?? null;
    const short = paid === null && balance?.startsWith('-') === true ? balance.slice(1) : null;
    return {
      period,
      short,
      ...stateOf(paid, owed.find((one) => one.period === period) ?? null, isOver(period, asOf), monthly, short),
      amount: paid?.amount ?? null,
      headcount: paid?.headcount ?? null,
      firstPaymentId: paid?.firstPaymentId ?? null,
    };
  });
}

const isOver = (period: Period, asOf: BusinessDate): boolean => asOf >= `${period}-${daysInMonth(period)}`;

function stateOf(
  paid: PaymentMonth | null,
  owed: OwedMonth | null,
  over: boolean,
  monthly: boolean,
  short: string | null,
): { mark: Mark; word: string } {
  if (paid !== null) return stateOfPaid(paid, owed);
  if (short !== null) return { mark: 'red', word: '缺口' };
  if (!monthly) return { mark: 'none', word: '无' };
  return over ? { mark: 'red', word: '未发' } : { mark: 'none', word: '未到' };
}

function stateOfPaid(
  { submitted, partlyPaid, paid, returned, supplementary, lastSituation }: PaymentMonth,
  owed: OwedMonth | null,
): { mark: Mark; word: string } {
  if (partlyPaid > 0) return { mark: 'yellow', word: '部分支付' };
  if (submitted > 0) return { mark: 'info', word: '在途' };
  if (paid === 0) return { mark: 'orange', word: words.paymentSituation[lastSituation] };
  if (owed !== null && owed.paidOn === null) return { mark: 'orange', word: '未发足' };
  if (parseYuan(returned) === 0n) return { mark: 'green', word: '已付' };
  return parseYuan(supplementary) >= parseYuan(returned)
    ? { mark: 'green', word: '已重发' }
    : { mark: 'yellow', word: '有退票' };
}
