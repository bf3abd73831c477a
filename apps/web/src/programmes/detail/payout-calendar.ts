import { daysInMonth, formatYuan, parseYuan, periodsOfYear, type BusinessDate, type Period } from '@bofu/kernel';
import { words } from '../../words';
import type { Mark } from '../../marks/status-tag';
import type { OwedMonth, Payment } from './programme-facts';

/** One month of the 发放月历. */
export interface PayoutMonth {
  readonly period: Period;
  readonly mark: Mark;
  readonly word: string;
  /** 元 this appropriation bore, net of what came back; `null` where nothing was submitted. */
  readonly amount: string | null;
  readonly headcount: number | null;
  readonly payments: readonly Payment[];
}

/** 所属期 where a payment names one, else the month it was submitted in. */
const monthOf = ({ period, submittedOn }: Payment): string => period ?? submittedOn.slice(0, 7);

/**
 * The twelve months of a year: what one appropriation bore, and whether the month is paid, as the books judge its whole
 * programme. A month that is over without a payment is a gap only where the standard says that money flows every month.
 */
export function payoutCalendar(
  fiscalYear: number,
  asOf: BusinessDate,
  appropriationId: string,
  payments: readonly Payment[],
  monthly: boolean,
  owed: readonly OwedMonth[],
): PayoutMonth[] {
  return periodsOfYear(fiscalYear).map((period) => {
    const ofMonth = payments.filter((payment) => monthOf(payment) === period);
    const standing = ofMonth.filter(({ situation }) => STANDING.has(situation));
    return {
      period,
      ...stateOf(ofMonth, standing, owed.find((one) => one.period === period) ?? null, isOver(period, asOf), monthly),
      amount: standing.length === 0 ? null : formatYuan(borneBy(appropriationId, standing)),
      headcount: peoplePaid(standing),
      payments: ofMonth,
    };
  });
}

const STANDING: ReadonlySet<Payment['situation']> = new Set(['submitted', 'partly-paid', 'paid']);

const isOver = (period: Period, asOf: BusinessDate): boolean => asOf >= `${period}-${daysInMonth(period)}`;

/** Net of those whose money came back; paid again they count again. */
function peoplePaid(standing: readonly Payment[]): number | null {
  const counts = standing.flatMap(({ kind, headcount }) => (kind === 'payout-run' ? (headcount ?? []) : []));
  return counts.length === 0 ? null : counts.reduce((sum, count) => sum + count, 0);
}

const sumOf = (payments: readonly Payment[], pick: (payment: Payment) => string): bigint =>
  payments.reduce((sum, payment) => sum + parseYuan(pick(payment)), 0n);

const borneBy = (appropriationId: string, payments: readonly Payment[]): bigint =>
  payments
    .flatMap(({ charges }) => charges)
    .filter((charge) => charge.appropriationId === appropriationId)
    .reduce((sum, { situation, amount, net }) => sum + parseYuan(situation === 'submitted' ? amount : net), 0n);

function stateOf(
  all: readonly Payment[],
  standing: readonly Payment[],
  owed: OwedMonth | null,
  over: boolean,
  monthly: boolean,
): { mark: Mark; word: string } {
  if (standing.some(({ situation }) => situation === 'partly-paid')) return { mark: 'yellow', word: '部分支付' };
  if (standing.some(({ situation }) => situation === 'submitted')) return { mark: 'info', word: '在途' };
  if (standing.length > 0 && owed !== null && owed.paidOn === null) return { mark: 'orange', word: '未发足' };
  const returned = sumOf(standing, (payment) => payment.returned);
  if (returned > 0n) {
    const paidAgain = standing.filter(({ run }) => run === 'supplementary');
    return sumOf(paidAgain, ({ total }) => total) >= returned
      ? { mark: 'green', word: '已重发' }
      : { mark: 'yellow', word: '有退票' };
  }
  if (standing.length > 0) return { mark: 'green', word: '已付' };
  const last = all.at(-1);
  if (last !== undefined) return { mark: 'orange', word: words.paymentSituation[last.situation] };
  if (!monthly) return { mark: 'none', word: '无' };
  return over ? { mark: 'red', word: '未发' } : { mark: 'none', word: '未到' };
}
