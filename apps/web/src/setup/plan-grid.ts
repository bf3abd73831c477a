import {
  daysBetween,
  formatYuan,
  parseBusinessDate,
  parseYuan,
  plannedOn,
  yearOf,
  type BusinessDate,
  type SpendingPlan,
} from '@bofu/kernel';
import { bodyField, wrongIn } from '../forms/body-field';

/** A checkpoint as it is typed: a day, and a share that may be left blank. */
export interface PlanCell {
  readonly on: string;
  readonly percent: string;
}

interface Planned {
  readonly spendingPlan: readonly { readonly on: string; readonly cumulativePercent: string | null }[] | null;
}

/** The days the printed budget of the founding bureau has: October, not September. */
const USUAL = ['03-31', '06-30', '10-31', '12-31'];

/** The days this office plans by: those of most of its plans of the year; where it has none yet, the usual ones. */
export function checkpointDays(fiscalYear: number, appropriations: readonly Planned[]): readonly string[] {
  const counted = new Map<string, number>();
  for (const { spendingPlan } of appropriations)
    if (spendingPlan !== null) {
      const days = spendingPlan.map(({ on }) => on).join(' ');
      counted.set(days, (counted.get(days) ?? 0) + 1);
    }
  const [most] = [...counted].sort(([, a], [, b]) => b - a);
  return most === undefined ? USUAL.map((day) => `${fiscalYear}-${day}`) : most[0].split(' ');
}

/** Of a plan revised as of one adopted: the interface says the same of both. */
const PERCENT = bodyField(
  '/v1/appropriations/{appropriationId}/spending-plan',
  'checkpoints.cumulativePercent',
  '累计比例',
);

/** `25`, `２５％`, `33.33` as the interface takes it; `null` for a blank, which stays a blank; `undefined` for none of these. */
export function typedPercent(text: string): string | null | undefined {
  const plain = text.normalize('NFKC').trim().replace(/[%\s]/g, '');
  if (plain === '') return null;
  return wrongIn(PERCENT, plain) === null ? plain : undefined;
}

/** What is wrong with a plan as it is typed, in the words of the server; `null` where it can be recorded. */
export function planWrong(fiscalYear: number, cells: readonly PlanCell[]): string | null {
  let last = 0;
  let before = '';
  if (cells.length === 0) return '至少要有一个时点';
  for (const { on, percent } of cells) {
    if (yearOf(parseBusinessDate(on)) !== fiscalYear) return `${on} 不在 ${fiscalYear} 年度之内`;
    if (on <= before) return `${on}：各时点须按日期先后排列，且不重复`;
    before = on;
    const share = typedPercent(percent);
    if (share === undefined) return `${on} 的累计比例须在 0 至 100 之间，最多两位小数`;
    if (share === null) continue;
    if (Number(share) < last) return `${on} 的累计比例比前一时点低`;
    last = Number(share);
  }
  return last === 100 ? null : '最后填写的累计比例须为 100';
}

export const planBody = (cells: readonly PlanCell[]) =>
  cells.map(({ on, percent }) => ({ on, cumulativePercent: typedPercent(percent) ?? null }));

/** Basis points, for drawing: what cannot be read is left blank. */
export const asPlan = (cells: readonly PlanCell[]): SpendingPlan =>
  cells.map(({ on, percent }) => {
    const share = typedPercent(percent);
    const [whole = '', places = ''] = (share ?? '').split('.');
    return {
      on: parseBusinessDate(on),
      cumulativeShare: typeof share === 'string' ? Number(whole) * 100 + Number(places.padEnd(2, '0')) : null,
    };
  });

/** 元 planned by each checkpoint, a blank holding what was planned before it. */
export function plannedAmounts(plan: SpendingPlan, budget: string): { on: BusinessDate; yuan: string }[] {
  const sound = plan.every(({ on }, at) => at === 0 || daysBetween(plan[at - 1]?.on ?? on, on) > 0);
  return sound ? plan.map(({ on }) => ({ on, yuan: formatYuan(plannedOn(plan, on, parseYuan(budget))) })) : [];
}
