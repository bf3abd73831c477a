import {
  dateOf,
  divideHalfUp,
  fen,
  formatYuanGrouped,
  parsePeriod,
  periodOf,
  periodsOfYear,
  sumFen,
  type Fen,
  type Period,
} from '@bofu/kernel';
import { standardNeed } from '../alerts/yearly-need';
import type { PaymentOnDay, ProgrammeOnDay } from '../facts/programme-facts';

/** What a programme is still to pay this year, month by month, and on which assumption. */
export interface ExpectedNeeds {
  readonly basis: 'monthly-standard' | 'once-by-standard' | 'recent-months' | 'twelfth-of-budget' | 'none';
  /** Chinese sentences with the figures in them. */
  readonly assumptions: readonly string[];
  /** What one person receives of a payment, where it goes by the head. */
  readonly rateFen: Fen | null;
  readonly needs: readonly { readonly period: Period; readonly requiredFen: Fen }[];
}

/** Another headcount or rate than those on record, tried without recording anything. */
export interface Supposed {
  readonly headcount?: number;
  readonly rateFen?: Fen;
}

const MONTHS_AVERAGED = 3;
const yuan = (amount: bigint): string => `${formatYuanGrouped(amount)} 元`;
const heads = (count: number): string => `${count.toLocaleString('en-US')} 人`;

/**
 * By the payment standard where there is one rate for a known number of people: every month nothing has been submitted
 * for, or once by the deadline. Monthly payers without such a standard go on as in the last three months, before the
 * first payment by a twelfth of the budget. Nothing can be foretold of payments made as they arise.
 */
export function expectedNeeds(programme: ProgrammeOnDay, supposed: Supposed = {}): ExpectedNeeds {
  const { standard, fiscalYear } = programme;
  const onRecord = standardNeed(standard);
  const isMonthly = standard?.cashFlow === 'monthly';
  if (onRecord !== null) {
    const headcount = supposed.headcount ?? onRecord.headcount;
    const rateFen = supposed.rateFen ?? onRecord.rateFen;
    const periodFen = fen(rateFen * BigInt(headcount));
    const words = `${heads(headcount)} × ${yuan(rateFen)}`;
    if (isMonthly && onRecord.times === 12) {
      const open = openMonths(programme);
      return {
        basis: 'monthly-standard',
        assumptions: [`${words} = 每月 ${yuan(periodFen)}`, `已办 ${12 - open.length} 期，尚余 ${open.length} 期`],
        rateFen,
        needs: open.map((period) => ({ period, requiredFen: periodFen })),
      };
    }
    const yearFen = fen(periodFen * BigInt(onRecord.times));
    const leftFen = fen(yearFen - programme.settledFen - programme.inTransitFen);
    return {
      basis: 'once-by-standard',
      assumptions: [
        `${words}${onRecord.times === 12 ? ' × 12 月' : ''} = 全年 ${yuan(yearFen)}`,
        `已付与在途 ${yuan(programme.settledFen + programme.inTransitFen)}，尚需 ${yuan(leftFen < 0n ? 0n : leftFen)}`,
      ],
      rateFen: fen(rateFen * BigInt(onRecord.times)),
      needs: leftFen > 0n ? [{ period: deadlineMonth(programme), requiredFen: leftFen }] : [],
    };
  }
  if (!isMonthly) return { basis: 'none', assumptions: ['据实拨付，没有可推算的标准'], rateFen: null, needs: [] };

  const open = openMonths(programme);
  const paid = paidByMonth(programme).slice(-MONTHS_AVERAGED);
  const basis = paid.length === 0 ? 'twelfth-of-budget' : 'recent-months';
  const [totalFen, months] = paid.length === 0 ? [programme.budgetFen, 12n] : [sumFen(paid), BigInt(paid.length)];
  const requiredFen = fen(divideHalfUp(totalFen, months));
  return {
    basis,
    assumptions: [
      paid.length === 0
        ? `没有标准，尚无支付，按全年预算的十二分之一 ${yuan(requiredFen)}`
        : `没有标准，按最近 ${paid.length} 个月平均 ${yuan(requiredFen)}`,
      `尚余 ${open.length} 期，年份 ${fiscalYear}`,
    ],
    rateFen: null,
    needs: open.map((period) => ({ period, requiredFen })),
  };
}

const stands = ({ situation }: PaymentOnDay): boolean => situation === 'submitted' || situation === 'paid';

/** The months nothing has been submitted for yet. A supplementary run pays latecomers of a month that had its run. */
function openMonths({ fiscalYear, payments }: ProgrammeOnDay): Period[] {
  const submitted = new Set(
    payments.flatMap((payment) => (payment.run !== 'supplementary' && stands(payment) ? [payment.period] : [])),
  );
  return periodsOfYear(fiscalYear).filter((period) => !submitted.has(period));
}

/** What each month has cost so far, returns taken off, in the order of the months. */
function paidByMonth({ payments }: ProgrammeOnDay): Fen[] {
  const months = new Map<Period, Fen>();
  for (const { period, netFen } of payments)
    if (period !== null && netFen > 0n) months.set(period, fen((months.get(period) ?? 0n) + netFen));
  return [...months].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, amountFen]) => amountFen);
}

function deadlineMonth({ fiscalYear, standard }: ProgrammeOnDay): Period {
  const deadline = standard?.deadline;
  return deadline?.kind === 'by-date'
    ? parsePeriod(`${fiscalYear}-${deadline.monthDay.slice(0, 2)}`)
    : periodOf(dateOf(fiscalYear, 12, 31));
}
