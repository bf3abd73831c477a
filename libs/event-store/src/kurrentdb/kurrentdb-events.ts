import type { ResolvedEvent } from '@kurrent/kurrentdb-client';
import type { WrittenRequest } from '../append-validation';
import type { NewEvent, RecordedEvent, StreamId } from '../event-store';
import { Unsupported } from '../event-store-errors';
import { encodePosition } from './kurrentdb-position';

/**
 * Metadata the adapter adds to the last event of every append: which call wrote it. It is how an append that was
 * written is told from one the server had already, which its answers do not say. Names with `$` are the store's own,
 * so no caller has one (see append-validation), and no reader sees one.
 */
const WRITTEN_BY = '$appendId';

/** What a server puts where it does not know (Position.End, all bits set). */
const NO_POSITION = 2n ** 64n - 1n;

export type ClientEvent = NonNullable<ResolvedEvent['event']>;

/** As the client takes them, made of the text that was validated: what the caller does to its objects is its own. */
export const clientEvents = ({ events }: WrittenRequest, appendId: string) =>
  events.map(({ id, type, dataJson, metadataJson }, index) => ({
    id,
    type,
    contentType: 'application/json' as const,
    data: JSON.parse(dataJson) as Record<string, unknown>,
    metadata: {
      ...(JSON.parse(metadataJson) as Record<string, string>),
      ...(index === events.length - 1 ? { [WRITTEN_BY]: appendId } : {}),
    },
  }));

export const wasWrittenBy = (event: ClientEvent, appendId: string): boolean =>
  metadataOf(event)[WRITTEN_BY] === appendId;

/** The server's own events: statistics, stream metadata, links of its projections. All their names begin so. */
export const isSystemEvent = ({ type, streamId }: ClientEvent): boolean =>
  type.startsWith('$') || streamId.startsWith('$');

export function recordedEvent(event: ClientEvent): RecordedEvent {
  if (!event.position || event.position.commit === NO_POSITION)
    throw new Unsupported('this KurrentDB server does not tell the position of an event, as those from 22.6 on do');
  return {
    id: event.id,
    stream: event.streamId as StreamId,
    version: event.revision,
    position: encodePosition(event.position),
    type: event.type,
    data: event.data as NewEvent['data'],
    // Under `$` stand our own mark and, on a server from 25.1 on, the schema of what was appended atomically.
    metadata: Object.fromEntries(Object.entries(metadataOf(event)).filter(([key]) => !key.startsWith('$'))),
  };
}

const metadataOf = (event: ClientEvent): Record<string, string> =>
  (event.metadata ?? {}) as unknown as Record<string, string>;
