import { derivedId, streamId, type Aggregate } from '@bofu/event-store';
import type { Period } from '@bofu/kernel';
import { monthCodec } from './closing-codec';
import { monthDecider, type Month, type MonthCommand, type MonthEvent } from './domain/month';

/** An agency's month. Its stream is not the lock's: entering a statement must not make those who pay decide anew. */
export const monthAggregate = (agencyId: string, month: Period): Aggregate<Month, MonthCommand, MonthEvent> => ({
  stream: streamId('closing', derivedId('closing', agencyId, month)),
  decider: monthDecider(month),
  codec: monthCodec,
  agencyId,
});
