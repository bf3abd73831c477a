import {
  AccessDeniedError,
  CancelledError,
  DeadlineExceededError,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  UnavailableError,
  UnknownError,
  UnsupportedError,
} from '@kurrent/kurrentdb-client';
import { Metadata, status, type ServiceError } from '@grpc/grpc-js';
import { appendError, readError } from './kurrentdb-errors';

const grpcError = (code: status, details: string): ServiceError =>
  Object.assign(new Error(`${code} ${status[code]}: ${details}`), { code, details, metadata: new Metadata() });

const brokenOff = grpcError(status.UNAVAILABLE, 'Connection dropped');
const neverSent = grpcError(status.UNAVAILABLE, 'No connection established. Last error: connect ECONNREFUSED');

describe('what went wrong with an append', () => {
  it.each([
    ['the server broke off', new UnavailableError(brokenOff), 'append-outcome-unknown'],
    ['the server broke off, told without a type', brokenOff, 'append-outcome-unknown'],
    ['its time was up', new DeadlineExceededError(brokenOff), 'append-outcome-unknown'],
    ['the call was cancelled', new CancelledError(brokenOff), 'append-outcome-unknown'],
    ['the client did not understand the answer', new UnknownError(brokenOff), 'append-outcome-unknown'],
    ['something nobody foresaw', 'a string', 'append-outcome-unknown'],
    [
      'the server finds a name it does not take',
      new UnknownError(grpcError(status.INVALID_ARGUMENT, 'Schema name')),
      'invalid-event',
    ],
    ['nobody was there', new UnavailableError(neverSent), 'store-unavailable'],
    ['nobody was there, told without a type', neverSent, 'store-unavailable'],
    ['no node of the cluster was found', new Error('Failed to discover after 10 attempts.'), 'store-unavailable'],
    ['the account may not', new AccessDeniedError(brokenOff), 'access-denied'],
    ['the stream is gone for good', StreamDeletedError.fromStreamName('payment-1'), 'stream-deleted'],
    ['the server is too old', new UnsupportedError('multiStreamAppend', '25.1'), 'unsupported'],
    ['the server takes less at once', MaxAppendSizeExceededError.fromMaxAppendSize(1024), 'append-too-large'],
  ])('%s', (_what, error, code) => {
    expect(appendError(error)).toMatchObject({ code });
  });
});

describe('what went wrong with a read', () => {
  it.each([
    ['the server broke off', new UnavailableError(brokenOff), 'store-unavailable'],
    ['its time was up', new DeadlineExceededError(brokenOff), 'store-unavailable'],
    ['something nobody foresaw', 'a string', 'store-unavailable'],
    ['the account may not', new AccessDeniedError(brokenOff), 'access-denied'],
    ['the stream is gone for good', StreamDeletedError.fromStreamName('payment-1'), 'stream-deleted'],
  ])('%s', (_what, error, code) => {
    expect(readError(error)).toMatchObject({ code });
  });
});
