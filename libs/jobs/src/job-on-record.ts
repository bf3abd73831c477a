import type { EventStore } from '@bofu/event-store';
import { jobAggregate } from './job-aggregate';

/** Whether a job of this id was ever requested, whatever became of it. */
export async function jobOnRecord(store: Pick<EventStore, 'readStream'>, jobId: string): Promise<boolean> {
  const { events } = await store.readStream(jobAggregate(jobId).stream, { limit: 1 });
  return events.length > 0;
}
