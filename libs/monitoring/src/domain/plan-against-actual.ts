import {
  basisPointsOf,
  dateOf,
  dayInPeriod,
  elapsedOf,
  fen,
  inForceOn,
  NO_MONEY,
  periodsOfYear,
  plannedOn,
  sumFen,
  type BasisPoints,
  type BusinessDate,
  type Checkpoint,
  type Fen,
  type Period,
  type SpendingPlan,
} from '@bofu/kernel';

/**
 * Plan against actual 计划与实际: what should have gone out by a day and what did, per appropriation and checkpoint and
 * never only in total, because a programme of 1.73万元 left wholly unpaid moves this bureau's rate by 0.011 points.
 * Ratios are two amounts divided here, at reading, and `null` where there is nothing to divide by.
 */

/** What moved on one business date, summed. */
export interface DayOfMoney {
  readonly on: BusinessDate;
  readonly budgetFen: Fen;
  readonly committedFen: Fen;
  readonly settledFen: Fen;
  readonly frozenFen: Fen;
}

export interface WatchedAppropriation {
  readonly appropriationId: string;
  readonly agencyId: string;
  readonly programmeId: string;
  readonly fiscalYear: number;
  readonly programmeCode: string;
  readonly programmeName: string;
  readonly unitCode: string;
  readonly unitName: string;
  readonly fundingLevel: string;
  readonly budgetType: string;
  readonly initialFen: Fen;
  /** Where the line of its plans starts. */
  readonly planStartsOn: BusinessDate;
  /** In the order they were recorded. */
  readonly plans: readonly { readonly effectiveOn: BusinessDate; readonly checkpoints: SpendingPlan }[];
  readonly days: readonly DayOfMoney[];
}

/** The figures every line has, whether one programme, one group or the whole. */
export interface Figures {
  readonly initialFen: Fen;
  readonly budgetFen: Fen;
  readonly settledFen: Fen;
  /** 在途: submitted, not yet paid. */
  readonly inTransitFen: Fen;
  readonly frozenFen: Fen;
  readonly availableFen: Fen;
  /** 执行率: settled net ÷ budget, both as of the day. */
  readonly executionRate: BasisPoints | null;
  /** Planned by the day, on a straight line between checkpoints. */
  readonly plannedFen: Fen;
  readonly plannedRate: BasisPoints | null;
  /** 计划偏差 in hundredths of a percentage point: positive is ahead of plan. */
  readonly planGap: BasisPoints | null;
  readonly planGapFen: Fen;
}

export interface CheckpointFigures {
  readonly on: BusinessDate;
  /** As adopted: `null` where the plan leaves the cell blank. Absent for sums. */
  readonly printedShare: BasisPoints | null;
  /** False while the day asked about lies before this checkpoint: actual figures are then those so far. */
  readonly reached: boolean;
  readonly budgetFen: Fen;
  readonly plannedFen: Fen;
  readonly settledFen: Fen;
  readonly executionRate: BasisPoints | null;
  readonly planGap: BasisPoints | null;
  readonly planGapFen: Fen;
}

export const EXECUTION_STATES = ['completed', 'ahead', 'on-plan', 'behind', 'unpaid', 'not-due'] as const;
/** 已完成 / 超前 / 正常 / 滞后 / 未拨 / 未到计划. Alert rules proper have thresholds of their own. */
export type ExecutionState = (typeof EXECUTION_STATES)[number];

export interface ExecutionOnDay extends Figures {
  readonly appropriation: Omit<WatchedAppropriation, 'plans' | 'days' | 'planStartsOn'>;
  readonly state: ExecutionState;
}

export interface ProgrammeLine extends ExecutionOnDay {
  readonly checkpoints: readonly CheckpointFigures[];
  readonly months: readonly { readonly period: Period; readonly settledFen: Fen }[];
}

export interface GroupLine extends Figures {
  readonly key: string;
  readonly programmes: number;
  readonly checkpoints: readonly Omit<CheckpointFigures, 'printedShare'>[];
  /** `plannedFen`: by the month's last day, from the year's beginning. */
  readonly months: readonly { readonly period: Period; readonly settledFen: Fen; readonly plannedFen: Fen }[];
}

export interface PlanAgainstActual {
  readonly fiscalYear: number;
  readonly asOf: BusinessDate;
  /** 序时进度: the share of the year gone, by months and days of the month. */
  readonly elapsedRate: BasisPoints | null;
  readonly programmes: readonly ProgrammeLine[];
  readonly byFundingLevel: readonly GroupLine[];
  readonly byUnit: readonly GroupLine[];
  readonly byBudgetType: readonly GroupLine[];
  readonly total: GroupLine;
}

/** A lag counts from five points on, and only where it is at least 1,000 元: fen left over are not a lag. */
const LAG_POINTS: BasisPoints = 500;
const AHEAD_POINTS: BasisPoints = 1_000;
const LAG_AMOUNT: Fen = fen(100_000n);

export function planAgainstActual(
  fiscalYear: number,
  asOf: BusinessDate,
  appropriations: readonly WatchedAppropriation[],
): PlanAgainstActual {
  const lines = appropriations.map((watched) => ({
    standing: standingsOf(watched, asOf),
    watched,
    line: programmeLine(watched, asOf),
  }));
  const groupsBy = (keyOf: (watched: WatchedAppropriation) => string): GroupLine[] =>
    [...new Set(appropriations.map(keyOf))].map((key) => {
      const members = lines.filter(({ watched }) => keyOf(watched) === key);
      return groupLine(key, fiscalYear, asOf, members);
    });
  return {
    fiscalYear,
    asOf,
    elapsedRate: elapsedRate(fiscalYear, asOf),
    programmes: lines.map(({ line }) => line),
    byFundingLevel: groupsBy(({ fundingLevel }) => fundingLevel),
    byUnit: groupsBy(({ unitCode }) => unitCode),
    byBudgetType: groupsBy(({ budgetType }) => budgetType),
    total: groupLine('total', fiscalYear, asOf, lines),
  };
}

/** 序时进度. */
export function elapsedRate(fiscalYear: number, asOf: BusinessDate): BasisPoints | null {
  const { gone, of } = elapsedOf(fiscalYear, asOf);
  return basisPointsOf(gone, of);
}

const figures = (sums: Omit<DayOfMoney, 'on'> & { initialFen: Fen; plannedFen: Fen }): Figures => {
  const { initialFen, budgetFen, settledFen, committedFen, frozenFen, plannedFen } = sums;
  return {
    initialFen,
    budgetFen,
    settledFen,
    inTransitFen: committedFen,
    frozenFen,
    availableFen: fen(budgetFen - settledFen - committedFen - frozenFen),
    executionRate: basisPointsOf(settledFen, budgetFen),
    plannedFen,
    plannedRate: basisPointsOf(plannedFen, budgetFen),
    planGap: basisPointsOf(settledFen - plannedFen, budgetFen),
    planGapFen: fen(settledFen - plannedFen),
  };
};

const sumsUntil = (days: readonly DayOfMoney[], date: BusinessDate): Omit<DayOfMoney, 'on'> => {
  let [budgetFen, committedFen, settledFen, frozenFen] = [0n, 0n, 0n, 0n];
  for (const day of days) {
    if (day.on > date) continue;
    budgetFen += day.budgetFen;
    committedFen += day.committedFen;
    settledFen += day.settledFen;
    frozenFen += day.frozenFen;
  }
  return {
    budgetFen: fen(budgetFen),
    committedFen: fen(committedFen),
    settledFen: fen(settledFen),
    frozenFen: fen(frozenFen),
  };
};

const earlier = (a: BusinessDate, b: BusinessDate): BusinessDate => (a < b ? a : b);

/** A plan says what it says from its first day on; a day before the first plan's is seen by that first plan. */
function planOn({ plans }: WatchedAppropriation, date: BusinessDate): SpendingPlan {
  const [first = date] = plans.map(({ effectiveOn }) => effectiveOn).sort();
  return inForceOn(plans, date < first ? first : date)?.checkpoints ?? [];
}

/** Budget, planned and settled by a day, by the plan and on the budget of that day; of a day to come, by those of today. */
function standingAt(watched: WatchedAppropriation, on: BusinessDate, asOf: BusinessDate) {
  const seen = earlier(on, asOf);
  const { budgetFen, settledFen } = sumsUntil(watched.days, seen);
  return { budgetFen, settledFen, plannedFen: plannedOn(planOn(watched, seen), on, budgetFen, watched.planStartsOn) };
}

type Standing = ReturnType<typeof standingAt>;

/** Of one appropriation, each day reckoned once: its level, its unit, its type of budget and the whole ask the same days. */
function standingsOf(watched: WatchedAppropriation, asOf: BusinessDate): (on: BusinessDate) => Standing {
  const known = new Map<BusinessDate, Standing>();
  return (on) => {
    const standing = known.get(on) ?? standingAt(watched, on, asOf);
    known.set(on, standing);
    return standing;
  };
}

/** One appropriation as of a day, without what is between the year's beginning and the day. */
export function executionOf(watched: WatchedAppropriation, asOf: BusinessDate): ExecutionOnDay {
  const { plans: _, days, planStartsOn: __, ...appropriation } = watched;
  const now = sumsUntil(days, asOf);
  const { plannedFen } = standingAt(watched, asOf, asOf);
  const line = figures({ ...now, initialFen: watched.initialFen, plannedFen });
  return { appropriation, ...line, state: stateOf(line) };
}

function programmeLine(watched: WatchedAppropriation, asOf: BusinessDate): ProgrammeLine {
  return {
    ...executionOf(watched, asOf),
    checkpoints: checkpointsOf(watched, asOf).map(({ on, cumulativeShare }): CheckpointFigures => ({
      on,
      printedShare: cumulativeShare,
      reached: on <= asOf,
      ...comparison(standingAt(watched, on, asOf)),
    })),
    months: monthsOf(watched.fiscalYear, watched.days, asOf),
  };
}

/** Each passed checkpoint of the plan in force on its own day, and those to come of the plan in force now. */
function checkpointsOf(watched: WatchedAppropriation, asOf: BusinessDate): readonly Checkpoint[] {
  const passed = [...new Set(watched.plans.flatMap(({ checkpoints }) => checkpoints.map(({ on }) => on)))]
    .filter((on) => on <= asOf)
    .sort()
    .flatMap((day) => planOn(watched, day).find(({ on }) => on === day) ?? []);
  return [...passed, ...planOn(watched, asOf).filter(({ on }) => on > asOf)];
}

const comparison = ({ budgetFen, plannedFen, settledFen }: Standing) => ({
  budgetFen,
  plannedFen,
  settledFen,
  executionRate: basisPointsOf(settledFen, budgetFen),
  planGap: basisPointsOf(settledFen - plannedFen, budgetFen),
  planGapFen: fen(settledFen - plannedFen),
});

function monthsOf(fiscalYear: number, days: readonly DayOfMoney[], asOf: BusinessDate) {
  const settled = new Map<string, bigint>();
  for (const { on, settledFen } of days)
    if (on <= asOf) settled.set(on.slice(0, 7), (settled.get(on.slice(0, 7)) ?? 0n) + settledFen);
  return periodsOfYear(fiscalYear).map((period) => ({ period, settledFen: fen(settled.get(period) ?? 0n) }));
}

function stateOf({ budgetFen, settledFen, plannedFen, planGap, planGapFen }: Figures): ExecutionState {
  if (budgetFen > 0n && settledFen >= budgetFen) return 'completed';
  const lags = planGap !== null && planGap <= -LAG_POINTS && -planGapFen >= LAG_AMOUNT;
  if (settledFen === 0n) return plannedFen > 0n && -planGapFen >= LAG_AMOUNT ? 'unpaid' : 'not-due';
  if (lags) return 'behind';
  return planGap !== null && planGap >= AHEAD_POINTS ? 'ahead' : 'on-plan';
}

/** At each date that any of them has a checkpoint on, all of them count: the others by their line on that day. */
function groupLine(
  key: string,
  fiscalYear: number,
  asOf: BusinessDate,
  members: readonly { readonly standing: (on: BusinessDate) => Standing; readonly line: ProgrammeLine }[],
): GroupLine {
  const lines = members.map(({ line }) => line);
  const sum = (pick: (line: ProgrammeLine) => Fen): Fen => sumFen(lines.map(pick));
  const dates = [...new Set(lines.flatMap(({ checkpoints }) => checkpoints.map(({ on }) => on)))].sort();
  return {
    key,
    programmes: lines.length,
    ...figures({
      initialFen: sum((line) => line.initialFen),
      budgetFen: sum((line) => line.budgetFen),
      settledFen: sum((line) => line.settledFen),
      committedFen: sum((line) => line.inTransitFen),
      frozenFen: sum((line) => line.frozenFen),
      plannedFen: sum((line) => line.plannedFen),
    }),
    checkpoints: dates.map((on) => {
      const at = members.map(({ standing }) => standing(on));
      return {
        on,
        reached: on <= asOf,
        ...comparison({
          budgetFen: sumFen(at.map(({ budgetFen }) => budgetFen)),
          plannedFen: sumFen(at.map(({ plannedFen }) => plannedFen)),
          settledFen: sumFen(at.map(({ settledFen }) => settledFen)),
        }),
      };
    }),
    months: periodsOfYear(fiscalYear).map((period, at) => ({
      period,
      settledFen: lines.length === 0 ? NO_MONEY : sum((line) => line.months[at]!.settledFen),
      plannedFen: sumFen(members.map(({ standing }) => standing(dayInPeriod(period, 31)).plannedFen)),
    })),
  };
}

/** 31 December of the year: the day a year is asked about when no other is named. */
export const lastDayOf = (fiscalYear: number): BusinessDate => dateOf(fiscalYear, 12, 31);
