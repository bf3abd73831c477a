import type { AppendRequest, EventMark, EventMetadata, NewEvent, RecordedEvent } from './event-store';

/**
 * What every event says about itself and the append that wrote it: the version of its shape, the agency whose event it
 * is, and its place among the append's events. It travels as text in the metadata, so that the hash covers it, and
 * stands in fields of every recorded event, so that a feed can be cut without a look into anything.
 */
export type OwnWords = Pick<RecordedEvent, 'schema' | 'agency' | 'append'>;

/** The agency of what is recorded as long as a store serves one office and no agency has an id: the nil UUID. */
export const ONE_AGENCY = '00000000-0000-0000-0000-000000000000';

export interface Placing {
  readonly schema: number;
  readonly agency: string;
}

/** The requests of one append with every event's own words in its metadata. What an event says already, it keeps. */
export function placed<Request extends Pick<AppendRequest, 'events'>>(
  requests: readonly Request[],
  { schema, agency }: Placing = { schema: 1, agency: ONE_AGENCY },
): Request[] {
  const count = requests.reduce((sum, { events }) => sum + events.length, 0);
  let ordinal = 0;
  return requests.map((request) => ({
    ...request,
    events: request.events.map((event): NewEvent => {
      ordinal += 1;
      return {
        ...event,
        metadata: { schema: String(schema), agency, append: `${ordinal}/${count}`, ...event.metadata },
      };
    }),
  }));
}

/** What an event's metadata says of it. An event that another program wrote stands for itself. */
export function ownWordsOf({ schema, agency, append }: EventMetadata): OwnWords {
  const [ordinal = 1, count = 1] = /^[1-9]\d*\/[1-9]\d*$/.test(append ?? '')
    ? (append ?? '').split('/').map(Number)
    : [];
  return { schema: Number(schema ?? 1), agency: agency ?? '', append: { ordinal, count } };
}

export const endsAppend = ({ append }: Pick<RecordedEvent, 'append'>): boolean => append.ordinal === append.count;

/**
 * How many of these events, in the order of all, a batch of the asked size holds: so many, and then up to the end of
 * the append it would cut. Less where that end has not come yet, and none where no append has ended.
 */
export function wholeAppends(events: readonly Pick<RecordedEvent, 'append'>[], size: number): number {
  const end = events.findIndex((event, index) => index >= size - 1 && endsAppend(event));
  return 1 + (end === -1 ? events.findLastIndex(endsAppend) : end);
}

/** An event as a batch names its last one. */
type Marked = Pick<RecordedEvent, 'position' | 'stream' | 'id' | 'metadata'>;
export const markOf = ({ position, stream, id, metadata }: Marked): EventMark => ({
  position,
  stream,
  id,
  hash: metadata['hash'] ?? '',
});

export interface AppendBreak<Event> {
  readonly event: Event;
  readonly expected: string;
  /** Empty where the append ends before it is whole. */
  readonly found: string;
}

const written = ({ ordinal, count }: RecordedEvent['append']): string => `${ordinal}/${count}`;

/** Follows the appends in the order of all events: what one append wrote stands together and is whole. */
export class AppendFollower<Event extends Pick<RecordedEvent, 'append'> = RecordedEvent> {
  #unfinished: Event | null = null;

  /** What is wrong with the next event; after a break it goes on from the event as it stands. */
  next(event: Event): AppendBreak<Event> | null {
    const expected = this.#expected() ?? written({ ordinal: 1, count: event.append.count });
    this.#unfinished = endsAppend(event) ? null : event;
    const found = written(event.append);
    return found === expected ? null : { event, expected, found };
  }

  /** What is missing after the last event. */
  end(): AppendBreak<Event> | null {
    const expected = this.#expected();
    return this.#unfinished === null || expected === null ? null : { event: this.#unfinished, expected, found: '' };
  }

  #expected(): string | null {
    if (this.#unfinished === null) return null;
    const { ordinal, count } = this.#unfinished.append;
    return written({ ordinal: ordinal + 1, count });
  }
}
