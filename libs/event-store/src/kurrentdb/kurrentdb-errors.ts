import { status } from '@grpc/grpc-js';
import {
  AccessDeniedError,
  AppendRecordSizeExceededError,
  MaxAppendSizeExceededError,
  StreamDeletedError,
  StreamTombstonedError,
  TransactionMaxSizeExceededError,
  UnknownError,
  UnsupportedError,
} from '@kurrent/kurrentdb-client';
import {
  AppendOutcomeUnknown,
  AppendTooLarge,
  EventStoreError,
  EventTooLarge,
  InvalidEvent,
  StoreUnavailable,
  Unsupported,
} from '../event-store-errors';

/** The account of the connection string may not do this. */
export class AccessDenied extends EventStoreError {
  readonly code = 'access-denied';
  constructor(cause: unknown) {
    super('the event store does not allow this to the configured account', { cause });
  }
}

/** Somebody deleted the stream for good by the database's own tools; it can never be written or read again. */
export class StreamDeleted extends EventStoreError {
  readonly code = 'stream-deleted';
  constructor(cause: unknown) {
    super('the stream has been deleted for good', { cause });
  }
}

/**
 * The client's many errors for an append, as one of ours. Only what the server itself refused, or what never left
 * this process, counts as "not written"; everything else, a change of leader included, is an unknown outcome: the
 * client carries all appends in one call, and the end of that call says nothing about any of them.
 */
export function appendError(error: unknown): EventStoreError {
  if (error instanceof MaxAppendSizeExceededError) return new AppendTooLarge(error.maxAppendSize);
  if (error instanceof TransactionMaxSizeExceededError) return new AppendTooLarge(error.size);
  if (error instanceof AppendRecordSizeExceededError) return new EventTooLarge(error.recordId, error.size);
  if (error instanceof UnknownError && error.code === status.INVALID_ARGUMENT)
    return new InvalidEvent(error.message, { cause: error });
  if (wasNeverSent(error)) return new StoreUnavailable(error);
  return refusal(error) ?? new AppendOutcomeUnknown(error);
}

/** The client's many errors for a read, as one of ours. */
export const readError = (error: unknown): EventStoreError => refusal(error) ?? new StoreUnavailable(error);

function refusal(error: unknown): EventStoreError | null {
  if (error instanceof EventStoreError) return error;
  if (error instanceof AccessDeniedError) return new AccessDenied(error);
  if (error instanceof StreamDeletedError || error instanceof StreamTombstonedError) return new StreamDeleted(error);
  if (error instanceof UnsupportedError) return new Unsupported(error.message, { cause: error });
  return null;
}

/**
 * grpc-js says "No connection established" when it had no connection to put the call on, and the client "Failed to
 * discover" when it found no node; neither has sent anything.
 */
const wasNeverSent = (error: unknown): boolean =>
  error instanceof Error && /No connection established|Failed to discover|Name resolution failed/.test(error.message);
