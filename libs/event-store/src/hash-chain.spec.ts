import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { streamId, type NewEvent, type StreamId } from './event-store';
import { chained, firstBreak, hashOf, NO_PREVIOUS_HASH, type Envelope } from './hash-chain';

const A = streamId('purse', 'a');

const anEvent = (id: string, data: NewEvent['data'] = {}): NewEvent => ({
  id,
  type: 'PutIn',
  data,
  metadata: { actor: '张三' },
});

/** Streams as a store would hand them over, one event of each in turn. */
function recordedIn(streams: Readonly<Record<string, readonly NewEvent[]>>): Envelope[] {
  const sealed = Object.entries(streams).map(([name, events]) => {
    const stream = streamId('purse', name);
    return chained(stream, undefined, events).map((event, at) => ({ ...event, stream, version: BigInt(at) }));
  });
  const longest = Math.max(...sealed.map(({ length }) => length));
  return Array.from({ length: longest }, (_, at) => sealed.flatMap((events) => events[at] ?? [])).flat();
}

describe('the hash of an event', () => {
  it('is SHA-256 over its envelope in canonical JSON: keys in order, version as text, without the hash itself', () => {
    const event: Envelope = {
      stream: A,
      version: 7n,
      id: 'an-id',
      type: 'PutIn',
      data: { z: '元', amount: 1e21, a: [true, null] },
      metadata: { previousHash: 'before', hash: 'itself', actor: '张三' },
    };
    const canonical =
      '{"data":{"a":[true,null],"amount":1e+21,"z":"元"},"id":"an-id",' +
      '"metadata":{"actor":"张三","previousHash":"before"},"stream":"purse-a","type":"PutIn","version":"7"}';
    expect(hashOf(event)).toBe(createHash('sha256').update(canonical).digest('hex'));
  });

  it('does not depend on the order of keys', () => {
    const [event] = recordedIn({ a: [anEvent('1', { one: 1, two: { x: 'x', y: 'y' } })] });
    const turned = { ...event!, data: { two: { y: 'y', x: 'x' }, one: 1 } };
    expect(hashOf(turned)).toBe(hashOf(event!));
  });
});

describe('a chain', () => {
  it('begins with zeros and goes on from the last event, however it is cut into appends', () => {
    const events = ['1', '2', '3'].map((id) => anEvent(id));
    const atOnce = chained(A, undefined, events);
    const first = chained(A, undefined, events.slice(0, 1));
    const last: Envelope = { ...first[0]!, stream: A, version: 0n };
    expect(atOnce[0]?.metadata['previousHash']).toBe(NO_PREVIOUS_HASH);
    expect([...first, ...chained(A, last, events.slice(1))]).toEqual(atOnce);
  });

  it('names an event that was recorded without a seal, and goes on after it', () => {
    const bare: Envelope = { ...anEvent('1'), stream: A, version: 0n };
    const [next] = chained(A, bare, [anEvent('2')]);
    const after: Envelope = { ...next!, stream: A, version: 1n };
    expect(firstBreak([bare, after])).toMatchObject({ event: { id: '1' }, fault: 'unsealed' });
    expect(firstBreak([after])).toMatchObject({ event: { id: '2' }, fault: 'version', expected: '0', found: '1' });
    const otherBefore: Envelope = { ...bare, data: { amount: 2 } };
    const follows = chained(A, otherBefore, [anEvent('2')])[0]!.metadata['previousHash'];
    expect(follows).not.toBe(after.metadata['previousHash']);
  });

  it('cannot tell that its end was cut off, or that it was sealed anew from the change on', () => {
    const events = recordedIn({ a: [anEvent('1'), anEvent('2'), anEvent('3')] });
    expect(firstBreak(events.slice(0, 2))).toBeNull();
    expect(firstBreak(recordedIn({ a: [anEvent('1'), anEvent('2', { amount: 1 }), anEvent('3')] }))).toBeNull();
  });
});

/** Each way of tampering names the event that must be found, by its place in the tampered log; `null`: nothing done. */
type Tampering = (log: readonly Envelope[], at: number, text: string) => { log: Envelope[]; found: number } | null;

const replaced = (log: readonly Envelope[], at: number, change: (event: Envelope) => Partial<Envelope>) => {
  const tampered = log.map((event, index) => (index === at ? { ...event, ...change(event) } : event));
  return { log: tampered, found: at };
};
const nextInStream = (log: readonly Envelope[], stream: StreamId, from: number): number =>
  log.findIndex((event, index) => index >= from && event.stream === stream);

const TAMPERINGS: Readonly<Record<string, Tampering>> = {
  'data changed': (log, at, text) => replaced(log, at, ({ data }) => ({ data: { ...data, [text]: 'changed' } })),
  'data taken out': (log, at) => replaced(log, at, () => ({ data: {} })),
  'type changed': (log, at, text) => replaced(log, at, ({ type }) => ({ type: type + text })),
  'id changed': (log, at, text) => replaced(log, at, ({ id }) => ({ id: id + text })),
  'actor changed': (log, at, text) =>
    replaced(log, at, ({ metadata }) => ({ metadata: { ...metadata, actor: `${metadata['actor']}${text}` } })),
  'metadata added': (log, at, text) =>
    replaced(log, at, ({ metadata }) => ({ metadata: { ...metadata, [`more ${text}`]: '' } })),
  'hash changed': (log, at, text) =>
    replaced(log, at, ({ metadata }) => ({ metadata: { ...metadata, hash: `${metadata['hash']}${text}` } })),
  'seal taken off': (log, at) => replaced(log, at, ({ metadata: { actor } }) => ({ metadata: { actor: actor ?? '' } })),
  'moved to another stream': (log, at) => replaced(log, at, () => ({ stream: streamId('purse', 'elsewhere') })),
  'changed and sealed anew': (log, at) => {
    const found = nextInStream(log, log[at]!.stream, at + 1);
    if (found === -1) return null;
    const { log: tampered } = replaced(log, at, (event) => {
      const data = { ...event.data, changed: true };
      return { data, metadata: { ...event.metadata, hash: hashOf({ ...event, data }) } };
    });
    return { log: tampered, found };
  },
  'taken out of the middle': (log, at) => {
    const found = nextInStream(log, log[at]!.stream, at + 1);
    return found === -1 ? null : { log: log.filter((_, index) => index !== at), found: found - 1 };
  },
  'taken out and the gap closed': (log, at) => {
    const { stream } = log[at]!;
    const found = nextInStream(log, stream, at + 1);
    if (found === -1) return null;
    const closed = log.map((event, index) =>
      index > at && event.stream === stream ? { ...event, version: event.version - 1n } : event,
    );
    return { log: closed.filter((_, index) => index !== at), found: found - 1 };
  },
  'another put in': (log, at, text) => {
    const { stream, version, metadata } = log[at]!;
    const [forged] = chained(stream, undefined, [{ ...anEvent(`forged ${text}`), metadata: { actor: '某' } }]);
    const forgery = { ...forged!, stream, version, metadata: { ...forged!.metadata, ...metadata } };
    const later = log
      .slice(at)
      .map((event) => (event.stream === stream ? { ...event, version: event.version + 1n } : event));
    return { log: [...log.slice(0, at), forgery, ...later], found: at };
  },
  'given twice': (log, at) => ({
    log: [...log.slice(0, at + 1), { ...log[at]! }, ...log.slice(at + 1)],
    found: at + 1,
  }),
  'two swapped': (log, at) => {
    const other = nextInStream(log, log[at]!.stream, at + 1);
    if (other === -1) return null;
    const [a, b] = [log[at]!, log[other]!];
    const swapped = log.map((event, index) =>
      index === at ? { ...b, version: a.version } : index === other ? { ...a, version: b.version } : event,
    );
    return { log: swapped, found: at };
  },
};

describe('whatever is done to one event', () => {
  const anyData = fc.dictionary(fc.string(), fc.oneof(fc.string(), fc.integer(), fc.boolean()), { minKeys: 1 });
  const anyLog = fc
    .array(fc.array(anyData, { minLength: 1, maxLength: 5 }), { minLength: 1, maxLength: 3 })
    .map((streams) =>
      recordedIn(
        Object.fromEntries(
          streams.map((events, at) => [String(at), events.map((data, index) => anEvent(`${at}/${index}`, data))]),
        ),
      ),
    );

  it.each(Object.entries(TAMPERINGS))('%s: the first event that does not fit is named', (_what, tamper) => {
    let done = 0;
    fc.assert(
      fc.property(anyLog, fc.nat(), fc.string({ minLength: 1 }), (log, somewhere, text) => {
        expect(firstBreak(log)).toBeNull();
        const tampered = tamper(log, somewhere % log.length, text);
        if (tampered === null) return;
        done += 1;
        const found = firstBreak(tampered.log);
        expect(found === null ? null : tampered.log.indexOf(found.event)).toBe(tampered.found);
      }),
      { seed: 20_211_031, numRuns: 200 },
    );
    expect(done).toBeGreaterThan(50);
  });
});
