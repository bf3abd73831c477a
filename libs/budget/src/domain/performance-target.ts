import type { BasisPoints, BusinessDate } from '@bofu/kernel';

/** 绩效指标: kept as printed; `level3` is the indicator's own name. */
export interface PerformanceTarget extends TargetName {
  readonly target: string;
  readonly basis: string;
}

/** Which of a programme's targets is meant: its three levels as printed, which no two of one year share. */
export interface TargetName {
  readonly level1: string;
  readonly level2: string;
  readonly level3: string;
}

export const nameOfTarget = ({ level1, level2, level3 }: TargetName): string => [level1, level2, level3].join('/');

/**
 * 计算口径: what shows whether a target is met. The first five are proved by payments alone: 发放人数, 发放金额,
 * 预算执行率, 发放率, 发放及时率. `evidence`: a person says what has come of it, and on what grounds.
 */
export const TARGET_MEASURES = [
  'people-paid',
  'amount-paid',
  'execution-rate',
  'payout-rate',
  'timely-rate',
  'evidence',
] as const;
export type TargetMeasure = (typeof TARGET_MEASURES)[number];

/** 年度值 as a person reads the printed one: people, fen or basis points, as the measure counts. */
export interface PlannedValue {
  readonly value: string;
  /** 不低于 or 不超过. */
  readonly bound: 'at-least' | 'at-most';
}

export interface MeasuredTarget extends TargetName {
  readonly measure: TargetMeasure;
  /** `null` for `evidence`, whose printed value nobody reckons with. */
  readonly planned: PlannedValue | null;
  /** 随年度累计: what is reached by a day is a part of the year's, as money is; a rate is whole from the first day. */
  readonly accrues: boolean;
}

/**
 * 达成, 部分达成并具有一定效果, 未达成且效果较差, and what share of the points each may earn: [80, 100], [60, 80), [0, 60) percent, a
 * bound belonging to the better one (100–80（含）, 80–60（含）, 60–0; ADR 49 says where that was found, and where other bounds are).
 */
export const VERDICTS = ['met', 'partly-met', 'not-met'] as const;
export type Verdict = (typeof VERDICTS)[number];
export const EARNED_BY: Readonly<Record<Verdict, { readonly least: BasisPoints; readonly most: BasisPoints }>> = {
  met: { least: 8_000, most: 10_000 },
  'partly-met': { least: 6_000, most: 7_999 },
  'not-met': { least: 0, most: 5_999 },
};

/** 完成可能性. */
export const OUTLOOKS = ['certain', 'likely', 'unlikely'] as const;
export type Outlook = (typeof OUTLOOKS)[number];

/** 实际完成值 as a person has found it. */
export interface TargetFinding {
  /** In her words, such as `92%`; nothing reckons with it. */
  readonly actual: string;
  readonly verdict: Verdict;
  /** 完成率 as she judges it. */
  readonly completion: BasisPoints;
  /** 佐证: where it can be looked up. */
  readonly comment: string;
}

/** What is said of a target as of a day; `finding` is `null` for what payments prove. */
export interface TargetStatement extends TargetName {
  readonly asOf: BusinessDate;
  readonly finding: TargetFinding | null;
  /** 偏差原因. */
  readonly reason: string | null;
  readonly outlook: Outlook | null;
  /** 改进措施. */
  readonly remedy: string | null;
}
