import type { Position } from '@bofu/event-store';
import type { Database, ProjectionRunner } from '@bofu/read-model';
import { EVENT_LOG } from './event-log.projection';
import { refuse } from './event-log-refusals';

/** What a reader calls a position: the number of the last event up to it, and when that was recorded. */
export interface EventMark {
  /** 1, 2, 3 … in the order of the store; 0 before the first event. */
  readonly number: bigint;
  /** An RFC 3339 instant; `null` where the event does not say. */
  readonly recordedAt: string | null;
}

const PATIENCE_MS = 30_000;

/** Names positions for people, as the event log numbers them. */
export class EventMarks {
  constructor(
    private readonly database: Database,
    private readonly projections: Pick<ProjectionRunner, 'waitFor'>,
  ) {}

  /** Refuses `event-log-behind`, where a guess would name the wrong event. */
  async upTo(position: Position): Promise<EventMark> {
    const { reached } = await this.projections.waitFor(EVENT_LOG, position, PATIENCE_MS);
    if (!reached) return refuse('event-log-behind', {});
    const [last] = await this.database.query<{ number: string; recordedAt: Date | null }[]>(
      `select number::text as number, recorded_at as "recordedAt" from event_log.event where position <= $1
       order by position desc limit 1`,
      [position],
    );
    return { number: BigInt(last?.number ?? 0), recordedAt: last?.recordedAt?.toISOString() ?? null };
  }
}
