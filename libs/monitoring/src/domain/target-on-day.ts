import { nameOfTarget, type MeasuredTarget, type PerformanceTarget, type TargetStatement } from '@bofu/budget';
import { inForceOn, type BusinessDate } from '@bofu/kernel';
import type { ProgrammeRecord } from './fold-facts';

/** One 绩效指标 as printed, how it is counted, and what was last said of it. */
export interface TargetOnDay {
  readonly target: PerformanceTarget;
  /** `null` while nobody has declared how it is counted: then only a person can say what has come of it. */
  readonly measured: MeasuredTarget | null;
  /** Of the latest day it was said of; `null` where nothing was. */
  readonly statement: TargetStatement | null;
}

/** The targets in force on the day; what was declared or said of others of the year is left where it is. */
export function targetsOnDay(
  { targets, measures, statements }: Pick<ProgrammeRecord, 'targets' | 'measures' | 'statements'>,
  fiscalYear: number,
  on: BusinessDate,
): TargetOnDay[] {
  const ofYear = <One extends { readonly fiscalYear: number }>(all: readonly One[]) =>
    all.filter((one) => one.fiscalYear === fiscalYear);
  return (inForceOn(ofYear(targets), on)?.targets ?? []).map((target) => {
    const name = nameOfTarget(target);
    const measure = inForceOn(
      ofYear(measures).filter(({ measured }) => nameOfTarget(measured) === name),
      on,
    );
    const said = inForceOn(
      ofYear(statements).filter(({ statement }) => nameOfTarget(statement) === name),
      on,
    );
    return {
      target,
      measured: measure?.measured ?? null,
      statement: said === null ? null : { ...said.statement, asOf: said.effectiveOn },
    };
  });
}
