import { Any } from 'google-protobuf/google/protobuf/any_pb';
import { Empty } from 'google-protobuf/google/protobuf/empty_pb';
import { Timestamp } from 'google-protobuf/google/protobuf/timestamp_pb';
import { Metadata, status as grpcStatus, type ServiceError, type StatusObject } from '@grpc/grpc-js';
import {
  AllStreamPosition,
  StreamDeleted,
  StreamIdentifier,
  UUID,
  WrongExpectedVersion,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb';
import { Status } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/status_pb';
import {
  type BatchAppendReq,
  BatchAppendResp,
  ReadReq,
  ReadResp,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';
import {
  AccessDeniedErrorDetails,
  NotLeaderNodeErrorDetails,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/errors_pb';
import {
  AppendConsistencyViolationErrorDetails,
  ConsistencyViolation,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/errors_pb';
import {
  type AppendRecord,
  type AppendRecordsRequest,
  SchemaFormat,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb';
import type {
  EventTest,
  LoggedEvent,
  ProposedEvent,
  StreamCheck,
  StreamWrite,
  Violation,
  WriteOutcome,
} from './fake-kurrentdb-log';

/** Between the wire (streams.proto v1 and v2, shared.proto, status.proto) and the fake's own words. */

const NO_STREAM = -1n;
const TICKS_PER_MILLISECOND = 10_000n;

const nameOf = (identifier: StreamIdentifier | undefined): string =>
  Buffer.from(identifier?.getStreamName_asU8() ?? []).toString('utf8');

export const streamIdentifier = (name: string): StreamIdentifier =>
  new StreamIdentifier().setStreamName(Buffer.from(name, 'utf8').toString('base64'));

/** Grpc/Uuid.cs: the structured form is two big-endian signed halves. */
function uuidText(uuid: UUID | undefined): string {
  const structured = uuid?.getStructured();
  if (!structured) return uuid?.getString().toLowerCase() ?? '';
  const half = (bits: string) => BigInt.asUintN(64, BigInt(bits)).toString(16).padStart(16, '0');
  const hex = half(structured.getMostSignificantBits()) + half(structured.getLeastSignificantBits());
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, '$1-$2-$3-$4-$5');
}

function uuidMessage(id: string, structured: boolean): UUID {
  if (!structured) return new UUID().setString(id);
  const hex = id.replaceAll('-', '');
  const half = (text: string) => BigInt.asIntN(64, BigInt(`0x${text}`)).toString();
  return new UUID().setStructured(
    new UUID.Structured().setMostSignificantBits(half(hex.slice(0, 16))).setLeastSignificantBits(half(hex.slice(16))),
  );
}

export interface ReadRequest {
  readonly stream: string | null;
  readonly direction: 'forwards' | 'backwards';
  readonly from: bigint | 'start' | 'end';
  /** `null` for a subscription. */
  readonly count: bigint | null;
  readonly filtered: boolean;
  readonly test: EventTest;
  readonly structuredIds: boolean;
  /** Grpc/Streams.Read.cs: clients from compatibility 1 on are told the stream's last revision. */
  readonly compatibility: number;
  /** Enumerators/Enumerator.AllSubscriptionFiltered.cs: multiplier times window (32 unless given). */
  readonly checkpointInterval: number;
}

/** Grpc/RpcExceptions.cs: where a read goes that must be answered by the leader. */
export function notLeaderError(host: string, port: number): Partial<ServiceError> {
  const metadata = new Metadata();
  metadata.set('exception', 'not-leader');
  metadata.set('leader-endpoint-host', host);
  metadata.set('leader-endpoint-port', String(port));
  return { code: grpcStatus.NOT_FOUND, details: `Leader info available`, metadata };
}

/** The same of Api.V2: the leader stands in the details, and no trailer says so. */
export const notLeaderNodeError = (host: string, port: number): Partial<StatusObject> =>
  detailed(
    grpcStatus.FAILED_PRECONDITION,
    `The server is not the leader node. The current leader is at ${host}:${port}.`,
    new NotLeaderNodeErrorDetails().setCurrentLeader(
      new NotLeaderNodeErrorDetails.NodeInfo().setHost(host).setPort(port),
    ),
    'NotLeaderNodeErrorDetails',
    'kurrent.rpc',
  );

/** Api.V2/Errors/ApiErrors.cs: no details but the reason. */
export const reasonError = (code: number, reason: string, details: string): Partial<StatusObject> => {
  const info = new Any();
  // google.rpc.ErrorInfo: field 1 is the reason.
  info.pack(Buffer.concat([Buffer.from([0x0a, reason.length]), Buffer.from(reason)]), 'google.rpc.ErrorInfo');
  const metadata = new Metadata();
  metadata.set(
    'grpc-status-details-bin',
    Buffer.from(new Status().setCode(code).setMessage(details).setDetails(info).serializeBinary()),
  );
  return { code, details, metadata };
};

export const accessDeniedError = (operation: string): Partial<StatusObject> =>
  detailed(
    grpcStatus.PERMISSION_DENIED,
    `Access denied to ${operation}.`,
    new AccessDeniedErrorDetails(),
    'AccessDeniedErrorDetails',
    'kurrent.rpc',
  );

/** Grpc/RpcExceptions.cs, AccessDenied. */
export function deniedError(): Partial<ServiceError> {
  const metadata = new Metadata();
  metadata.set('exception', 'access-denied');
  return { code: grpcStatus.PERMISSION_DENIED, details: 'Access Denied', metadata };
}

export function readRequest(message: ReadReq): ReadRequest {
  const options = message.getOptions() ?? new ReadReq.Options();
  const stream = options.getStream();
  const all = options.getAll();
  const filter = options.getFilter();
  const at = stream?.hasRevision()
    ? BigInt(stream.getRevision())
    : all?.getPosition() && BigInt(all.getPosition()?.getCommitPosition() ?? 0);
  return {
    stream: stream ? nameOf(stream.getStreamIdentifier()) : null,
    direction: options.getReadDirection() === ReadReq.Options.ReadDirection.BACKWARDS ? 'backwards' : 'forwards',
    from: at ?? ((stream ?? all)?.hasEnd() ? 'end' : 'start'),
    count: options.hasSubscription() ? null : BigInt(options.getCount()),
    filtered: filter !== undefined,
    test: filter ? eventTest(filter) : () => true,
    structuredIds: options.getUuidOption()?.hasStructured() ?? false,
    compatibility: options.getControlOption()?.getCompatibility() ?? 0,
    checkpointInterval: (filter?.getCheckpointintervalmultiplier() ?? 1) * (filter?.hasMax() ? filter.getMax() : 32),
  };
}

/** Util/EventFilter.cs by way of Grpc/Streams.Read.cs: a regular expression if there is one, else prefixes. */
function eventTest(filter: ReadReq.Options.FilterOptions): EventTest {
  const byType = filter.getEventType();
  const expression = byType ?? filter.getStreamIdentifier();
  const regex = expression?.getRegex() ? new RegExp(expression.getRegex(), 'u') : null;
  const prefixes = expression?.getPrefixList() ?? [];
  return (event) => {
    const text = byType ? event.type : event.stream;
    return regex ? regex.test(text) : prefixes.some((prefix) => text.startsWith(prefix));
  };
}

/** Grpc/Streams.Read.cs, ConvertToRecordedEvent; the metadata map as Grpc/MetadataHelpers.cs fills it. */
export function eventMessage(event: LoggedEvent, structuredIds: boolean): ReadResp {
  const position = event.position.toString();
  const recorded = new ReadResp.ReadEvent.RecordedEvent()
    .setId(uuidMessage(event.id, structuredIds))
    .setStreamIdentifier(streamIdentifier(event.stream))
    .setStreamRevision(event.revision.toString())
    .setCommitPosition(position)
    .setPreparePosition(position)
    .setData(event.data)
    .setCustomMetadata(event.metadata);
  recorded
    .getMetadataMap()
    .set('type', event.type)
    .set('content-type', event.isJson ? 'application/json' : 'application/octet-stream')
    .set('created', (BigInt(event.created) * TICKS_PER_MILLISECOND).toString());
  return new ReadResp().setEvent(new ReadResp.ReadEvent().setEvent(recorded).setCommitPosition(position));
}

export const confirmationMessage = (subscriptionId: string): ReadResp =>
  new ReadResp().setConfirmation(new ReadResp.SubscriptionConfirmation().setSubscriptionId(subscriptionId));

export const checkpointMessage = (position: bigint, now: number): ReadResp =>
  new ReadResp().setCheckpoint(
    new ReadResp.Checkpoint()
      .setCommitPosition(position.toString())
      .setPreparePosition(position.toString())
      .setTimestamp(Timestamp.fromDate(new Date(now))),
  );

export function caughtUpMessage(position: bigint | null, now: number): ReadResp {
  const caughtUp = new ReadResp.CaughtUp().setTimestamp(Timestamp.fromDate(new Date(now)));
  if (position !== null)
    caughtUp.setPosition(
      new ReadResp.Position().setCommitPosition(position.toString()).setPreparePosition(position.toString()),
    );
  return new ReadResp().setCaughtUp(caughtUp);
}

export const streamNotFoundMessage = (stream: string): ReadResp =>
  new ReadResp().setStreamNotFound(new ReadResp.StreamNotFound().setStreamIdentifier(streamIdentifier(stream)));

/** `null` where the request asks for what the fake does not know ("any", "exists"). */
export function expectedRevision(options: BatchAppendReq.Options): bigint | null {
  if (options.hasNoStream()) return NO_STREAM;
  return options.hasStreamPosition() ? BigInt(options.getStreamPosition()) : null;
}

export function batchWrite(requests: readonly BatchAppendReq[], expected: bigint): StreamWrite {
  return {
    stream: nameOf(requests[0]?.getOptions()?.getStreamIdentifier()),
    expected,
    events: requests
      .flatMap((request) => request.getProposedMessagesList())
      .map((message) => ({
        id: uuidText(message.getId()),
        type: message.getMetadataMap().get('type') ?? '',
        isJson: message.getMetadataMap().get('content-type') === 'application/json',
        data: message.getData_asU8(),
        metadata: message.getCustomMetadata_asU8(),
      })),
  };
}

/**
 * Api.V2/Modules/Streams/Model/Mapping.cs keeps the properties; Data/EventRecord.cs makes metadata of them for those
 * who read, and adds the schema's name and format under reserved keys.
 */
function proposedEvent(record: AppendRecord): ProposedEvent {
  const type = record.getSchema()?.getName() ?? '';
  const properties: Record<string, string> = {};
  record.getPropertiesMap().forEach((value, key) => (properties[key] = value.getStringValue()));
  properties['$schema.name'] = type;
  properties['$schema.format'] = 'Json';
  return {
    id: record.getRecordId()?.toLowerCase() ?? '',
    type,
    isJson: record.getSchema()?.getFormat() === SchemaFormat.SCHEMA_FORMAT_JSON,
    data: record.getData_asU8(),
    metadata: Buffer.from(JSON.stringify(properties), 'utf8'),
  };
}

/** The records of each stream together, streams in the order in which they first come; the checks apart. */
export function checkedWrite(request: AppendRecordsRequest): {
  records: Omit<StreamWrite, 'expected'>[];
  checks: StreamCheck[];
} {
  const streams = new Map<string, ProposedEvent[]>();
  for (const record of request.getRecordsList()) {
    const events = streams.get(record.getStream()) ?? [];
    streams.set(record.getStream(), [...events, proposedEvent(record)]);
  }
  const checks = request.getChecksList().map((check) => ({
    stream: check.getStreamState()?.getStream() ?? '',
    expected: BigInt(check.getStreamState()?.getExpectedState() ?? '-2'),
  }));
  return { records: [...streams].map(([stream, events]) => ({ stream, events })), checks };
}

/** Grpc/Streams.BatchAppend.cs, ConvertMessage; the errors as Grpc/Status.cs builds them. */
export function batchAnswer(
  correlation: UUID | undefined,
  write: StreamWrite,
  outcome: Exclude<WriteOutcome, { kind: 'dropped' }>,
): BatchAppendResp {
  const answer = new BatchAppendResp().setStreamIdentifier(streamIdentifier(write.stream));
  if (correlation) answer.setCorrelationId(correlation);
  switch (outcome.kind) {
    case 'recorded': {
      const position = outcome.position.toString();
      return answer.setSuccess(
        new BatchAppendResp.Success()
          .setCurrentRevision((outcome.revisions[0] ?? NO_STREAM).toString())
          .setPosition(new AllStreamPosition().setCommitPosition(position).setPreparePosition(position)),
      );
    }
    case 'conflict': {
      const details = new WrongExpectedVersion();
      if (outcome.actual === NO_STREAM) details.setCurrentNoStream(new Empty());
      else details.setCurrentStreamRevision(outcome.actual.toString());
      if (write.expected === NO_STREAM) details.setExpectedNoStream(new Empty());
      else details.setExpectedStreamPosition(write.expected.toString());
      return answer.setError(
        statusMessage(
          grpcStatus.ALREADY_EXISTS,
          'WrongExpectedVersion',
          details,
          'event_store.client.WrongExpectedVersion',
        ),
      );
    }
    case 'tombstoned': {
      const details = new StreamDeleted().setStreamIdentifier(streamIdentifier(write.stream));
      return answer.setError(
        statusMessage(grpcStatus.NOT_FOUND, 'StreamDeleted', details, 'event_store.client.StreamDeleted'),
      );
    }
  }
}

function statusMessage(code: number, text: string, details: { serializeBinary(): Uint8Array }, type: string): Status {
  const packed = new Any();
  packed.pack(details.serializeBinary(), type);
  return new Status().setCode(code).setMessage(text).setDetails(packed);
}

/** errors.proto, AppendConsistencyViolationErrorDetails: every check that did not hold, by its place. */
export function violationError(violations: readonly Violation[]): Partial<StatusObject> {
  const listed = violations.map(({ index, check, actual }) =>
    new ConsistencyViolation()
      .setCheckIndex(index)
      .setStreamState(
        new ConsistencyViolation.StreamStateViolation()
          .setStream(check.stream)
          .setExpectedState(check.expected.toString())
          .setActualState(actual.toString()),
      ),
  );
  return detailed(
    grpcStatus.FAILED_PRECONDITION,
    'Append failed due to consistency violations.',
    new AppendConsistencyViolationErrorDetails().setViolationsList(listed),
    'AppendConsistencyViolationErrorDetails',
  );
}

/** Streams' v2 errors (errors.proto): the reason first, then the facts, both in the status details (RpcExceptions.cs). */
function detailed(
  code: number,
  details: string,
  facts: { serializeBinary(): Uint8Array },
  type: string,
  namespace = 'kurrentdb.protocol.v2.streams.errors',
): Partial<StatusObject> {
  const reason = new Any();
  reason.setTypeUrl('type.googleapis.com/google.rpc.ErrorInfo');
  const metadata = new Metadata();
  // google.rpc.Status repeats `details`; this client's own status.proto does not, so the two are joined as bytes.
  const bytes = Buffer.concat([
    new Status().setCode(code).setMessage(details).setDetails(reason).serializeBinary(),
    statusMessage(grpcStatus.OK, '', facts, `${namespace}.${type}`).serializeBinary(),
  ]);
  metadata.set('grpc-status-details-bin', bytes);
  return { code, details, metadata };
}

/** Grpc/RpcExceptions.cs: refusals of the v1 service are told by trailers. */
export function streamDeletedError(stream: string): Partial<ServiceError> {
  const metadata = new Metadata();
  metadata.set('exception', 'stream-deleted');
  metadata.set('stream-name', stream);
  return { code: grpcStatus.FAILED_PRECONDITION, details: `Event stream '${stream}' is deleted.`, metadata };
}
