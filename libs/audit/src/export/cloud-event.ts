import canonicalize from 'canonicalize';
import type { JsonValue } from '@bofu/event-store';
import type { NumberedEvent } from './numbered-events';

/**
 * An event as a CloudEvents 1.0 JSON object. Names of extensions are lower-case letters and digits, as the
 * specification wants; what an event does not carry is left out. `sequence` sorts as text, after the Sequence extension.
 */
export interface CloudEventJson {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time?: string;
  readonly datacontenttype: 'application/json';
  readonly sequence: string;
  readonly position: string;
  readonly stream: string;
  readonly version: string;
  readonly actor?: string;
  readonly commandid?: string;
  readonly commandhash?: string;
  readonly correlationid?: string;
  readonly causationid?: string;
  readonly previoushash?: string;
  readonly hash?: string;
  readonly data: { readonly [key: string]: JsonValue };
}

const SOURCE = '/bofu/events';

/** `AppropriationIssued` → `cn.bofu.appropriation-issued.v1`. */
export const cloudEventType = (type: string): string =>
  `cn.bofu.${type.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase()}.v1`;

export function cloudEventOf({ id, type, stream, version, position, number, data, metadata }: NumberedEvent) {
  const time = metadata['recordedAt'];
  const event: CloudEventJson = {
    specversion: '1.0',
    id,
    source: SOURCE,
    type: cloudEventType(type),
    subject: stream,
    ...(time !== undefined && { time }),
    datacontenttype: 'application/json',
    sequence: String(number).padStart(12, '0'),
    position,
    stream,
    version: String(version),
    ...given('actor', metadata['actor']),
    ...given('commandid', metadata['commandId']),
    ...given('commandhash', metadata['commandHash']),
    ...given('correlationid', metadata['correlationId']),
    ...given('causationid', metadata['causationId']),
    ...given('previoushash', metadata['previousHash']),
    ...given('hash', metadata['hash']),
    data,
  };
  return event;
}

const given = <Name extends string>(name: Name, value: string | undefined) =>
  (value === undefined || value === '' ? {} : { [name]: value }) as { readonly [name in Name]?: string };

/**
 * One line of `events.ndjson`, in the canonical form of RFC 8785: a store may hand an event back with its keys in
 * another order than it was given them, and the same event must always make the same line.
 */
export const cloudEventLine = (event: NumberedEvent): string => `${canonicalize(cloudEventOf(event))}\n`;
