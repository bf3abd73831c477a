import { randomUUID } from 'node:crypto';
import { budgetEvents } from '@bofu/budget';
import {
  openEventStore,
  placed,
  StreamCut,
  streamId,
  type EventStore,
  type Position,
  type RecordedEvent,
} from '@bofu/event-store';
import { paymentEvents } from '@bofu/payment';
import { type Database, openReadModel, ProjectionRunner } from '@bofu/read-model';
import { createTestDatabase } from '@bofu/testing';
import { pay, rated } from '../../payment/testing/payment-examples';
import { paymentOffice } from '../../payment/testing/payment-office';
import { AgencyEvents } from './agency-events';
import { EventLogTime } from './event-log-time.query';
import { eventLogProjection } from './event-log.projection';
import {
  CountEvents,
  CountEventsHandler,
  GetEvent,
  GetEventHandler,
  ListEvents,
  ListEventsHandler,
  type EventFilter,
  type EventPage,
} from './event-log.query';
import { EventMarks } from './event-marks.query';

const [WEST, EAST] = ['agency-west', 'agency-east'];

describe('the event log of two agencies in one store', () => {
  let store: EventStore;
  let database: Database;
  let runner: ProjectionRunner;
  let head: Position;
  let close: () => Promise<void>;

  beforeAll(async () => {
    const { url, drop } = await createTestDatabase();
    database = await openReadModel({ url, poolSize: 4 });
    store = await openEventStore({ kind: 'memory' });
    for (const agencyId of [WEST, EAST]) {
      const office = paymentOffice(store, undefined, agencyId);
      const own = (id: string): string => `${id}-of-${agencyId}`;
      await office.registerProgramme(own('pension'));
      await office.issue(own('A'), '1000.00', own('pension'));
      await office.issue(own('B'), '1000.00', own('pension'));
      const line = { programmeId: own('pension') };
      const payment = await office.run([rated(own('A'), '93.00', 2, line), rated(own('B'), '20.00', 2, line)]);
      await office.step(payment, pay([1]));
    }
    // Of the other agency's people, one who acts in both and one who acts in neither.
    for (const personId of ['clerk', 'nobody']) {
      const event = { id: randomUUID(), type: 'PersonRegistered', data: { personId }, metadata: {} };
      const request = { stream: streamId('person', personId), expected: 'no-stream', events: [event] } as const;
      await store.append(placed([request], { schema: 1, agency: EAST })[0]!);
    }
    const projection = eventLogProjection([...budgetEvents, ...paymentEvents]);
    runner = new ProjectionRunner(store, database, [projection], { log: () => undefined });
    await runner.start();
    head = (await store.head())!;
    await runner.waitFor(projection.name, head, 20_000);
    close = async () => {
      await runner.stop();
      await database.close();
      await drop();
    };
  });
  afterAll(() => close());

  const filterOf = (filter: Partial<EventFilter> = {}): EventFilter => ({
    ...{ appropriationId: null, paymentId: null, type: null, moneyOnly: false, upTo: head },
    ...filter,
  });
  const list = (agencyScope: readonly string[], filter: Partial<EventFilter> = {}, page: Partial<EventPage> = {}) =>
    new ListEventsHandler(database).execute(
      new ListEvents(agencyScope, filterOf(filter), { order: 'asc', after: null, limit: 100, ...page }),
    );
  const count = (agencyScope: readonly string[], filter: Partial<EventFilter> = {}) =>
    new CountEventsHandler(database).execute(new CountEvents(agencyScope, filterOf(filter)));

  it('lists and counts the events of those asked about alone', async () => {
    const [west, east] = [await list([WEST]), await list([EAST])];
    expect(new Set(west.map(({ agencyId }) => agencyId))).toEqual(new Set([WEST]));
    expect(new Set(east.map(({ agencyId }) => agencyId))).toEqual(new Set([EAST]));
    expect(await count([WEST])).toBe(west.length);
    expect(await count([WEST, EAST])).toBe(west.length + east.length);
    expect((await list([WEST, EAST])).map(({ number }) => Number(number))).toEqual(
      Array.from({ length: west.length + east.length }, (_, at) => at + 1),
    );
  });

  it('pages in both directions', async () => {
    const all = (await list([EAST])).map(({ number }) => number);
    const pages = [await list([EAST], {}, { limit: 3 }), await list([EAST], {}, { limit: 3, after: all[2]! })];
    expect(pages.flat().map(({ number }) => number)).toEqual(all.slice(0, 6));
    const back = await list([EAST], {}, { order: 'desc', limit: 2, after: all.at(-1)! });
    expect(back.map(({ number }) => number)).toEqual([all.at(-2), all.at(-3)]);
  });

  it('counts a payment’s later events among those of its appropriations, and not among another agency’s', async () => {
    const about = { appropriationId: `B-of-${WEST}` };
    expect((await list([WEST], about)).map(({ type }) => type)).toEqual([
      ...['AppropriationIssued', 'PaymentSubmitted', 'FundsCommitted', 'PaymentPaid'],
    ]);
    expect(await count([WEST], { ...about, moneyOnly: true })).toBe(2);
    expect([await list([EAST], about), await count([EAST], about)]).toEqual([[], 0]);
  });

  it('shows an event with what the same request caused, and another agency’s as if it never was', async () => {
    const [submitted] = await list([WEST], { type: 'PaymentSubmitted' });
    const handler = new GetEventHandler(database, store);
    const shown = await handler.execute(new GetEvent([WEST], submitted!.eventId));
    expect(shown?.recorded.type).toBe('PaymentSubmitted');
    expect(shown?.related.map(({ type }) => type)).toEqual(
      expect.arrayContaining(['FundsCommitted', 'FundsCommitted', 'Claimed']),
    );
    expect(shown?.logged).toMatchObject({ personId: 'clerk', post: 'clerk', channel: 'service', schema: 1 });
    expect(await handler.execute(new GetEvent([EAST], submitted!.eventId))).toBeNull();
  });

  it('knows what had been recorded by an instant, and what a position is called', async () => {
    const time = new EventLogTime(store, database, runner);
    const both = [WEST, EAST];
    expect(await time.positionAt('2023-06-01T00:59:59Z', both)).toBeNull();
    expect(await time.positionAt('2023-06-01T01:00:00Z', both)).toBe(head);
    expect(await time.positionAt('2023-06-01T01:00:00Z', ['agency-nobody-knows'])).toBeNull();
    const marks = new EventMarks(database, runner);
    const all = await count([WEST, EAST]);
    expect(await marks.upTo(head)).toEqual({ number: BigInt(all), recordedAt: null });
  });

  describe('read for one agency', () => {
    const everything = async (): Promise<RecordedEvent[]> => {
      const events: RecordedEvent[] = [];
      for await (const batch of store.readAll()) events.push(...batch.events);
      return events;
    };
    const readBy = (from: Pick<EventStore, 'readStream' | 'eventAt'>, upTo: Position) =>
      new AgencyEvents(from, database, new EventMarks(database, runner)).upTo(upTo, WEST, (personId) =>
        streamId('person', personId),
      );

    it('is what the store has of it, numbered as the whole log is, and of whoever acted in it', async () => {
      const all = await everything();
      for (const upTo of [head, all[Math.floor(all.length / 3)]!.position]) {
        const wanted = all
          .map((event, at) => ({ ...event, number: at + 1 }))
          .filter(({ agency, stream, position }) => (agency === WEST || stream === 'person-clerk') && position <= upTo);
        expect(await readBy(store, upTo)).toEqual(wanted);
      }
    });

    it('finds what a database’s own tools have cut off where the order of all still has it', async () => {
      const cut: Pick<EventStore, 'readStream' | 'eventAt'> = {
        readStream: (stream) => Promise.reject(new StreamCut(stream, 'deleted')),
        eventAt: (position) => store.eventAt(position),
      };
      expect(await readBy(cut, head)).toEqual(await readBy(store, head));
      const gone = { ...cut, eventAt: () => Promise.resolve(null) };
      await expect(readBy(gone, head)).rejects.toBeInstanceOf(StreamCut);
    });
  });
});

/** Hours of one day; the third agency's clock was put back once. */
const RECORDED = [
  ['west', 9],
  ['east', 17],
  ['west', 10],
  ['south', 8],
  ['west', 12],
  ['south', 15],
  ['east', 18],
  ['south', 11],
  ['west', 16],
] as const;

describe('an instant of one of three agencies', () => {
  let store: EventStore;
  let time: EventLogTime;
  let close: () => Promise<void>;
  const places: Position[] = [];

  beforeAll(async () => {
    const { url, drop } = await createTestDatabase();
    const database = await openReadModel({ url, poolSize: 4 });
    store = await openEventStore({ kind: 'memory' });
    for (const [at, [agency, hour]] of RECORDED.entries()) {
      const recordedAt = `2021-02-01T${String(hour).padStart(2, '0')}:00:00+08:00`;
      const event = { id: randomUUID(), type: 'ItRained', data: {}, metadata: { recordedAt } };
      const stream = streamId('weather', String(at));
      const [request] = placed([{ stream, expected: 'no-stream', events: [event] }] as const, { schema: 1, agency });
      places.push((await store.append(request!)).position);
    }
    const runner = new ProjectionRunner(store, database, [eventLogProjection([])], { log: () => undefined });
    await runner.start();
    time = new EventLogTime(store, database, runner);
    close = async () => {
      await runner.stop();
      await database.close();
      await drop();
    };
  });
  afterAll(() => close());

  /** By the events alone: before the first of theirs that was recorded later, the last of theirs. */
  const byHand = (hour: number, scope: readonly string[]): Position | null => {
    const theirs = RECORDED.flatMap(([agency, at], index) => (scope.includes(agency) ? [{ at, index }] : []));
    const later = theirs.findIndex(({ at }) => at > hour);
    const last = (later === -1 ? theirs : theirs.slice(0, later)).at(-1);
    return last === undefined ? null : (places[last.index] ?? null);
  };

  it.each([[['west']], [['east']], [['south']], [['west', 'south']], [['east', 'south', 'west']]])(
    'is moved by nothing but the events of %j',
    async (scope) => {
      for (let hour = 7; hour <= 19; hour += 1) {
        const instant = `2021-02-01T${String(hour).padStart(2, '0')}:30:00+08:00`;
        expect([hour, await time.positionAt(instant, scope)]).toEqual([hour, byHand(hour, scope)]);
      }
    },
  );
});
