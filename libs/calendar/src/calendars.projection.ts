import type { RecordedEvent } from '@bofu/event-store';
import type { Projection } from '@bofu/read-model';
import { calendarCodec } from './calendar-codec';
import { CALENDAR_STREAMS } from './calendar.commands';

/** Calendar years by agency: one row for every loading and correction, so that any of them can be asked for again. */
export const calendarsProjection: Projection = {
  name: 'calendars',
  version: 1,
  filter: { streamPrefixes: [CALENDAR_STREAMS] },
  schemaSql: `
    create table calendar_year (
      agency_id text not null,
      year int not null,
      version bigint not null,
      position text collate "C" not null,
      acted_on date not null,
      data jsonb not null,
      person_id text not null,
      recorded_at text not null,
      primary key (agency_id, year, version)
    );
  `,
  async apply(events, sql) {
    await sql.query(
      `insert into calendar_year
       select * from jsonb_to_recordset($1::jsonb) as row (agency_id text, year int, version bigint, position text,
         acted_on date, data jsonb, person_id text, recorded_at text)`,
      [JSON.stringify(events.map(rowOf))],
    );
  },
};

function rowOf(recorded: RecordedEvent) {
  const { agencyId, by, bookedIn: _bookedIn, ...data } = calendarCodec.decode(recorded).data;
  return {
    agency_id: agencyId,
    year: data.year,
    version: String(recorded.version),
    position: recorded.position,
    acted_on: data.actedOn,
    data,
    person_id: by.personId,
    recorded_at: recorded.metadata['recordedAt'] ?? '',
  };
}
