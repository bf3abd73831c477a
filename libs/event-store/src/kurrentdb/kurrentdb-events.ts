import { Value } from 'google-protobuf/google/protobuf/struct_pb';
import type { ReadResp } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';
import {
  AppendRecord,
  SchemaFormat,
  SchemaInfo,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb';
import { ownWordsOf } from '../append-place';
import type { WrittenRequest } from '../append-validation';
import type { EventMetadata, NewEvent, RecordedEvent, StreamId } from '../event-store';
import { Unsupported } from '../event-store-errors';
import { encodePosition, type LogPosition } from './kurrentdb-position';

/**
 * Metadata the adapter adds to the last event of every append: which call wrote it. It is how an append that was
 * written is told from one the server had already, which its answers do not say. No caller has a name that begins so
 * (see append-validation), and no reader sees one. The protocol keeps names with `$` for the server itself.
 */
const WRITTEN_BY = 'bofu.appendId';

/** As it was called before; in what was recorded then it still stands, below `$` as all that no reader sees. */
const WRITTEN_BY_BEFORE = '$appendId';

/** What a server puts where it does not know (Position.End, all bits set). */
const NO_POSITION = 2n ** 64n - 1n;

type WireEvent = ReadResp.ReadEvent.RecordedEvent;

/** An event as it came over the wire, with which call wrote it where it is the last of its append. */
export interface FoundEvent {
  readonly event: RecordedEvent;
  readonly at: LogPosition;
  readonly writtenBy: string | null;
}

/** As the server takes them, made of the text that was validated: what the caller does to its objects is its own. */
export const appendRecords = ({ stream, events }: WrittenRequest, appendId: string): AppendRecord[] =>
  events.map(({ id, type, dataJson, metadataJson }, index) => {
    const record = new AppendRecord()
      .setStream(stream)
      .setRecordId(id)
      .setSchema(new SchemaInfo().setFormat(SchemaFormat.SCHEMA_FORMAT_JSON).setName(type))
      .setData(Buffer.from(dataJson, 'utf8'));
    const properties = record.getPropertiesMap();
    for (const [key, value] of Object.entries(JSON.parse(metadataJson) as Record<string, string>))
      properties.set(key, new Value().setStringValue(value));
    if (index === events.length - 1) properties.set(WRITTEN_BY, new Value().setStringValue(appendId));
    return record;
  });

/** The server's own events: statistics, stream metadata, links of its projections. All their names begin so. */
export const isSystemEvent = ({ type, stream }: Pick<RecordedEvent, 'type' | 'stream'>): boolean =>
  type.startsWith('$') || stream.startsWith('$');

export function foundEvent(message: WireEvent): FoundEvent {
  const at = { commit: BigInt(message.getCommitPosition()), prepare: BigInt(message.getPreparePosition()) };
  if (at.commit === NO_POSITION)
    throw new Unsupported('this KurrentDB server does not tell the position of an event, as those from 22.6 on do');
  const about = message.getMetadataMap();
  const words = metadataOf(message);
  const metadata: Record<string, string> = {};
  for (const [key, value] of Object.entries(words))
    // Under `$` stands the schema that the server notes of what it was given.
    if (!key.startsWith('$') && key !== WRITTEN_BY) metadata[key] = value;
  return {
    at,
    writtenBy: words[WRITTEN_BY] ?? words[WRITTEN_BY_BEFORE] ?? null,
    event: {
      id: message.getId()?.getString() ?? '',
      stream: textIn(message.getStreamIdentifier()?.getStreamName_asU8()) as StreamId,
      version: BigInt(message.getStreamRevision()),
      position: encodePosition(at),
      type: about.get('type') ?? '',
      data: dataOf(message, about.get('content-type') ?? ''),
      metadata,
      ...ownWordsOf(metadata),
    },
  };
}

/** What another program wrote may be anything; of ours it is always an object. */
function dataOf(message: WireEvent, contentType: string): NewEvent['data'] {
  return contentType === 'application/json' ? (jsonIn(message.getData_asU8()) as NewEvent['data']) : {};
}

function metadataOf(message: WireEvent): EventMetadata {
  const found = jsonIn(message.getCustomMetadata_asU8());
  return typeof found === 'object' && found !== null ? (found as EventMetadata) : {};
}

function jsonIn(bytes: Uint8Array): unknown {
  try {
    return bytes.length === 0 ? {} : JSON.parse(textIn(bytes));
  } catch {
    return {};
  }
}

const textIn = (bytes: Uint8Array | undefined): string =>
  bytes === undefined ? '' : Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).toString('utf8');
