import type { YearOnDay } from '../src/domain/rule';

/** What a year has beside its programmes, where a test is about these. */
export const NOTHING_ELSE = {
  ...{ schemes: [], declaredTotals: [], unanswered: [] },
  accountConfirmedOn: () => null,
} satisfies Partial<YearOnDay>;
