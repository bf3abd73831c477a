import type { EntityManager } from 'typeorm';
import type { Position, RecordedEvent } from '@bofu/event-store';
import type { Projection } from '@bofu/read-model';
import type { PaymentRecord, ProgrammeRecord } from './fact-records';
import { FACT_STREAMS, FactsBook, touchedBy } from './fold-facts';

/**
 * The facts of every programme, to be shown as of any business date: a record for each appropriation, and one for each
 * payment it bears, so that a year of thousands of payments is not written anew for each of them.
 */
export const programmeFactsProjection: Projection = {
  name: 'programme_facts',
  version: 2,
  filter: { streamPrefixes: [...FACT_STREAMS] },
  withoutMetadata: true,
  schemaSql: `
    create table programme (
      appropriation_id text primary key,
      fiscal_year int not null,
      record jsonb not null
    );
    create index on programme (fiscal_year);
    create table charged_payment (
      appropriation_id text not null,
      payment_id text not null,
      first_position text not null,
      record jsonb not null,
      primary key (appropriation_id, payment_id)
    );
  `,
  async apply(events, sql) {
    const { book, firstPosition } = await bookBefore(events, sql);
    for (const event of events) {
      book.take(event);
      for (const payment of book.begun.splice(0)) firstPosition.set(payment, event.position);
    }
    await sql.query(
      `insert into programme
       select record->>'appropriationId', (record->'terms'->>'fiscalYear')::int, record
       from jsonb_array_elements($1::jsonb) as record
       on conflict (appropriation_id) do update set record = excluded.record`,
      [JSON.stringify([...book.programmes.values()])],
    );
    await sql.query(
      `insert into charged_payment (appropriation_id, payment_id, first_position, record)
       select record->>'appropriationId', record->>'paymentId', first_position, record
       from jsonb_to_recordset($1::jsonb) as each (first_position text, record jsonb)
       on conflict (appropriation_id, payment_id) do update set record = excluded.record`,
      [
        JSON.stringify(
          [...book.payments.values()].map((record) => ({ first_position: firstPosition.get(record), record })),
        ),
      ],
    );
  },
};

interface BookBefore {
  readonly book: FactsBook;
  /** Where each payment was first charged. What is read back keeps this order, however the events were delivered. */
  readonly firstPosition: Map<PaymentRecord, Position>;
}

/** The records these events touch: read once, folded in memory, written once. */
async function bookBefore(events: readonly RecordedEvent[], sql: EntityManager): Promise<BookBefore> {
  const touched = events.map(touchedBy);
  const pairs = touched.flatMap(({ appropriationIds, paymentId }) =>
    paymentId === null ? [] : appropriationIds.map((appropriationId) => ({ appropriationId, paymentId })),
  );
  const programmes = await sql.query<{ record: ProgrammeRecord }[]>(
    'select record from programme where appropriation_id = any ($1)',
    [[...new Set(touched.flatMap(({ appropriationIds }) => appropriationIds))]],
  );
  const payments = await sql.query<{ first_position: Position; record: PaymentRecord }[]>(
    `select first_position, record from charged_payment
     where (appropriation_id, payment_id) in (select * from unnest($1::text[], $2::text[])) order by first_position`,
    [pairs.map(({ appropriationId }) => appropriationId), pairs.map(({ paymentId }) => paymentId)],
  );
  return {
    book: new FactsBook(
      programmes.map(({ record }) => record),
      payments.map(({ record }) => record),
    ),
    firstPosition: new Map(payments.map(({ first_position, record }) => [record, first_position])),
  };
}
