import { Empty } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb';
import { StreamIdentifier } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/shared_pb';
import { ReadReq } from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v1/streams_pb';
import {
  AppendRecordsRequest,
  ConsistencyCheck,
} from '@kurrent/kurrentdb-client/generated/kurrentdb/protocols/v2/streams/streams_pb';
import type { WrittenRequest } from '../append-validation';
import type { StreamCheck } from '../event-store';
import { appendRecords } from './kurrentdb-events';
import type { LogPosition } from './kurrentdb-position';

/** What goes over the wire, in the words of the protocol (streams.proto, v1 and v2). */

export interface StreamReading {
  readonly from: bigint | 'end';
  readonly backwards: boolean;
  readonly count: number | null;
}

export interface LogReading {
  readonly from: LogPosition | 'start' | 'end';
  readonly backwards: boolean;
  readonly count: number;
  /** With what stands at that position itself. */
  readonly including: boolean;
  /** Of which types events are wanted. */
  readonly types: string;
}

/** All types but the server's own. */
export const BUSINESS_EVENTS = String.raw`^[^$].*`;
/** What the server's tools did to streams: settings, deletion with a way back, deletion for good. */
export const ACTS_ON_STREAMS = String.raw`^\$(?:metadata|streamDeleted)$`;

const NO_STREAM = -1n;
/** The server takes 64 bits without a sign. */
const EVERYTHING = String(2n ** 64n - 1n);

const { BACKWARDS, FORWARDS } = ReadReq.Options.ReadDirection;

function optionsOf(backwards: boolean): ReadReq.Options {
  const options = new ReadReq.Options();
  options.setUuidOption(new ReadReq.Options.UUIDOption().setString(new Empty()));
  // Then the server tells the last revision of a stream as well.
  options.setControlOption(new ReadReq.Options.ControlOption().setCompatibility(1));
  options.setReadDirection(backwards ? BACKWARDS : FORWARDS);
  return options;
}

export function streamRequest(stream: string, { from, backwards, count }: StreamReading): ReadReq {
  const named = new StreamIdentifier().setStreamName(Buffer.from(stream, 'utf8').toString('base64'));
  const place = new ReadReq.Options.StreamOptions().setStreamIdentifier(named);
  if (from === 'end') place.setEnd(new Empty());
  else place.setRevision(String(from));
  const options = optionsOf(backwards).setStream(place).setNoFilter(new Empty());
  options.setCount(count === null ? EVERYTHING : String(count));
  return new ReadReq().setOptions(options);
}

export function logRequest({ from, backwards, count, types }: LogReading): ReadReq {
  const options = optionsOf(backwards).setAll(placeInLog(from)).setFilter(typeFilter(types));
  // Forwards the start belongs to the answer.
  options.setCount(String(count + 1));
  return new ReadReq().setOptions(options);
}

/** From there on, exclusive, for as long as somebody listens. */
export function subscriptionRequest(after: LogPosition | 'start' | 'end'): ReadReq {
  const options = optionsOf(false).setAll(placeInLog(after)).setFilter(typeFilter(BUSINESS_EVENTS));
  options.setSubscription(new ReadReq.Options.SubscriptionOptions());
  return new ReadReq().setOptions(options);
}

function placeInLog(from: LogPosition | 'start' | 'end'): ReadReq.Options.AllOptions {
  const place = new ReadReq.Options.AllOptions();
  if (from === 'start') return place.setStart(new Empty());
  if (from === 'end') return place.setEnd(new Empty());
  return place.setPosition(
    new ReadReq.Options.Position().setCommitPosition(String(from.commit)).setPreparePosition(String(from.prepare)),
  );
}

/** How many events a subscription passes over before it says how far it has come: often enough to be told apart from dead. */
const EVENTS_PER_WORD = 1_000;

const typeFilter = (types: string): ReadReq.Options.FilterOptions =>
  new ReadReq.Options.FilterOptions()
    .setEventType(new ReadReq.Options.FilterOptions.Expression().setRegex(types))
    .setCount(new Empty())
    .setCheckpointintervalmultiplier(EVENTS_PER_WORD);

export const appendRequest = (
  requests: readonly WrittenRequest[],
  checks: readonly { readonly stream: string; readonly expected: StreamCheck['expected'] }[],
  appendId: string,
): AppendRecordsRequest =>
  new AppendRecordsRequest()
    .setRecordsList(requests.flatMap((request) => appendRecords(request, appendId)))
    .setChecksList(
      checks.map(({ stream, expected }) => {
        const state = expected === 'no-stream' ? NO_STREAM : expected;
        return new ConsistencyCheck().setStreamState(
          new ConsistencyCheck.StreamStateCheck().setStream(stream).setExpectedState(String(state)),
        );
      }),
    );
