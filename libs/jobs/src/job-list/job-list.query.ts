import type { DataSource } from 'typeorm';
import type { BusinessDate } from '@bofu/kernel';
import type { JobResult, JobSituation, JsonObject } from '../domain/job';
import type { JobProgress } from '../job-kind';

/** A job as it stands, with how far it has come while it runs. */
export interface JobRow {
  readonly jobId: string;
  readonly kind: string;
  readonly parameters: JsonObject;
  readonly situation: JobSituation;
  readonly requestedOn: BusinessDate;
  /** RFC 3339, as are the other instants. */
  readonly requestedAt: string;
  readonly requestedBy: string;
  readonly endedAt: string | null;
  readonly result: JobResult | null;
  /** Why it failed or was cancelled. */
  readonly reason: string | null;
  readonly progress: (JobProgress & { readonly updatedAt: string }) | null;
  readonly version: string;
  readonly firstPosition: string;
}

const SELECT = `select job."jobId", job.kind, job.parameters, job.situation, job."requestedOn"::text, job."requestedAt",
    job."requestedBy", job."endedAt", job.result, job.reason, job.version::text, job."firstPosition",
    case when progress.job_id is not null and job.situation = 'requested' then jsonb_build_object(
      'phase', progress.phase, 'done', progress.done, 'total', progress.total, 'unit', progress.unit,
      'updatedAt', to_char(progress.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end as progress
  from job_list.job job left join jobs.job_progress progress on progress.job_id::text = job."jobId"`;

export interface WhichJobs {
  readonly kind: string | null;
  readonly situation: JobSituation | null;
  /** Only those requested before the one at this position. */
  readonly before: string | null;
  readonly limit: number;
}

/** Jobs, newest first. */
export const listJobs = (database: DataSource, { kind, situation, before, limit }: WhichJobs): Promise<JobRow[]> =>
  database.query<JobRow[]>(
    `${SELECT} where ($1::text is null or job.kind = $1) and ($2::text is null or job.situation = $2)
       and ($3::text is null or job."firstPosition" < $3)
     order by job."firstPosition" desc limit $4`,
    [kind, situation, before, limit],
  );

export async function findJob(database: DataSource, jobId: string): Promise<JobRow | null> {
  const [row] = await database.query<JobRow[]>(`${SELECT} where job."jobId" = $1`, [jobId]);
  return row ?? null;
}

/** Ids of jobs requested and not ended, oldest first, after the one at `after`. */
export const unfinishedJobs = (
  database: DataSource,
  after: string | null,
  limit: number,
): Promise<{ jobId: string; firstPosition: string }[]> =>
  database.query(
    `select "jobId", "firstPosition" from job_list.job
     where situation = 'requested' and ($1::text is null or "firstPosition" > $1)
     order by "firstPosition" limit $2`,
    [after, limit],
  );
