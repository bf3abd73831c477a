import type { FastifyReply } from 'fastify';
import type { Position } from '@bofu/event-store';
import type { ProjectionRunner, Waited } from '@bofu/read-model';
import { received, refuse } from './http-refusals';
import { sayProjectionPosition, sayStopped } from './position';

/** How long a read waits for what its caller has just recorded, before it is refused. */
const PATIENCE_MS = 3_000;
const FROM_THE_START = '' as Position;

/**
 * Lets a read see what was recorded up to `wanted`, and says in the answer how far it reaches. Refuses
 * `read-model-behind` rather than show less, `position-beyond-head` for what is on no record, and `history-differs`
 * where the tables were made from other events than the store holds.
 */
export async function seenBy(
  projections: Pick<ProjectionRunner, 'waitFor'>,
  projection: string,
  wanted: Position | undefined,
  reply: FastifyReply,
): Promise<string> {
  const waited = await projections.waitFor(projection, wanted ?? FROM_THE_START, wanted ? PATIENCE_MS : 0);
  requireReached(projection, wanted, waited);
  sayProjectionPosition(reply, waited.position);
  sayStopped(reply, waited.fault);
  return waited.position ?? '';
}

/** Refuses what must not be answered from a projection as it was found. */
export function requireReached(
  projection: string,
  wanted: Position | undefined,
  { reached, position, fault, beyondHead }: Waited,
): void {
  if (fault !== null && fault.code !== 'poison-event') refuse(fault.code, { projection });
  if (wanted === undefined || reached) return;
  if (beyondHead) refuse('position-beyond-head', { received: received(wanted) });
  refuse('read-model-behind', { projection, wanted, reached: position ?? '', stopped: fault !== null });
}
