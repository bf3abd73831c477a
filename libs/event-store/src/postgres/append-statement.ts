import type { ClientBase, QueryArrayConfig } from 'pg';
import { judge, type Finding } from '../append-outcome';
import type { WrittenRequest } from '../append-validation';
import type { AtomicAppendResult, ExpectedVersion, StreamCheck } from '../event-store';
import { positionOf } from './position';

/** One call of append or appendAtomic: its requests are written together or not at all. */
export interface Group {
  readonly requests: readonly WrittenRequest[];
  readonly checks: readonly StreamCheck[];
}

export type Outcome = { readonly result: AtomicAppendResult } | { readonly refusal: Error };

// Texts travel joined by a separator that neither names nor JSON can contain: arrays in the notation of Postgres cost
// an escape for every quotation mark in the JSON, on both sides.
const SEPARATOR = '\u001f';
const texts = (parameter: number): string => `string_to_array($${parameter}, E'\\x1f')`;

const APPEND = {
  name: 'append-events',
  text: `select * from event_store.append($1, ${texts(2)}, $3, $4, $5, $6, $7, $8, ${texts(9)}, ${texts(10)}, ${texts(11)})`,
  rowMode: 'array',
} as const;

type Row = [
  request: number,
  finding: Finding['kind'],
  version: string,
  position: string | null,
  eventId: string | null,
];

/**
 * Sends groups in one statement, which is one transaction. No two requests may name the same stream, and no check one
 * that a request names.
 */
export async function sendGroups(client: ClientBase, exclusive: boolean, groups: readonly Group[]): Promise<Outcome[]> {
  const query: QueryArrayConfig = { ...APPEND, values: [exclusive, ...columnsOf(groups)] };
  const { rows } = await client.query<Row>(query);
  const byRequest = new Map(rows.map((row) => [row[0], row]));
  let request = 0;
  return groups.map((group) => {
    const found = [...group.requests, ...group.checks].map(() => byRequest.get((request += 1)));
    try {
      return { result: resultOf(group, found) };
    } catch (refusal) {
      return { refusal: refusal as Error };
    }
  });
}

function columnsOf(groups: readonly Group[]): string[] {
  const streams: string[] = [];
  const groupOf: string[] = [];
  const expected: string[] = [];
  const lasts: string[] = [];
  const requests: string[] = [];
  const versions: string[] = [];
  const ids: string[] = [];
  const types: string[] = [];
  const data: string[] = [];
  const metadata: string[] = [];
  const expect = (group: number, check: StreamCheck): bigint => {
    const actual = check.expected === 'no-stream' ? -1n : check.expected;
    streams.push(check.stream);
    groupOf.push(String(group));
    expected.push(String(actual));
    return actual;
  };
  for (const [group, { requests: written, checks }] of groups.entries()) {
    for (const request of written) {
      const actual = expect(group, request);
      for (const [index, event] of request.events.entries()) {
        requests.push(String(streams.length));
        versions.push(String(actual + BigInt(index) + 1n));
        ids.push(event.id);
        types.push(event.type);
        data.push(event.dataJson);
        metadata.push(event.metadataJson);
      }
      lasts.push(String(ids.length));
    }
    for (const check of checks) {
      expect(group, check);
      lasts.push('null');
    }
  }
  const array = (values: readonly string[]) => `{${values.join(',')}}`;
  const text = (values: readonly string[]) => values.join(SEPARATOR);
  return [
    text(streams),
    array(groupOf),
    array(expected),
    array(lasts),
    array(requests),
    array(versions),
    array(ids),
    text(types),
    text(data),
    text(metadata),
  ];
}

function resultOf({ requests, checks }: Group, rows: readonly (Row | undefined)[]): AtomicAppendResult {
  const findings = requests.map((_request, index): Finding => {
    const [, kind = 'as-expected', version = '-1', , eventId] = rows[index] ?? [];
    const actual = versionOf(version);
    return kind === 'reused' ? { kind, eventId: eventId ?? '' } : kind === 'as-expected' ? { kind } : { kind, actual };
  });
  // Only a check that does not hold is answered.
  const checked = checks.map((check, index) => {
    const row = rows[requests.length + index];
    return { ...check, actual: row ? versionOf(row[2]) : check.expected };
  });
  const repeated = judge(requests, findings, checked) === 'repeated';
  const last = requests.map((_request, index) => ({
    version: BigInt(rows[index]?.[2] ?? 0),
    position: BigInt(rows[index]?.[3] ?? 0),
  }));
  const position = positionOf(last.reduce((furthest, at) => (at.position > furthest ? at.position : furthest), 0n));
  return { versions: last.map(({ version }) => version), position, repeated };
}

const versionOf = (version: string): ExpectedVersion => (version === '-1' ? 'no-stream' : BigInt(version));
