import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fold, parseBusinessDate, type DomainEvent } from '@bofu/kernel';
import { paymentDecider, type PaymentEvent } from '../../libs/payment/src/domain/payment';
import { PROJECT } from '../architecture/planted-workspace';
import { eventExamples, eventVersions, type EventExample } from './event-examples';
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
const goldensNow = (examples: ReadonlyMap<string, EventExample>, versions: Readonly<Record<string, number>>): Goldens =>
  Object.fromEntries(
    [...examples].map(([type, { event }]) => {
      const version = versions[type] ?? 1;
      return [fileOf(type, version), goldenText(event, version)];
    }),
  );

/** Files that are missing, that read otherwise than the decider speaks today, or that belong to no event. */
function differing(written: Goldens, now: Goldens, versions: Readonly<Record<string, number>>): string[] {
  const known = Object.keys(now).flatMap((file) => {
    const [type = ''] = file.split('.');
    return Array.from({ length: versions[type] ?? 1 }, (_, index) => fileOf(type, index + 1));
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
  const now = goldensNow(eventExamples, eventVersions);
  let written: Goldens;

  beforeAll(() => {
    mkdirSync(FOLDER, { recursive: true });
    if (UPDATE) {
      for (const file of differing(writtenGoldens(), now, eventVersions).filter((line) => line.endsWith('no event')))
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
    expect(differing(written, now, eventVersions)).toEqual([]);
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
      const state = inWords(example?.stateAfter({ type: golden.type, data: golden.data }));
      if (golden.version === (eventVersions[type] ?? 1))
        expect(state).toEqual(inWords(example?.stateAfter(example.event)));
    }
  });
});

describe('these checks, on planted changes', () => {
  const paid = (data: object): EventExample => ({
    event: { type: 'PaymentPaid', data },
    stateAfter: (event) => fold(paymentDecider('payment-1'), [event as PaymentEvent]),
  });
  const before = new Map([['PaymentPaid', paid({ paidOn: parseBusinessDate('2021-03-25'), voucherNumber: null })]]);
  const written = goldensNow(before, {});

  it('see a field that is gone', () => {
    const now = goldensNow(new Map([['PaymentPaid', paid({ paidOn: '2021-03-25' })]]), {});
    expect(differing(written, now, {})).toEqual(['PaymentPaid.v1.json has changed']);
  });

  it('see a new event without a file, and a file without an event', () => {
    const now = goldensNow(new Map([['PaymentMade', paid({})]]), {});
    expect(differing({ 'PaymentPaid.v1.json': '{}' }, now, {})).toEqual([
      'PaymentMade.v1.json is missing',
      'PaymentPaid.v1.json belongs to no event',
    ]);
  });

  it('keep the former version of a shape that was changed on purpose', () => {
    const versions = { PaymentPaid: 2 };
    const now = goldensNow(before, versions);
    expect(differing({ ...written, ...now }, now, versions)).toEqual([]);
    expect(differing(now, now, versions)).toEqual(['PaymentPaid.v1.json was recorded and is gone']);
  });

  it('see a recorded shape that can no longer be folded', () => {
    expect(() => before.get('PaymentPaid')?.stateAfter({ type: 'PaymentPaid', data: {} })).toThrow('before submission');
  });
});
