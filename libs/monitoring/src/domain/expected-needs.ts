import {
  dateOf,
  divideHalfUp,
  fen,
  formatYuanGrouped,
  parsePeriod,
  periodOf,
  payableFor,
  sumFen,
  type Fen,
  type Period,
} from '@bofu/kernel';
import type { NeedOfGroup, ProgrammeNeed } from './programme-need';
import { isOpen, type ProgrammeOnDay } from './programme-on-day';
import { refuse } from './refusals';

/** What a programme is still to pay this year, month by month, and on which assumption. */
export interface ExpectedNeeds {
  readonly basis: 'monthly-standard' | 'once-by-standard' | 'recent-months' | 'twelfth-of-budget' | 'none';
  /** Chinese sentences with the figures in them. */
  readonly assumptions: readonly string[];
  /** What one person receives of a payment, where all receive the same. */
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
 * By the payment standards where there is one rate for a known number of people each: what is left of every month that less
 * has been submitted for than is owed, or once by the deadline. Monthly payers without such a standard go on as in the last three months,
 * before the first payment by a twelfth of the budget. Nothing can be foretold of payments made as they arise.
 */
export function expectedNeeds(programme: ProgrammeOnDay, supposed: Supposed = {}): ExpectedNeeds {
  const { standard } = programme;
  const need = programme.need === null ? null : supposing(programme.programmeName, programme.need, supposed);
  const isMonthly = standard?.cashFlow === 'monthly';
  const owed = programme.months.length;
  if (need !== null) {
    const words = need.parts.map(({ headcount, rateFen }) => `${heads(headcount)} × ${yuan(rateFen)}`).join(' + ');
    const [part, ...others] = need.parts;
    const rateFen = others.length === 0 ? (part?.rateFen ?? null) : null;
    if (isMonthly && need.times === 12) {
      const open = programme.months.filter(isOpen);
      return {
        basis: 'monthly-standard',
        assumptions: [
          `${words} = 每月 ${yuan(need.periodFen)}`,
          `已办 ${owed - open.length} 期，尚余 ${open.length} 期`,
        ],
        rateFen,
        needs: open.map((month) => {
          const wholeFen = need.owedFen.get(month.period) ?? need.periodFen;
          return { period: month.period, requiredFen: isSupposed(supposed) ? wholeFen : (month.openFen ?? wholeFen) };
        }),
      };
    }
    const leftFen = fen(need.yearFen - programme.settledFen - programme.inTransitFen);
    const times =
      need.times === 12 ? ` × ${need.months} 月` : need.times !== 1 && need.times ? ` × ${need.times} 次` : '';
    return {
      basis: 'once-by-standard',
      assumptions: [
        `${words}${times} = 全年 ${yuan(need.yearFen)}`,
        `已付与在途 ${yuan(programme.settledFen + programme.inTransitFen)}，尚需 ${yuan(leftFen < 0n ? 0n : leftFen)}`,
      ],
      rateFen: rateFen === null || need.times === null ? null : fen(rateFen * BigInt(need.times)),
      needs: leftFen > 0n ? [{ period: deadlineMonth(programme), requiredFen: leftFen }] : [],
    };
  }
  if (!isMonthly) return { basis: 'none', assumptions: ['据实拨付，没有可推算的标准'], rateFen: null, needs: [] };

  const open = programme.months.filter(isOpen);
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
      `尚余 ${open.length} 期，年份 ${programme.fiscalYear}`,
    ],
    rateFen: null,
    needs: open.map(({ period }) => ({ period, requiredFen })),
  };
}

const isSupposed = ({ headcount, rateFen }: Supposed): boolean => headcount !== undefined || rateFen !== undefined;

/** The need by other figures. What rolls have stated goes by the figures on record and is left out then. */
function supposing(programmeName: string, need: ProgrammeNeed, { headcount, rateFen }: Supposed): ProgrammeNeed {
  if (headcount === undefined && rateFen === undefined) return need;
  const [only, ...others] = need.parts;
  if (others.length > 0 && (headcount === undefined || rateFen === undefined))
    return refuse('forecast-by-groups', { programmeName });
  const part: NeedOfGroup = {
    groupId: null,
    groupName: null,
    headcount: headcount ?? only?.headcount ?? 0,
    rateFen: rateFen ?? only?.rateFen ?? fen(0n),
    times: need.times ?? 12,
  };
  const periodFen = payableFor(part.rateFen, part.headcount);
  const yearFen = fen(periodFen * BigInt(part.times === 12 ? need.months : part.times));
  return { parts: [part], times: part.times, periodFen, months: need.months, owedFen: new Map(), yearFen };
}

/** What each month has cost so far, returns taken off, in the order of the months. */
function paidByMonth({ payments }: ProgrammeOnDay): Fen[] {
  const months = new Map<Period, Fen>();
  for (const { lines, netFen } of payments) {
    const grossFen = sumFen(lines.map(({ amountFen }) => amountFen));
    if (netFen <= 0n || grossFen <= 0n) continue;
    for (const { period, amountFen } of lines)
      if (period !== null) {
        const shareFen = (netFen * amountFen) / grossFen;
        months.set(period, fen((months.get(period) ?? 0n) + shareFen));
      }
  }
  return [...months].sort(([a], [b]) => (a < b ? -1 : 1)).map(([, amountFen]) => amountFen);
}

function deadlineMonth({ fiscalYear, standard }: ProgrammeOnDay): Period {
  const deadline = standard?.deadline;
  return deadline?.kind === 'by-date'
    ? parsePeriod(`${fiscalYear}-${deadline.monthDay.slice(0, 2)}`)
    : periodOf(dateOf(fiscalYear, 12, 31));
}
