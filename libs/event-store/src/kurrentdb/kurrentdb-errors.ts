import { status, type ServiceError } from '@grpc/grpc-js';
import { Status } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/status_pb';
import { NotLeaderNodeErrorDetails } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/errors_pb';
import {
  AppendConsistencyViolationErrorDetails,
  AppendRecordSizeExceededErrorDetails,
  AppendTransactionSizeExceededErrorDetails,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/errors_pb';
import type { StreamId } from '../event-store';
import {
  AppendTooLarge,
  EventStoreError,
  EventTooLarge,
  InvalidEvent,
  StoreUnusable,
  StreamCut,
} from '../event-store-errors';
import type { Endpoint } from './kurrentdb-address';
import { TimedOut } from './within';

/** Where the server did not find a stream as expected: its version, -1 for none, and -6 for one deleted for good. */
export interface Violation {
  readonly stream: string;
  readonly actual: bigint;
}

/** How the server says that a stream it was asked about has been deleted for good. */
export const TOMBSTONED = -6n;

/** Asked from a position at which no record begins: of another history, or scavenged away. */
export class NoRecordThere extends EventStoreError {
  readonly code = 'no-record-there';
}

/** What a call that did not go well means for whoever made it. */
export type Failure =
  /** Sent to the wrong node, which wrote nothing. */
  | { readonly kind: 'not-leader'; readonly leader: Endpoint | null }
  /** Nothing was written, and a moment later it may go well. `replace`: not on this connection. */
  | { readonly kind: 'not-written'; readonly replace: boolean }
  /** Nothing was written: streams stand elsewhere than expected. */
  | { readonly kind: 'violated'; readonly violations: readonly Violation[] }
  /** Trying again changes nothing. */
  | { readonly kind: 'final'; readonly error: EventStoreError }
  /**
   * The connection broke, or no answer came in time: it may have been carried out. `if-silent`: where others are answered on
   * that connection, it is only slow.
   */
  | { readonly kind: 'unknown'; readonly replace: boolean | 'if-silent' };

const isServiceError = (error: unknown): error is ServiceError =>
  error instanceof Error && 'code' in error && typeof error.code === 'number' && 'metadata' in error;

export function failureOf(error: unknown, stream?: string): Failure {
  if (error instanceof EventStoreError) return { kind: 'final', error };
  if (!isServiceError(error)) return { kind: 'unknown', replace: error instanceof TimedOut ? 'if-silent' : true };
  const details = detailsOf(error);
  const exception = trailer(error, 'exception');
  if (details.type === 'NotLeaderNodeErrorDetails') {
    const node = NotLeaderNodeErrorDetails.deserializeBinary(details.value).getCurrentLeader();
    return { kind: 'not-leader', leader: endpointOf(node?.getHost(), node?.getPort()) };
  }
  if (exception === 'not-leader') {
    const leader = endpointOf(trailer(error, 'leader-endpoint-host'), Number(trailer(error, 'leader-endpoint-port')));
    return { kind: 'not-leader', leader };
  }
  if (details.type === 'AppendConsistencyViolationErrorDetails')
    return { kind: 'violated', violations: violationsIn(details.value) };
  const refusal = refusalOf(error, details, exception, stream);
  if (refusal) return { kind: 'final', error: refusal };
  switch (error.code) {
    case status.UNAVAILABLE:
      // The server's own words, in either of its services. A node that is starting or busy may be so for a while.
      if (/NOT_READY|OVERLOADED/.test(details.text) || /Server Is (Not Ready|Too Busy)/i.test(error.details))
        return { kind: 'not-written', replace: /NOT_READY|Not Ready/i.test(details.text + error.details) };
      // grpc-js had no connection to put the call on, so it never left this process.
      if (/No connection established|Name resolution failed/.test(error.details))
        return { kind: 'not-written', replace: true };
      return { kind: 'unknown', replace: true };
    case status.DEADLINE_EXCEEDED:
      // The server ran out of its own time and says so: it is there. Else nobody answered, and this way may be dead.
      return { kind: 'unknown', replace: /timed out while waiting/i.test(error.details) ? false : 'if-silent' };
    default:
      return { kind: 'unknown', replace: true };
  }
}

/** What the server refuses, and will refuse again. */
function refusalOf(
  error: ServiceError,
  details: Details,
  exception: string,
  stream: string | undefined,
): EventStoreError | null {
  if (isCertificateTrouble(error))
    return new StoreUnusable(
      'certificate-refused',
      `事件库的证书不被信任（${certificateTroubleOf(error)}），请检查连接字符串中的 tlsCAFile 与主机名`,
      error,
    );
  const denied = error.code === status.PERMISSION_DENIED || error.code === status.UNAUTHENTICATED;
  if (denied || exception === 'access-denied') {
    const wrongAccount = error.code === status.UNAUTHENTICATED;
    const sentence = wrongAccount ? '事件库不认识所配置的账户或密码' : '事件库不允许所配置的账户这样做，缺少权限';
    return new StoreUnusable('access-denied', `${sentence}，请检查连接字符串中的账户：${error.details}`, error);
  }
  if (exception === 'stream-deleted' && stream !== undefined)
    return new StreamCut(stream as StreamId, 'tombstoned', error);
  if (details.type === 'AppendRecordSizeExceededErrorDetails') {
    const record = AppendRecordSizeExceededErrorDetails.deserializeBinary(details.value);
    return new EventTooLarge(record.getRecordId(), record.getSize());
  }
  if (details.type === 'AppendTransactionSizeExceededErrorDetails')
    return new AppendTooLarge(AppendTransactionSizeExceededErrorDetails.deserializeBinary(details.value).getSize());
  if (error.code === status.INVALID_ARGUMENT) return new InvalidEvent(error.details, { cause: error });
  if (/InvalidPosition/i.test(error.details)) return new NoRecordThere(error.details, { cause: error });
  if (error.code === status.UNIMPLEMENTED)
    return new StoreUnusable('server-too-old', `事件库服务器不支持所需的操作：${error.details}`, error);
  return null;
}

const CERTIFICATE_TROUBLE =
  /self[- ]signed certificate|unable to (?:verify|get)[^.]*certificate|certificate has expired|certificate is not yet valid|altnames?|wrong version number|EPROTO|CERT_[A-Z_]+/i;

const isCertificateTrouble = ({ code, details }: ServiceError): boolean =>
  code === status.UNAVAILABLE && CERTIFICATE_TROUBLE.test(details);

const certificateTroubleOf = ({ details }: ServiceError): string => CERTIFICATE_TROUBLE.exec(details)?.[0] ?? details;

interface Details {
  /** The last part of the type's name, empty where there is none. */
  readonly type: string;
  readonly value: Uint8Array;
  /** All of it, to look for a reason in. */
  readonly text: string;
}

/** The server packs the reason first and the facts last; the client's definition of a status keeps the last. */
function detailsOf(error: ServiceError): Details {
  const [packed] = error.metadata.get('grpc-status-details-bin');
  if (!(packed instanceof Uint8Array)) return { type: '', value: new Uint8Array(), text: '' };
  const any = Status.deserializeBinary(packed).getDetails();
  return {
    type: any?.getTypeUrl().split(/[./]/).at(-1) ?? '',
    value: any?.getValue_asU8() ?? new Uint8Array(),
    text: Buffer.from(packed).toString('latin1'),
  };
}

const trailer = (error: ServiceError, name: string): string => String(error.metadata.get(name)[0] ?? '');

const endpointOf = (host: string | undefined, port: number | undefined): Endpoint | null =>
  host && port ? { host, port } : null;

const violationsIn = (value: Uint8Array): Violation[] =>
  AppendConsistencyViolationErrorDetails.deserializeBinary(value)
    .getViolationsList()
    .flatMap((violation) => {
      const state = violation.getStreamState();
      return state ? [{ stream: state.getStream(), actual: BigInt(state.getActualState()) }] : [];
    });
