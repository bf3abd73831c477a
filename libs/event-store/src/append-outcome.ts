import type { AppendRequest, ExpectedVersion, StreamCheck } from './event-store';
import { ConcurrencyConflict, EventIdReused } from './event-store-errors';

/** How a stream was found when an append reached it. `known` and `reused`: its ids stand at the expected place. */
export type Finding =
  | { readonly kind: 'as-expected' }
  | { readonly kind: 'known'; readonly actual: ExpectedVersion }
  | { readonly kind: 'reused'; readonly eventId: string }
  | { readonly kind: 'conflict'; readonly actual: ExpectedVersion };

/** A stream that was to be checked, and how it was found. */
export interface CheckFinding extends StreamCheck {
  readonly actual: ExpectedVersion;
}

/**
 * What becomes of an append, one finding per request: it is written when every stream looks as expected, a repeat when
 * every stream holds it already (whatever became of the checked ones since), and else refused for the first stream
 * that did not look as expected.
 */
export function judge(
  requests: readonly AppendRequest[],
  findings: readonly Finding[],
  checks: readonly CheckFinding[] = [],
): 'write' | 'repeated' {
  if (findings.every(({ kind }) => kind === 'as-expected')) {
    const moved = checks.find(({ expected, actual }) => expected !== actual);
    if (moved) throw new ConcurrencyConflict(moved.stream, moved.expected, moved.actual);
    return 'write';
  }
  if (findings.every(({ kind }) => kind === 'known')) return 'repeated';
  const allKnown = findings.every(({ kind }) => kind === 'known' || kind === 'reused');
  for (const [index, { stream, expected }] of requests.entries()) {
    const finding = findings[index];
    if (finding?.kind === 'reused') throw new EventIdReused(stream, finding.eventId);
    if (finding?.kind === 'conflict' || (finding?.kind === 'known' && !allKnown))
      throw new ConcurrencyConflict(stream, expected, finding.actual);
  }
  throw new Error('an append needs one finding per request');
}
