/** 绩效指标: kept as printed; `level3` is the indicator's own name. */
export interface PerformanceTarget {
  readonly level1: string;
  readonly level2: string;
  readonly level3: string;
  readonly target: string;
  readonly basis: string;
}
