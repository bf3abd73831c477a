import canonicalize from 'canonicalize';
import type { JsonValue } from '@bofu/event-store';
import type { NumberedEvent } from './numbered-events';

/**
 * An event as a CloudEvents 1.0 JSON object: its source is the agency, its subject the stream, its schema that of its
 * type and version. Names of extensions are lower-case letters and digits, as the specification wants; what an event
 * does not carry is left out. `sequence` is its place in the file and sorts as text, after the Sequence extension;
 * `number` is its 事件号 in the store; `append` says which of how many events one command recorded.
 */
export interface CloudEventJson {
  readonly specversion: '1.0';
  readonly id: string;
  readonly source: string;
  readonly type: string;
  readonly subject: string;
  readonly time?: string;
  readonly datacontenttype: 'application/json';
  readonly dataschema: string;
  readonly sequence: string;
  readonly number: number;
  readonly position: string;
  readonly version: string;
  readonly append: string;
  readonly commandid?: string;
  readonly commandhash?: string;
  readonly correlationid?: string;
  readonly causationid?: string;
  readonly previoushash?: string;
  readonly hash?: string;
  readonly data: { readonly [key: string]: JsonValue };
}

const kebab = (type: string): string => type.replace(/(?<=[a-z0-9])(?=[A-Z])/g, '-').toLowerCase();

/** `AppropriationIssued`, 1 → `cn.bofu.appropriation-issued.v1`. */
export const cloudEventType = (type: string, schema: number): string => `cn.bofu.${kebab(type)}.v${schema}`;

/** @param sequence its place in the file, from 1 */
export function cloudEventOf(event: NumberedEvent, sequence: number): CloudEventJson {
  const { id, type, stream, version, position, number, agency, schema, append, data, metadata } = event;
  const time = metadata['recordedAt'];
  return {
    specversion: '1.0',
    id,
    source: `/bofu/agencies/${encodeURIComponent(agency)}`,
    type: cloudEventType(type, schema),
    subject: stream,
    ...(time !== undefined && { time }),
    datacontenttype: 'application/json',
    dataschema: `urn:bofu:event:${kebab(type)}:${schema}`,
    sequence: String(sequence).padStart(12, '0'),
    number,
    position,
    version: String(version),
    append: `${append.ordinal}/${append.count}`,
    ...given('commandid', metadata['commandId']),
    ...given('commandhash', metadata['commandHash']),
    ...given('correlationid', metadata['correlationId']),
    ...given('causationid', metadata['causationId']),
    ...given('previoushash', metadata['previousHash']),
    ...given('hash', metadata['hash']),
    data,
  };
}

const given = <Name extends string>(name: Name, value: string | undefined) =>
  (value === undefined || value === '' ? {} : { [name]: value }) as { readonly [name in Name]?: string };

/**
 * Lines of `events.ndjson` that follow so many others, in the canonical form of RFC 8785: a store may hand an event back
 * with its keys in another order than it was given them, and the same event must always make the same line.
 */
export const cloudEventLines = (events: readonly NumberedEvent[], before: number): string =>
  events.map((event, at) => `${canonicalize(cloudEventOf(event, before + at + 1))}\n`).join('');
