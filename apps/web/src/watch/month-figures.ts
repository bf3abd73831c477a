import { formatYuan, parseYuan, type BusinessDate } from '@bofu/kernel';

interface MonthOfGroup {
  readonly period: string;
  readonly settled: string;
  /** From the year's beginning to the month's end. */
  readonly planned: string;
}

/** One month as the chart and its table show it; amounts in 元. `null`: the month has not begun, or no year before is on the books. */
export interface MonthFigures {
  readonly period: string;
  readonly planned: string;
  readonly settled: string | null;
  readonly plannedSoFar: string;
  readonly settledSoFar: string | null;
  readonly yearBefore: string | null;
}

/**
 * What each month has of the plan is what the plan has by its end less what it had by the end of the one before: a plan
 * that was lowered on its way takes back, and a month may have less than nothing.
 */
export function monthFigures(
  months: readonly MonthOfGroup[],
  yearBefore: readonly { readonly settled: string }[] | null,
  asOf: BusinessDate,
): MonthFigures[] {
  let [plannedBefore, settledSoFar] = [0n, 0n];
  return months.map(({ period, settled, planned }, at) => {
    const plannedSoFar = parseYuan(planned);
    const inMonth = plannedSoFar - plannedBefore;
    plannedBefore = plannedSoFar;
    settledSoFar += parseYuan(settled);
    const hasBegun = period <= asOf.slice(0, 7);
    return {
      period,
      planned: formatYuan(inMonth),
      settled: hasBegun ? settled : null,
      plannedSoFar: planned,
      settledSoFar: hasBegun ? formatYuan(settledSoFar) : null,
      yearBefore: yearBefore?.[at]?.settled ?? null,
    };
  });
}
