import { Catch, HttpException, Logger, type ArgumentsHost, type ExceptionFilter } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { invariant, Refusal } from '@bofu/kernel';
import {
  AppendOutcomeUnknown,
  AppendTooLarge,
  ConcurrencyConflict,
  EventIdReused,
  EventTooLarge,
  SeenVersionOutdated,
  StreamCut,
  Unsupported,
} from '@bofu/event-store';
import { isOutage } from '@bofu/read-model';
import { isStorageFull, stacksOf } from './outage';
import {
  httpRefusal,
  InvalidRequest,
  problemOf,
  problemOfDefects,
  sendProblem,
  type AnyRefusalCatalogue,
  type Problem,
} from './problem';
import { LARGEST_BODY_BYTES } from './request-checks';
import { currentRevisionOf } from './revision';

/** Answers everything that was thrown, wherever on the way, as one problem document. */
@Catch()
export class ProblemFilter implements ExceptionFilter {
  private readonly logger = new Logger('Http');

  constructor(private readonly catalogue: AnyRefusalCatalogue) {}

  catch(error: unknown, host: ArgumentsHost): void {
    const request = host.switchToHttp().getRequest<FastifyRequest>();
    const reply = host.switchToHttp().getResponse<FastifyReply>();
    const problem = this.problemFor(error, request);
    if (problem.status >= 500) {
      // The answer says nothing of what went wrong inside; the log has it under the same trace id.
      const cause = error instanceof Error ? stacksOf(error) : JSON.stringify(error);
      this.logger.error(`${problem.code} ${request.method} ${problem.instance} ${problem.traceId}`, cause);
    }
    if (problem.status === 503) void reply.header('retry-after', '5');
    if (problem.status === 429) void reply.header('retry-after', secondsToWait(problem));
    sendProblem(reply, problem);
  }

  private problemFor(error: unknown, request: FastifyRequest): Problem {
    const occurrence = { instance: request.url.split('?', 1)[0] ?? '', traceId: request.id };
    const problem =
      error instanceof InvalidRequest
        ? problemOfDefects(error, this.catalogue, occurrence)
        : problemOf(refusalFor(error), this.catalogue, occurrence);
    // A refusal that stands in no catalogue is our defect, and no words of it are meant for the caller.
    const answer = problem ?? problemOf(httpRefusal('internal', {}), this.catalogue, occurrence);
    invariant(answer !== null, 'the catalogue lacks the technical codes');
    return answer;
  }
}

/** RFC 6585 4: as its facts have it. */
function secondsToWait({ facts = {} }: Problem): string {
  const { seconds, minutes } = facts;
  return String(typeof seconds === 'number' ? seconds : typeof minutes === 'number' ? minutes * 60 : 60);
}

/** What every kind of error means to the caller. */
function refusalFor(error: unknown): Refusal {
  if (error instanceof Refusal) return error;
  if (error instanceof SeenVersionOutdated)
    return httpRefusal('revision-outdated', { currentRevision: currentRevisionOf(error.actual) });
  if (error instanceof ConcurrencyConflict) return httpRefusal('concurrent-change', {});
  const status = statusOf(error);
  if (status !== undefined) return refusalForStatus(status);
  // First: whatever took the answer away, the append may have gone through.
  if (error instanceof AppendOutcomeUnknown) return httpRefusal('outcome-unknown', {});
  if (error instanceof StreamCut) return httpRefusal('stream-cut', { stream: error.stream });
  if (isStorageFull(error)) return httpRefusal('storage-full', {});
  if (isOutage(error)) return httpRefusal('store-unavailable', {});
  if (error instanceof EventTooLarge || error instanceof AppendTooLarge)
    return httpRefusal('command-too-large', { bytes: error.bytes });
  if (error instanceof EventIdReused) return httpRefusal('idempotency-key-reused', { commandId: error.eventId });
  if (error instanceof Unsupported) return httpRefusal('unsupported', {});
  return httpRefusal('internal', {});
}

/** Nest and Fastify refuse some requests by themselves, or lose them half-way, and say so by a status. */
function statusOf(error: unknown): number | undefined {
  if (error instanceof HttpException) return error.getStatus();
  const { statusCode } = (error ?? {}) as { statusCode?: unknown };
  return typeof statusCode === 'number' ? statusCode : undefined;
}

function refusalForStatus(status: number): Refusal {
  switch (status) {
    case 400:
      return httpRefusal('bad-request', {});
    // Files that must not be looked for, above their folder or by an odd name, are not there.
    case 403:
    case 404:
      return httpRefusal('not-found', {});
    case 405:
      return httpRefusal('method-not-allowed', {});
    case 408:
      return httpRefusal('request-timeout', {});
    case 413:
      return httpRefusal('body-too-large', { limitBytes: LARGEST_BODY_BYTES });
    case 415:
      return httpRefusal('unsupported-media-type', { received: '' });
    default:
      return httpRefusal('internal', {});
  }
}
