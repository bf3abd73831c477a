import { derivedId, runDecisions, type CommandContext, type EventStore, type Position } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';
import type { AlertCommand, AlertEvent } from '../domain/alert-case';
import { alertAggregate, type AlertBook } from './alert-book';
import type { Verdict } from './evaluate-rules';

/** How many cases an evaluation has changed, by what happened to them. */
export type AlertChanges = Readonly<Record<'raised' | 'escalated' | 'eased' | 'cleared' | 'reopened', number>>;

export interface RecordedVerdicts {
  readonly changes: AlertChanges;
  /** Of the last event recorded; `null` where nothing was. */
  readonly position: Position | null;
}

const CHANGE: Partial<Record<AlertEvent['type'], keyof AlertChanges>> = {
  AlertRaised: 'raised',
  AlertEscalated: 'escalated',
  AlertEased: 'eased',
  AlertCleared: 'cleared',
  AlertReopened: 'reopened',
};

/**
 * Records what the verdicts of a day change, case by case; a case that stands and that no rule has been asked about any
 * more is cleared. The command's id is made of the rule's version, the case, the day and what the case was seen as, so
 * a repeat, a retry and a second evaluator of the same day all come to the same events or to none.
 */
export async function recordVerdicts(
  store: EventStore,
  book: AlertBook,
  verdicts: readonly Verdict[],
  { fiscalYear, on, context }: { fiscalYear: number; on: BusinessDate; context: Omit<CommandContext, 'ifVersion'> },
): Promise<RecordedVerdicts> {
  const changes = { raised: 0, escalated: 0, eased: 0, cleared: 0, reopened: 0 };
  let position: Position | null = null;
  for (const verdict of [...verdicts, ...unasked(book, verdicts, fiscalYear)]) {
    const { alertId, identity, ruleVersion, found } = verdict;
    const { state, version } = book.caseOf(alertId);
    // Nothing found and nothing standing is nearly everybody on nearly every day.
    if (found === null && (state.situation === 'none' || state.situation === 'cleared')) continue;
    const command: AlertCommand = { type: 'assess-alert', identity, ruleVersion, evaluatedOn: on, found };
    const aggregate = alertAggregate(alertId);
    const [event] = aggregate.decider.decide(state, command);
    if (event === undefined) continue;

    const outcome = found?.level ?? 'nothing';
    const intent = { alertId, ruleVersion, on, outcome };
    const commandId = derivedId('alert-evaluation', alertId, String(ruleVersion), on, outcome, String(version));
    const caused = { correlationId: context.commandId, ...context, commandId };
    const result = await runDecisions(store, caused, intent, async ({ decide }) => {
      await decide(aggregate, command);
    });
    const change = CHANGE[event.type];
    if (change !== undefined) changes[change] += 1;
    position = result.position ?? position;
  }
  return { changes, position };
}

function unasked(book: AlertBook, verdicts: readonly Verdict[], fiscalYear: number): Verdict[] {
  const asked = new Set(verdicts.map(({ alertId }) => alertId));
  return book.standing(fiscalYear).flatMap((alertId) => {
    const { state } = book.caseOf(alertId);
    return asked.has(alertId) || state.situation === 'none'
      ? []
      : [{ alertId, identity: state.identity, ruleVersion: state.latest.ruleVersion, found: null }];
  });
}
