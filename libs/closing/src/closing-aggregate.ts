import { derivedId, streamId, type Aggregate } from '@bofu/event-store';
import type { Period } from '@bofu/kernel';
import { monthCodec, yearCodec } from './closing-codec';
import { monthDecider, type Month, type MonthCommand, type MonthEvent } from './domain/month';
import { yearDecider, type FiscalYear, type YearCommand, type YearEvent } from './domain/year';

/** An agency's month. Its stream is not the lock's: entering a statement must not make those who pay decide anew. */
export const monthAggregate = (agencyId: string, month: Period): Aggregate<Month, MonthCommand, MonthEvent> => ({
  stream: streamId('closing', derivedId('closing', agencyId, month)),
  decider: monthDecider(month),
  codec: monthCodec,
  agencyId,
});

/** An agency's fiscal year. */
export const yearAggregate = (agencyId: string, fiscalYear: number): Aggregate<FiscalYear, YearCommand, YearEvent> => ({
  stream: streamId('year', derivedId('year', agencyId, String(fiscalYear))),
  decider: yearDecider(fiscalYear),
  codec: yearCodec,
  agencyId,
});
