import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import {
  StoreUnavailable,
  streamId,
  type AppendRequest,
  type EventBatch,
  type EventStore,
  type NewEvent,
  type Position,
  type ReadAllOptions,
  type RecordedEvent,
} from '../src';

const BATCH_SIZES = [1, 2, 3, 4, 5, 6, 7, 64, 1_000, 10_000];
const FILTERED_BATCH_SIZES = [11, 500];
const WRITERS = 8;
const READERS = 16;

/** What the product may rely on where one command records several events: nobody ever sees half of them. */
export function describeWholeAppends(storeUnderTest: () => EventStore, appends: number): void {
  describe('when one append holds several events', () => {
    const streams = Array.from({ length: 6 }, (_, at) => `whole${randomUUID().slice(0, 8)}${at}`);
    let store: EventStore;
    let start: { after?: Position };
    let events: RecordedEvent[];

    beforeAll(async () => {
      store = storeUnderTest();
      const head = await store.head();
      start = head === null ? {} : { after: head };
      let left = appends;
      const write = async () => {
        while ((left -= 1) >= 0) await store.appendAtomic(anAppend(streams));
      };
      await Promise.all(Array.from({ length: WRITERS }, write));
      events = (await batchesOf(store, start)).flatMap((batch) => [...batch.events]);
    }, 60_000);

    const endsIn = () => new Map(events.filter(isEnd).map((event) => [event.position, event]));

    it('stands together in the order of all, each event with its place in it', () => {
      expect(events.filter(isEnd)).toHaveLength(appends);
      for (const [index, { append, data }] of events.entries()) {
        const before = events[index - 1];
        const follows = before && !isEnd(before);
        expect(append.ordinal).toBe(follows ? before.append.ordinal + 1 : 1);
        if (follows) expect([append.count, data['append']]).toEqual([before.append.count, before.data['append']]);
      }
    });

    const expectWhole = async (options: ReadAllOptions) => {
      const ends = endsIn();
      const { streamPrefixes, types } = options.filter ?? {};
      const batches = await batchesOf(store, { ...start, ...options });
      const marks = batches.map(({ position }) => ends.get(position));
      expect(batches.map(({ last }) => last)).toEqual(
        marks.map((end) => ({
          position: end?.position,
          stream: end?.stream,
          id: end?.id,
          hash: end?.metadata['hash'],
        })),
      );
      expect(batches.at(-1)?.position).toBe(events.at(-1)?.position);
      const wanted = events.filter(
        ({ stream, type }) =>
          (streamPrefixes?.some((prefix) => stream.startsWith(prefix)) ?? true) && (types?.includes(type) ?? true),
      );
      expect(batches.flatMap((batch) => batch.events.map(placeOf))).toEqual(wanted.map(placeOf));
    };

    it.each(BATCH_SIZES)('is never cut by batches of %d', async (batchSize) => {
      await expectWhole({ batchSize });
    });

    it.each(FILTERED_BATCH_SIZES)('is never cut by batches of %d, whatever the filter', async (batchSize) => {
      for (const withoutMetadata of [false, true]) {
        await expectWhole({ batchSize, withoutMetadata });
        await expectWhole({ batchSize, withoutMetadata, filter: { streamPrefixes: streams.slice(0, 1) } });
        await expectWhole({ batchSize, withoutMetadata, filter: { types: ['Second'] } });
      }
    });

    it('is read to its end from wherever reading begins', async () => {
      const ends = endsIn();
      const places = [...events.slice(0, -1).entries()];
      const read = async () => {
        for (let place = places.pop(); place; place = places.pop()) {
          const [index, { position }] = place;
          for await (const batch of store.readAll({ after: position, batchSize: 1 + (index % 7) })) {
            expect(batch.events[0]?.id).toBe(events[index + 1]?.id);
            expect(ends.has(batch.position)).toBe(true);
            break;
          }
        }
      };
      await Promise.all(Array.from({ length: READERS }, read));
    });

    it('is known by each of its events', async () => {
      const ends = [...endsIn().values()];
      for (const event of events.slice(0, 60)) {
        const end = ends.find(({ position }) => position >= event.position);
        expect(await store.eventAt(event.position)).toEqual(event);
        expect(await store.appendEnd(event.position)).toEqual({
          position: end?.position,
          stream: end?.stream,
          id: end?.id,
          hash: end?.metadata['hash'],
        });
      }
    });

    it.each(['', 'nowhere', '-1', '9'.repeat(20)])('is not found where there is no event (%j)', async (position) => {
      expect(await store.eventAt(position as Position)).toBeNull();
      expect(await store.appendEnd(position as Position)).toBeNull();
    });

    it('is never seen by halves while it is written', async () => {
      const [head, controller] = [await store.head(), new AbortController()];
      const after = head === null ? {} : { after: head };
      const total = Math.min(appends, 200);
      const seen: RecordedEvent[] = [];
      const halves: EventBatch[] = [];
      const follow = async () => {
        const from = seen.at(-1)?.position;
        const further = from === undefined ? after : { after: from };
        for await (const message of store.subscribe({ ...further, batchSize: 3, signal: controller.signal })) {
          if (message.kind !== 'batch') continue;
          seen.push(...message.batch.events);
          const last = message.batch.events.at(-1);
          if (!last || !isEnd(last) || last.position !== message.batch.position) halves.push(message.batch);
          if (seen.filter(isEnd).length >= total) controller.abort();
        }
      };
      // A lost connection is the caller's to take up again, after the last position it saw.
      const reading = (async () => {
        while (!controller.signal.aborted)
          await follow().catch((error: unknown) => {
            if (!(error instanceof StoreUnavailable)) throw error;
          });
      })();
      const polling = (async () => {
        while (!controller.signal.aborted) {
          for (const batch of await batchesOf(store, { ...after, batchSize: 4 })) {
            const last = batch.events.at(-1);
            if (!last || !isEnd(last)) halves.push(batch);
          }
          await sleep(1);
        }
      })();
      let left = total;
      const write = async () => {
        while ((left -= 1) >= 0) {
          const { position } = await store.appendAtomic(anAppend(streams));
          const end = await store.appendEnd(position);
          expect(end?.position).toBe(position);
        }
      };
      await Promise.all([...Array.from({ length: WRITERS }, write), reading, polling]);
      expect(halves).toEqual([]);
      expect(seen.filter(isEnd)).toHaveLength(total);
    }, 30_000);
  });
}

/** One to five events over up to three streams, all of them new; `data` says which append they are of. */
function anAppend(prefixes: readonly string[]): AppendRequest[] {
  const append = randomUUID();
  const count = 1 + Math.floor(Math.random() * 5);
  const spread = 1 + Math.floor(Math.random() * Math.min(3, count));
  return Array.from({ length: spread }, (_, at): AppendRequest => {
    const prefix = prefixes[Math.floor(Math.random() * prefixes.length)] ?? '';
    const events = Array.from({ length: Math.floor(count / spread) + (at < count % spread ? 1 : 0) }, (): NewEvent => ({
      id: randomUUID(),
      type: at === 0 ? 'First' : 'Second',
      data: { append },
      metadata: { hash: randomUUID() },
    }));
    return { stream: streamId(prefix, randomUUID()), expected: 'no-stream', events };
  });
}

const isEnd = ({ append }: RecordedEvent): boolean => append.ordinal === append.count;

const placeOf = ({ id, schema, agency, append }: RecordedEvent): unknown[] => [id, schema, agency, append];

async function batchesOf(store: EventStore, options: ReadAllOptions): Promise<EventBatch[]> {
  const batches: EventBatch[] = [];
  for await (const batch of store.readAll(options)) batches.push(batch);
  return batches;
}
