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
  StreamAlreadyInAppendSessionErrorDetails,
  StreamRevisionConflictErrorDetails,
  StreamTombstonedErrorDetails,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/errors_pb';
import {
  type AppendRequest,
  SchemaFormat,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb';
import type { EventTest, LoggedEvent, StreamWrite, WriteOutcome } from './fake-kurrentdb-log';

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
export function sessionWrite(request: AppendRequest): StreamWrite {
  return {
    stream: request.getStream(),
    expected: BigInt(request.getExpectedRevision() ?? '-2'),
    events: request.getRecordsList().map((record) => {
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
    }),
  };
}

/** Grpc/Streams.BatchAppend.cs, ConvertMessage; the errors as Grpc/Status.cs builds them. */
export function batchAnswer(correlation: UUID | undefined, write: StreamWrite, outcome: WriteOutcome): BatchAppendResp {
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

/** Streams' v2 errors (errors.proto): the reason first, then the facts, both in the status details (RpcExceptions.cs). */
export function sessionError(
  write: StreamWrite,
  outcome: Exclude<WriteOutcome, { kind: 'recorded' }>,
): Partial<StatusObject> {
  if (outcome.kind === 'tombstoned')
    return detailed(
      grpcStatus.FAILED_PRECONDITION,
      `Stream '${write.stream}' has been tombstoned.`,
      new StreamTombstonedErrorDetails().setStream(write.stream),
      'StreamTombstonedErrorDetails',
    );
  return detailed(
    grpcStatus.FAILED_PRECONDITION,
    `Append failed due to a revision conflict on stream '${write.stream}'.`,
    new StreamRevisionConflictErrorDetails()
      .setStream(write.stream)
      .setExpectedRevision(write.expected.toString())
      .setActualRevision(outcome.actual.toString()),
    'StreamRevisionConflictErrorDetails',
  );
}

export const streamTwiceError = (stream: string): Partial<StatusObject> =>
  detailed(
    grpcStatus.ABORTED,
    `Stream '${stream}' is in this session already.`,
    new StreamAlreadyInAppendSessionErrorDetails().setStream(stream),
    'StreamAlreadyInAppendSessionErrorDetails',
  );

function detailed(
  code: number,
  details: string,
  facts: { serializeBinary(): Uint8Array },
  type: string,
): Partial<StatusObject> {
  const reason = new Any();
  reason.setTypeUrl('type.googleapis.com/google.rpc.ErrorInfo');
  const metadata = new Metadata();
  // google.rpc.Status repeats `details`; this client's own status.proto does not, so the two are joined as bytes.
  const bytes = Buffer.concat([
    new Status().setCode(code).setMessage(details).setDetails(reason).serializeBinary(),
    statusMessage(grpcStatus.OK, '', facts, `kurrentdb.protocol.v2.streams.errors.${type}`).serializeBinary(),
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
