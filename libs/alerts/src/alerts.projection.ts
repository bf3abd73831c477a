import type { RecordedEvent } from '@bofu/event-store';
import type { BusinessDate } from '@bofu/kernel';
import type { Projection } from '@bofu/read-model';
import { ALERT_STREAMS, ALERT_WATCH_STREAMS } from './alert-aggregates';
import { alertCodec, alertWatchCodec } from './alerts-codec';
import type { AlertEvent } from './domain/alert-case';
import type { AlertWatchEvent } from './domain/alert-watch';

/**
 * The cases: one row that says what a case is about, and its history, event by event with the day each counts for. How
 * a case stands, now or as of a day or as known at a position, is its history up to there, folded by its own rules. The
 * evaluations of a year likewise.
 */
export const alertsProjection: Projection = {
  name: 'alerts',
  version: 3,
  filter: { streamPrefixes: [ALERT_STREAMS, ALERT_WATCH_STREAMS] },
  schemaSql: `
    create table alert_case (
      alert_id text primary key,
      agency_id text not null,
      cause text not null,
      fiscal_year int not null,
      programme_id text,
      appropriation_id text,
      first_position text collate "C" not null
    );
    create table alert_event (
      alert_id text not null,
      version bigint not null,
      position text collate "C" not null,
      on_date date not null,
      schema int not null,
      type text not null,
      data jsonb not null,
      recorded_at text not null,
      primary key (alert_id, version)
    );
    create table watch_event (
      watch_id text not null,
      version bigint not null,
      agency_id text not null,
      fiscal_year int not null,
      position text collate "C" not null,
      on_date date not null,
      schema int not null,
      type text not null,
      data jsonb not null,
      recorded_at text not null,
      primary key (watch_id, version)
    );
  `,
  readersIndexSql: `
    create index on alert_case (agency_id, fiscal_year);
    create index on watch_event (agency_id, fiscal_year);
  `,
  async apply(events, sql) {
    const rows = JSON.stringify(events.filter(alertCodec.knows).map(rowOf));
    await sql.query(
      `insert into alert_case (alert_id, agency_id, cause, fiscal_year, programme_id, appropriation_id, first_position)
       select alert_id, data->>'agencyId', data->>'cause', (data->>'fiscalYear')::int, data->>'programmeId',
         data->>'appropriationId', position
       from jsonb_to_recordset($1::jsonb) as row (alert_id text, position text, type text, data jsonb)
       where type = 'AlertRaised'
       on conflict (alert_id) do nothing`,
      [rows],
    );
    await sql.query(
      `insert into alert_event (alert_id, version, position, on_date, schema, type, data, recorded_at)
       select * from jsonb_to_recordset($1::jsonb) as row (alert_id text, version bigint, position text, on_date date,
         schema int, type text, data jsonb, recorded_at text)`,
      [rows],
    );
    await sql.query(
      `insert into watch_event (watch_id, version, agency_id, fiscal_year, position, on_date, schema, type, data,
         recorded_at)
       select * from jsonb_to_recordset($1::jsonb) as row (watch_id text, version bigint, agency_id text,
         fiscal_year int, position text, on_date date, schema int, type text, data jsonb, recorded_at text)`,
      [JSON.stringify(events.filter(alertWatchCodec.knows).map(watchRowOf))],
    );
  },
};

const recordedIn = ({ version, position, metadata }: RecordedEvent) => ({
  version: String(version),
  position,
  recorded_at: metadata['recordedAt'] ?? '',
});

function rowOf(recorded: RecordedEvent) {
  const event = alertCodec.decode(recorded);
  return {
    ...recordedIn(recorded),
    alert_id: event.data.alertId,
    on_date: countsFor(event),
    schema: alertCodec.schemaOf(event.type),
    type: event.type,
    data: event.data,
  };
}

function watchRowOf(recorded: RecordedEvent) {
  const event = alertWatchCodec.decode(recorded);
  const { watchId, agencyId, fiscalYear } = event.data;
  return {
    ...recordedIn(recorded),
    watch_id: watchId,
    agency_id: agencyId,
    fiscal_year: fiscalYear,
    on_date: dayOf(event),
    schema: alertWatchCodec.schemaOf(event.type),
    type: event.type,
    data: event.data,
  };
}

/** A rule speaks of the day it has looked at, a person of the day on which she acts. */
const countsFor = ({ data }: AlertEvent): BusinessDate => ('evaluatedOn' in data ? data.evaluatedOn : data.actedOn);

const dayOf = ({ data }: AlertWatchEvent): BusinessDate =>
  'evaluatedOn' in data ? data.evaluatedOn : 'on' in data ? data.on : data.from;
