import { dateOf, dayInPeriod, formatYuan, parsePeriod, parseYuan, periodOf, type BusinessDate } from '@bofu/kernel';
import type { ProgrammeLine } from '../plan-against-actual';

/** A point of a cumulative curve: 元 by the end of a day. */
export interface CurvePoint {
  readonly on: BusinessDate;
  readonly yuan: string;
}

/** From nothing on New Year's Day through the checkpoints as planned; straight lines between them. */
export const plannedCurve = (fiscalYear: number, { checkpoints }: Pick<ProgrammeLine, 'checkpoints'>): CurvePoint[] =>
  checkpoints.length === 0
    ? []
    : [
        { on: dateOf(fiscalYear, 1, 1), yuan: '0.00' },
        ...checkpoints.map(({ on, planned }) => ({ on: on as BusinessDate, yuan: planned })),
      ];

/** Paid in total at the end of each month, and on the day that is looked at; nothing after it. */
export function actualCurve(
  fiscalYear: number,
  asOf: BusinessDate,
  { months, settled }: Pick<ProgrammeLine, 'months' | 'settled'>,
): CurvePoint[] {
  const curve: CurvePoint[] = [{ on: dateOf(fiscalYear, 1, 1), yuan: '0.00' }];
  let sum = 0n;
  for (const month of months) {
    const end = dayInPeriod(parsePeriod(month.period), 31);
    sum += parseYuan(month.settled);
    if (end < asOf) curve.push({ on: end, yuan: formatYuan(sum) });
    else if (month.period === periodOf(asOf)) curve.push({ on: asOf, yuan: settled });
  }
  return curve;
}
