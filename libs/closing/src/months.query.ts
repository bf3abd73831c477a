import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { MovementsBetween } from '@bofu/budget';
import { EventStore, type Position, type RecordedEvent } from '@bofu/event-store';
import { positionInWriting } from '@bofu/http';
import { periodAfter, periodOf, periodsOfYear, type BusinessDate, type Period } from '@bofu/kernel';
import { checklist, type CheckResult } from './domain/checklist';
import { compare, keyOf, type Compared } from './domain/reconciliation';
import { MonthBooks, type MonthStanding } from './month-books';
import type { MonthSituation } from './month-situation';
import { readLocks, readMonth, type RecordedMonth } from './month-streams';

export interface MonthOfYear extends RecordedMonth {
  readonly period: Period;
  readonly situation: MonthSituation;
  /** True of the one month that can be closed now. */
  readonly isNext: boolean;
  /** Where a closed month was locked; `null` of any other. */
  readonly lock: RecordedEvent | null;
  /** What came to be known after the lock and counts within the closed month or before; `null` where it is open. */
  readonly later: MovementsBetween | null;
}

/** The twelve months of a year. */
export class AskMonths extends Query<readonly MonthOfYear[]> {
  constructor(
    readonly agencyId: string,
    readonly year: number,
    readonly today: BusinessDate,
  ) {
    super();
  }
}

export interface ComparedInWords extends Compared {
  /** The word given for a difference of this amount; `null` where there is none, or it was of another. */
  readonly explanation: string | null;
}

export interface MonthInFull extends MonthOfYear {
  /** Of a closed month as known at its lock, of any other as known now. */
  readonly standing: MonthStanding;
  readonly checks: readonly CheckResult[];
  readonly compared: readonly ComparedInWords[];
  /** Whether the report read now at the lock is the one that was closed, by its digest; `null` of an open month. */
  readonly reportStands: boolean | null;
  /** The lock's position as it is written down: reports asked with it are those of the closed month. */
  readonly lockedAt: string | null;
}

export class AskMonth extends Query<MonthInFull> {
  constructor(
    readonly agencyId: string,
    readonly month: Period,
    readonly today: BusinessDate,
  ) {
    super();
  }
}

type Locks = ReadonlyMap<Period, RecordedEvent>;

async function monthOfYear(
  { store, books }: { readonly store: EventStore; readonly books: MonthBooks },
  { agencyId, today }: { readonly agencyId: string; readonly today: BusinessDate },
  period: Period,
  locks: Locks,
  first: Period | null,
): Promise<MonthOfYear> {
  const recorded = await readMonth(store, agencyId, period);
  const lock = locks.get(period) ?? null;
  const last = [...locks.keys()].at(-1) ?? null;
  const next = last === null ? first : periodAfter(last);
  const isOver = period < periodOf(today);
  const situation = ((): MonthSituation => {
    if (recorded.month.proposal !== null) return 'reopening-proposed';
    if (recorded.month.closing !== null) return 'closed';
    if (lock !== null) return 'locked';
    if (last !== null && period < last) return 'locked-before';
    return isOver ? 'open' : 'not-over';
  })();
  const isClosed = recorded.month.closing !== null && lock !== null;
  return {
    ...recorded,
    period,
    situation,
    isNext: isOver && (situation === 'locked' || (situation === 'open' && (next === null || next === period))),
    lock,
    later: isClosed ? await books.later(agencyId, period, lock.position) : null,
  };
}

@QueryHandler(AskMonths)
export class AskMonthsHandler implements IQueryHandler<AskMonths> {
  constructor(
    private readonly store: EventStore,
    private readonly books: MonthBooks,
  ) {}

  async execute({ agencyId, year, today }: AskMonths): Promise<readonly MonthOfYear[]> {
    await this.books.reach(await this.store.head());
    const [locks, first] = [await readLocks(this.store, agencyId), await this.books.firstMonth(agencyId)];
    const months: MonthOfYear[] = [];
    for (const period of periodsOfYear(year))
      months.push(
        await monthOfYear({ store: this.store, books: this.books }, { agencyId, today }, period, locks, first),
      );
    return months;
  }
}

@QueryHandler(AskMonth)
export class AskMonthHandler implements IQueryHandler<AskMonth> {
  constructor(
    private readonly store: EventStore,
    private readonly books: MonthBooks,
  ) {}

  async execute({ agencyId, month, today }: AskMonth): Promise<MonthInFull> {
    await this.books.reach(await this.store.head());
    const [locks, first] = [await readLocks(this.store, agencyId), await this.books.firstMonth(agencyId)];
    const one = await monthOfYear({ store: this.store, books: this.books }, { agencyId, today }, month, locks, first);
    const { closing } = one.month;
    const knownAt: Position | null = closing === null ? null : (one.lock?.position ?? null);
    const standing = await this.books.standing(agencyId, month, knownAt, today);
    const compared = compare(standing.facts.booked, one.month.stated).map((line): ComparedInWords => {
      const word = one.month.explained.get(keyOf(line));
      return { ...line, explanation: word?.differenceFen === line.differenceFen ? word.reason : null };
    });
    return {
      ...one,
      standing,
      // A closed month shows what it was closed with: receipts may have come, and alerts been answered, since.
      checks:
        closing === null
          ? checklist(one.month, standing.facts)
          : closing.checks.map((check) => ({ ...check, blocks: false })),
      compared,
      lockedAt: knownAt === null ? null : await positionInWriting(this.store, knownAt),
      reportStands: closing === null ? null : closing.reportDigest === standing.reportDigest,
    };
  }
}
