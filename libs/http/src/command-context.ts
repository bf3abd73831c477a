import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { validate as isUuid } from 'uuid';
import { invariant } from '@bofu/kernel';
import { derivedId, type CommandContext } from '@bofu/event-store';
import { refuse } from './http-refusals';
import { parseIfMatch } from './revision';

const LONGEST_ACTOR = 64;

/**
 * Who acts: explicit in every command until people sign in. HTTP headers are ASCII, so the name comes
 * percent-encoded (`%E7%8E%8B%E7%BB%8F%E5%8A%9E`); plain UTF-8 bytes, as curl sends them, are understood as well.
 */
export function parseActor(header: string | undefined): string {
  if (header === undefined || header === '') return refuse('actor-missing', {});
  let actor: string;
  try {
    // Node hands header bytes over as Latin-1.
    actor = decodeURIComponent(new TextDecoder('utf-8', { fatal: true }).decode(Buffer.from(header, 'latin1')));
  } catch {
    return refuse('actor-malformed', {});
  }
  const name = actor.normalize('NFC');
  const sound =
    name === name.trim() && name !== '' && [...name].length <= LONGEST_ACTOR && !/[\p{C}\p{Zl}\p{Zp}]/u.test(name);
  return sound ? name : refuse('actor-malformed', {});
}

function parseIdempotencyKey(header: string | undefined): string {
  if (header === undefined || header === '') return refuse('idempotency-key-missing', {});
  return isUuid(header) ? header.toLowerCase() : refuse('idempotency-key-malformed', {});
}

const single = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(', ') : header;

/** What a command's headers say. The command's id follows from who asks what with which key, so a retry has the same. */
export function readCommandContext(request: FastifyRequest, recordedAt: string): CommandContext {
  const { headers, method } = request;
  const actor = parseActor(single(headers['bofu-actor']));
  const key = parseIdempotencyKey(single(headers['idempotency-key']));
  const ifVersion = parseIfMatch(single(headers['if-match']));
  return {
    commandId: derivedId(actor, method, request.routeOptions.url ?? '', key),
    actor,
    recordedAt,
    correlationId: request.id,
    ...(ifVersion !== undefined && { ifVersion }),
  };
}

const contexts = new WeakMap<FastifyRequest, CommandContext>();

export const keepCommandContext = (request: FastifyRequest, context: CommandContext): void =>
  void contexts.set(request, context);

/** A handler's `@CommandContextOf() context: CommandContext`: acting person, time, command id, the version seen. */
export const CommandContextOf = createParamDecorator(
  (_options: unknown, execution: ExecutionContext): CommandContext => {
    const context = contexts.get(execution.switchToHttp().getRequest<FastifyRequest>());
    invariant(context !== undefined, 'only commands have a command context; is HttpModule imported?');
    return context;
  },
);
