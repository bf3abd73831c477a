import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, from, mergeMap, of, type Observable } from 'rxjs';
import { z } from 'zod';
import { EventStore, fingerprintOf, type Position } from '@bofu/event-store';
import { unreachable } from '@bofu/kernel';
import { ACTOR_OPTIONAL, ActingPersons, type Founds } from './acting-persons';
import { beijingInstant, Clock } from './clock';
import { keepCommandContext, readCommandContext } from './command-context';
import { IdempotencyKeys, type Claim, type Claimant, type StoredAnswer } from './idempotency-keys';
import { refuse } from './http-refusals';
import { OUTSIDE_BOOKS } from './outside-books';
import { isCommand } from './request-checks';
import { REVISION_REQUIRED } from './revision';

/** A second click waits this long for the first one's answer, so that both clicks see the same. */
const PATIENCE_MS = 2_000;
const LOOK_AGAIN_MS = 50;

/** An answer that says where its event stands. */
const recorded = z.looseObject({ position: z.string() });

const KEPT_HEADERS = ['etag', 'location', 'content-location'];

/** Around every command: reads its envelope, and sees to it that the same command is answered once and alike. */
@Injectable()
export class CommandInterceptor implements NestInterceptor {
  private readonly logger = new Logger('Idempotency');

  constructor(
    private readonly keys: IdempotencyKeys,
    private readonly persons: ActingPersons,
    private readonly clock: Clock,
    private readonly reflector: Reflector,
    private readonly store: EventStore,
  ) {}

  async intercept(execution: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = execution.switchToHttp().getRequest<FastifyRequest>();
    const reply = execution.switchToHttp().getResponse<FastifyReply>();
    const handler = execution.getHandler();
    if (!isCommand(request.method) || this.reflector.get(OUTSIDE_BOOKS, handler) === true) return next.handle();

    const founds = this.reflector.get<Founds | undefined>(ACTOR_OPTIONAL, handler) ?? null;
    const context = await readCommandContext(request, this.clock.now(), this.persons, founds);
    if (context.ifVersion === undefined && this.reflector.get(REVISION_REQUIRED, handler) === true)
      refuse('precondition-required', {});
    keepCommandContext(request, context);

    const { commandId, by, intent } = context;
    const claim = await this.claimPatiently({
      commandId,
      actor: by.personId,
      operation: `${request.method} ${request.routeOptions.url}`,
      fingerprint: fingerprintOf(intent),
    });
    switch (claim.kind) {
      case 'reused':
        return refuse('idempotency-key-reused', { commandId });
      case 'running':
        void reply.header('retry-after', '1');
        return refuse('request-in-progress', { since: beijingInstant(claim.since) });
      case 'answered':
        void reply.status(claim.answer.status).headers({ ...claim.answer.headers, 'idempotent-replayed': 'true' });
        return of(claim.answer.body === null ? undefined : (JSON.parse(claim.answer.body) as unknown));
      case 'mine':
        return next.handle().pipe(
          mergeMap(async (body: unknown) => {
            // Whoever was answered before the end asks again, and is answered by what stands in the event store.
            const note = reply.sent
              ? this.keys.release(commandId, claim.attempt)
              : this.keys.keep(commandId, claim.attempt, answerOf(reply, body));
            await this.unlessItFails(note);
            return body;
          }),
          catchError((error: unknown) =>
            from(this.unlessItFails(this.keys.release(commandId, claim.attempt))).pipe(
              mergeMap(() => {
                throw error;
              }),
            ),
          ),
        );
      default:
        return unreachable(claim);
    }
  }

  private async claimPatiently(claimant: Claimant): Promise<Claim> {
    for (let waited = 0; ; waited += LOOK_AGAIN_MS) {
      const claim = await this.keys.claim(claimant);
      if (claim.kind === 'answered' && !(await this.stillHolds(claim.answer, claimant))) {
        await this.keys.forget(claimant.commandId, claim.answer);
        continue;
      }
      if (claim.kind !== 'running' || waited >= PATIENCE_MS) return claim;
      await delay(LOOK_AGAIN_MS);
    }
  }

  /**
   * An answer outlives its event where a store is put back to an earlier day. Then "done" would be a lie, and the payment
   * is wanted: the command is carried out anew, which changes nothing where it does stand in the store.
   */
  private async stillHolds({ body }: StoredAnswer, { commandId }: Claimant): Promise<boolean> {
    const { success, data } = recorded.safeParse(body === null ? null : JSON.parse(body));
    if (!success) return true;
    const event = await this.store.eventAt(data.position as Position);
    return event?.metadata['commandId'] === commandId;
  }

  /** The command's own outcome is the truth to tell; not having noted it costs only the next click some patience. */
  private async unlessItFails(note: Promise<void>): Promise<void> {
    try {
      await note;
    } catch (error) {
      this.logger.error(
        'the outcome of a command could not be noted',
        error instanceof Error ? error.stack : undefined,
      );
    }
  }
}

function answerOf(reply: FastifyReply, body: unknown): StoredAnswer {
  const headers = KEPT_HEADERS.flatMap((name) => {
    const value = reply.getHeader(name);
    return value === undefined ? [] : [[name, String(value)] as const];
  });
  return {
    status: reply.statusCode,
    headers: Object.fromEntries(headers),
    body: body === undefined ? null : JSON.stringify(body),
  };
}
