import type { MeasuredTarget, PerformanceTarget, TargetStatement } from '@bofu/budget';
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
    const measure = inForceOn(
      ofYear(measures).filter(({ measured }) => isNamedAlike(measured, target)),
      on,
    );
    const said = inForceOn(
      ofYear(statements).filter(({ statement }) => isNamedAlike(statement, target)),
      on,
    );
    return {
      target,
      measured: measure?.measured ?? null,
      statement: said === null ? null : { ...said.statement, asOf: said.effectiveOn },
    };
  });
}

type Named = Pick<PerformanceTarget, 'level1' | 'level2' | 'level3'>;

const isNamedAlike = (one: Named, other: Named): boolean =>
  one.level1 === other.level1 && one.level2 === other.level2 && one.level3 === other.level3;
