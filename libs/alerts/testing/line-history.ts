import type { RecordedEvent } from '@bofu/event-store';
import { alertCodec } from '../src/alerts-codec';
import { alertDecider, type AlertCase } from '../src/domain/alert-case';
import { isWorse } from '../src/domain/alert-level';
import { keyOfLine, type AlertLine } from '../src/domain/alert-line';

/** What happened to one line of a case, as if it stood alone. */
export interface LineEvent {
  readonly line: AlertLine;
  readonly subjectName: string;
  readonly programmeId: string | null;
  readonly what: 'raised' | 'escalated' | 'eased' | 'cleared' | 'reopened';
  readonly on: string;
}

/** The lines of all cases, one by one, as they came, changed and went. */
export function lineHistory(events: Iterable<RecordedEvent>): LineEvent[] {
  const cases = new Map<string, AlertCase>();
  const seen = new Set<string>();
  const told: LineEvent[] = [];
  for (const recorded of events) {
    if (!alertCodec.knows(recorded)) continue;
    const event = alertCodec.decode(recorded);
    const { alertId } = event.data;
    const { initial, evolve } = alertDecider(alertId);
    const before = cases.get(alertId) ?? initial;
    const after = evolve(before, event, event.data.by);
    cases.set(alertId, after);
    if (after.situation === 'none') continue;
    const { subjectName, programmeId } = after.identity;
    const on = 'evaluatedOn' in event.data ? event.data.evaluatedOn : event.data.actedOn;
    const [was, is] = [linesOf(before), linesOf(after)];
    const tell = (line: AlertLine, what: LineEvent['what']) => told.push({ line, subjectName, programmeId, what, on });
    for (const line of is.values()) {
      const key = keyOfLine(line);
      const former = was.get(key);
      if (former === undefined) tell(line, seen.has(alertId + key) ? 'reopened' : 'raised');
      else if (former.level !== line.level) tell(line, isWorse(line.level, former.level) ? 'escalated' : 'eased');
      seen.add(alertId + key);
    }
    for (const line of was.values()) if (!is.has(keyOfLine(line))) tell(line, 'cleared');
  }
  return told;
}

const linesOf = (state: AlertCase): Map<string, AlertLine> =>
  new Map(
    state.situation === 'none' || state.situation === 'cleared'
      ? []
      : state.latest.lines.map((line) => [keyOfLine(line), line]),
  );

/** `R06 项目P 2026-01 raised red`. */
export const inShort = ({ line: { rule, period, level }, subjectName, what }: LineEvent): string =>
  [rule, subjectName, period, what, what === 'cleared' ? null : level].filter(Boolean).join(' ');
