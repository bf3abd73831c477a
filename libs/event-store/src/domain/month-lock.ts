import {
  periodAfter,
  periodOf,
  refusalsOf,
  unreachable,
  type BusinessDate,
  type Decider,
  type DomainEvent,
  type Period,
} from '@bofu/kernel';

/**
 * The lock on an agency's months, in one stream so that whatever is booked has one stream to check. Months are locked
 * one after the other and opened again from the last one back: what is locked is always everything up to a month.
 */

export interface MonthLockRefusals {
  /** Months are locked in order: `next` is the one to lock now. */
  'month-out-of-order': { month: Period; next: Period };
  'month-not-over': { month: Period; today: BusinessDate };
  /** Only the last locked month is opened again; `last` is `null` where none is locked. */
  'month-not-last-closed': { month: Period; last: Period | null };
}

const refuse = refusalsOf<MonthLockRefusals>();

export type MonthLockEvent =
  DomainEvent<'MonthLocked', { readonly month: Period }> | DomainEvent<'MonthUnlocked', { readonly month: Period }>;

export type MonthLockCommand =
  | {
      readonly type: 'lock-month';
      readonly month: Period;
      readonly today: BusinessDate;
      /** The month the books begin with, which nothing is locked past as long as nothing is locked; `null` where it is any. */
      readonly first: Period | null;
    }
  | { readonly type: 'unlock-month'; readonly month: Period };

/** The months locked by name, earliest first. Everything before the first of them is locked with it. */
export type MonthLock = readonly Period[];

/** 记账月份: the month of the business day, or the first month after those that are locked. */
export function bookedMonth(lock: MonthLock, day: BusinessDate): Period {
  const [month, last] = [periodOf(day), lock.at(-1)];
  return last === undefined || month > last ? month : periodAfter(last);
}

export const monthLockDecider: Decider<MonthLock, MonthLockCommand, MonthLockEvent> = {
  initial: [],
  decide: (lock, command) => {
    const { month } = command;
    const last = lock.at(-1);
    switch (command.type) {
      case 'lock-month': {
        if (month === last) return [];
        const { first, today } = command;
        const begin = first !== null && first < month ? first : month;
        const next = last === undefined ? begin : periodAfter(last);
        if (month !== next) return refuse('month-out-of-order', { month, next });
        if (month >= periodOf(today)) return refuse('month-not-over', { month, today });
        return [{ type: 'MonthLocked', data: { month } }];
      }
      case 'unlock-month':
        if (month !== last) return refuse('month-not-last-closed', { month, last: last ?? null });
        return [{ type: 'MonthUnlocked', data: { month } }];
      default:
        return unreachable(command);
    }
  },
  evolve: (lock, { type, data: { month } }) => {
    switch (type) {
      case 'MonthLocked':
        return [...lock, month];
      case 'MonthUnlocked':
        return lock.filter((locked) => locked !== month);
      default:
        return unreachable(type);
    }
  },
};
