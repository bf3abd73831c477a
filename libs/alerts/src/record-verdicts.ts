import { derivedId, runDecisions, type CommandContext, type EventStore, type Position } from '@bofu/event-store';
import { addDays, type BusinessDate } from '@bofu/kernel';
import { alertAggregate, alertIdOf } from './alert-aggregates';
import { linesAfter } from './case-lines';
import { asBefore, assess, type AlertCommand, type AlertEvent } from './domain/alert-case';
import type { Verdict } from './domain/evaluate-rules';
import type { KnownAlerts } from './known-alerts';

/** How many cases an evaluation has changed, by what happened to them. */
export type AlertChanges = Readonly<
  Record<'raised' | 'escalated' | 'eased' | 'updated' | 'cleared' | 'reopened', number>
>;

export interface RecordedVerdicts {
  readonly changes: AlertChanges;
  /** Of the last event recorded; `null` where nothing was. */
  readonly position: Position | null;
}

const CHANGE: Partial<Record<AlertEvent['type'], keyof AlertChanges>> = {
  AlertRaised: 'raised',
  AlertEscalated: 'escalated',
  AlertEased: 'eased',
  AlertLinesChanged: 'updated',
  AlertCleared: 'cleared',
  AlertReopened: 'reopened',
};

const NO_CHANGES: AlertChanges = { raised: 0, escalated: 0, eased: 0, updated: 0, cleared: 0, reopened: 0 };

/** What recording the verdicts of a day would change; nothing is recorded. */
export function changesOf(
  known: KnownAlerts,
  verdicts: readonly Verdict[],
  { agencyId, fiscalYear, on }: DayOfYear,
): AlertChanges {
  const changes = { ...NO_CHANGES };
  for (const { alertId, identity, ...verdict } of verdictsOfCases(known, verdicts, agencyId, fiscalYear)) {
    // What an unfinished evaluation of a later day has left would be put back first.
    const state = asBefore(known.caseOf(alertId).state, addDays(on, 1));
    const [event] = assess(state, { identity, evaluatedOn: on, lines: linesAfter(state, verdict, on) });
    const change = event && CHANGE[event.type];
    if (change !== undefined) changes[change] += 1;
  }
  return changes;
}

export interface DayOfYear {
  readonly agencyId: string;
  readonly fiscalYear: number;
  readonly on: BusinessDate;
}

/**
 * Records what the verdicts of a day change, case by case; a case that stands and that no rule has been asked about any
 * more is cleared, and one that a withdrawn or broken-off evaluation of a later day has touched is put back first. The
 * command's id is made of the case, the day and what the case was seen as, so a repeat, a retry and a second evaluator
 * of the same day all come to the same events or to none.
 */
export async function recordVerdicts(
  store: EventStore,
  known: KnownAlerts,
  verdicts: readonly Verdict[],
  { fiscalYear, on, context }: { fiscalYear: number; on: BusinessDate; context: CommandContext },
): Promise<RecordedVerdicts> {
  const changes = { ...NO_CHANGES };
  const caused = causedBy(context);
  let position: Position | null = null;
  for (const { alertId, identity, ...verdict } of verdictsOfCases(known, verdicts, context.agencyId, fiscalYear)) {
    const { state, version } = known.caseOf(alertId);
    const lines = linesAfter(state, verdict, on);
    // Nothing found and nothing standing is nearly everybody on nearly every day.
    if (lines.length === 0 && state.situation === 'none') continue;
    const command: AlertCommand = { type: 'assess-alert', identity, evaluatedOn: on, lines };
    const aggregate = alertAggregate(alertId);
    const [event] = aggregate.decider.decide(state, command, context.by);
    if (event === undefined) continue;

    const outcome = lines.map(({ rule, period, level }) => `${rule}/${period ?? ''}/${level}`).join(' ');
    const intent = { alertId, on, outcome };
    const commandId = derivedId('alert-evaluation', alertId, on, outcome, String(version));
    const result = await runDecisions(store, { ...caused, commandId }, intent, async ({ decide }) => {
      await decide(aggregate, command);
    });
    const change = CHANGE[event.type];
    if (change !== undefined && !result.repeated) changes[change] += 1;
    position = result.position ?? position;
  }
  return { changes, position };
}

/** What the request says of itself, the version seen and its own words, is not said of the cases it leads to. */
export function causedBy(context: CommandContext): Omit<CommandContext, 'commandId'> {
  const { commandId: evaluationId, agencyId, by, recordedAt, correlationId = evaluationId, causationId } = context;
  return { agencyId, by, recordedAt, correlationId, ...(causationId !== undefined && { causationId }) };
}

type OfCase = Verdict & { readonly alertId: string };

/** The verdicts with their cases; a case that no rule has been asked about any more is found to have nothing. */
function verdictsOfCases(
  known: KnownAlerts,
  verdicts: readonly Verdict[],
  agencyId: string,
  fiscalYear: number,
): OfCase[] {
  const asked = verdicts.map((verdict) => ({ ...verdict, alertId: alertIdOf(agencyId, verdict.identity) }));
  return [...asked, ...unasked(known, asked, agencyId, fiscalYear)];
}

function unasked(known: KnownAlerts, verdicts: readonly OfCase[], agencyId: string, fiscalYear: number): OfCase[] {
  const asked = new Set(verdicts.map(({ alertId }) => alertId));
  return known.casesOf(agencyId, fiscalYear).flatMap((alertId) => {
    const { state } = known.caseOf(alertId);
    return asked.has(alertId) || state.situation === 'none'
      ? []
      : [{ alertId, identity: state.identity, found: [], unjudged: [] }];
  });
}
