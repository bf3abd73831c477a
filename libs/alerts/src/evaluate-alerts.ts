import { derivedId, runDecision, type CommandContext, type EventStore, type Position } from '@bofu/event-store';
import { addDays, parseBusinessDate, type BusinessDate } from '@bofu/kernel';
import { alertWatchAggregate } from './alert-aggregates';
import type { RuleId } from './domain/alert-rule';
import { lastEvaluated, type AlertWatchCommand } from './domain/alert-watch';
import { evaluateRules, type Verdict } from './domain/evaluate-rules';
import { refuse } from './domain/refusals';
import type { RuleInputs } from './domain/rule';
import type { EvaluationMemory } from './evaluation-memory';
import { causedBy, changesOf, recordVerdicts, type AlertChanges, type DayOfYear } from './record-verdicts';
import { unjudgedInWords, type Unjudged } from './unjudged-in-words';
import { putBackCases } from './withdraw-evaluation';

export interface EvaluationResult {
  readonly fiscalYear: number;
  readonly evaluatedOn: BusinessDate;
  readonly programmes: number;
  readonly changes: AlertChanges;
  /** Rule by rule and subject by subject, who could not be judged, and why. */
  readonly unjudged: readonly Unjudged[];
  /** Of the last event recorded; `null` where nothing changed. */
  readonly position: Position | null;
}

/**
 * The day that can be judged at an instant (RFC 3339 in Beijing time): the one before. A day is judged at its end, so
 * that what is done on it in time never stands as undone; the evaluation of a day is made at 08:00 on the next.
 */
export const dayToEvaluate = (instant: string): BusinessDate => addDays(parseBusinessDate(instant.slice(0, 10)), -1);

/** Refuses `day-not-over` for a day that has not ended in Beijing: what is still done on it would stand as undone. */
export function requireDayOver(on: BusinessDate, instant: string): void {
  const last = dayToEvaluate(instant);
  if (on > last) refuse('day-not-over', { on, last });
}

/**
 * Evaluates every rule on a year of the acting agency for one business date, at its end, on all recorded by now (the
 * position is on record), and records what that changes and that the day has been judged. The same day again changes
 * nothing unless something was entered since. An earlier day than the last is refused (`evaluation-before-last`) unless
 * that one is withdrawn: what stood then is read with `asOf`, not found out anew with what is known today. A day that
 * has not ended is refused (`day-not-over`).
 */
export async function evaluateAlerts(
  store: EventStore,
  memory: EvaluationMemory,
  inputs: Omit<RuleInputs, 'calendar'>,
  { fiscalYear, on, context }: { fiscalYear: number; on: BusinessDate; context: CommandContext },
): Promise<EvaluationResult> {
  await memory.catchUp();
  const { agencyId } = context;
  const last = requireJudgeable(memory, { agencyId, fiscalYear, on, now: context.recordedAt });
  // A later day's evaluation that broke off, or was withdrawn and not finished, must not stand in the way of this one.
  await putBackCases(store, memory, { fiscalYear, evaluatedOn: addDays(on, 1), reason: '评估未完成', context });
  const knownUpTo = memory.knownUpTo ?? '';
  const { year, verdicts } = judge(memory, inputs, { agencyId, fiscalYear, on });
  const { changes, position } = await recordVerdicts(store, memory.alerts, verdicts, { fiscalYear, on, context });
  const unjudged = unjudgedOf(verdicts);
  const programmes = year.programmes.length;
  // A year nobody has begun is not judged, and is not said to be.
  const isEmpty = programmes === 0 && position === null && last === null;
  if (isEmpty) return { fiscalYear, evaluatedOn: on, programmes, changes, unjudged, position };
  const changed = position !== null;
  const result = { fiscalYear, evaluatedOn: on, programmes, changes, unjudged, position };
  const judged: AlertWatchCommand = {
    ...{ type: 'record-evaluation', fiscalYear, evaluatedOn: on, knownUpTo, programmes, changed },
    unjudged: unjudged.map(unjudgedInWords),
  };
  const aggregate = alertWatchAggregate(agencyId, fiscalYear);
  const isOnRecord =
    aggregate.decider.decide(memory.alerts.watchOf(agencyId, fiscalYear), judged, context.by).length === 0;
  if (isOnRecord) return result;
  // What it says depends on what was seen, so a retry that sees more says something else.
  const seen = [String(fiscalYear), on, knownUpTo, String(changed)];
  const commandId = derivedId('alerts-evaluated', context.commandId, ...seen);
  const recorded = await runDecision(store, { ...causedBy(context), commandId }, aggregate, judged);
  return { ...result, position: recorded.position };
}

/** What an evaluation of a day would change in what stands now; nothing is recorded. Refuses what it would refuse. */
export async function tryEvaluation(
  memory: EvaluationMemory,
  inputs: Omit<RuleInputs, 'calendar'>,
  day: DayOfYear & { readonly now: string },
): Promise<EvaluationTrial> {
  await memory.catchUp();
  const evaluatedUpTo = requireJudgeable(memory, day);
  const { year, verdicts } = judge(memory, inputs, day);
  return {
    ...{ fiscalYear: day.fiscalYear, on: day.on, evaluatedUpTo, programmes: year.programmes.length },
    changes: changesOf(memory.alerts, verdicts, day),
    unjudged: unjudgedOf(verdicts).length,
  };
}

export interface EvaluationTrial {
  readonly fiscalYear: number;
  readonly on: BusinessDate;
  /** The last day judged so far. */
  readonly evaluatedUpTo: BusinessDate | null;
  readonly programmes: number;
  readonly changes: AlertChanges;
  readonly unjudged: number;
}

/** Refuses a day that cannot be judged; answers the last one that was. */
function requireJudgeable(
  memory: EvaluationMemory,
  { agencyId, fiscalYear, on, now }: DayOfYear & { readonly now: string },
): BusinessDate | null {
  requireDayOver(on, now);
  const last = lastEvaluated(memory.alerts.watchOf(agencyId, fiscalYear));
  return last !== null && on < last ? refuse('evaluation-before-last', { on, last }) : last;
}

/** What every rule says of a year on a day, by the thresholds and the calendar in force. */
function judge(
  memory: EvaluationMemory,
  inputs: Omit<RuleInputs, 'calendar'>,
  { agencyId, fiscalYear, on }: DayOfYear,
) {
  const year = memory.on(agencyId, fiscalYear, on);
  const calendar = memory.calendars.calendar(agencyId, fiscalYear);
  const thresholdsOf = (rule: RuleId) => memory.alerts.thresholdsOf(agencyId, rule);
  return { year, verdicts: evaluateRules(year, thresholdsOf, { ...inputs, calendar }) };
}

/** A rule that asks month by month tells of a subject once. */
function unjudgedOf(verdicts: readonly Verdict[]): Unjudged[] {
  const named = new Map<string, Unjudged>();
  for (const { identity, unjudged } of verdicts)
    for (const { rule, ruleName, reason } of unjudged) {
      const { subject, subjectName } = identity;
      const key = `${rule}/${subject}`;
      if (!named.has(key)) named.set(key, { rule, ruleName, subject, subjectName, reason });
    }
  return [...named.values()];
}
