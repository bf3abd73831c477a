import { CALENDAR_STREAMS, CalendarBook } from '@bofu/calendar';
import type { EventStore, Position, RecordedEvent } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';
import { ALERT_RULE_STREAMS, ALERT_STREAMS, ALERT_WATCH_STREAMS } from './alert-aggregates';
import type { FactsOfYear, YearOnDay } from './domain/rule';
import { KnownAlerts } from './known-alerts';

/** What can show a year of an agency on a day when it has been handed the events of its streams, one by one. */
export interface YearsToJudge {
  readonly streams: readonly string[];
  take(recorded: RecordedEvent): void;
  on(agencyId: string, fiscalYear: number, date: BusinessDate): FactsOfYear;
}

/**
 * Everything an evaluation looks at, kept in memory and brought up to date from the store by what is new since last
 * time. So an evaluation sees all that has been recorded before it, and waits for no projection.
 */
export class EvaluationMemory {
  readonly alerts = new KnownAlerts();
  readonly calendars = new CalendarBook();
  #position: Position | null = null;
  #last: Promise<unknown> = Promise.resolve();

  constructor(
    private readonly store: EventStore,
    private readonly years: YearsToJudge,
  ) {}

  /** Where it stands: nothing recorded later has been looked at. `null` before anything was recorded. */
  get knownUpTo(): Position | null {
    return this.#position;
  }

  /** One after the other: whoever looks at it sees nothing that came in since it was brought up to date. */
  inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
    const mine = this.#last.then(work, work);
    this.#last = mine;
    return mine;
  }

  async catchUp(): Promise<void> {
    const streamPrefixes = [
      ...this.years.streams,
      CALENDAR_STREAMS,
      ALERT_STREAMS,
      ALERT_RULE_STREAMS,
      ALERT_WATCH_STREAMS,
    ];
    const from = this.#position === null ? {} : { after: this.#position };
    for await (const batch of this.store.readAll({ ...from, filter: { streamPrefixes }, withoutMetadata: true })) {
      for (const recorded of batch.events) {
        this.alerts.take(recorded);
        this.calendars.take(recorded);
        this.years.take(recorded);
      }
      this.#position = batch.position;
    }
  }

  on(agencyId: string, fiscalYear: number, date: BusinessDate): YearOnDay {
    const unanswered = this.alerts.unansweredOn(agencyId, fiscalYear, date);
    return { ...this.years.on(agencyId, fiscalYear, date), unanswered };
  }
}
