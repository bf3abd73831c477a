import { Injectable, type CallHandler, type ExecutionContext, type NestInterceptor } from '@nestjs/common';
import type { FastifyRequest } from 'fastify';
import { filter, firstValueFrom, from, map, merge, mergeMap, take, timer, type Observable } from 'rxjs';
import { AppendOutcomeUnknown, StoreUnavailable } from '@bofu/event-store';
import { isCommand } from '@bofu/http';
import { Database } from '@bofu/read-model';
import { answersInTime } from './readiness';

const LOOK_EVERY_MS = 5_000;

/**
 * A database that stands still refuses nothing and closes no connection: whoever asks it waits for ever. So a request
 * that waits is answered as soon as the database does not answer a question of our own either. However long a request
 * takes on a database that does answer, nobody ends it.
 */
@Injectable()
export class StandstillInterceptor implements NestInterceptor {
  /** One question for all that wait. */
  #asked: Promise<boolean> | null = null;

  constructor(private readonly database: Database) {}

  intercept(execution: ExecutionContext, next: CallHandler): Observable<unknown> {
    const { method, routeOptions } = execution.switchToHttp().getRequest<FastifyRequest>();
    // These answer within a time of their own.
    if (routeOptions.url === '/livez' || routeOptions.url === '/readyz') return next.handle();
    const stillness = new StoreUnavailable(new Error('the database does not answer'));
    const standstill = timer(LOOK_EVERY_MS, LOOK_EVERY_MS).pipe(
      mergeMap(() => this.#answers(), 1),
      filter((answers) => !answers),
      map(() => {
        // What a command asked for may still be done once the database goes on.
        throw isCommand(method) ? new AppendOutcomeUnknown(stillness) : stillness;
      }),
    );
    // Carried out to its end whoever has been answered meanwhile: a command must give its key free again.
    const answer = from(firstValueFrom(next.handle(), { defaultValue: undefined }));
    return merge(answer, standstill).pipe(take(1));
  }

  #answers(): Promise<boolean> {
    this.#asked ??= answersInTime(this.database).finally(() => (this.#asked = null));
    return this.#asked;
  }
}
