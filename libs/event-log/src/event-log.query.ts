import { Database } from '@bofu/read-model';
import { Query, QueryHandler, type IQueryHandler } from '@nestjs/cqrs';
import { EventStore, type Position, type RecordedEvent, type StreamId } from '@bofu/event-store';
import { fenFromDigits, type BusinessDate, type By, type Fen } from '@bofu/kernel';

/** One row of the event log. */
export interface LoggedEvent {
  /** 1, 2, 3 … in the order of the store. */
  readonly number: bigint;
  readonly position: Position;
  readonly eventId: string;
  readonly stream: StreamId;
  readonly version: bigint;
  readonly type: string;
  readonly schema: number;
  readonly agencyId: string;
  /** Who acted, from which post and by which way; `null` where nobody describes events of this category. */
  readonly personId: string | null;
  readonly post: By['post'] | null;
  readonly channel: By['channel'] | null;
  /** `null` where the event does not say. */
  readonly recordedAt: Date | null;
  readonly businessDate: BusinessDate | null;
  readonly paymentId: string | null;
  readonly appropriationIds: readonly string[];
  readonly amountFen: Fen | null;
  /** The Chinese name of its type. */
  readonly label: string;
  /** What it says beside its name, in one Chinese line. */
  readonly details: string;
}

export interface EventFilter {
  readonly appropriationId: string | null;
  readonly paymentId: string | null;
  readonly type: string | null;
  readonly moneyOnly: boolean;
  /** Nothing after this position. */
  readonly upTo: Position;
}

export interface EventPage {
  readonly order: 'asc' | 'desc';
  /** The number of the last event seen; the page goes on behind it, in the order asked for. */
  readonly after: bigint | null;
  readonly limit: number;
}

/** A page of the event log. */
export class ListEvents extends Query<readonly LoggedEvent[]> {
  constructor(
    readonly agencyScope: readonly string[],
    readonly filter: EventFilter,
    readonly page: EventPage,
  ) {
    super();
  }
}

/** How many events a list has, whichever page is read. */
export class CountEvents extends Query<number> {
  constructor(
    readonly agencyScope: readonly string[],
    readonly filter: EventFilter,
  ) {
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

/** One event with all that was recorded of it; another agency's answers like one that never was: `null`. */
export class GetEvent extends Query<EventInFull | null> {
  constructor(
    readonly agencyScope: readonly string[],
    readonly eventId: string,
  ) {
    super();
  }
}

const MOST_RELATED = 200;

const COLUMNS = `e.number::text, e.position, e.event_id as "eventId", e.stream, e.version::text, e.type, e.schema,
  e.agency_id as "agencyId", e.person_id as "personId", e.post, e.channel, e.recorded_at as "recordedAt",
  e.business_date::text as "businessDate", e.payment_id as "paymentId", e.appropriation_ids as "appropriationIds",
  e.amount_fen::text as "amountFen", e.label, e.details`;

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

/** `from … where …` of one agency's list (`agency.id`), with its values; one index leads, so that a page costs what it shows. */
function listed({ appropriationId, paymentId, type, moneyOnly, upTo }: EventFilter, values: unknown[]) {
  const given = (value: unknown): string => `$${values.push(value)}`;
  const lead = appropriationId === null ? 'e' : 'of';
  const source =
    appropriationId === null
      ? 'event_log.event e'
      : 'event_log.event_of_appropriation of join event_log.event e on e.number = of.number';
  const conditions = [
    'e.agency_id = agency.id',
    `${lead}.number <= (select number from event_log.event where position <= ${given(upTo)}
                        order by position desc limit 1)`,
    ...(appropriationId === null ? [] : [`of.appropriation_id = ${given(appropriationId)}`]),
    ...(paymentId === null ? [] : [`e.payment_id = ${given(paymentId)}`]),
    ...(type === null ? [] : [`e.type = ${given(type)}`]),
    // Refused for want of money: it moved none, and is asked for together with what did.
    ...(moneyOnly ? ["(e.moves_money or e.type = 'AttemptRefused')"] : []),
  ];
  return { lead, from: `from ${source} where ${conditions.join(' and ')}`, given };
}

@QueryHandler(ListEvents)
export class ListEventsHandler implements IQueryHandler<ListEvents> {
  constructor(private readonly database: Database) {}

  async execute({ agencyScope, filter, page: { order, after, limit } }: ListEvents): Promise<readonly LoggedEvent[]> {
    const values: unknown[] = [agencyScope];
    const { lead, from, given } = listed(filter, values);
    const beyond =
      after === null ? '' : `and ${lead}.number ${order === 'asc' ? '>' : '<'} ${given(String(after))}::bigint`;
    const most = given(limit);
    // A page of each agency and then of all: an index over several agencies has no order of its own.
    const rows = await this.database.query<Row[]>(
      `select ${COLUMNS} from unnest($1::text[]) agency(id)
       cross join lateral (select e.* ${from} ${beyond} order by ${lead}.number ${order} limit ${most}) e
       order by e.number ${order} limit ${most}`,
      values,
    );
    return rows.map(logged);
  }
}

@QueryHandler(CountEvents)
export class CountEventsHandler implements IQueryHandler<CountEvents> {
  constructor(private readonly database: Database) {}

  async execute({ agencyScope, filter }: CountEvents): Promise<number> {
    const values: unknown[] = [agencyScope];
    const { from } = listed(filter, values);
    const [row] = await this.database.query<{ count: string }[]>(
      `select count(*)::text as count from unnest($1::text[]) agency(id) cross join lateral (select ${from}) e`,
      values,
    );
    return Number(row?.count ?? 0);
  }
}

@QueryHandler(GetEvent)
export class GetEventHandler implements IQueryHandler<GetEvent> {
  constructor(
    private readonly database: Database,
    private readonly store: EventStore,
  ) {}

  async execute({ agencyScope, eventId }: GetEvent): Promise<EventInFull | null> {
    const [row] = await this.database.query<(Row & { previous: string | null; next: string | null })[]>(
      `select ${COLUMNS}, previous.number::text as previous, next.number::text as next
       from event_log.event e
       left join event_log.event previous on previous.stream = e.stream and previous.version = e.version - 1
       left join event_log.event next on next.stream = e.stream and next.version = e.version + 1
       where e.event_id = $1 and e.agency_id = any($2::text[])`,
      [eventId, agencyScope],
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
         and e.agency_id = any($3::text[])
       order by e.number limit $2`,
      [eventId, MOST_RELATED, agencyScope],
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
