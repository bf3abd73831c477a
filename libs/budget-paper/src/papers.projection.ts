import type { Projection } from '@bofu/read-model';
import { paperCodec } from './budget-paper-codec';
import { totalOf } from './domain/budget-paper';

/** Papers 单据 as facts: what was submitted, and one row for each step. How a paper stands is its last step. */
export const papersProjection: Projection = {
  name: 'budget_papers',
  version: 2,
  filter: { streamPrefixes: ['paper-'] },
  schemaSql: `
    create table paper (
      paper_id text collate "C" primary key,
      agency_id text collate "C" not null,
      position text collate "C" not null,
      title text not null,
      document_number text,
      entries int not null,
      replaces text,
      file_digest text,
      file_name text
    );
    create table paper_entry (
      paper_id text collate "C",
      entry int,
      type text not null,
      amount_fen numeric not null,
      primary key (paper_id, entry)
    );
    create table paper_step (
      paper_id text collate "C",
      position text collate "C",
      type text not null,
      recorded_by jsonb not null,
      recorded_at text not null,
      reason text,
      primary key (paper_id, position)
    );
  `,
  readersIndexSql: `
    create index on paper (agency_id, position);
    create index on paper (file_digest);
  `,
  async apply(events, sql) {
    const papers: object[] = [];
    const entries: object[] = [];
    const steps: object[] = [];
    for (const recorded of events) {
      const { type, data } = paperCodec.decode(recorded);
      if (type === 'PaperEntryMade') {
        const { paperId, entry, act } = data;
        entries.push({ paper_id: paperId, entry, type: act.type, amount_fen: String(totalOf([act])) });
        continue;
      }
      if (type === 'PaperSubmitted')
        papers.push({
          ...{ paper_id: data.paperId, agency_id: data.agencyId, position: recorded.position, title: data.title },
          ...{ document_number: data.documentNumber?.printed ?? null, entries: data.entries },
          ...{ replaces: data.replaces, file_digest: data.fileDigest, file_name: data.fileName },
        });
      steps.push({
        ...{ paper_id: data.paperId, position: recorded.position, type, recorded_by: data.by },
        ...{ recorded_at: recorded.metadata['recordedAt'], reason: 'reason' in data ? data.reason : null },
      });
    }
    for (const [table, rows] of [
      ['paper', papers],
      ['paper_entry', entries],
      ['paper_step', steps],
    ] as const)
      await sql.query(`insert into ${table} select * from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [
        JSON.stringify(rows),
      ]);
  },
};
