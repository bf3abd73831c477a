import type { Projection } from '@bofu/read-model';
import { unreachable } from '@bofu/kernel';
import { jobCodec } from '../job-codec';

const COLUMNS = `job_id text, agency_id text, kind text, parameters jsonb, situation text, requested_on date,
  requested_at text, requested_by text, ended_at text, result jsonb, reason text, version bigint,
  first_position text collate "C", position text collate "C"`;
const ROWS = COLUMNS.replaceAll(' collate "C"', '');
const ENDED = `job_id text, situation text, ended_at text, result jsonb, reason text, version bigint, position text`;

/** Jobs as they stand on record, one row each; how far a running one has come is not among the events. */
export const jobListProjection: Projection = {
  name: 'job_list',
  version: 2,
  filter: { streamPrefixes: ['job-'] },
  schemaSql: `
    create table job (${COLUMNS}, primary key (job_id));
    create index on job (agency_id, first_position);
    create index on job (first_position) where situation = 'requested';
  `,
  async apply(events, sql) {
    const requested: object[] = [];
    const ended: object[] = [];
    for (const recorded of events) {
      const { type, data } = jobCodec.decode(recorded);
      const { metadata, position } = recorded;
      const at = { job_id: data.jobId, version: String(recorded.version), position };
      const ended_at = metadata['recordedAt'] ?? null;
      switch (type) {
        case 'JobRequested':
          requested.push({
            ...at,
            agency_id: data.agencyId,
            kind: data.kind,
            parameters: data.parameters,
            situation: 'requested',
            requested_on: data.requestedOn,
            requested_at: metadata['recordedAt'] ?? '',
            requested_by: data.by.personId,
            first_position: position,
          });
          break;
        case 'JobCompleted':
          ended.push({ ...at, situation: 'completed', ended_at, result: data.result, reason: null });
          break;
        case 'JobFailed':
          ended.push({ ...at, situation: 'failed', ended_at, result: null, reason: data.reason });
          break;
        case 'JobCancelled':
          ended.push({ ...at, situation: 'cancelled', ended_at, result: null, reason: data.reason });
          break;
        default:
          unreachable(type);
      }
    }
    // A job is requested once and ends once, so all beginnings may be written before all ends.
    await sql.query(`insert into job select * from jsonb_to_recordset($1::jsonb) as row (${ROWS})`, [
      JSON.stringify(requested),
    ]);
    await sql.query(
      `update job set situation = row.situation, ended_at = row.ended_at, result = row.result, reason = row.reason,
         version = row.version, position = row.position
       from jsonb_to_recordset($1::jsonb) as row (${ENDED}) where job.job_id = row.job_id`,
      [JSON.stringify(ended)],
    );
  },
};
