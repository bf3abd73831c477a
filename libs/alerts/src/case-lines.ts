import type { AlertCase } from './domain/alert-case';
import { inOrder, keyOfLine, type AlertLine } from './domain/alert-line';
import { ruleOf } from './domain/catalogue';
import type { Verdict } from './domain/evaluate-rules';

/**
 * The lines a case has after a day: what was found, and of what stood before whatever this evaluation cannot speak for:
 * questions that could not be answered, rules that a newer program has raised and this one does not know, or knows in
 * an older edition.
 */
export function linesAfter(
  state: AlertCase,
  { found, unjudged }: Pick<Verdict, 'found' | 'unjudged'>,
  on: AlertLine['since'],
): AlertLine[] {
  const stood = state.situation === 'none' || state.situation === 'cleared' ? [] : state.latest.lines;
  const before = new Map(stood.map((line) => [keyOfLine(line), line]));
  const unanswered = new Set(unjudged.map(({ key }) => key));
  const kept = stood.filter((line) => isOfNewerProgram(line) || unanswered.has(keyOfLine(line)));
  const isKept = new Set(kept.map(keyOfLine));
  const anew = found
    .filter((line) => !isKept.has(keyOfLine(line)))
    .map((line) => ({ ...line, since: before.get(keyOfLine(line))?.since ?? on }));
  return inOrder([...kept, ...anew]);
}

function isOfNewerProgram({ rule, edition }: AlertLine): boolean {
  const known = ruleOf(rule);
  return known === undefined || (known.edition ?? 1) < edition;
}
