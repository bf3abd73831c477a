import type { Projection } from '@bofu/read-model';
import { SCHEME_STREAMS, schemeAfter, type SchemeRecord } from './scheme-record';

/** Payout schemes: one row a scheme, with every version of it. */
export const payoutSchemesProjection: Projection = {
  name: 'payout_schemes',
  version: 1,
  filter: { streamPrefixes: [...SCHEME_STREAMS] },
  withoutMetadata: true,
  schemaSql: `
    create table payout_scheme (
      scheme_id text primary key,
      fiscal_year int not null,
      record jsonb not null
    );
  `,
  async apply(events, sql) {
    const ids = [...new Set(events.map(({ stream }) => stream.slice('payout-scheme-'.length)))];
    const before = await sql.query<{ record: SchemeRecord }[]>(
      'select record from payout_scheme where scheme_id = any ($1)',
      [ids],
    );
    const records = new Map(before.map(({ record }) => [record.schemeId, record]));
    for (const event of events) {
      const after = schemeAfter(records.get(event.stream.slice('payout-scheme-'.length)), event);
      records.set(after.schemeId, after);
    }
    await sql.query(
      `insert into payout_scheme
       select record->>'schemeId', (record->>'fiscalYear')::int, record
       from jsonb_array_elements($1::jsonb) as record
       on conflict (scheme_id) do update set fiscal_year = excluded.fiscal_year, record = excluded.record`,
      [JSON.stringify([...records.values()])],
    );
  },
};
