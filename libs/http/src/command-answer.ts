import type { FastifyReply } from 'fastify';
import { z } from 'zod';
import type { DecisionResult } from '@bofu/event-store';
import { etagOf, revisionOf } from './revision';

/** What every command answers: which revision it led to, and the position a read can wait for. */
export const commandAnswer = z.strictObject({
  revision: z.string().nullable().describe('办理后的版本，即 ETag 的内容').meta({ example: 'rev-37' }),
  position: z.string().nullable().describe('读取时作为 minPosition 带回').meta({ example: '0000000000000042' }),
});
export type CommandAnswer = z.output<typeof commandAnswer>;

/** Turns a decision's result into the answer, and sets `ETag`; `Idempotent-Replayed` where it had happened before. */
export function answerCommand(reply: FastifyReply, { version, position, repeated }: DecisionResult): CommandAnswer {
  if (version !== null) sayRevision(reply, version);
  if (repeated) void reply.header('idempotent-replayed', 'true');
  return { revision: version === null ? null : revisionOf(version), position };
}

/** `ETag` for a read of one thing: what a later command brings back as `If-Match`. */
export const sayRevision = (reply: FastifyReply, version: bigint): void => void reply.header('etag', etagOf(version));
