import { daysInMonth, formatYuan, parseYuan, periodsOfYear, type BusinessDate, type Period } from '@bofu/kernel';
import type { Mark } from '../../marks/status-tag';
import type { Payment } from './programme-facts';

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
 * The twelve months of a year from the payments that draw on one appropriation. A month that is over without a payment
 * is a gap only where the standard says that money flows every month.
 */
export function payoutCalendar(
  fiscalYear: number,
  asOf: BusinessDate,
  appropriationId: string,
  payments: readonly Payment[],
  monthly: boolean,
): PayoutMonth[] {
  return periodsOfYear(fiscalYear).map((period) => {
    const ofMonth = payments.filter((payment) => monthOf(payment) === period);
    const standing = ofMonth.filter(({ situation }) => situation === 'submitted' || situation === 'paid');
    return {
      period,
      ...stateOf(ofMonth, standing, isOver(period, asOf), monthly),
      amount: standing.length === 0 ? null : formatYuan(borneBy(appropriationId, standing)),
      headcount: peoplePaid(standing),
      payments: ofMonth,
    };
  });
}

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
    .reduce((sum, { amount, returned }) => sum + parseYuan(amount) - parseYuan(returned), 0n);

function stateOf(
  all: readonly Payment[],
  standing: readonly Payment[],
  over: boolean,
  monthly: boolean,
): { mark: Mark; word: string } {
  if (standing.some(({ situation }) => situation === 'submitted')) return { mark: 'info', word: '在途' };
  const returned = sumOf(standing, (payment) => payment.returned);
  if (returned > 0n) {
    const paidAgain = standing.filter(({ run }) => run === 'supplementary');
    return sumOf(paidAgain, ({ total }) => total) >= returned
      ? { mark: 'green', word: '已重发' }
      : { mark: 'yellow', word: '有退票' };
  }
  if (standing.length > 0) return { mark: 'green', word: '已付' };
  if (all.some(({ situation }) => situation === 'sent-back')) return { mark: 'orange', word: '已退回' };
  if (all.length > 0) return { mark: 'orange', word: '已冲销' };
  if (!monthly) return { mark: 'none', word: '无' };
  return over ? { mark: 'red', word: '未发' } : { mark: 'none', word: '未到' };
}
