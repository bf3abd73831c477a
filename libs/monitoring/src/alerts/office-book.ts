import type { EventStore, Position, RecordedEvent } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';
import { ALERT_RULE_STREAMS, ALERT_STREAMS, AlertBook } from './alert-book';
import type { OfficeOnDay } from './rule';

/** What can show an office on a day when it has been handed the events of its streams, one by one. */
export interface FoldedFacts {
  readonly streams: readonly string[];
  take(recorded: RecordedEvent): void;
  on(fiscalYear: number, date: BusinessDate): OfficeOnDay;
}

/**
 * Everything an evaluation looks at, kept in memory and brought up to date from the store by what is new since last
 * time. So an evaluation sees all that has been recorded before it, and waits for no projection.
 */
export class OfficeBook {
  readonly alerts = new AlertBook();
  #position: Position | null = null;

  constructor(
    private readonly store: EventStore,
    private readonly facts: FoldedFacts,
  ) {}

  async catchUp(): Promise<void> {
    const streamPrefixes = [...this.facts.streams, ALERT_STREAMS, ALERT_RULE_STREAMS];
    const from = this.#position === null ? {} : { after: this.#position };
    for await (const batch of this.store.readAll({ ...from, filter: { streamPrefixes }, withoutMetadata: true })) {
      for (const recorded of batch.events)
        if (recorded.stream.startsWith('alert-')) this.alerts.take(recorded);
        else this.facts.take(recorded);
      this.#position = batch.position;
    }
  }

  on = (fiscalYear: number, date: BusinessDate): OfficeOnDay => this.facts.on(fiscalYear, date);
}
