import type { EventStore } from '@bofu/event-store';
import { fold } from '@bofu/kernel';
import type { ReportSchedules } from '../domain/report-schedules';
import { reportSchedulesAggregate } from './schedule-codec';

/** The scheduled reports of an agency as they stand: few events, read where they are. */
export async function readSchedules(store: EventStore, agencyId: string): Promise<ReportSchedules> {
  const { stream, decider, codec } = reportSchedulesAggregate(agencyId);
  const { events } = await store.readStream(stream);
  return fold(
    decider,
    events.map((event) => codec.decode(event)),
  );
}
