import { createHash, randomUUID } from 'node:crypto';
import {
  AppendOutcomeUnknown,
  AppendTooLarge,
  ConcurrencyConflict,
  EventIdReused,
  EventTooLarge,
  InvalidEvent,
  LARGEST_APPEND_BYTES,
  LARGEST_EVENT_BYTES,
  ONE_AGENCY,
  placed,
  StoreUnavailable,
  streamId,
  type AppendRequest,
  type EventBatch,
  type EventStore,
  type ExpectedVersion,
  type NewEvent,
  type Position,
  type ReadAllOptions,
  type RecordedEvent,
  type StreamId,
  type SubscribeOptions,
} from '../src';
import { placing } from '../testing/placing';
import { describeStreamChecks } from './stream-checks';
import { describeWholeAppends } from './whole-appends';

/** A store to be tried, and the faults it can be given. */
export interface StoreUnderTest {
  readonly store: EventStore;
  /** A second handle on the same data, as another process would have it. */
  readonly reopen?: () => Promise<EventStore>;
  /** Cuts every connection there is; new ones are welcome. */
  readonly breakConnections?: () => Promise<void>;
  /** The next append is recorded, but its answer never arrives. */
  readonly loseNextAcknowledgement?: () => Promise<void>;
  close(): Promise<void>;
}

export interface StoreCapabilities {
  /** Every store that is opened starts without events. Not so on a real server that others use too. */
  readonly startsEmpty: boolean;
  /** What `open` must offer. What is missing here is said out loud when the suite runs. */
  readonly faults: readonly Fault[];
  /** How many appends and races it is put through: fewer where each costs many calls over a socket. */
  readonly appends: number;
  readonly races: number;
  /** Whether it looks up by itself what became of an append whose answer was lost. Default: it says that it is unknown. */
  readonly looksUpLostAnswers?: boolean;
}

export type Fault = 'reopen' | 'breakConnections' | 'loseNextAcknowledgement';
const FAULTS: readonly Fault[] = ['reopen', 'breakConnections', 'loseNextAcknowledgement'];

/** What the product may rely on, whichever store is configured. */
export function describeEventStoreContract(
  name: string,
  open: () => Promise<StoreUnderTest>,
  capabilities: StoreCapabilities,
): void {
  describe(`the event store contract: ${name}`, () => {
    let tried: StoreUnderTest | undefined;
    let store: EventStore;

    beforeAll(async () => {
      for (const fault of FAULTS)
        if (!capabilities.faults.includes(fault)) process.stdout.write(`${name}: NOT RUN without ${fault}\n`);
      tried = await open();
      store = placing(tried.store);
    });
    afterAll(() => tried?.close());

    /** The hook for a fault the store has promised to offer. */
    function given<Hook extends Fault>(fault: Hook): NonNullable<StoreUnderTest[Hook]> {
      const hook = tried?.[fault];
      if (!hook) throw new Error(`${name} promised ${fault} and does not offer it`);
      return hook;
    }

    const read = async (stream: StreamId) => (await store.readStream(stream)).events;
    const idsIn = async (stream: StreamId) => (await read(stream)).map(({ id }) => id);

    describe('when an append names what the stream must look like', () => {
      it('creates an absent stream', async () => {
        const stream = aStream();
        const result = await store.append({ stream, expected: 'no-stream', events: [anEvent()] });
        expect(result).toMatchObject({ version: 0n, repeated: false });
      });

      it('numbers several events from 0 without gaps', async () => {
        const stream = aStream();
        const result = await store.append({ stream, expected: 'no-stream', events: [anEvent(), anEvent(), anEvent()] });
        expect(result.version).toBe(2n);
        expect((await read(stream)).map(({ version }) => version)).toEqual([0n, 1n, 2n]);
      });

      it('goes on from the exact version', async () => {
        const stream = aStream();
        await store.append({ stream, expected: 'no-stream', events: [anEvent()] });
        expect(await store.append({ stream, expected: 0n, events: [anEvent(), anEvent()] })).toMatchObject({
          version: 2n,
        });
        expect(await store.append({ stream, expected: 2n, events: [anEvent()] })).toMatchObject({ version: 3n });
      });

      const wrong: readonly [situation: string, held: number, expected: ExpectedVersion, actual: ExpectedVersion][] = [
        ['a stream that should not exist and does', 2, 'no-stream', 1n],
        ['a version behind', 3, 0n, 2n],
        ['a version ahead', 2, 2n, 1n],
        ['a version far ahead', 1, 2n ** 62n, 0n],
        ['a version of an absent stream', 0, 0n, 'no-stream'],
      ];
      it.each(wrong)('refuses %s, and says what is there', async (_situation, held, expected, actual) => {
        const stream = aStream();
        if (held > 0) await store.append({ stream, expected: 'no-stream', events: someEvents(held) });
        const before = await idsIn(stream);
        const refused = await failureOf(store.append({ stream, expected, events: [anEvent()] }));
        expect(refused).toBeInstanceOf(ConcurrencyConflict);
        expect(refused).toMatchObject({ code: 'concurrency-conflict', stream, expected, actual });
        expect(await idsIn(stream)).toEqual(before);
      });

      it('keeps streams apart whose names begin alike', async () => {
        const stream = aStream();
        const longer = `${stream}1` as StreamId;
        await store.append({ stream, expected: 'no-stream', events: [anEvent()] });
        await store.append({ stream: longer, expected: 'no-stream', events: someEvents(2) });
        expect(await read(stream)).toHaveLength(1);
        expect(await read(longer)).toHaveLength(2);
      });

      it('lets exactly one of many racing to create a stream through', async () => {
        const stream = aStream();
        const races = Array.from({ length: 16 }, () =>
          store.append({ stream, expected: 'no-stream', events: [anEvent()] }),
        );
        expect(await outcomesOf(races)).toEqual({ done: 1, conflicts: 15 });
        expect(await read(stream)).toHaveLength(1);
      });

      it('lets exactly one of many racing from one version through', async () => {
        const stream = aStream();
        await store.append({ stream, expected: 'no-stream', events: [anEvent()] });
        const races = Array.from({ length: 16 }, () => store.append({ stream, expected: 0n, events: someEvents(2) }));
        expect(await outcomesOf(races)).toEqual({ done: 1, conflicts: 15 });
        expect((await read(stream)).map(({ version }) => version)).toEqual([0n, 1n, 2n]);
      });

      it('refuses the one that conflicts and lets those beside it through', async () => {
        const taken = aStream();
        await store.append({ stream: taken, expected: 'no-stream', events: [anEvent()] });
        const good = Array.from({ length: 20 }, () => store.append(aCreation()));
        const bad = store.append({ stream: taken, expected: 7n, events: [anEvent()] });
        const more = Array.from({ length: 20 }, () => store.append(aCreation()));
        expect(await failureOf(bad)).toBeInstanceOf(ConcurrencyConflict);
        expect(await outcomesOf([...good, ...more])).toEqual({ done: 40, conflicts: 0 });
      });

      it('lets writers that read, decide and try again all through in the end', async () => {
        const stream = aStream();
        const writer = async () => {
          for (;;) {
            const last = (await read(stream)).at(-1);
            const failure = await failureOf(
              store.append({ stream, expected: last?.version ?? 'no-stream', events: [anEvent()] }),
            );
            if (failure === null) return;
            expect(failure).toBeInstanceOf(ConcurrencyConflict);
          }
        };
        await Promise.all(Array.from({ length: 8 }, writer));
        expect((await read(stream)).map(({ version }) => Number(version))).toEqual([0, 1, 2, 3, 4, 5, 6, 7]);
      });
    });

    describe('when the same append comes again', () => {
      it('answers as the first time and writes nothing', async () => {
        const creation = aCreation(3);
        const first = await store.append(creation);
        const again = await store.append(creation);
        expect(again).toEqual({ ...first, repeated: true });
        expect(await idsIn(creation.stream)).toEqual(idsOf(creation));
      });

      it('does so from an exact version too', async () => {
        const { stream } = await created(2);
        const request = { stream, expected: 1n, events: someEvents(2) };
        const first = await store.append(request);
        expect(await store.append(request)).toEqual({ ...first, repeated: true });
        expect(await read(stream)).toHaveLength(4);
      });

      it('recognises it after others went on', async () => {
        const { stream } = await created(1);
        const request = { stream, expected: 0n, events: someEvents(2) };
        const first = await store.append(request);
        await store.append({ stream, expected: 2n, events: someEvents(5) });
        expect(await store.append(request)).toEqual({ ...first, repeated: true });
        expect(await read(stream)).toHaveLength(8);
      });

      it('recognises it however often it comes', async () => {
        const creation = aCreation();
        await store.append(creation);
        for (let time = 0; time < 3; time += 1) expect((await store.append(creation)).repeated).toBe(true);
        expect(await read(creation.stream)).toHaveLength(1);
      });

      it('writes once when it comes many times at once', async () => {
        const creation = aCreation(2);
        const results = await Promise.all(Array.from({ length: 8 }, () => store.append(creation)));
        expect(results.filter(({ repeated }) => !repeated)).toHaveLength(1);
        expect(new Set(results.map(({ version, position }) => `${version} ${position}`)).size).toBe(1);
        expect(await idsIn(creation.stream)).toEqual(idsOf(creation));
      });

      it('recognises its beginning alone', async () => {
        const creation = await created(3);
        const again = await store.append({ ...creation, events: creation.events.slice(0, 2) });
        expect(again).toMatchObject({ version: 1n, repeated: true });
        expect(again.position).toBe((await read(creation.stream))[1]?.position);
      });

      it('does not mind another time or correlation in the metadata', async () => {
        const event = anEvent({ metadata: { commandHash: 'h', recordedAt: '2021-03-01T00:00:00Z' } });
        const { stream } = await created(0, event);
        const again = { ...event, metadata: { commandHash: 'h', recordedAt: '2021-03-02T00:00:00Z', more: 'x' } };
        expect((await store.append({ stream, expected: 'no-stream', events: [again] })).repeated).toBe(true);
        expect((await read(stream))[0]?.metadata).toEqual({ ...event.metadata, ...OWN_METADATA });
      });

      it('does not mind the order of keys', async () => {
        const event = anEvent({ data: { a: 1, b: { c: 2, d: [1, 2] } } });
        const { stream } = await created(0, event);
        const again = { ...event, data: { b: { d: [1, 2], c: 2 }, a: 1 } };
        expect((await store.append({ stream, expected: 'no-stream', events: [again] })).repeated).toBe(true);
      });

      const changed: readonly [what: string, change: Partial<NewEvent>][] = [
        ['type', { type: 'SomethingElse' }],
        ['data', { data: { amountFen: '2' } }],
        ['data by one more key', { data: { amountFen: '1', note: '' } }],
        ['command', { metadata: { commandHash: 'another' } }],
        ['command, which it no longer names', { metadata: {} }],
      ];
      it.each(changed)('refuses the same id with another %s', async (_what, change) => {
        const event = anEvent({ data: { amountFen: '1' }, metadata: { commandHash: 'one' } });
        const { stream } = await created(0, event);
        await store.append({ stream, expected: 0n, events: [anEvent()] });
        const forged = { ...event, ...change };
        const refused = await failureOf(store.append({ stream, expected: 'no-stream', events: [forged] }));
        expect(refused).toBeInstanceOf(EventIdReused);
        expect(refused).toMatchObject({ code: 'event-id-reused', stream, eventId: event.id });
        expect((await read(stream))[0]).toMatchObject(event);
      });

      it('names the first event whose content is another', async () => {
        const creation = await created(3);
        const [first, second, third] = creation.events;
        const events = [first, { ...second, type: 'Forged' }, { ...third, type: 'Forged' }] as NewEvent[];
        expect(await failureOf(store.append({ ...creation, events }))).toMatchObject({ eventId: second?.id });
      });

      const overlaps: readonly [what: string, take: (known: readonly NewEvent[]) => readonly NewEvent[]][] = [
        ['begins alike and goes on otherwise', ([a]) => [a as NewEvent, anEvent()]],
        ['begins otherwise and ends alike', ([, b]) => [anEvent(), b as NewEvent]],
        ['goes on beyond what is there', (known) => [...known, anEvent()]],
        ['holds the same ids in another order', ([a, b]) => [b as NewEvent, a as NewEvent]],
        ['holds known ids at another place', ([, b]) => [b as NewEvent]],
      ];
      it.each(overlaps)('takes one that %s for a conflict', async (_what, take) => {
        const creation = await created(2);
        const refused = await failureOf(store.append({ ...creation, events: take(creation.events) }));
        expect(refused).toBeInstanceOf(ConcurrencyConflict);
        expect(refused).toMatchObject({ expected: 'no-stream', actual: 1n });
        expect(await idsIn(creation.stream)).toEqual(idsOf(creation));
      });

      if (capabilities.faults.includes('reopen'))
        it('recognises what another process wrote', async () => {
          const other = placing(await given('reopen')());
          try {
            const creation = await created(2);
            expect(await other.append(creation)).toMatchObject({ version: 1n, repeated: true });
            expect((await other.readStream(creation.stream)).events).toEqual(await read(creation.stream));
          } finally {
            await other.close();
          }
        });
    });

    describe('when several streams are written at once', () => {
      it('writes all, and answers in the order of the requests', async () => {
        const known = await created(3);
        const requests = [aCreation(2), { stream: known.stream, expected: 2n, events: someEvents(2) }, aCreation(1)];
        const result = await store.appendAtomic(requests);
        expect(result).toMatchObject({ versions: [1n, 4n, 0n], repeated: false });
        expect(await idsIn(requests[0]!.stream)).toEqual(idsOf(requests[0]!));
        expect((await idsIn(known.stream)).slice(3)).toEqual(idsOf(requests[1]!));
        expect(await idsIn(requests[2]!.stream)).toEqual(idsOf(requests[2]!));
      });

      it('answers with the last position it wrote', async () => {
        const requests = [aCreation(2), aCreation(2)];
        const { position } = await store.appendAtomic(requests);
        const positions = (await Promise.all(requests.map(({ stream }) => read(stream))))
          .flat()
          .map((event) => event.position);
        expect(positions.toSorted().at(-1)).toBe(position);
      });

      it('takes twenty', async () => {
        const requests = Array.from({ length: 20 }, () => aCreation());
        expect((await store.appendAtomic(requests)).versions).toEqual(requests.map(() => 0n));
        for (const request of requests) expect(await idsIn(request.stream)).toEqual(idsOf(request));
      });

      it('takes one alone, as an ordinary append', async () => {
        const creation = aCreation(2);
        expect(await store.appendAtomic([creation])).toMatchObject({ versions: [1n], repeated: false });
        expect(await store.append(creation)).toMatchObject({ version: 1n, repeated: true });
      });

      it('writes nothing anywhere when one conflicts, and names that one', async () => {
        const known = await created(2);
        const requests = [aCreation(), { stream: known.stream, expected: 0n, events: [anEvent()] }, aCreation()];
        const refused = await failureOf(store.appendAtomic(requests));
        expect(refused).toBeInstanceOf(ConcurrencyConflict);
        expect(refused).toMatchObject({ stream: known.stream, expected: 0n, actual: 1n });
        expect(await store.readStream(requests[0]!.stream)).toEqual({ exists: false, events: [] });
        expect(await store.readStream(requests[2]!.stream)).toEqual({ exists: false, events: [] });
        expect(await read(known.stream)).toHaveLength(2);
      });

      it('names the first that conflicts, in the order of the requests', async () => {
        const [one, two] = [await created(1), await created(1)];
        const requests = [two, one].map(({ stream }) => ({ stream, expected: 5n, events: [anEvent()] }));
        expect(await failureOf(store.appendAtomic([aCreation(), ...requests]))).toMatchObject({ stream: two.stream });
      });

      it('refuses a version of an absent stream', async () => {
        const [absent, beside] = [aStream(), aCreation()];
        const refused = await failureOf(
          store.appendAtomic([beside, { stream: absent, expected: 0n, events: [anEvent()] }]),
        );
        expect(refused).toBeInstanceOf(ConcurrencyConflict);
        expect(refused).toMatchObject({ stream: absent, expected: 0n, actual: 'no-stream' });
        expect((await store.readStream(beside.stream)).exists).toBe(false);
      });

      it('recognises a repeat as a whole', async () => {
        const requests = [aCreation(2), aCreation(1), aCreation(3)];
        const first = await store.appendAtomic(requests);
        expect(await store.appendAtomic(requests)).toEqual({ ...first, repeated: true });
        for (const request of requests) expect(await idsIn(request.stream)).toEqual(idsOf(request));
      });

      it('recognises a repeat after others went on', async () => {
        const requests = [aCreation(2), aCreation(1)];
        const first = await store.appendAtomic(requests);
        await store.append({ stream: requests[0]!.stream, expected: 1n, events: someEvents(2) });
        expect(await store.appendAtomic(requests)).toEqual({ ...first, repeated: true });
      });

      it('writes nothing when one is known and another is new', async () => {
        const [known, fresh] = [await created(1), aCreation()];
        const refused = await failureOf(store.appendAtomic([fresh, known]));
        expect(refused).toBeInstanceOf(ConcurrencyConflict);
        expect(refused).toMatchObject({ stream: known.stream, expected: 'no-stream', actual: 0n });
        expect((await store.readStream(fresh.stream)).exists).toBe(false);
      });

      it('refuses a repeat in which one event has other content', async () => {
        const requests = [aCreation(), aCreation()];
        await store.appendAtomic(requests);
        const [first, second] = requests as [AppendRequest, AppendRequest];
        const forged = { ...second, events: second.events.map((event) => ({ ...event, type: 'Forged' })) };
        const refused = await failureOf(store.appendAtomic([first, forged]));
        expect(refused).toBeInstanceOf(EventIdReused);
        expect(refused).toMatchObject({ stream: second.stream, eventId: second.events[0]?.id });
      });

      it('refuses to know one stream twice', async () => {
        const creation = aCreation();
        const twice = [creation, { stream: creation.stream, expected: 0n, events: [anEvent()] }];
        expect(await failureOf(store.appendAtomic(twice))).toBeInstanceOf(InvalidEvent);
        expect((await store.readStream(creation.stream)).exists).toBe(false);
      });

      it('refuses nothing at all', async () => {
        expect(await failureOf(store.appendAtomic([]))).toBeInstanceOf(InvalidEvent);
      });

      it('refuses a stream without events', async () => {
        const creation = aCreation();
        const refused = store.appendAtomic([creation, { stream: aStream(), expected: 'no-stream', events: [] }]);
        expect(await failureOf(refused)).toBeInstanceOf(InvalidEvent);
        expect((await store.readStream(creation.stream)).exists).toBe(false);
      });

      it('refuses one id in two streams', async () => {
        const creation = aCreation();
        const refused = store.appendAtomic([creation, { ...creation, stream: aStream() }]);
        expect(await failureOf(refused)).toBeInstanceOf(InvalidEvent);
        expect((await store.readStream(creation.stream)).exists).toBe(false);
      });

      it('never writes half of a transfer, whichever way the transfers cross', async () => {
        const accounts = [await created(1), await created(1), await created(1)].map(({ stream }) => stream);
        const transfer = async (from: StreamId, to: StreamId) => {
          const note = { transfer: randomUUID() };
          for (;;) {
            const requests: AppendRequest[] = [];
            for (const stream of [from, to]) {
              const expected = (await read(stream)).at(-1)?.version ?? 'no-stream';
              requests.push({ stream, expected, events: [anEvent({ data: note })] });
            }
            const failure = await failureOf(store.appendAtomic(requests));
            if (failure === null) return;
            expect(failure).toBeInstanceOf(ConcurrencyConflict);
          }
        };
        const pairs = [0, 1, 2].flatMap((from) =>
          [0, 1, 2].filter((to) => to !== from).map((to) => [from, to] as const),
        );
        await Promise.all([...pairs, ...pairs].map(([from, to]) => transfer(accounts[from]!, accounts[to]!)));
        const seen = new Map<unknown, number>();
        for (const stream of accounts)
          for (const { data } of (await read(stream)).slice(1))
            seen.set(data['transfer'], (seen.get(data['transfer']) ?? 0) + 1);
        expect(seen.size).toBe(12);
        expect([...seen.values()].every((sides) => sides === 2)).toBe(true);
      });
    });

    describe('when an append is as large as may be', () => {
      it('takes an event of exactly the largest size', async () => {
        const event = eventOfBytes(LARGEST_EVENT_BYTES);
        const { stream } = await created(0, event);
        expect((await read(stream))[0]?.data).toEqual(event.data);
      });

      it('refuses an event that is one byte larger', async () => {
        const event = eventOfBytes(LARGEST_EVENT_BYTES + 1);
        const stream = aStream();
        const refused = await failureOf(store.append({ stream, expected: 'no-stream', events: [anEvent(), event] }));
        expect(refused).toBeInstanceOf(EventTooLarge);
        expect(refused).toMatchObject({ code: 'event-too-large', eventId: event.id, bytes: LARGEST_EVENT_BYTES + 1 });
        expect((await store.readStream(stream)).exists).toBe(false);
      });

      it('counts bytes of UTF-8, not characters', async () => {
        const event = anEvent({ data: { text: '拨'.repeat(LARGEST_EVENT_BYTES / 3) } });
        expect(await failureOf(store.append({ ...aCreation(), events: [event] }))).toBeInstanceOf(EventTooLarge);
      });

      it('counts the metadata too', async () => {
        const event = anEvent({ metadata: { note: 'x'.repeat(LARGEST_EVENT_BYTES) } });
        expect(await failureOf(store.append({ ...aCreation(), events: [event] }))).toBeInstanceOf(EventTooLarge);
      });

      it('takes an append of exactly the largest size', async () => {
        const creation = { ...aCreation(), events: eventsOfBytes(LARGEST_APPEND_BYTES) };
        expect((await store.append(creation)).version).toBe(BigInt(creation.events.length - 1));
        expect(await idsIn(creation.stream)).toEqual(idsOf(creation));
      });

      it('refuses an append that is one byte larger', async () => {
        const creation = { ...aCreation(), events: eventsOfBytes(LARGEST_APPEND_BYTES + 1) };
        const refused = await failureOf(store.append(creation));
        expect(refused).toBeInstanceOf(AppendTooLarge);
        expect(refused).toMatchObject({ code: 'append-too-large', bytes: LARGEST_APPEND_BYTES + 1 });
        expect((await store.readStream(creation.stream)).exists).toBe(false);
      });

      it('counts all streams of an atomic append together', async () => {
        const events = eventsOfBytes(LARGEST_APPEND_BYTES + 1);
        const requests = [events.slice(0, 5), events.slice(5)].map((part) => ({ ...aCreation(), events: part }));
        expect(await failureOf(store.appendAtomic(requests))).toBeInstanceOf(AppendTooLarge);
        expect((await store.readStream(requests[0]!.stream)).exists).toBe(false);
        const exact = eventsOfBytes(LARGEST_APPEND_BYTES);
        const fitting = [exact.slice(0, 5), exact.slice(5)].map((part) => ({ ...aCreation(), events: part }));
        expect((await store.appendAtomic(fitting)).versions).toHaveLength(2);
      });

      it('takes a thousand small events in one append', async () => {
        const creation = aCreation(1_000);
        expect((await store.append(creation)).version).toBe(999n);
        expect(await idsIn(creation.stream)).toEqual(idsOf(creation));
      });
    });

    describe('when an append is malformed', () => {
      const twin = anEvent();
      const malformed: readonly [what: string, events: readonly unknown[]][] = [
        ['no events', []],
        ['an id that is no UUID', [anEvent({ id: 'event-1' })]],
        ['an id in upper case, which would come back in lower', [anEvent({ id: randomUUID().toUpperCase() })]],
        ['the nil UUID', [anEvent({ id: '00000000-0000-0000-0000-000000000000' })]],
        ['one id twice', [twin, twin]],
        ['an event without a type', [anEvent({ type: '' })]],
        ['a type that belongs to the store', [anEvent({ type: '$metadata' })]],
        ['a type with NUL', [anEvent({ type: 'a\0b' })]],
        ['a bigint', [withData({ amount: 1n })]],
        ['undefined', [withData({ amount: undefined })]],
        ['undefined in a list', [withData({ list: [1, undefined] })]],
        ['a hole in a list', [withData({ list: new Array(2) })]],
        ['a Date', [withData({ on: new Date(0) })]],
        ['a Map', [withData({ map: new Map() })]],
        ['a function', [withData({ run: () => 1 })]],
        ['a symbol', [withData({ symbol: Symbol('x') })]],
        ['NaN', [withData({ amount: Number.NaN })]],
        ['Infinity', [withData({ amount: Infinity })]],
        ['negative zero, which JSON does not keep', [withData({ amount: -0 })]],
        ['NUL in a text', [withData({ text: 'a\0b' })]],
        ['NUL in a key', [withData({ 'a\0b': 1 })]],
        ['half a surrogate pair', [withData({ text: '\ud842' })]],
        ['half a surrogate pair in a key', [withData({ '\udfb7': 1 })]],
        ['an object with toJSON', [withData({ value: { toJSON: () => 'x' } })]],
        ['data that contains itself', [withData(circular())]],
        ['data that is a list', [{ ...anEvent(), data: [1] }]],
        ['data that is null', [{ ...anEvent(), data: null }]],
        ['nested metadata', [{ ...anEvent(), metadata: { actor: { name: 'x' } } }]],
        ['a number as metadata', [{ ...anEvent(), metadata: { count: 1 } }]],
        ['NUL in metadata', [anEvent({ metadata: { note: '\0' } })]],
        ['metadata that belongs to the store', [anEvent({ metadata: { $correlationId: 'x' } })]],
        ['a schema that is no number', [anEvent({ metadata: { schema: 'one' } })]],
        ['schema 0', [anEvent({ metadata: { schema: '0' } })]],
        ['a schema in another spelling', [anEvent({ metadata: { schema: '01' } })]],
        ['no agency', [anEvent({ metadata: { agency: '' } })]],
        ['an agency of 65 characters', [anEvent({ metadata: { agency: 'a'.repeat(65) } })]],
        ['another place in the append than its own', [anEvent({ metadata: { append: '2/2' } }), anEvent()]],
        ['another number of events than there are', [anEvent({ metadata: { append: '1/2' } })]],
        ['a place that is none', [anEvent({ metadata: { append: '' } })]],
      ];
      it.each(malformed)('refuses %s, and writes nothing', async (_what, events) => {
        const stream = aStream();
        const refused = await failureOf(store.append({ stream, expected: 'no-stream', events: events as NewEvent[] }));
        expect(refused).toBeInstanceOf(InvalidEvent);
        expect(refused).toMatchObject({ code: 'invalid-event' });
        expect(await store.readStream(stream)).toEqual({ exists: false, events: [] });
      });

      it.each(['schema', 'agency', 'append'])('refuses an event without %s', async (word) => {
        const [request] = placed([aCreation(1)]);
        const events = request!.events.map(({ metadata, ...event }) => ({
          ...event,
          metadata: Object.fromEntries(Object.entries(metadata).filter(([key]) => key !== word)),
        }));
        const refused = await failureOf(tried!.store.append({ ...request!, events }));
        expect(refused).toBeInstanceOf(InvalidEvent);
        expect(await store.readStream(request!.stream)).toEqual({ exists: false, events: [] });
      });

      it.each(['', '$settings', 'a\0b', `x-${'y'.repeat(600)}`])('refuses the stream name %j', async (stream) => {
        const refused = store.append({ stream: stream as StreamId, expected: 'no-stream', events: [anEvent()] });
        expect(await failureOf(refused)).toBeInstanceOf(InvalidEvent);
      });

      it('refuses a negative version', async () => {
        const refused = store.append({ stream: aStream(), expected: -1n, events: [anEvent()] });
        expect(await failureOf(refused)).toBeInstanceOf(InvalidEvent);
      });

      it('goes on working afterwards', async () => {
        expect((await store.append(aCreation())).repeated).toBe(false);
      });
    });

    describe('when events are read back', () => {
      const contents: readonly [what: string, data: NewEvent['data']][] = [
        ['rare characters', { 姓名: '䶮𠮷犇', place: '㐀𪚥', '𠮷': '野家' }],
        ['emoji and combining marks', { text: '👩‍👩‍👧‍👦 é é ﷽ \u200b\u202e' }],
        ['quotes, backslashes and line breaks', { text: '"\\ \n\r\t \\u0000 {} [] , NULL null \u2028 \u007f \u0001' }],
        ['a text that looks like an array of the database', { text: '{"a","b"}', other: '(1,2)', not: '\\N' }],
        [
          'numbers of every size',
          { n: [0, 1, -1, 0.1, 1.5e-7, 5e-324, 1.7976931348623157e308, 9007199254740993, 1e21] },
        ],
        ['true, false and null', { yes: true, no: false, nothing: null }],
        ['emptiness', { object: {}, list: [], text: '', '': 'no key' }],
        ['an empty object', {}],
        ['an object a hundred levels deep', { deep: nested(100) }],
        ['keys that JavaScript knows', JSON.parse('{"__proto__":1,"constructor":2,"toString":3}') as NewEvent['data']],
        ['amounts as digits', { amountFen: '15872730000', negative: '-1' }],
      ];
      it.each(contents)('gives back %s as they were', async (_what, data) => {
        const { stream } = await created(0, anEvent({ data }));
        const [event] = await read(stream);
        expect(event?.data).toEqual(data);
        expect(Object.keys(event?.data ?? {}).toSorted()).toEqual(Object.keys(data).toSorted());
      });

      it('gives back type, id and metadata as they were', async () => {
        const event = anEvent({
          type: 'AppropriationIssued',
          metadata: { actor: '张三𠮷', 'x-"y"': '\\{"a"}', empty: '' },
        });
        const { stream } = await created(0, event);
        expect((await read(stream))[0]).toEqual({
          ...event,
          metadata: { ...event.metadata, ...OWN_METADATA },
          stream,
          version: 0n,
          position: expect.any(String) as string,
          schema: 1,
          agency: ONE_AGENCY,
          append: { ordinal: 1, count: 1 },
        });
      });

      it('keeps stream names as they are', async () => {
        const stream = `${aStream()}-拨付 "𠮷" {a,b} \\ %_'` as StreamId;
        await store.append({ stream, expected: 'no-stream', events: [anEvent()] });
        expect((await read(stream))[0]?.stream).toBe(stream);
      });

      it('is not reached by what the writer changes later', async () => {
        const data = { list: [1, 2], inner: { text: 'before' } };
        const metadata = { actor: 'a' };
        const events = [anEvent({ data, metadata })];
        const stream = aStream();
        const appending = store.append({ stream, expected: 'no-stream', events });
        data.list.push(3);
        data.inner.text = 'after';
        metadata.actor = 'b';
        events.push(anEvent());
        await appending;
        expect(await read(stream)).toMatchObject([
          { data: { list: [1, 2], inner: { text: 'before' } }, metadata: { actor: 'a' } },
        ]);
      });

      it('is not reached by what a reader does to what it read', async () => {
        const { stream } = await created(0, anEvent({ data: { list: [1] } }));
        const [event] = await read(stream);
        try {
          (event?.data['list'] as number[]).push(2);
        } catch (error) {
          expect(error).toBeInstanceOf(TypeError);
        }
        expect((await read(stream))[0]?.data).toEqual({ list: [1] });
      });
    });

    describe('when one stream is read', () => {
      let stream: StreamId;
      const versions = (events: readonly RecordedEvent[]) => events.map(({ version }) => Number(version));
      beforeAll(async () => {
        ({ stream } = await created(10));
      });

      it('says that an absent stream does not exist', async () => {
        expect(await store.readStream(aStream())).toEqual({ exists: false, events: [] });
        expect(await store.readStream(aStream(), { direction: 'backwards', limit: 1 })).toEqual({
          exists: false,
          events: [],
        });
        expect(await store.readStream(aStream(), { from: 3n })).toEqual({ exists: false, events: [] });
      });

      it('reads from a version on, that version with it', async () => {
        const { exists, events } = await store.readStream(stream, { from: 7n });
        expect(exists).toBe(true);
        expect(versions(events)).toEqual([7, 8, 9]);
      });

      it('reads no more than asked', async () => {
        expect(versions((await store.readStream(stream, { limit: 3 })).events)).toEqual([0, 1, 2]);
        expect(versions((await store.readStream(stream, { from: 4n, limit: 2 })).events)).toEqual([4, 5]);
      });

      it('reads backwards from the end', async () => {
        expect(versions((await store.readStream(stream, { direction: 'backwards', limit: 2 })).events)).toEqual([9, 8]);
      });

      it('reads backwards from a version', async () => {
        const { events } = await store.readStream(stream, { direction: 'backwards', from: 2n });
        expect(versions(events)).toEqual([2, 1, 0]);
      });

      it('reads backwards from beyond the end as from the end', async () => {
        const { events } = await store.readStream(stream, { direction: 'backwards', from: 99n, limit: 1 });
        expect(versions(events)).toEqual([9]);
      });

      it('finds nothing beyond the end of a stream that exists', async () => {
        expect(await store.readStream(stream, { from: 10n })).toEqual({ exists: true, events: [] });
      });

      it('reads a long stream whole and in order', async () => {
        const long = await created(1_000);
        await store.append({ stream: long.stream, expected: 999n, events: someEvents(500) });
        expect(versions(await read(long.stream))).toEqual(Array.from({ length: 1_500 }, (_, index) => index));
      });

      it('gives positions that grow with the versions', async () => {
        const positions = (await read(stream)).map(({ position }) => position);
        expect(new Set(positions).size).toBe(10);
        expect(positions.toSorted()).toEqual(positions);
      });
    });

    describe('when all events are read', () => {
      it('gives what was appended one after the other in that order', async () => {
        const prefix = aPrefix();
        const after = await headOf(store);
        const appended: string[] = [];
        for (let index = 0; index < 12; index += 1) {
          const creation = aCreation(2, prefix);
          await store.append(creation);
          appended.push(...idsOf(creation));
        }
        const events = await everything(store, { ...after, filter: { streamPrefixes: [prefix] } });
        expect(events.map(({ id }) => id)).toEqual(appended);
      });

      it('gives the same events, at the same places, as their streams', async () => {
        const prefix = aPrefix();
        const after = await headOf(store);
        const creations = [aCreation(3, prefix), aCreation(1, prefix)];
        for (const creation of creations) await store.append(creation);
        const events = await everything(store, { ...after, filter: { streamPrefixes: [prefix] } });
        expect(events).toEqual((await Promise.all(creations.map((creation) => read(creation.stream)))).flat());
      });

      it('answers an append with the position of its last event', async () => {
        const prefix = aPrefix();
        const after = await headOf(store);
        const { position } = await store.append(aCreation(3, prefix));
        const events = await everything(store, { ...after, filter: { streamPrefixes: [prefix] } });
        expect(events.at(-1)?.position).toBe(position);
      });

      it('starts after the position it is given, that event not with it', async () => {
        const prefix = aPrefix();
        const filter = { streamPrefixes: [prefix] };
        const after = await headOf(store);
        const creation = aCreation(5, prefix);
        await store.append(creation);
        const events = await everything(store, { ...after, filter });
        for (const [index, event] of events.entries()) {
          const rest = await everything(store, { after: event.position, filter });
          expect(rest.map(({ id }) => id)).toEqual(idsOf(creation).slice(index + 1));
        }
      });

      it('has nothing after the end', async () => {
        const { position } = await store.append(aCreation());
        expect((await everything(store, { after: position })).filter(({ position: at }) => at <= position)).toEqual([]);
      });

      it.each([1, 2, 3, 7, 10_000])('gives the same in batches of %d', async (batchSize) => {
        const prefix = aPrefix();
        const after = await headOf(store);
        const creations = Array.from({ length: 7 }, () => aCreation(1, prefix));
        for (const creation of creations) await store.append(creation);
        const batches = await batchesOf(store, { ...after, batchSize, filter: { streamPrefixes: [prefix] } });
        expect(batches.flatMap(({ events }) => events.map(({ id }) => id))).toEqual(creations.flatMap(idsOf));
        expect(batches.every(({ events }) => events.length <= batchSize)).toBe(true);
      });

      it.each([0, -1, 1.5, 10_001, Number.NaN])('refuses batches of %d', async (batchSize) => {
        expect(await failureOf(batchesOf(store, { batchSize }))).toBeInstanceOf(InvalidEvent);
      });

      it('gives each batch the position of the last event it looked at', async () => {
        const prefix = aPrefix();
        const after = await headOf(store);
        for (let index = 0; index < 5; index += 1) await store.append(aCreation(1, prefix));
        const batches = await batchesOf(store, { ...after, batchSize: 2 });
        for (const { events, position } of batches) {
          expect(events.every((event) => event.position <= position)).toBe(true);
          const rest = await everything(store, { after: position });
          expect(rest.some(({ id }) => events.some((event) => event.id === id))).toBe(false);
        }
        expect(batches.map(({ position }) => position).toSorted()).toEqual(batches.map(({ position }) => position));
      });

      it('filters by type, by stream and by both', async () => {
        const [one, two] = [aPrefix(), aPrefix()];
        const after = await headOf(store);
        const write = async (prefix: string, type: string) => {
          const event = anEvent({ type });
          await store.append({ stream: aStream(prefix), expected: 'no-stream', events: [event] });
          return event.id;
        };
        const mark = randomUUID();
        const issuedInOne = await write(one, `Issued${mark}`);
        const paidInOne = await write(one, `Paid${mark}`);
        const issuedInTwo = await write(two, `Issued${mark}`);
        const paidInTwo = await write(two, `Paid${mark}`);
        const found = async (filter: NonNullable<ReadAllOptions['filter']>) =>
          (await everything(store, { ...after, filter })).map(({ id }) => id);
        expect(await found({ types: [`Issued${mark}`] })).toEqual([issuedInOne, issuedInTwo]);
        expect(await found({ types: [`Issued${mark}`, `Paid${mark}`] })).toEqual([
          issuedInOne,
          paidInOne,
          issuedInTwo,
          paidInTwo,
        ]);
        expect(await found({ streamPrefixes: [two] })).toEqual([issuedInTwo, paidInTwo]);
        expect(await found({ streamPrefixes: [one, two] })).toEqual([issuedInOne, paidInOne, issuedInTwo, paidInTwo]);
        expect(await found({ streamPrefixes: [one], types: [`Paid${mark}`] })).toEqual([paidInOne]);
        expect(await found({ streamPrefixes: [one], types: [] })).toEqual([]);
        expect(await found({ types: [`Issued${mark.slice(0, 8)}`] })).toEqual([]);
      });

      it('gives the same events to a reader who does not look at metadata', async () => {
        const [prefix, after] = [aPrefix(), await headOf(store)];
        const event = anEvent();
        await store.append({ stream: aStream(prefix), expected: 'no-stream', events: [event] });
        await store.append(aCreation(3));
        const withoutMetadata = true;
        const bare = (events: readonly RecordedEvent[]) => events.map(({ metadata: _, ...rest }) => rest);
        expect(bare(await everything(store, { ...after, withoutMetadata }))).toEqual(
          bare(await everything(store, { ...after })),
        );
        const found = await everything(store, { ...after, withoutMetadata, filter: { streamPrefixes: [prefix] } });
        expect(found.map(({ id, data }) => [id, data])).toEqual([[event.id, event.data]]);
      });

      it('moves its position on where the filter matches nothing', async () => {
        const after = await headOf(store);
        const { position } = await store.append(aCreation(20));
        const batches = await batchesOf(store, { ...after, batchSize: 5, filter: { types: [`Never${randomUUID()}`] } });
        expect(batches.flatMap(({ events }) => events)).toEqual([]);
        expect(batches.at(-1)!.position >= position).toBe(true);
      });

      it('takes a prefix as it stands, not as a pattern', async () => {
        const prefix = `${aPrefix()}_%.*`;
        const after = await headOf(store);
        await store.append({
          stream: aStream(prefix.replace('_%.*', 'abcd')),
          expected: 'no-stream',
          events: [anEvent()],
        });
        const wanted = aCreation(1, prefix);
        await store.append(wanted);
        const events = await everything(store, { ...after, filter: { streamPrefixes: [prefix] } });
        expect(events.map(({ id }) => id)).toEqual(idsOf(wanted));
      });

      it('never skips and never reorders under writers at work', async () => {
        const prefix = aPrefix();
        const filter = { streamPrefixes: [prefix] };
        const start = await headOf(store);
        let writing = true;
        const writers = Array.from({ length: 8 }, async () => {
          const stream = aStream(prefix);
          let expected: ExpectedVersion = 'no-stream';
          for (let round = 0; round < 25; round += 1) {
            expected = (await store.append({ stream, expected, events: someEvents(1 + (round % 3)) })).version;
          }
        });
        const done = Promise.all(writers).then(() => {
          writing = false;
        });
        const seen: RecordedEvent[] = [];
        let { after } = start;
        for (let last = false; ;) {
          for (const { events, position } of await batchesOf(store, {
            ...(after && { after }),
            filter,
            batchSize: 50,
          })) {
            seen.push(...events);
            after = position;
          }
          if (last) break;
          last = !writing;
        }
        await done;
        const all = await everything(store, { ...start, filter });
        expect(seen.map(({ id }) => id)).toEqual(all.map(({ id }) => id));
        expect(all).toHaveLength(8 * 49);
        const positions = seen.map(({ position }) => position);
        expect(positions.toSorted()).toEqual(positions);
        for (const stream of new Set(seen.map((event) => event.stream)))
          expect(seen.filter((event) => event.stream === stream)).toEqual(await read(stream));
      });
    });

    describe('when asked how far everything can be read', () => {
      it('answers with the last event’s position', async () => {
        const { position } = await store.append(aCreation(2));
        const head = await store.head();
        expect(head !== null && head >= position).toBe(true);
        if (capabilities.startsEmpty) expect(head).toBe(position);
      });

      it('never goes back', async () => {
        const heads: (Position | null)[] = [];
        const writing = Promise.all(Array.from({ length: 20 }, () => store.append(aCreation())));
        for (let look = 0; look < 20; look += 1) heads.push(await store.head());
        await writing;
        expect(heads.map(String).toSorted()).toEqual(heads.map(String));
      });

      it('never promises what cannot be read yet', async () => {
        const start = await headOf(store);
        const writing = Promise.all(Array.from({ length: 40 }, () => store.append(aCreation(2))));
        for (let look = 0; look < 10; look += 1) {
          const head = await store.head();
          if (head === null) continue;
          const now = await everything(store, start);
          await delay(5);
          const later = await everything(store, start);
          const upTo = (events: readonly RecordedEvent[]) =>
            events.filter(({ position }) => position <= head).map(({ id }) => id);
          expect(upTo(now)).toEqual(upTo(later));
        }
        await writing;
      });

      it('gives positions of one length that sort as they stand', async () => {
        const positions: string[] = [];
        for (let index = 0; index < 12; index += 1) positions.push((await store.append(aCreation())).position);
        expect(new Set(positions.map(({ length }) => length)).size).toBe(1);
        expect(positions.toSorted()).toEqual(positions);
      });
    });

    describe('when events are subscribed to', () => {
      it('gives the history, says when it has caught up, and goes on with what comes', async () => {
        const prefix = aPrefix();
        const start = await headOf(store);
        const history = aCreation(3, prefix);
        await store.append(history);
        const subscription = follow(store, { ...start, filter: { streamPrefixes: [prefix] } });
        await subscription.caughtUp();
        expect(subscription.ids()).toEqual(idsOf(history));
        const next = aCreation(2, prefix);
        await store.append(next);
        await subscription.has(5);
        expect(subscription.ids()).toEqual([...idsOf(history), ...idsOf(next)]);
        await subscription.end();
      });

      it('says that it has caught up where there is nothing to catch up on', async () => {
        const { position } = await store.append(aCreation());
        const subscription = follow(store, { after: position, filter: { types: [`Never${randomUUID()}`] } });
        await subscription.caughtUp();
        expect(subscription.ids()).toEqual([]);
        await subscription.end();
      });

      it('starts after the position it is given', async () => {
        const prefix = aPrefix();
        const [before, later] = [aCreation(1, prefix), aCreation(1, prefix)];
        const { position } = await store.append(before);
        await store.append(later);
        const subscription = follow(store, { after: position, filter: { streamPrefixes: [prefix] } });
        await subscription.has(1);
        expect(subscription.ids()).toEqual(idsOf(later));
        await subscription.end();
      });

      it('moves its position on past events it does not give', async () => {
        const start = await headOf(store);
        const subscription = follow(store, { ...start, filter: { types: [`Never${randomUUID()}`] } });
        await subscription.caughtUp();
        const { position } = await store.append(aCreation(3));
        await subscription.reached(position);
        expect(subscription.ids()).toEqual([]);
        await subscription.end();
      });

      it('filters what comes as it filters history', async () => {
        const prefix = aPrefix();
        const start = await headOf(store);
        const subscription = follow(store, { ...start, filter: { streamPrefixes: [prefix], types: ['Wanted'] } });
        await subscription.caughtUp();
        const wanted = anEvent({ type: 'Wanted' });
        await store.append({ stream: aStream(prefix), expected: 'no-stream', events: [anEvent(), wanted, anEvent()] });
        await store.append(aCreation());
        await subscription.has(1);
        expect(subscription.ids()).toEqual([wanted.id]);
        await subscription.end();
      });

      it('serves several subscribers alike', async () => {
        const prefix = aPrefix();
        const start = await headOf(store);
        const subscriptions = [1, 2, 3].map(() => follow(store, { ...start, filter: { streamPrefixes: [prefix] } }));
        const creations = Array.from({ length: 10 }, () => aCreation(1, prefix));
        for (const creation of creations) await store.append(creation);
        for (const subscription of subscriptions) {
          await subscription.has(10);
          expect(subscription.ids()).toEqual(creations.flatMap(idsOf));
        }
        await Promise.all(subscriptions.map((subscription) => subscription.end()));
      });

      it('loses nothing, doubles nothing and keeps the order under writers at work', async () => {
        const prefix = aPrefix();
        const filter = { streamPrefixes: [prefix] };
        const start = await headOf(store);
        const subscription = follow(store, { ...start, filter, batchSize: 20 });
        await Promise.all(
          Array.from({ length: 8 }, async () => {
            for (let round = 0; round < 20; round += 1) await store.append(aCreation(1 + (round % 2), prefix));
          }),
        );
        await subscription.has(240);
        expect(subscription.ids()).toEqual((await everything(store, { ...start, filter })).map(({ id }) => id));
        await subscription.end();
      });

      it('ends when told while it waits', async () => {
        const subscription = follow(store, await headOf(store));
        await subscription.caughtUp();
        await subscription.end();
        expect(await subscription.outcome).toBe('ended');
      });

      it('ends when told before it began', async () => {
        const given: unknown[] = [];
        for await (const message of store.subscribe({ signal: AbortSignal.abort() })) given.push(message);
        expect(given).toEqual([]);
      });

      it('ends when told in the middle of history', async () => {
        const prefix = aPrefix();
        const start = await headOf(store);
        for (let index = 0; index < 5; index += 1) await store.append(aCreation(1, prefix));
        const controller = new AbortController();
        let batches = 0;
        for await (const message of store.subscribe({ ...start, batchSize: 1, signal: controller.signal })) {
          if (message.kind === 'batch') batches += 1;
          controller.abort();
        }
        expect(batches).toBe(1);
      });

      it('ends when its reader walks away', async () => {
        const start = await headOf(store);
        const { position } = await store.append(aCreation());
        const controller = new AbortController();
        let given = 0;
        for await (const message of store.subscribe({ ...start, signal: controller.signal })) {
          if (message.kind === 'batch' && message.batch.position >= position) {
            given += 1;
            break;
          }
        }
        expect(given).toBe(1);
        expect((await store.append(aCreation())).repeated).toBe(false);
      });

      it('lets a slow reader have everything in its own time', async () => {
        const prefix = aPrefix();
        const start = await headOf(store);
        const creations = Array.from({ length: 30 }, () => aCreation(1, prefix));
        const controller = new AbortController();
        const seen: string[] = [];
        const reading = (async () => {
          const options = { ...start, batchSize: 5, filter: { streamPrefixes: [prefix] }, signal: controller.signal };
          for await (const message of store.subscribe(options)) {
            if (message.kind !== 'batch') continue;
            seen.push(...message.batch.events.map(({ id }) => id));
            await delay(3);
            if (seen.length >= creations.length) controller.abort();
          }
        })();
        for (const creation of creations) await store.append(creation);
        await reading;
        expect(seen).toEqual(creations.flatMap(idsOf));
      });
    });

    describe('when the store is closed', () => {
      it('refuses to work, and ends its subscriptions', async () => {
        const closing = await open();
        const subscription = follow(closing.store, await headOf(closing.store));
        await subscription.caughtUp();
        await closing.store.close();
        expect(await subscription.outcome).toMatch(/^(ended|StoreUnavailable)$/);
        expect(await failureOf(placing(closing.store).append(aCreation()))).toBeInstanceOf(StoreUnavailable);
        expect(await failureOf(closing.store.readStream(aStream()))).toBeInstanceOf(StoreUnavailable);
        expect(await failureOf(closing.store.head())).toBeInstanceOf(StoreUnavailable);
        await closing.close();
      });
    });

    if (capabilities.startsEmpty)
      describe('when nothing has been recorded yet', () => {
        let empty: StoreUnderTest;
        beforeAll(async () => {
          empty = await open();
        });
        afterAll(() => empty.close());

        it('has no head', async () => {
          expect(await empty.store.head()).toBeNull();
        });

        it('has no batches', async () => {
          expect(await batchesOf(empty.store, {})).toEqual([]);
        });

        it('lets a subscription catch up at once, and gives it the very first event', async () => {
          const subscription = follow(empty.store, {});
          expect(await subscription.caughtUp()).toBeNull();
          const creation = aCreation();
          const { position } = await placing(empty.store).append(creation);
          await subscription.has(1);
          expect(subscription.ids()).toEqual(idsOf(creation));
          expect(await empty.store.head()).toBe(position);
          await subscription.end();
        });
      });

    if (capabilities.faults.includes('loseNextAcknowledgement'))
      describe('when the answer to an append is lost', () => {
        /** The append is recorded, and its caller is told so or that it is not known. */
        const losing = async (append: () => Promise<{ repeated: boolean }>) => {
          await given('loseNextAcknowledgement')();
          if (capabilities.looksUpLostAnswers) {
            expect(await append()).toMatchObject({ repeated: false });
            return;
          }
          const unknown = await failureOf(append());
          expect(unknown).toBeInstanceOf(AppendOutcomeUnknown);
          expect(unknown).toMatchObject({ code: 'append-outcome-unknown' });
        };

        it('the same append again finds it recorded', async () => {
          const creation = aCreation(2);
          await losing(() => store.append(creation));
          expect(await store.append(creation)).toMatchObject({ version: 1n, repeated: true });
          expect(await idsIn(creation.stream)).toEqual(idsOf(creation));
        });

        it('does so for several streams at once', async () => {
          const requests = [aCreation(2), aCreation(1)];
          await losing(() => store.appendAtomic(requests));
          expect(await store.appendAtomic(requests)).toMatchObject({ versions: [1n, 0n], repeated: true });
          for (const request of requests) expect(await idsIn(request.stream)).toEqual(idsOf(request));
        });

        it('finds it recorded even after others went on', async () => {
          const creation = aCreation(1);
          await losing(() => store.append(creation));
          await store.append({ stream: creation.stream, expected: 0n, events: someEvents(3) });
          expect(await store.append(creation)).toMatchObject({ version: 0n, repeated: true });
        });

        it('still refuses other content under the same id', async () => {
          const creation = aCreation(1);
          await losing(() => store.append(creation));
          const forged = { ...creation, events: creation.events.map((event) => ({ ...event, type: 'Forged' })) };
          expect(await failureOf(store.append(forged))).toBeInstanceOf(EventIdReused);
        });
      });

    if (capabilities.faults.includes('breakConnections'))
      describe('when connections break', () => {
        it('works again with new ones', async () => {
          const creation = await created(1);
          await given('breakConnections')();
          await untilKnown(() => store.append({ stream: creation.stream, expected: 0n, events: someEvents(1) }));
          await given('breakConnections')();
          expect((await untilKnown(() => store.readStream(creation.stream))).events).toHaveLength(2);
        });

        it('loses no acknowledged append and writes none twice', async () => {
          const prefix = aPrefix();
          const start = await headOf(store);
          const creations = Array.from({ length: 60 }, () => aCreation(1, prefix));
          const writing = Promise.all(
            creations.map(async (creation, index) => {
              await delay(index);
              await untilKnown(() => store.append(creation));
            }),
          );
          for (let time = 0; time < 4; time += 1) {
            await delay(12);
            await given('breakConnections')();
          }
          await writing;
          const events = await untilKnown(() => everything(store, { ...start, filter: { streamPrefixes: [prefix] } }));
          expect(events.map(({ id }) => id).toSorted()).toEqual(creations.flatMap(idsOf).toSorted());
        });

        it('loses and doubles nothing for one that subscribes again after the last position it saw', async () => {
          const prefix = aPrefix();
          const filter = { streamPrefixes: [prefix] };
          const controller = new AbortController();
          const seen: string[] = [];
          const start = await headOf(store);
          const total = 60;
          const reading = (async () => {
            let { after } = start;
            while (!controller.signal.aborted) {
              try {
                for await (const message of store.subscribe({
                  ...(after && { after }),
                  filter,
                  signal: controller.signal,
                })) {
                  if (message.kind !== 'batch') continue;
                  after = message.batch.position;
                  seen.push(...message.batch.events.map(({ id }) => id));
                  if (seen.length >= total) controller.abort();
                }
              } catch (error) {
                expect(error).toBeInstanceOf(StoreUnavailable);
                await delay(5);
              }
            }
          })();
          for (let index = 0; index < total; index += 1) {
            const creation = aCreation(1, prefix);
            await untilKnown(() => store.append(creation));
            if (index % 12 === 6) await given('breakConnections')();
          }
          await reading;
          expect(seen).toEqual((await everything(store, { ...start, filter })).map(({ id }) => id));
          expect(seen).toHaveLength(total);
        });
      });

    describeWholeAppends(() => store, capabilities.appends);
    describeStreamChecks(() => store, capabilities.races);

    /** A stream with so many events in it, or with the one given. */
    async function created(count: number, ...events: NewEvent[]): Promise<AppendRequest> {
      const creation = { ...aCreation(count), ...(events.length > 0 && { events }) };
      await store.append(creation);
      return creation;
    }
  });
}

const delay = (ms: number) => new Promise<void>((resolve) => setTimeout(resolve, ms));
const aPrefix = (): string => `contract${randomUUID().slice(0, 13)}`;
const aStream = (prefix: string = aPrefix()): StreamId => streamId(prefix, randomUUID());
const idsOf = ({ events }: AppendRequest): string[] => events.map(({ id }) => id);

const anEvent = (parts: Partial<NewEvent> = {}): NewEvent => ({
  id: randomUUID(),
  type: 'SomethingHappened',
  data: { amountFen: '18896750' },
  metadata: { commandHash: createHash('sha256').update('command').digest('hex') },
  ...parts,
});
const someEvents = (count: number): NewEvent[] => Array.from({ length: count }, () => anEvent());
const withData = (data: unknown) => ({ ...anEvent(), data });

const aCreation = (count = 1, prefix?: string): AppendRequest => ({
  stream: aStream(prefix),
  expected: 'no-stream',
  events: someEvents(count),
});

const OWN_METADATA = { schema: '1', agency: ONE_AGENCY, append: '1/1' };

/** What an event weighs without its text: `{"text":""}` and its own words, of an append of up to nine, or up to 99. */
const WEIGHT = Buffer.byteLength(JSON.stringify({ text: '' }) + JSON.stringify(OWN_METADATA));
const weightAt = (ordinal: number, count: number) => WEIGHT - 3 + `${ordinal}/${count}`.length;

/** An event whose data and metadata are exactly so many bytes of JSON. */
const eventOfBytes = (bytes: number, weight = WEIGHT): NewEvent =>
  anEvent({ data: { text: 'x'.repeat(bytes - weight) }, metadata: {} });

/** As few events as take exactly so many bytes together, the last of them what is left over, or a little more. */
function eventsOfBytes(bytes: number): NewEvent[] {
  const sizes: number[] = [];
  for (let left = bytes; left > 0; left -= sizes.at(-1) ?? left) {
    const largest = Math.min(left, LARGEST_EVENT_BYTES);
    sizes.push(left > largest && left - largest < 1_000 ? largest - 1_000 : largest);
  }
  return sizes.map((size, index) => eventOfBytes(size, weightAt(index + 1, sizes.length)));
}

const nested = (levels: number): NewEvent['data'] => (levels === 0 ? {} : { deeper: nested(levels - 1) });

function circular(): object {
  const data: Record<string, unknown> = {};
  data['self'] = data;
  return data;
}

/** What a promise failed with, or `null`: an expectation on a failure that did not happen must fail. */
const failureOf = (promise: Promise<unknown>): Promise<unknown> =>
  promise.then(
    () => null,
    (error: unknown) => error,
  );

async function outcomesOf(appends: readonly Promise<unknown>[]): Promise<{ done: number; conflicts: number }> {
  const failures = await Promise.all(appends.map(failureOf));
  const conflicts = failures.filter((failure) => failure instanceof ConcurrencyConflict).length;
  const done = failures.filter((failure) => failure === null).length;
  const other = failures.find((failure) => failure !== null && !(failure instanceof ConcurrencyConflict));
  if (other !== undefined) throw new Error('neither done nor a conflict', { cause: other });
  return { done, conflicts };
}

async function headOf(store: EventStore): Promise<{ after?: Position }> {
  const head = await store.head();
  return head === null ? {} : { after: head };
}

async function batchesOf(store: EventStore, options: ReadAllOptions): Promise<EventBatch[]> {
  const batches: EventBatch[] = [];
  for await (const batch of store.readAll(options)) batches.push(batch);
  return batches;
}

const everything = async (store: EventStore, options: ReadAllOptions): Promise<RecordedEvent[]> =>
  (await batchesOf(store, options)).flatMap(({ events }) => [...events]);

/** Does again what failed for want of a connection, as a caller would: with the same ids, until the store answers. */
async function untilKnown<Result>(work: () => Promise<Result>): Promise<Result> {
  for (;;) {
    try {
      return await work();
    } catch (error) {
      if (!(error instanceof AppendOutcomeUnknown || error instanceof StoreUnavailable)) throw error;
      await delay(10);
    }
  }
}

/** A subscription that runs beside the test; what the test waits for is noticed as soon as it is there. */
function follow(store: EventStore, options: Omit<SubscribeOptions, 'signal'>) {
  const controller = new AbortController();
  const events: RecordedEvent[] = [];
  let position: Position | null = options.after ?? null;
  let caughtUpAt: { position: Position | null } | null = null;
  let failure: unknown;
  const waiting = new Set<() => void>();
  const notice = () => [...waiting].forEach((look) => look());

  const outcome = (async () => {
    try {
      for await (const message of store.subscribe({ ...options, signal: controller.signal })) {
        if (message.kind === 'batch') {
          events.push(...message.batch.events);
          position = message.batch.position;
        } else caughtUpAt ??= { position: message.position };
        notice();
      }
      return 'ended';
    } catch (error) {
      failure = error;
      notice();
      return error instanceof StoreUnavailable ? 'StoreUnavailable' : String(error);
    }
  })();

  const until = (reached: () => boolean) =>
    new Promise<void>((resolve, reject) => {
      const look = () => {
        if (reached()) resolve();
        else if (failure !== undefined) reject(failure instanceof Error ? failure : new Error(String(failure)));
        else return;
        waiting.delete(look);
      };
      waiting.add(look);
      look();
    });

  return {
    outcome,
    ids: () => events.map(({ id }) => id),
    has: (count: number) => until(() => events.length >= count),
    reached: (wanted: Position) => until(() => position !== null && position >= wanted),
    caughtUp: async () => {
      await until(() => caughtUpAt !== null);
      return caughtUpAt?.position ?? null;
    },
    end: async () => {
      controller.abort();
      await outcome;
    },
  };
}
