import type { PlannedValue, TargetMeasure } from '@bofu/budget';
import {
  basisPointsOf,
  type BasisPoints,
  type BusinessDate,
  dateOf,
  dayInPeriod,
  dueDate,
  fen,
  type Fen,
  formatBasisPoints,
  formatYuanGrouped,
  periodOf,
  type Period,
  sumFen,
  whereLoaded,
  type WorkingCalendar,
} from '@bofu/kernel';
import type { LineOnDay, PaymentOnDay } from './appropriation-on-day';
import type { RunOnDay } from './month-paid';
import type { ProgrammeOnDay } from './programme-on-day';

/** What payments alone prove of a target. */
export type ProvedMeasure = Exclude<TargetMeasure, 'evidence'>;

/** 实际值 as the books have it, with the sum it comes from. */
export interface Proved {
  /** People, fen or basis points, as the measure counts. */
  readonly value: bigint;
  /** Chinese, in one line, with the numbers in it. */
  readonly formula: string;
  /** The payments it is made of, each once, in the order of submission. */
  readonly paymentIds: readonly string[];
}

/** Why the books cannot say: Chinese, for whoever declared that they could. */
export interface Unprovable {
  readonly unprovable: string;
}

export const isProved = (proof: Proved | Unprovable): proof is Proved => 'value' in proof;

/** The sums in general, in Chinese. */
export const MEASURE_MEANING: Readonly<Record<ProvedMeasure, string>> = {
  'people-paid': '最近一个已付所属期的人数（正常发放与预发，扣除退回，加上重发）；不分所属期的为各次之和',
  'amount-paid': '已付净额（扣除退回、冲销）',
  'execution-rate': '已付净额 ÷ 全年预算',
  'payout-rate': '到期各期已付 ÷ 到期各期应发；不按月的为已付净额 ÷ 全年应发',
  'timely-rate': '按时足额支付的期数 ÷ 到期期数，时限遇休息日提前',
};

/**
 * The actual value of a target at the end of the programme's day, by payments alone. What is owed of a month, and since
 * when it is paid, is the one answer that alerts and calendar give as well (`monthPaid`).
 */
export function proveTarget(
  measure: ProvedMeasure,
  programme: ProgrammeOnDay,
  calendar: WorkingCalendar,
): Proved | Unprovable {
  switch (measure) {
    case 'people-paid':
      return peoplePaid(programme);
    case 'amount-paid':
      return amountPaid(programme);
    case 'execution-rate':
      return executionRate(programme);
    case 'payout-rate':
      return payoutRate(programme, calendar);
    case 'timely-rate':
      return timelyRate(programme, calendar);
  }
}

/** 完成率, cut and never above the whole: 100% is said only of what is reached. */
export function completionOf(actual: bigint, { value, bound }: PlannedValue): BasisPoints {
  const planned = BigInt(value);
  const isReached = bound === 'at-least' ? actual >= planned : actual <= planned;
  if (isReached) return 10_000;
  if (actual <= 0n) return 0;
  return Number(bound === 'at-least' ? (actual * 10_000n) / planned : (planned * 10_000n) / actual);
}

const yuan = (amount: Fen): string => `${formatYuanGrouped(amount)} 元`;
const people = (count: number): string => `${count.toLocaleString('en-US')} 人`;

const paidOf = ({ payments }: ProgrammeOnDay): PaymentOnDay[] =>
  payments.filter(({ situation, netFen }) => situation === 'paid' && netFen > 0n);

/** 期初 is a balance and no payment that can be looked at. */
const idsOf = (payments: readonly PaymentOnDay[]): string[] => [
  ...new Set(payments.filter(({ kind }) => kind !== 'opening-balance').map(({ paymentId }) => paymentId)),
];

/** 补发 pays people who were counted, but for 重发, which pays those who were taken off the count when it came back. */
const countedLines = ({ lines, isReissue }: PaymentOnDay): LineOnDay[] =>
  lines.filter(({ entry, heads }) => heads !== null && (isReissue || entry === 'regular' || entry === 'advance'));

/** Several appropriations that bear one payment pay the same people: they count once, by the charge that names most. */
function headsIn(payments: readonly PaymentOnDay[], period: Period | null): number {
  const most = new Map<string, number>();
  for (const payment of payments) {
    const { paymentId } = payment;
    const heads = countedLines(payment)
      .filter((line) => line.period === period)
      .reduce((sum, line) => sum + (line.heads ?? 0), 0);
    most.set(paymentId, Math.max(most.get(paymentId) ?? 0, heads));
  }
  return [...most.values()].reduce((sum, heads) => sum + heads, 0);
}

function peoplePaid(programme: ProgrammeOnDay): Proved | Unprovable {
  const paid = paidOf(programme).filter((payment) => countedLines(payment).length > 0);
  if (paid.length === 0) return { unprovable: '截至该日没有按人数登记的付款' };
  const periods = paid.flatMap((payment) => countedLines(payment).flatMap(({ period }) => period ?? [])).sort();
  const last = periods.at(-1) ?? null;
  const counted = paid.filter((payment) => countedLines(payment).some(({ period }) => period === last));
  const heads = headsIn(counted, last);
  return {
    value: BigInt(heads),
    formula: `${last === null ? `${idsOf(counted).length} 次` : `所属期 ${last} `}已付 ${people(heads)}`,
    paymentIds: idsOf(counted),
  };
}

function amountPaid(programme: ProgrammeOnDay): Proved {
  const { settledFen } = programme;
  return { value: settledFen, formula: `已付净额 ${yuan(settledFen)}`, paymentIds: idsOf(paidOf(programme)) };
}

function executionRate(programme: ProgrammeOnDay): Proved | Unprovable {
  const { settledFen, budgetFen } = programme;
  return rateOf(settledFen, budgetFen, `已付净额 ${yuan(settledFen)} ÷ 全年预算 ${yuan(budgetFen)}`, paidOf(programme));
}

function rateOf(part: bigint, whole: bigint, formula: string, payments: readonly PaymentOnDay[]): Proved | Unprovable {
  const rate = basisPointsOf(part, whole);
  if (rate === null || whole <= 0n) return { unprovable: '除数为零' };
  return { value: BigInt(rate), formula: `${formula} = ${formatBasisPoints(rate)}%`, paymentIds: idsOf(payments) };
}

interface RunDue extends RunOnDay {
  readonly period: Period;
  readonly due: BusinessDate;
}

/** The months, and groups of each, that have fallen due; without a day in the document, on the last of the month. */
function runsDue({ on, months }: ProgrammeOnDay, calendar: WorkingCalendar): RunDue[] | null {
  const found: RunDue[] = [];
  for (const { period, runs } of months)
    for (const run of runs) {
      if (dayInPeriod(period, 1) > on) continue;
      const deadline = run.standard?.deadline ?? { kind: 'unstated', printed: '' };
      const due =
        deadline.kind === 'unstated' ? dayInPeriod(period, 31) : whereLoaded(() => dueDate(deadline, period, calendar));
      if (due === null) return null;
      if (due <= on) found.push({ ...run, period, due });
    }
  return found;
}

const NO_CALENDAR: Unprovable = { unprovable: '本年度工作日历没有登记，时限无从算起' };
const NOTHING_DUE: Unprovable = { unprovable: '截至该日没有到期的发放' };
const NOTHING_SAID: Unprovable = { unprovable: '没有发放标准或人数，应发不明' };

const paymentsFor = (programme: ProgrammeOnDay, runs: readonly RunDue[]): PaymentOnDay[] => {
  const periods = new Set(runs.map(({ period }) => period));
  return paidOf(programme).filter(({ lines }) => lines.some(({ period }) => period !== null && periods.has(period)));
};

const periodsIn = (runs: readonly RunDue[]): Period[] => [...new Set(runs.map(({ period }) => period))];

function payoutRate(programme: ProgrammeOnDay, calendar: WorkingCalendar): Proved | Unprovable {
  if (programme.months.length === 0) {
    const { settledFen, need } = programme;
    if (need === null || need.yearFen <= 0n) return NOTHING_SAID;
    const formula = `已付净额 ${yuan(settledFen)} ÷ 全年应发 ${yuan(need.yearFen)}`;
    return rateOf(settledFen, need.yearFen, formula, paidOf(programme));
  }
  const runs = runsDue(programme, calendar);
  if (runs === null) return NO_CALENDAR;
  if (runs.length === 0) return NOTHING_DUE;
  if (runs.some(({ owedFen }) => owedFen === null)) return NOTHING_SAID;
  const owed = sumFen(runs.map(({ owedFen }) => owedFen ?? fen(0n)));
  const paid = sumFen(runs.map(({ paidFen }) => paidFen));
  const formula = `到期 ${periodsIn(runs).length} 期已付 ${yuan(paid)} ÷ 应发 ${yuan(owed)}`;
  return rateOf(paid, owed, formula, paymentsFor(programme, runs));
}

function timelyRate(programme: ProgrammeOnDay, calendar: WorkingCalendar): Proved | Unprovable {
  if (programme.months.length === 0) return onceInTime(programme, calendar);
  const due = runsDue(programme, calendar);
  if (due === null) return NO_CALENDAR;
  if (due.length === 0) return NOTHING_DUE;
  // On which day they were paid, before the record began, no book here says.
  const unknown = due.filter((run) => isPaidByOpening(run, programme));
  const runs = due.filter((run) => !unknown.includes(run));
  const told = unknown.length === 0 ? '' : `，期初以前 ${periodsIn(unknown).length} 期的支付日不在账上`;
  if (runs.length === 0) return { unprovable: '到期各期都在期初以前付清，支付日不在账上' };
  const late = periodsIn(runs.filter(({ paidOn, due }) => paidOn === null || paidOn > due));
  const all = periodsIn(runs);
  const formula =
    `按时足额 ${all.length - late.length} 期 ÷ 到期 ${all.length} 期` +
    (late.length === 0 ? '' : `（迟发、欠发 ${late.join('、')}）`) +
    told;
  return rateOf(BigInt(all.length - late.length), BigInt(all.length), formula, paymentsFor(programme, runs));
}

/** 期初 made it whole, after its day: a balance of that day, whenever the money went. */
const isPaidByOpening = ({ due, paidOn }: RunDue, { payments }: ProgrammeOnDay): boolean =>
  paidOn !== null &&
  paidOn > due &&
  payments.some(({ kind, submittedOn }) => kind === 'opening-balance' && submittedOn === paidOn);

/** Paid once a year: in full by its own day, or not. */
function onceInTime(programme: ProgrammeOnDay, calendar: WorkingCalendar): Proved | Unprovable {
  const { on, fiscalYear, standard, need, paidTolerance } = programme;
  if (standard?.deadline.kind !== 'by-date') return { unprovable: '文件没有载明时限，及时与否无从算起' };
  const { deadline } = standard;
  const due = whereLoaded(() => dueDate(deadline, periodOf(dateOf(fiscalYear, 1, 1)), calendar));
  if (due === null) return NO_CALENDAR;
  if (on < due) return NOTHING_DUE;
  if (need === null || need.yearFen <= 0n) return NOTHING_SAID;
  const byThen = sumFen(
    programme.payments.flatMap(({ flows }) => flows.filter((flow) => flow.on <= due).map(({ paidFen }) => paidFen)),
  );
  const least = fen((need.yearFen * BigInt(10_000 - paidTolerance)) / 10_000n);
  const formula = `至 ${due} 已付 ${yuan(byThen)}，应发 ${yuan(need.yearFen)}`;
  return {
    value: byThen >= least ? 10_000n : 0n,
    formula: `${formula}，${byThen >= least ? '按时足额' : '未按时足额'}`,
    paymentIds: idsOf(paidOf(programme)),
  };
}
