import { createParamDecorator, type ExecutionContext } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { validate as isUuid } from 'uuid';
import { firstUnseen, hasSomethingToSee, invariant, POSTS, type By, type Post } from '@bofu/kernel';
import { derivedId, type CommandContext } from '@bofu/event-store';
import { admittedOf } from './admission';
import type { ActingPersons, Founds } from './acting-persons';
import { refuse } from './http-refusals';
import { parseIfMatch } from './revision';

const LONGEST_ACTOR = 64;

/**
 * Who acts: explicit in every command until people sign in, by person id, 工号 or name. HTTP headers are ASCII, so it comes
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
  return parseActorName(actor);
}

/** The same name wherever it is given as text, on the command line say. Refuses `actor-malformed`. */
export function parseActorName(text: string): string {
  const name = text.normalize('NFC');
  const sound =
    name === name.trim() && hasSomethingToSee(name) && [...name].length <= LONGEST_ACTOR && firstUnseen(name) === null;
  return sound ? name : refuse('actor-malformed', {});
}

function parseIdempotencyKey(header: string | undefined): string {
  if (header === undefined || header === '') return refuse('idempotency-key-missing', {});
  return isUuid(header) ? header.toLowerCase() : refuse('idempotency-key-malformed', {});
}

const single = (header: string | string[] | undefined): string | undefined =>
  Array.isArray(header) ? header.join(', ') : header;

/** 岗位: until sign-in gives it, whoever acts says from which post; most of what is done is a clerk's. */
function parsePost(header: string | undefined): Post | null {
  if (header === undefined) return null;
  const allowed = POSTS.join('、');
  return POSTS.find((post) => post === header) ?? refuse('invalid-enum', { field: 'Bofu-Post', allowed });
}

function parseAgency(header: string | undefined): string | null {
  if (header === undefined) return null;
  return /^[\x21-\x7e]{1,64}$/.test(header) ? header : refuse('agency-malformed', {});
}

/** What is stated by who was asked back. The route's own schema holds it to its shape. */
function confirmedIn(body: unknown): Pick<CommandContext, 'confirmation'> {
  const stated = (body as { confirmation?: unknown } | null | undefined)?.confirmation;
  return typeof stated === 'string' ? { confirmation: stated.normalize('NFC') } : {};
}

const channelOf = (header: string | undefined): By['channel'] => (header === 'page' ? 'page' : 'service');

/**
 * What a command's headers say, and what it asks. Its id follows from who asks what with which key, so a retry has the
 * same; whether it is a retry is told by what was sent, before anything is made of it.
 *
 * @param founds what the route registers, where it may be asked before anybody is registered
 */
export async function readCommandContext(
  request: FastifyRequest,
  recordedAt: string,
  persons: ActingPersons,
  founds: Founds | null,
): Promise<CommandContext & Required<Pick<CommandContext, 'intent'>>> {
  const { headers, method, routeOptions, id, url, body } = request;
  const admitted = admittedOf(request);
  const header = (name: string): string | undefined => single(headers[name]);
  const named = header('bofu-actor');
  const actor = admitted !== null || (named === undefined && founds !== null) ? null : parseActor(named);
  const post = parsePost(header('bofu-post'));
  const key = parseIdempotencyKey(header('idempotency-key'));
  const ifVersion = parseIfMatch(header('if-match'));
  const {
    agencyId,
    personId,
    inOffice,
    standing = [],
    within,
  } = await persons.resolve({
    agency: parseAgency(header('bofu-agency')),
    actor,
    founds,
    post,
    admitted,
    at: recordedAt,
  });
  return {
    commandId: derivedId(agencyId, personId, method, routeOptions.url ?? '', key),
    agencyId,
    by: {
      personId,
      post: inOffice?.post ?? post ?? 'clerk',
      delegationId: inOffice?.delegationId ?? null,
      channel: admitted?.by === 'token' ? 'service' : channelOf(header('bofu-channel')),
      mode: inOffice === undefined ? 'single-person' : 'office',
    },
    recordedAt,
    correlationId: id,
    standing,
    ...(within && { within }),
    intent: { method, path: url, body: body ?? null },
    ...confirmedIn(body),
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
