import type { QueryBus } from '@nestjs/cqrs';
import { AskEvents, eventLogProjection } from '@bofu/audit';
import { Refusal } from '@bofu/kernel';
import type { ProjectionRunner } from '@bofu/read-model';
import type { EventMarks } from '@bofu/reporting';

const PATIENCE_MS = 30_000;

/** Positions as the event log numbers them. Refuses `event-log-behind`, where a guess would name the wrong event. */
export const eventMarksOfLog = (queries: QueryBus, projections: Pick<ProjectionRunner, 'waitFor'>): EventMarks => ({
  async upTo(position) {
    const { reached } = await projections.waitFor(eventLogProjection.name, position, PATIENCE_MS);
    if (!reached) throw new Refusal('event-log-behind', {});
    const [last] = await queries.execute(
      new AskEvents({
        appropriationId: null,
        paymentId: null,
        type: null,
        moneyOnly: false,
        order: 'desc',
        upTo: position,
        after: null,
        limit: 1,
      }),
    );
    return last === undefined
      ? { number: 0n, recordedAt: null }
      : { number: last.number, recordedAt: last.recordedAt?.toISOString() ?? null };
  },
});
