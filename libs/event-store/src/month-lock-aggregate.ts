import { codecOf } from './codec';
import { monthLockDecider, type MonthLockEvent } from './domain/month-lock';
import { dataOf, period } from './event-data';
import { streamId } from './event-store';

const month = dataOf({ month: period });

export const monthLockCodec = codecOf<MonthLockEvent>({
  MonthLocked: { parse: month },
  MonthUnlocked: { parse: month },
});

/** Of an agency's books, all years of them. */
export const monthLockAggregate = (agencyId: string) => ({
  stream: streamId('months', agencyId),
  decider: monthLockDecider,
  codec: monthLockCodec,
  agencyId,
});
