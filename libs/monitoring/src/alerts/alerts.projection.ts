import type { RecordedEvent } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';
import type { Projection } from '@bofu/read-model';
import type { AlertEvent } from '../domain/alert-case';
import { ALERT_STREAMS } from './alert-book';

/**
 * The cases: one row that says what a case is about, and its history, event by event with the day each counts for. How
 * a case stands, now or as of a day or as known at a position, is its history up to there, folded by its own rules.
 */
export const alertsProjection: Projection = {
  name: 'alerts',
  version: 1,
  filter: { streamPrefixes: [ALERT_STREAMS] },
  schemaSql: `
    create table alert_case (
      alert_id text primary key,
      rule text not null,
      fiscal_year int not null,
      appropriation_id text,
      first_position text not null
    );
    create index on alert_case (fiscal_year);
    create table alert_event (
      alert_id text not null,
      version bigint not null,
      position text not null,
      on_date date not null,
      type text not null,
      data jsonb not null,
      actor text not null,
      recorded_at text not null,
      primary key (alert_id, version)
    );
  `,
  async apply(events, sql) {
    const rows = events.map(rowOf);
    await sql.query(
      `insert into alert_case
       select alert_id, data->>'rule', (data->>'fiscalYear')::int, data->>'appropriationId', position
       from jsonb_to_recordset($1::jsonb) as row (alert_id text, position text, type text, data jsonb)
       where type = 'AlertRaised'
       on conflict (alert_id) do nothing`,
      [JSON.stringify(rows)],
    );
    await sql.query(
      `insert into alert_event
       select * from jsonb_to_recordset($1::jsonb) as row (alert_id text, version bigint, position text, on_date date,
         type text, data jsonb, actor text, recorded_at text)`,
      [JSON.stringify(rows)],
    );
  },
};

const rowOf = (recorded: RecordedEvent) => ({
  alert_id: recorded.stream.slice('alert-'.length),
  version: String(recorded.version),
  position: recorded.position,
  on_date: countsFor(recorded as unknown as AlertEvent),
  type: recorded.type,
  data: recorded.data,
  actor: recorded.metadata['actor'] ?? '',
  recorded_at: recorded.metadata['recordedAt'] ?? '',
});

/** A rule speaks of the day it has looked at, a person of the day on which she acts. */
const countsFor = ({ data }: AlertEvent): BusinessDate => ('evaluatedOn' in data ? data.evaluatedOn : data.actedOn);
