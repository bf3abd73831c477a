import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import {
  accessDeniedError,
  notLeaderError,
  notLeaderNodeError,
  reasonError,
  violationError,
} from '../../testing/fake-kurrentdb-messages';
import { streamId } from '../event-store';
import { InvalidEvent, StoreUnusable, StreamCut } from '../event-store-errors';
import { failureOf, NoRecordThere } from './kurrentdb-errors';

const stream = streamId('payment', '1');

const told = (facts: Partial<ServiceError>): ServiceError =>
  Object.assign(new Error(facts.details ?? ''), {
    code: status.UNKNOWN,
    details: '',
    metadata: new Metadata(),
    ...facts,
  });

const withTrailer = (exception: string, code: number): ServiceError => {
  const metadata = new Metadata();
  metadata.set('exception', exception);
  return told({ code, metadata });
};

describe('what the server answers', () => {
  it.each([
    ['the older service', notLeaderError('10.0.0.2', 2113)],
    ['the newer service', notLeaderNodeError('10.0.0.2', 2113)],
  ])('names the leader, from %s', (_which, error) => {
    expect(failureOf(told(error))).toEqual({ kind: 'not-leader', leader: { host: '10.0.0.2', port: 2113 } });
  });

  it('is known for nothing written where it was not ready or too busy', () => {
    const { UNAVAILABLE } = status;
    expect(failureOf(told(reasonError(UNAVAILABLE, 'SERVER_NOT_READY', '')))).toEqual({
      kind: 'not-written',
      replace: true,
    });
    expect(failureOf(told(reasonError(UNAVAILABLE, 'SERVER_OVERLOADED', '')))).toEqual({
      kind: 'not-written',
      replace: false,
    });
    expect(failureOf(told({ code: UNAVAILABLE, details: 'Server Is Not Ready' }))).toMatchObject({
      kind: 'not-written',
    });
    expect(failureOf(told({ code: UNAVAILABLE, details: 'Server Is Too Busy' }))).toMatchObject({
      kind: 'not-written',
    });
  });

  it('is known for nothing written where there was no connection to send it on', () => {
    const details = 'No connection established. Last error: connect ECONNREFUSED';
    expect(failureOf(told({ code: status.UNAVAILABLE, details }))).toEqual({ kind: 'not-written', replace: true });
  });

  it.each([
    ['a connection that dropped', { code: status.UNAVAILABLE, details: 'Connection dropped' }, true],
    [
      'a deadline of ours',
      { code: status.DEADLINE_EXCEEDED, details: 'Deadline exceeded after 3.5s' },
      'if-silent' as const,
    ],
    [
      "the server's own time-out, which it lives to tell",
      { code: status.DEADLINE_EXCEEDED, details: 'Append records timed out while waiting for commit' },
      false,
    ],
    ['a defect of the server', { code: status.INTERNAL, details: 'failed to map error' }, true],
  ])('says nothing of the outcome: %s', (_what, error, replace) => {
    expect(failureOf(told(error))).toEqual({ kind: 'unknown', replace });
  });

  it('says nothing of the outcome where it is no answer at all', () => {
    expect(failureOf(new Error('read ECONNRESET'))).toEqual({ kind: 'unknown', replace: true });
  });

  it('lists the streams that stood elsewhere', () => {
    const violations = [{ index: 1, check: { stream, expected: 3n }, actual: 5n }];
    expect(failureOf(told(violationError(violations)))).toEqual({
      kind: 'violated',
      violations: [{ stream, actual: 5n }],
    });
  });

  it.each<[string, ServiceError, abstract new (...args: never[]) => Error, object]>([
    ['no right to write', told(accessDeniedError('streams:write')), StoreUnusable, { why: 'access-denied' }],
    [
      'no right to read',
      withTrailer('access-denied', status.PERMISSION_DENIED),
      StoreUnusable,
      { why: 'access-denied' },
    ],
    ['a wrong password', told({ code: status.UNAUTHENTICATED }), StoreUnusable, { why: 'access-denied' }],
    [
      'a certificate nobody vouches for',
      told({
        code: status.UNAVAILABLE,
        details: 'No connection established. Last error: Error: self-signed certificate in certificate chain',
      }),
      StoreUnusable,
      { why: 'certificate-refused' },
    ],
    ['a call it does not know', told({ code: status.UNIMPLEMENTED }), StoreUnusable, { why: 'server-too-old' }],
    ['a malformed event', told({ code: status.INVALID_ARGUMENT, details: 'bad' }), InvalidEvent, { message: 'bad' }],
    [
      'a stream deleted for good',
      withTrailer('stream-deleted', status.FAILED_PRECONDITION),
      StreamCut,
      { stream, how: 'tombstoned' },
    ],
    [
      'a place where no record begins',
      told({ details: 'Unexpected ReadAllResult: InvalidPosition' }),
      NoRecordThere,
      { code: 'no-record-there' },
    ],
  ])('is final: %s', (_what, error, kind, facts) => {
    const failure = failureOf(error, stream);
    const found = failure.kind === 'final' ? failure.error : null;
    expect(found).toBeInstanceOf(kind);
    expect(found).toMatchObject(facts);
  });
});
