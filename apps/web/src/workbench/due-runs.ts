import type { PayoutScheme } from '../payments/payout-schemes';
import type { DuePeriod } from './workbench';

/** Periods that one run pays together: those a scheme charges side by side, each of the others by itself. */
export interface DueRun {
  readonly key: string;
  readonly name: string;
  readonly period: string;
  readonly dueOn: string;
  readonly isOverdue: boolean;
  /** What the form is opened with. */
  readonly of: string;
  readonly programmes: number;
}

export function dueRuns(
  periods: readonly DuePeriod[],
  schemes: readonly Pick<PayoutScheme, 'schemeId' | 'name' | 'lines'>[],
): readonly DueRun[] {
  const runs = new Map<string, DueRun>();
  for (const { programmeId, programmeName, appropriationIds, period, dueOn, isOverdue } of periods) {
    const scheme = schemes.find(({ lines }) =>
      lines.some(({ appropriationId }) => appropriationIds.includes(appropriationId)),
    );
    const key = `${scheme?.schemeId ?? programmeId}/${period}`;
    const known = runs.get(key);
    runs.set(key, {
      key,
      name: scheme?.name ?? programmeName,
      period,
      // Together they are due when the first of them is.
      dueOn: known === undefined || dueOn < known.dueOn ? dueOn : known.dueOn,
      isOverdue: isOverdue || (known?.isOverdue ?? false),
      of: scheme?.schemeId ?? appropriationIds[0] ?? '',
      programmes: (known?.programmes ?? 0) + 1,
    });
  }
  return [...runs.values()];
}
