import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { DomainEvent } from '@bofu/kernel';
import { codecOf, eventData } from '@bofu/event-store';
import { z } from 'zod';
import { PROJECT } from '../architecture/planted-workspace';
import { eventExamples, type EventExample } from './event-examples';
import { domainTerms } from './vocabulary';

const FOLDER = join(PROJECT, 'docs/events');
const UPDATE = process.env['UPDATE_GOLDENS'] === '1';

type Goldens = Readonly<Record<string, string>>;
interface Golden {
  readonly type: string;
  readonly version: number;
  readonly data: object;
}

const fileOf = (type: string, version: number) => `${type}.v${version}.json`;
const goldenText = ({ type, data }: DomainEvent, version: number) =>
  `${JSON.stringify({ type, version, data }, null, 2)}\n`;

/** The golden files as they must read today, by name. */
const goldensNow = (examples: ReadonlyMap<string, EventExample>): Goldens =>
  Object.fromEntries(
    [...examples].map(([type, { event, schema }]) => [fileOf(type, schema), goldenText(event, schema)]),
  );

/** Files that are missing, that read otherwise than the decider speaks today, or that belong to no event. */
function differing(written: Goldens, now: Goldens): string[] {
  const known = Object.keys(now).flatMap((file) => {
    const [type = '', version = 'v1'] = file.split('.');
    return Array.from({ length: Number(version.slice(1)) }, (_, index) => fileOf(type, index + 1));
  });
  return [
    ...Object.entries(now)
      .filter(([file, text]) => written[file] !== text)
      .map(([file]) => (written[file] === undefined ? `${file} is missing` : `${file} has changed`)),
    ...known.filter((file) => !(file in now) && !(file in written)).map((file) => `${file} was recorded and is gone`),
    ...Object.keys(written)
      .filter((file) => !known.includes(file))
      .map((file) => `${file} belongs to no event`),
  ];
}

const inWords = (state: unknown): unknown =>
  JSON.parse(
    JSON.stringify(state, (_key, value: unknown) =>
      typeof value === 'bigint' ? String(value) : value instanceof Map ? [...value] : value,
    ),
  );

const writtenGoldens = (): Goldens =>
  Object.fromEntries(readdirSync(FOLDER).map((file) => [file, readFileSync(join(FOLDER, file), 'utf8')]));

describe('the golden events', () => {
  const now = goldensNow(eventExamples);
  let written: Goldens;

  beforeAll(() => {
    mkdirSync(FOLDER, { recursive: true });
    if (UPDATE) {
      for (const file of differing(writtenGoldens(), now).filter((line) => line.endsWith('no event')))
        rmSync(join(FOLDER, file.split(' ')[0] ?? ''));
      for (const [file, text] of Object.entries(now)) writeFileSync(join(FOLDER, file), text);
    }
    written = writtenGoldens();
  });

  it('know every event of every decider', () => {
    const events = domainTerms(PROJECT).filter(({ kind }) => kind === 'event');
    expect([...eventExamples.keys()].sort()).toEqual(events.map(({ name }) => name).sort());
  });

  it('read as the deciders speak today (UPDATE_GOLDENS=1 writes them anew, for review)', () => {
    expect(differing(written, now)).toEqual([]);
  });

  it('survive JSON unchanged', () => {
    for (const { event } of eventExamples.values()) expect(JSON.parse(JSON.stringify(event.data))).toEqual(event.data);
  });

  it.each([...eventExamples.keys()])('fold in every version ever recorded: %s', (type) => {
    const example = eventExamples.get(type);
    const texts = Object.entries(written).filter(([file]) => file.startsWith(`${type}.v`));
    expect(texts.length).toBeGreaterThan(0);
    for (const [, text] of texts) {
      const golden = JSON.parse(text) as Golden;
      const state = inWords(example?.stateAfter({ type: golden.type, schema: golden.version, data: golden.data }));
      if (example && golden.version === example.schema)
        expect(state).toEqual(inWords(example.stateAfter({ ...example.event, schema: example.schema })));
    }
  });
});

describe('these checks, on planted changes', () => {
  const { count, dataOf, text } = eventData;
  const stamp = {
    agencyId: 'agency-1',
    by: { personId: 'person-1', post: 'clerk', delegationId: null, channel: 'page', mode: 'office' },
    bookedIn: null,
  };
  const noted = (data: object, schema = 1): EventExample => ({
    event: { type: 'Noted', data: { ...data, ...stamp } },
    schema,
    stateAfter: () => null,
  });
  const before = new Map([['Noted', noted({ what: 'a', times: 1 })]]);
  const written = goldensNow(before);

  it('see a field that is gone', () => {
    const now = goldensNow(new Map([['Noted', noted({ what: 'a' })]]));
    expect(differing(written, now)).toEqual(['Noted.v1.json has changed']);
  });

  it('see a new event without a file, and a file without an event', () => {
    const now = goldensNow(new Map([['Marked', { ...noted({}), event: { type: 'Marked', data: {} } }]]));
    expect(differing({ 'Noted.v1.json': '{}' }, now)).toEqual([
      'Marked.v1.json is missing',
      'Noted.v1.json belongs to no event',
    ]);
  });

  it('keep the former version of a shape that was changed on purpose', () => {
    const now = goldensNow(new Map([['Noted', noted({ words: ['a'] }, 2)]]));
    expect(differing({ ...written, ...now }, now)).toEqual([]);
    expect(differing(now, now)).toEqual(['Noted.v1.json was recorded and is gone']);
  });

  describe('on a shape that has had two versions', () => {
    type Noted = DomainEvent<'Noted', { words: readonly string[]; times: number }>;
    const { decode } = codecOf<Noted>({
      Noted: {
        schema: 2,
        parse: dataOf({ words: z.array(text).readonly(), times: count }),
        upcast: { 1: ({ what = '', ...rest }) => ({ ...rest, words: [what] }) },
      },
    });
    const data = (own: object) => ({ ...own, ...stamp }) as Parameters<typeof decode>[0]['data'];

    it('read both as one', () => {
      const now = decode({ type: 'Noted', schema: 2, data: data({ words: ['a'], times: 1 }) });
      expect(decode({ type: 'Noted', schema: 1, data: data({ what: 'a', times: 1 }) })).toEqual(now);
    });

    it.each([
      ['a type that nobody knows', { type: 'Marked', schema: 1, data: data({}) }],
      ['a version of a newer program', { type: 'Noted', schema: 3, data: data({ words: ['a'], times: 1 }) }],
      ['a field too many', { type: 'Noted', schema: 2, data: data({ words: ['a'], times: 1, more: 1 }) }],
      ['a field missing', { type: 'Noted', schema: 2, data: data({ words: ['a'] }) }],
    ])('stop at %s', (_what, recorded) => expect(() => decode(recorded)).toThrow('is not known here'));
  });
});
