import type { Office } from '@bofu/api';
import type { Position } from '@bofu/event-store';
import { NOTHING_KNOWN, requireReached } from '@bofu/http';
import { tell } from './terminal';

const PATIENCE_MS = 60_000;

/**
 * Waits until these projections have come to `knownAt`, and refuses to go on with less; without one, to the store's
 * head, and then says on stderr which stands still. Answers how far all of them reach.
 */
export async function seenUpTo(
  { projections, store }: Pick<Office, 'projections' | 'store'>,
  names: readonly string[],
  knownAt: Position | null,
): Promise<Position> {
  const wanted = knownAt ?? (await store.head()) ?? NOTHING_KNOWN;
  let reached = wanted;
  for (const name of wanted === NOTHING_KNOWN ? [] : names) {
    const waited = await projections.waitFor(name, wanted, PATIENCE_MS);
    requireReached(name, knownAt ?? undefined, waited);
    if (!waited.reached) tell(`投影 ${name} ${waited.fault ? '已停止' : '尚未跟上'}，数字不含其后的登记`);
    if ((waited.position ?? NOTHING_KNOWN) < reached) reached = waited.position ?? NOTHING_KNOWN;
  }
  return reached;
}
