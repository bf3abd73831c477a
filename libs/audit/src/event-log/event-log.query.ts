import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { EventStore, type Position, type RecordedEvent, type StreamId } from '@bofu/event-store';
import { fenFromDigits, type BusinessDate, type Fen } from '@bofu/kernel';

/** One row of the event log. */
export interface LoggedEvent {
  /** 1, 2, 3 … in the order of the store. */
  readonly number: bigint;
  readonly position: Position;
  readonly eventId: string;
  readonly stream: StreamId;
  readonly version: bigint;
  readonly type: string;
  readonly actor: string;
  /** `null` where the event does not say. */
  readonly recordedAt: Date | null;
  readonly businessDate: BusinessDate | null;
  readonly paymentId: string | null;
  readonly appropriationIds: readonly string[];
  readonly amountFen: Fen | null;
  /** What it says beside its name, in one Chinese line. */
  readonly details: string;
}

export interface EventsWanted {
  readonly appropriationId: string | null;
  readonly paymentId: string | null;
  readonly type: string | null;
  readonly moneyOnly: boolean;
  readonly order: 'asc' | 'desc';
  /** Nothing after this position. */
  readonly upTo: Position;
  /** The number of the last event seen; the page goes on behind it, in the order asked for. */
  readonly after: bigint | null;
  readonly limit: number;
}

/** A page of the event log. */
export class AskEvents extends Query<LoggedEvent[]> {
  constructor(readonly wanted: EventsWanted) {
    super();
  }
}

export interface EventInFull {
  readonly logged: LoggedEvent;
  readonly recorded: RecordedEvent;
  /** Numbers of the events before and after it in its stream. */
  readonly previous: bigint | null;
  readonly next: bigint | null;
  /** What the same request caused beside it, at most 200, in order. */
  readonly related: readonly LoggedEvent[];
}

/** One event with all that was recorded of it, `null` where the log has none of that id. */
export class AskEvent extends Query<EventInFull | null> {
  constructor(readonly eventId: string) {
    super();
  }
}

/** The event at a position. */
export class AskEventAt extends Query<LoggedEvent | null> {
  constructor(readonly position: Position) {
    super();
  }
}

const MOST_RELATED = 200;

const COLUMNS = `e.number::text, e.position, e.event_id as "eventId", e.stream, e.version::text, e.type, e.actor,
  e.recorded_at as "recordedAt", e.business_date::text as "businessDate", e.payment_id as "paymentId",
  e.appropriation_ids as "appropriationIds", e.amount_fen::text as "amountFen", e.details`;

type Row = Omit<LoggedEvent, 'number' | 'version' | 'amountFen'> & {
  readonly number: string;
  readonly version: string;
  readonly amountFen: string | null;
};

const logged = ({ number, version, amountFen, ...row }: Row): LoggedEvent => ({
  ...row,
  number: BigInt(number),
  version: BigInt(version),
  amountFen: amountFen === null ? null : fenFromDigits(amountFen),
});

@QueryHandler(AskEvents)
export class AskEventsHandler implements IQueryHandler<AskEvents> {
  constructor(private readonly database: DataSource) {}

  async execute({ wanted }: AskEvents): Promise<LoggedEvent[]> {
    const values: unknown[] = [];
    const given = (value: unknown): string => `$${values.push(value)}`;
    const { appropriationId, paymentId, type, moneyOnly, order, upTo, after, limit } = wanted;
    // One index leads each of these, in the order of the numbers, so that a page costs what it shows.
    const lead = appropriationId === null ? 'e' : 'of';
    const source =
      appropriationId === null
        ? 'event_log.event e'
        : 'event_log.event_of_appropriation of join event_log.event e on e.number = of.number';
    const conditions = [
      `${lead}.number <= (select number from event_log.event where position <= ${given(upTo)}
                          order by position desc limit 1)`,
      ...(appropriationId === null ? [] : [`of.appropriation_id = ${given(appropriationId)}`]),
      ...(paymentId === null ? [] : [`e.payment_id = ${given(paymentId)}`]),
      ...(type === null ? [] : [`e.type = ${given(type)}`]),
      ...(moneyOnly ? ['e.moves_money'] : []),
      ...(after === null ? [] : [`${lead}.number ${order === 'asc' ? '>' : '<'} ${given(String(after))}`]),
    ];
    const rows = await this.database.query<Row[]>(
      `select ${COLUMNS} from ${source} where ${conditions.join(' and ')}
       order by ${lead}.number ${order} limit ${given(limit)}`,
      values,
    );
    return rows.map(logged);
  }
}

@QueryHandler(AskEvent)
export class AskEventHandler implements IQueryHandler<AskEvent> {
  constructor(
    private readonly database: DataSource,
    private readonly store: EventStore,
  ) {}

  async execute({ eventId }: AskEvent): Promise<EventInFull | null> {
    const [row] = await this.database.query<(Row & { previous: string | null; next: string | null })[]>(
      `select ${COLUMNS}, previous.number::text as previous, next.number::text as next
       from event_log.event e
       left join event_log.event previous on previous.stream = e.stream and previous.version = e.version - 1
       left join event_log.event next on next.stream = e.stream and next.version = e.version + 1
       where e.event_id = $1`,
      [eventId],
    );
    if (!row) return null;
    const { previous, next, ...shown } = row;
    const event = logged(shown);
    const { events } = await this.store.readStream(event.stream, { from: event.version, limit: 1 });
    const [recorded] = events;
    if (recorded?.id !== eventId) return null;
    const related = await this.database.query<Row[]>(
      `select ${COLUMNS} from event_log.event e
       where e.correlation_id = (select correlation_id from event_log.event where event_id = $1) and e.event_id <> $1
       order by e.number limit $2`,
      [eventId, MOST_RELATED],
    );
    return {
      logged: event,
      recorded,
      previous: previous === null ? null : BigInt(previous),
      next: next === null ? null : BigInt(next),
      related: related.map(logged),
    };
  }
}

@QueryHandler(AskEventAt)
export class AskEventAtHandler implements IQueryHandler<AskEventAt> {
  constructor(private readonly database: DataSource) {}

  async execute({ position }: AskEventAt): Promise<LoggedEvent | null> {
    const [row] = await this.database.query<Row[]>(`select ${COLUMNS} from event_log.event e where e.position = $1`, [
      position,
    ]);
    return row ? logged(row) : null;
  }
}
