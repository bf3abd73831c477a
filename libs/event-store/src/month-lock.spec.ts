import { randomUUID } from 'node:crypto';
import { parseBusinessDate, parsePeriod, type By, type Decider, type DomainEvent } from '@bofu/kernel';
import { SOMEBODY } from '@bofu/testing';
import { codecOf } from './codec';
import { bookedMonth, monthLockDecider, type MonthLock, type MonthLockCommand } from './domain/month-lock';
import { date, dataOf } from './event-data';
import { streamId, type AppendRequest, type EventStore } from './event-store';
import { MemoryEventStore } from './memory-event-store';
import { monthLockAggregate } from './month-lock-aggregate';
import { runDecision, type Aggregate, type CommandContext } from './run-decision';

const month = parsePeriod;
const day = parseBusinessDate;
const lock = (text: string, today = '2022-12-31', first: string | null = null): MonthLockCommand => ({
  type: 'lock-month',
  month: month(text),
  today: day(today),
  first: first === null ? null : month(first),
});
const unlock = (text: string): MonthLockCommand => ({ type: 'unlock-month', month: month(text) });
const lockedAfter = (...commands: MonthLockCommand[]): MonthLock => {
  let state = monthLockDecider.initial;
  for (const command of commands)
    for (const event of monthLockDecider.decide(state, command, SOMEBODY))
      state = monthLockDecider.evolve(state, event, SOMEBODY);
  return state;
};

describe('the lock on months', () => {
  it('begins with any month that is over, and goes on with the next, over New Year too', () => {
    expect(lockedAfter(lock('2021-11'), lock('2021-12'), lock('2022-01'))).toEqual(['2021-11', '2021-12', '2022-01']);
  });

  it('changes nothing where the month is locked already', () => {
    expect(lockedAfter(lock('2021-11'), lock('2021-11'))).toEqual(['2021-11']);
  });

  it.each(['2021-10', '2021-09', '2022-01'])('refuses %s after November, and names the next', (text) => {
    expect(() => lockedAfter(lock('2021-11'), lock(text))).toThrow(
      expect.objectContaining({ code: 'month-out-of-order', facts: { month: text, next: '2021-12' } }) as Error,
    );
  });

  it('begins no later than the books do', () => {
    expect(() => lockedAfter(lock('2021-11', '2022-12-31', '2021-03'))).toThrow(
      expect.objectContaining({ facts: { month: '2021-11', next: '2021-03' } }) as Error,
    );
    expect(lockedAfter(lock('2021-02', '2022-12-31', '2021-03'), lock('2021-03', '2022-12-31', '2021-01'))).toEqual([
      '2021-02',
      '2021-03',
    ]);
  });

  it('refuses a month that is not over', () => {
    expect(() => lockedAfter(lock('2021-11', '2021-11-30'))).toThrow('month-not-over');
    expect(lockedAfter(lock('2021-11', '2021-12-01'))).toEqual(['2021-11']);
  });

  it('opens the last one again, and no other', () => {
    const closed = [lock('2021-11'), lock('2021-12')];
    expect(lockedAfter(...closed, unlock('2021-12'), unlock('2021-11'))).toEqual([]);
    expect(() => lockedAfter(...closed, unlock('2021-11'))).toThrow('month-not-last-closed');
    expect(() => lockedAfter(unlock('2021-11'))).toThrow('month-not-last-closed');
  });

  it('books in the month of the day while it is open, and in the first open month once it is not', () => {
    const locked = lockedAfter(lock('2021-11'), lock('2021-12'));
    expect(bookedMonth([], day('2021-09-30'))).toBe('2021-09');
    expect(bookedMonth(locked, day('2021-09-30'))).toBe('2022-01');
    expect(bookedMonth(locked, day('2021-12-31'))).toBe('2022-01');
    expect(bookedMonth(locked, day('2022-02-01'))).toBe('2022-02');
  });
});

type SpentEvent = DomainEvent<'Spent', { readonly on: ReturnType<typeof day> }>;
const spending: Decider<number, { readonly on: string }, SpentEvent> = {
  initial: 0,
  decide: (_spent, { on }) => [{ type: 'Spent', data: { on: day(on) } }],
  evolve: (spent) => spent + 1,
};
const spentCodec = codecOf<SpentEvent>({ Spent: { parse: dataOf({ on: date }), businessDay: ({ on }) => on } });
const aPurse = (): Aggregate<number, { readonly on: string }, SpentEvent> => ({
  stream: streamId('purse', randomUUID()),
  decider: spending,
  codec: spentCodec,
});
const context = (agencyId: string, by: By = SOMEBODY): CommandContext => ({
  commandId: randomUUID(),
  agencyId,
  by,
  recordedAt: '2021-10-05T01:02:03Z',
});

const close = (store: EventStore, agencyId: string, text: string) =>
  runDecision(store, context(agencyId), monthLockAggregate(agencyId), lock(text));
const spend = async (store: EventStore, agencyId: string, on: string) => {
  const purse = aPurse();
  await runDecision(store, context(agencyId), purse, { on });
  const [event] = (await store.readStream(purse.stream)).events;
  return { bookedIn: event?.data['bookedIn'], on: event?.data['on'], position: event?.position ?? '' };
};

describe('what happened on a day', () => {
  it('keeps its day and is booked in the first open month', async () => {
    const store = new MemoryEventStore();
    await close(store, 'agency-1', '2021-09');
    expect(await spend(store, 'agency-1', '2021-09-28')).toMatchObject({ on: '2021-09-28', bookedIn: '2021-10' });
    expect(await spend(store, 'agency-1', '2021-10-05')).toMatchObject({ bookedIn: '2021-10' });
  });

  it('is locked by its own agency’s closing alone', async () => {
    const store = new MemoryEventStore();
    await close(store, 'agency-1', '2021-09');
    expect(await spend(store, 'agency-2', '2021-09-28')).toMatchObject({ bookedIn: '2021-09' });
  });

  it('is booked in its month again once that was opened', async () => {
    const store = new MemoryEventStore();
    await close(store, 'agency-1', '2021-09');
    await runDecision(store, context('agency-1'), monthLockAggregate('agency-1'), unlock('2021-09'));
    expect(await spend(store, 'agency-1', '2021-09-28')).toMatchObject({ bookedIn: '2021-09' });
  });

  it('is decided anew where the month closes between the decision and its recording', async () => {
    const inner = new MemoryEventStore();
    let closes: Promise<unknown> | null = null;
    const store = Object.create(inner, {
      appendAtomic: {
        value: async (requests: readonly AppendRequest[], options: object) => {
          closes ??= close(inner, 'agency-1', '2021-09');
          await closes;
          return inner.appendAtomic(requests, options);
        },
      },
      readStream: { value: inner.readStream.bind(inner) },
    }) as EventStore;
    const spent = await spend(store, 'agency-1', '2021-09-28');
    expect(spent.bookedIn).toBe('2021-10');
  });
});
