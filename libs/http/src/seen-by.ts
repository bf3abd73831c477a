import type { FastifyReply } from 'fastify';
import type { Position } from '@bofu/event-store';
import type { ProjectionRunner, RecordedTime } from '@bofu/read-model';
import { knownPosition, requireOfSameStore, type KnownAt } from './known-at';
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

export interface Seen {
  /** How far the projection had come: `''` before the first event. */
  readonly position: string;
  /** The position the reader asked the books to be known at; `null` for all that is known now. */
  readonly knownAt: Position | null;
}

/**
 * `seenBy` for a read that may ask for the books as they were known: what was known by a position is complete only
 * once the projection has come that far.
 */
export async function seenAsKnown(
  projections: ProjectionRunner,
  recordedTime: RecordedTime,
  projection: string,
  wanted: { readonly minPosition?: Position | undefined; readonly knownAt?: KnownAt | undefined },
  reply: FastifyReply,
): Promise<Seen> {
  const knownAt = await knownPosition(recordedTime, wanted.knownAt);
  const { minPosition } = wanted;
  const furthest = knownAt === null || (minPosition !== undefined && minPosition > knownAt) ? minPosition : knownAt;
  const position = await seenBy(projections, projection, furthest === '' ? undefined : furthest, reply);
  requireOfSameStore(knownAt, position);
  return { position, knownAt };
}
