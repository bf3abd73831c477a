import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import type { BooksSelection, RecordedEvent } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';
import { Database } from '@bofu/read-model';
import { alertWatchCodec } from './alerts-codec';
import {
  alertWatchDecider,
  lastEvaluated,
  NEVER_WATCHED,
  type AlertWatch,
  type UnjudgedSubject,
} from './domain/alert-watch';
import { dayToEvaluate } from './evaluate-alerts';

/** How far a year has been judged: what every figure of alerts has to say of itself. */
export interface AlertWatchStanding {
  readonly watch: AlertWatch;
  readonly last: LastEvaluation | null;
}

export interface LastEvaluation {
  readonly on: BusinessDate;
  /** When it was made, RFC 3339 in Beijing time. */
  readonly at: string;
  /** Later than on the morning after: with what was known then. */
  readonly madeUp: boolean;
  readonly knownUpTo: string;
  readonly programmes: number;
  readonly unjudgedCount: number;
  readonly unjudged: readonly UnjudgedSubject[];
}

/** Of the first agency of the books, which name one year. */
export class AskAlertWatch extends Query<AlertWatchStanding> {
  constructor(readonly books: BooksSelection) {
    super();
  }
}

interface Row extends Pick<RecordedEvent, 'type' | 'schema' | 'data'> {
  readonly recordedAt: string;
}

@QueryHandler(AskAlertWatch)
export class AskAlertWatchHandler implements IQueryHandler<AskAlertWatch> {
  constructor(private readonly database: Database) {}

  async execute({ books }: AskAlertWatch): Promise<AlertWatchStanding> {
    const { agencyScope, fiscalYear, asOf, knownAt } = books;
    const rows = await this.database.query<Row[]>(
      `select type, schema, data, recorded_at as "recordedAt" from alerts.watch_event
       where agency_id = $1 and fiscal_year = $2 and ($3::date is null or on_date <= $3)
         and ($4::text is null or position <= $4)
       order by version`,
      [agencyScope[0] ?? '', fiscalYear, asOf, knownAt],
    );
    let watch: AlertWatch = NEVER_WATCHED;
    const evaluations = new Map<BusinessDate, LastEvaluation>();
    for (const { recordedAt, ...row } of rows) {
      const event = alertWatchCodec.decode(row);
      watch = alertWatchDecider(event.data.watchId).evolve(watch, event, event.data.by);
      if (event.type !== 'AlertsEvaluated') continue;
      const { evaluatedOn: on, knownUpTo, programmes, unjudgedCount, unjudged } = event.data;
      const madeUp = dayToEvaluate(recordedAt) > on;
      evaluations.set(on, { on, at: recordedAt, madeUp, knownUpTo, programmes, unjudgedCount, unjudged });
    }
    const on = lastEvaluated(watch);
    return { watch, last: on === null ? null : (evaluations.get(on) ?? null) };
  }
}
