/** 年终十二步, in the order they are worked through (docs/how-to/close-a-year.md). */
export const YEAR_STEPS = [
  'forecast',
  'cut-off',
  'in-transit',
  'returns',
  'receipts',
  'reconciliation',
  'sum-check',
  'carry-over',
  'self-evaluation',
  'sign-and-lock',
  'next-year',
  'archive',
] as const;
export type YearStep = (typeof YEAR_STEPS)[number];

/** 已完成, 待办, 阻止锁账, 不适用 (said so, with a reason), 未到: its turn comes with the new year, or with the lock. */
export const STEP_STATES = ['done', 'open', 'blocking', 'not-applicable', 'not-yet'] as const;
export type StepState = (typeof STEP_STATES)[number];
