import type { CommandContext, EventStore, Position } from '@bofu/event-store';
import { addDays, parseBusinessDate, type BusinessDate } from '@bofu/kernel';
import { refuse } from '../domain/refusals';
import { evaluateRules } from './evaluate-rules';
import type { OfficeBook } from './office-book';
import { recordVerdicts, type AlertChanges } from './record-verdicts';
import type { Surroundings } from './rule';

export interface EvaluationResult {
  readonly fiscalYear: number;
  readonly evaluatedOn: BusinessDate;
  readonly programmes: number;
  readonly changes: AlertChanges;
  /** Of the last event recorded; `null` where nothing changed. */
  readonly position: Position | null;
}

/**
 * The day that can be judged at an instant (RFC 3339 in Beijing time): the one before. A day is judged at its end, so
 * that what is done on it in time never stands as undone; the evaluation of a day is made at 08:00 on the next.
 */
export const dayToEvaluate = (instant: string): BusinessDate => addDays(parseBusinessDate(instant.slice(0, 10)), -1);

/**
 * Evaluates every rule for one business date, at its end, on all that has been recorded by now, and records what that
 * changes. The same day again changes nothing. An earlier day than the last that changed anything is refused
 * (`evaluation-before-last`): what stood then is read with `asOf`, not found out anew with what is known today.
 */
export async function evaluateAlerts(
  store: EventStore,
  book: OfficeBook,
  surroundings: Surroundings,
  { fiscalYear, on, context }: { fiscalYear: number; on: BusinessDate; context: CommandContext },
): Promise<EvaluationResult> {
  await book.catchUp();
  const last = book.alerts.evaluatedOn(fiscalYear);
  if (last !== null && on < last) refuse('evaluation-before-last', { on, last });
  const office = book.on(fiscalYear, on);
  const verdicts = evaluateRules(office, book.alerts.thresholdsOf, surroundings);
  const { changes, position } = await recordVerdicts(store, book.alerts, verdicts, { fiscalYear, on, context });
  return { fiscalYear, evaluatedOn: on, programmes: office.programmes.length, changes, position };
}
