import type { FastifyReply } from 'fastify';
import type { Position } from '@bofu/event-store';
import type { ProjectionFault } from '@bofu/read-model';
import { received, refuse } from './http-refusals';
import { parsedBy } from './schemas';

/** Positions are opaque; this is only the form that any store's can have: digits, or two runs of them. */
const POSITION = /^\d{1,20}(-\d{1,20})?$/;

export const isPosition = (text: string): text is Position => POSITION.test(text);

/** `?minPosition=`: the position a command answered with; the read waits until it can see that far. */
export const minPosition = parsedBy(
  (input): Position =>
    typeof input === 'string' && isPosition(input) ? input : refuse('invalid-position', { received: received(input) }),
  {
    type: 'string',
    pattern: POSITION.source.replaceAll('\\/', '/'),
    description: '操作返回的 position；读取等到该笔操作可见，几秒内等不到则答 503 read-model-behind',
    example: '0000000000000042',
  },
).optional();

/** Says that nothing newer will come into the figures until somebody has looked. */
export const sayStopped = (reply: FastifyReply, fault: ProjectionFault | null): void => {
  if (fault !== null) void reply.header('x-projection-state', 'stopped');
};

/** Says how far the answer's figures reach. */
export const sayProjectionPosition = (reply: FastifyReply, position: Position | null): void => {
  if (position !== null) void reply.header('x-projection-position', position);
};
