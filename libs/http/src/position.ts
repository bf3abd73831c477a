import type { FastifyReply } from 'fastify';
import type { Position } from '@bofu/event-store';
import { received, refuse } from './http-refusals';
import { parsedBy } from './schemas';

/** Positions are opaque; this is only the form that any store's can have. */
const POSITION = /^[0-9A-Za-z][0-9A-Za-z._:/-]{0,79}$/;

export const isPosition = (text: string): text is Position => POSITION.test(text);

/** `?minPosition=`: the position a command answered with; the read waits until it can see that far. */
export const minPosition = parsedBy(
  (input): Position =>
    typeof input === 'string' && isPosition(input) ? input : refuse('invalid-position', { received: received(input) }),
  {
    type: 'string',
    pattern: POSITION.source.replaceAll('\\/', '/'),
    description: '操作返回的 position；读取会等到该笔操作可见',
    example: '0000000000000042',
  },
).optional();

/** Says how far the answer's figures reach. */
export const sayProjectionPosition = (reply: FastifyReply, position: Position | null): void => {
  if (position !== null) void reply.header('x-projection-position', position);
};
