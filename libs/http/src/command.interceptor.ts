import { setTimeout as delay } from 'node:timers/promises';
import { Injectable, Logger, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import { Reflector } from '@nestjs/core';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { catchError, from, mergeMap, of, type Observable } from 'rxjs';
import { unreachable } from '@bofu/kernel';
import { Clock } from './clock';
import { keepCommandContext, readCommandContext } from './command-context';
import { fingerprintOf, IdempotencyKeys, type Claim, type Claimant, type StoredAnswer } from './idempotency-keys';
import { refuse } from './http-refusals';
import { isCommand } from './request-checks';
import { REVISION_REQUIRED } from './revision';

/** A second click waits this long for the first one's answer, so that both clicks see the same. */
const PATIENCE_MS = 2_000;
const LOOK_AGAIN_MS = 50;

const KEPT_HEADERS = ['etag', 'location', 'content-location'];

/** Around every command: reads its envelope, and sees to it that the same command is answered once and alike. */
@Injectable()
export class CommandInterceptor implements NestInterceptor {
  private readonly logger = new Logger('Idempotency');

  constructor(
    private readonly keys: IdempotencyKeys,
    private readonly clock: Clock,
    private readonly reflector: Reflector,
  ) {}

  async intercept(execution: ExecutionContext, next: CallHandler): Promise<Observable<unknown>> {
    const request = execution.switchToHttp().getRequest<FastifyRequest>();
    const reply = execution.switchToHttp().getResponse<FastifyReply>();
    if (!isCommand(request.method)) return next.handle();

    const context = readCommandContext(request, this.clock.now());
    if (context.ifVersion === undefined && this.reflector.get(REVISION_REQUIRED, execution.getHandler()) === true)
      refuse('precondition-required', {});
    keepCommandContext(request, context);

    const { commandId, actor } = context;
    const claim = await this.claimPatiently({
      commandId,
      actor,
      operation: `${request.method} ${request.routeOptions.url}`,
      fingerprint: fingerprintOf({ url: request.url, body: request.body }),
    });
    switch (claim.kind) {
      case 'reused':
        return refuse('idempotency-key-reused', { commandId });
      case 'running':
        void reply.header('retry-after', '1');
        return refuse('request-in-progress', {});
      case 'answered':
        void reply.status(claim.answer.status).headers({ ...claim.answer.headers, 'idempotent-replayed': 'true' });
        return of(claim.answer.body === null ? undefined : (JSON.parse(claim.answer.body) as unknown));
      case 'mine':
        return next.handle().pipe(
          mergeMap(async (body: unknown) => {
            await this.unlessItFails(this.keys.keep(commandId, claim.attempt, answerOf(reply, body)));
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
      if (claim.kind !== 'running' || waited >= PATIENCE_MS) return claim;
      await delay(LOOK_AGAIN_MS);
    }
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
