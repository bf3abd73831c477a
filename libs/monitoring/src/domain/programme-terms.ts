import {
  type BasisPoints,
  type PaymentStandard,
  type Period,
  type ProgrammeOnRecord,
  SHIPPED_PAID_TOLERANCE,
} from '@bofu/kernel';
import type { TargetOnDay } from './target-on-day';

/** What a programme says of itself on a day. */
export interface ProgrammeTerms {
  /** One for everybody, or one for each group that has its own: a group's replaces everybody's for its people. */
  readonly standards: readonly StandardOnDay[];
  /** All it says, so far as it has taken effect by the day: what is owed of a period goes by what is in force in it. */
  readonly record: ProgrammeOnRecord;
  /** Why 应发 of a period was stated, in the order of recording. */
  readonly entitled: readonly { readonly groupId: string | null; readonly period: Period; readonly reason: string }[];
  /** 足额容差: by how much of 应发 a month may be short and still count as paid. */
  readonly paidTolerance: BasisPoints;
  /** 绩效指标 of the year, as printed in the order of the paper, with what is known of each. */
  readonly targets: readonly TargetOnDay[];
}

export interface StandardOnDay extends PaymentStandard {
  readonly groupId: string | null;
  /** `null` for everybody. */
  readonly groupName: string | null;
}

/** A programme that has always said the same, where a test or a supposition states it. */
export function unchangingTerms(
  standards: readonly StandardOnDay[],
  {
    paidTolerance = SHIPPED_PAID_TOLERANCE,
    targets = [],
    ...since
  }: Pick<ProgrammeOnRecord, 'beginsOn'> &
    Partial<Pick<ProgrammeOnRecord, 'entitlements' | 'endsOn'> & Pick<ProgrammeTerms, 'paidTolerance' | 'targets'>>,
): ProgrammeTerms {
  const { beginsOn } = since;
  const recorded = standards.map((standard, order) => ({
    ...standard,
    ...{ effectiveOn: beginsOn, recordedOn: beginsOn, arrearsDueOn: null, order },
  }));
  return {
    standards,
    record: { entitlements: [], endsOn: null, ...since, standards: recorded },
    entitled: [],
    paidTolerance,
    targets,
  };
}
