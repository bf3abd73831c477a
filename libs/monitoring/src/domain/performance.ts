import { basisPointsOf, type BasisPoints, divideHalfUp, type WorkingCalendar } from '@bofu/kernel';
import type { ProgrammeOnDay } from './programme-on-day';
import { completionOf, isProved, proveTarget, type Proved } from './prove-target';
import type { TargetOnDay } from './target-on-day';

/** What a self-evaluation 绩效自评 counts in: hundredths of a point, of a hundred points in all. */
export type Points = number;

/** 产出, 效益, 满意度. */
export const TARGET_CATEGORIES = ['output', 'benefit', 'satisfaction'] as const;
export type TargetCategory = (typeof TARGET_CATEGORIES)[number];

/** 预算执行率 10, 产出 50, 效益 30, 满意度 10, in hundredths. */
export const EXECUTION_POINTS: Points = 1_000;
export const CATEGORY_POINTS: Readonly<Record<TargetCategory, Points>> = {
  output: 5_000,
  benefit: 3_000,
  satisfaction: 1_000,
};

/** A target with what has come of it. */
export interface TargetResult extends TargetOnDay {
  /** `null` where its first heading is none that points are set for. */
  readonly category: TargetCategory | null;
  /** An equal share of its category's; `null` without one. */
  readonly weight: Points | null;
  /** By payments; `null` where a person says it, or the books cannot. */
  readonly proved: Proved | null;
  /** Why there is no actual value, in Chinese; `null` where there is one. */
  readonly missing: string | null;
  readonly completion: BasisPoints | null;
  readonly score: Points | null;
}

/** How a programme stands with its money and its targets on one day. */
export interface Performance {
  readonly executionRate: BasisPoints | null;
  readonly executionScore: Points | null;
  readonly targets: readonly TargetResult[];
  /** 绩效完成率 of what accrues over the year, by weight; `null` where none of it has a value. */
  readonly accrued: BasisPoints | null;
  /** 得分; `null` while anything it needs is missing. */
  readonly score: Points | null;
  /** What can be had at all: less than a hundred points where a category has no target. */
  readonly outOf: Points;
  /** What is missing for the score, in Chinese. */
  readonly missing: readonly string[];
}

/** 双监控 and 绩效自评 of a programme at the end of its day: money by formula, targets by payments or by a person's word. */
export function performanceOf(programme: ProgrammeOnDay, calendar: WorkingCalendar): Performance {
  const { settledFen, budgetFen } = programme;
  const executionRate = budgetFen > 0n ? basisPointsOf(settledFen, budgetFen) : null;
  const executionScore = executionRate === null ? null : scored(EXECUTION_POINTS, Math.min(10_000, executionRate));
  const weights = weightsOf(programme.targets);
  const targets = programme.targets.map((target, at) => resultOf(target, weights[at] ?? null, programme, calendar));
  const missing = [
    ...(executionRate === null ? ['全年预算为零，执行率无从算起'] : []),
    ...(targets.length === 0 ? ['没有绩效指标'] : []),
    ...targets.flatMap(({ target, missing: reason, category }) => {
      if (category === null) return [`${target.level3}：一级指标“${target.level1}”没有分值`];
      return reason === null ? [] : [`${target.level3}：${reason}`];
    }),
  ];
  const scores = targets.map(({ score }) => score ?? 0);
  return {
    executionRate,
    executionScore,
    targets,
    accrued: accruedOf(targets),
    score: missing.length > 0 ? null : scores.reduce((sum, score) => sum + score, executionScore ?? 0),
    outOf: EXECUTION_POINTS + targets.reduce((sum, { weight }) => sum + (weight ?? 0), 0),
    missing,
  };
}

/** ∣执行率 − 绩效完成率∣ in hundredths of a percentage point; `null` where one of them is not known. */
export const divergenceOf = ({ executionRate, accrued }: Performance): BasisPoints | null =>
  executionRate === null || accrued === null ? null : Math.abs(executionRate - accrued);

function resultOf(
  of: TargetOnDay,
  weighed: Weighed | null,
  programme: ProgrammeOnDay,
  calendar: WorkingCalendar,
): TargetResult {
  const { category = null, weight = null } = weighed ?? {};
  const { measured, statement } = of;
  const own = { ...of, category, weight };
  if (measured === null || measured.measure === 'evidence' || measured.planned === null) {
    const completion = statement?.finding?.completion ?? null;
    const missing = completion === null ? '没有登记实际值' : null;
    return { ...own, proved: null, missing, completion, score: scoreOf(weight, completion) };
  }
  // What a person said before it was declared to be proved by payments counts no more.
  const byPayments = { ...own, statement: statement === null ? null : { ...statement, finding: null } };
  const proof = proveTarget(measured.measure, programme, calendar);
  if (!isProved(proof))
    return { ...byPayments, proved: null, missing: proof.unprovable, completion: null, score: null };
  const completion = completionOf(proof.value, measured.planned);
  return { ...byPayments, proved: proof, missing: null, completion, score: scoreOf(weight, completion) };
}

const scored = (points: Points, completion: BasisPoints): Points =>
  Number(divideHalfUp(BigInt(points) * BigInt(completion), 10_000n));
const scoreOf = (weight: Points | null, completion: BasisPoints | null): Points | null =>
  weight === null || completion === null ? null : scored(weight, completion);

interface Weighed {
  readonly category: TargetCategory;
  readonly weight: Points;
}

/** Each category's points in equal parts; what does not divide goes to the first ones. */
function weightsOf(targets: readonly TargetOnDay[]): (Weighed | null)[] {
  const categories = targets.map(({ target }) => categoryOf(target.level1));
  const seen = new Map<TargetCategory, number>();
  return categories.map((category) => {
    if (category === null) return null;
    const at = seen.get(category) ?? 0;
    seen.set(category, at + 1);
    const points = CATEGORY_POINTS[category];
    const count = categories.filter((one) => one === category).length;
    return { category, weight: Math.floor(points / count) + (at < points % count ? 1 : 0) };
  });
}

/** First headings as documents print them; 成本 stands under 产出 or beside it. */
const HEADINGS: Readonly<Record<TargetCategory, readonly string[]>> = {
  output: ['产出', '成本', '项目完成'],
  benefit: ['效益', '效果', '项目效益'],
  satisfaction: ['满意度'],
};

function categoryOf(level1: string): TargetCategory | null {
  const heading = level1.replace(/\s/g, '').replace(/指标$/, '');
  return TARGET_CATEGORIES.find((category) => HEADINGS[category].includes(heading)) ?? null;
}

function accruedOf(targets: readonly TargetResult[]): BasisPoints | null {
  let [sum, weights] = [0n, 0n];
  for (const { measured, completion, weight } of targets) {
    if (measured?.accrues !== true || completion === null || weight === null) continue;
    sum += BigInt(weight) * BigInt(completion);
    weights += BigInt(weight);
  }
  return weights === 0n ? null : Number(divideHalfUp(sum, weights));
}
