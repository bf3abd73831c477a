import type { Projection } from '@bofu/read-model';
import { payoutSchemeCodec } from './payout-scheme-codec';

/** Payout schemes: one row for each version of a scheme. */
export const payoutSchemesProjection: Projection = {
  name: 'payout_schemes',
  version: 3,
  filter: { streamPrefixes: ['payoutScheme-'] },
  withoutMetadata: true,
  schemaSql: `
    create table scheme_version (
      scheme_id text collate "C",
      version bigint,
      agency_id text collate "C" not null,
      position text collate "C" not null,
      effective_on date not null,
      fiscal_year int not null,
      name text not null,
      lines jsonb not null,
      headcount bigint not null,
      payee jsonb not null,
      payee_id text,
      primary key (scheme_id, version)
    );
  `,
  readersIndexSql: `create index on scheme_version (agency_id, scheme_id);`,
  async apply(events, sql) {
    const rows = events.map((recorded) => {
      const { data } = payoutSchemeCodec.decode(recorded);
      return {
        scheme_id: data.schemeId,
        version: String(recorded.version),
        agency_id: data.agencyId,
        position: recorded.position,
        effective_on: data.effectiveOn,
        fiscal_year: data.fiscalYear,
        name: data.name,
        lines: data.lines,
        headcount: data.headcount,
        payee: data.payee,
        payee_id: data.payeeId,
      };
    });
    await sql.query(
      'insert into scheme_version select * from jsonb_populate_recordset(null::scheme_version, $1::jsonb)',
      [JSON.stringify(rows)],
    );
  },
};
