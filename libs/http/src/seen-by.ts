import type { FastifyReply } from 'fastify';
import type { Position } from '@bofu/event-store';
import type { ProjectionRunner } from '@bofu/read-model';
import { sayProjectionPosition } from './position';

/** How long a read waits for what its caller has just recorded, before it answers with what there is. */
const PATIENCE_MS = 3_000;
const FROM_THE_START = '' as Position;

/** Lets a read see what was recorded up to `wanted`, and says in the answer how far it reaches. */
export async function seenBy(
  projections: ProjectionRunner,
  projection: string,
  wanted: Position | undefined,
  reply: FastifyReply,
): Promise<string> {
  const { position } = await projections.waitFor(projection, wanted ?? FROM_THE_START, wanted ? PATIENCE_MS : 0);
  sayProjectionPosition(reply, position);
  return position ?? '';
}
