import type { Projection } from '@bofu/read-model';
import { unreachable } from '@bofu/kernel';
import type { JobEvent } from '../domain/job';

const COLUMNS = `"jobId" text, kind text, parameters jsonb, situation text, "requestedOn" date, "requestedAt" text,
  "requestedBy" text, "endedAt" text, result jsonb, reason text, version bigint, "firstPosition" text, position text`;
const ENDED = `"jobId" text, situation text, "endedAt" text, result jsonb, reason text, version bigint, position text`;

/** Jobs as they stand on record, one row each; how far a running one has come is not among the events. */
export const jobListProjection: Projection = {
  name: 'job_list',
  version: 1,
  filter: { streamPrefixes: ['job-'] },
  schemaSql: `
    create table job (${COLUMNS}, primary key ("jobId"));
    create index on job ("firstPosition");
    create index on job ("firstPosition") where situation = 'requested';
  `,
  async apply(events, sql) {
    const requested: object[] = [];
    const ended: object[] = [];
    for (const recorded of events) {
      const { type, data } = recorded as unknown as JobEvent;
      const { metadata, position } = recorded;
      const at = { jobId: data.jobId, version: String(recorded.version), position };
      const endedAt = metadata['recordedAt'] ?? null;
      switch (type) {
        case 'JobRequested':
          requested.push({
            ...at,
            kind: data.kind,
            parameters: data.parameters,
            situation: 'requested',
            requestedOn: data.requestedOn,
            requestedAt: metadata['recordedAt'] ?? '',
            requestedBy: metadata['actor'] ?? '',
            firstPosition: position,
          });
          break;
        case 'JobCompleted':
          ended.push({ ...at, situation: 'completed', endedAt, result: data.result, reason: null });
          break;
        case 'JobFailed':
          ended.push({ ...at, situation: 'failed', endedAt, result: null, reason: data.reason });
          break;
        case 'JobCancelled':
          ended.push({ ...at, situation: 'cancelled', endedAt, result: null, reason: data.reason });
          break;
        default:
          unreachable(type);
      }
    }
    // A job is requested once and ends once, so all beginnings may be written before all ends.
    await sql.query(`insert into job select * from jsonb_to_recordset($1::jsonb) as row (${COLUMNS})`, [
      JSON.stringify(requested),
    ]);
    await sql.query(
      `update job set situation = row.situation, "endedAt" = row."endedAt", result = row.result, reason = row.reason,
         version = row.version, position = row.position
       from jsonb_to_recordset($1::jsonb) as row (${ENDED}) where job."jobId" = row."jobId"`,
      [JSON.stringify(ended)],
    );
  },
};
