import type { RecordedEvent } from '@bofu/event-store';
import type { Projection } from '@bofu/read-model';
import { subjectOf, type Fact } from '../domain/facts';
import { FACT_STREAMS, factsOf } from './facts-of-events';

/**
 * The facts of programmes, their appropriations and payments, and of agencies: a row each, with the business date and the position, so
 * that what was known at a position of a day of a year is a `where`. `bearing` says which payments an appropriation
 * bears or has borne, and which pay anew what came back of those.
 */
export const programmeFactsProjection: Projection = {
  name: 'programme_facts',
  version: 7,
  filter: { streamPrefixes: [...FACT_STREAMS] },
  withoutMetadata: true,
  schemaSql: `
    create table appropriation (
      appropriation_id text primary key,
      agency_id text not null,
      fiscal_year int not null,
      programme_id text not null
    );
    create table bearing (
      appropriation_id text not null,
      payment_id text not null,
      primary key (appropriation_id, payment_id)
    );
    create table fact (
      subject_id text not null,
      position text collate "C" not null,
      ordinal int not null,
      agency_id text not null,
      on_date date,
      fact jsonb not null,
      primary key (subject_id, position, ordinal)
    );
  `,
  readersIndexSql: `create index on appropriation (agency_id, fiscal_year);`,
  async apply(events, sql) {
    const rows = events.flatMap(rowsOf);
    const facts = rows.map(({ fact }) => fact);
    await sql.query(
      `insert into appropriation (appropriation_id, agency_id, fiscal_year, programme_id)
       select * from jsonb_to_recordset($1::jsonb) as row ("appropriationId" text, "agencyId" text, "fiscalYear" int,
         "programmeId" text)`,
      [JSON.stringify(facts.filter(({ fact }) => fact === 'issued'))],
    );
    await sql.query(
      `insert into bearing (appropriation_id, payment_id)
       select * from jsonb_to_recordset($1::jsonb) as row ("appropriationId" text, "paymentId" text)
       on conflict do nothing`,
      [JSON.stringify(facts.flatMap(bearingOf))],
    );
    const reissues = facts.flatMap(reissueOf);
    if (reissues.length > 0)
      await sql.query(
        `insert into bearing (appropriation_id, payment_id)
         select b.appropriation_id, row."paymentId" from jsonb_to_recordset($1::jsonb) as row ("paymentId" text, "of" text)
           join bearing b on b.payment_id = row."of"
         on conflict do nothing`,
        [JSON.stringify(reissues)],
      );
    await sql.query(
      `insert into fact (subject_id, position, ordinal, agency_id, on_date, fact)
       select * from jsonb_to_recordset($1::jsonb) as row ("subjectId" text, "position" text, "ordinal" int,
         "agencyId" text, "on" date, "fact" jsonb)`,
      [JSON.stringify(rows)],
    );
  },
};

const rowsOf = (recorded: RecordedEvent) =>
  factsOf(recorded).map((fact, ordinal) => ({
    subjectId: subjectOf(fact),
    position: recorded.position,
    ordinal,
    agencyId: recorded.agency,
    on: fact.on,
    fact,
  }));

function bearingOf(fact: Fact): { readonly appropriationId: string; readonly paymentId: string }[] {
  if (fact.fact !== 'moved' || fact.step === null) return [];
  return [{ appropriationId: fact.appropriationId, paymentId: fact.step.paymentId }];
}

const reissueOf = (fact: Fact): { readonly paymentId: string; readonly of: string }[] =>
  fact.fact === 'reissued' ? [{ paymentId: fact.paymentId, of: fact.returned.paymentId }] : [];
