import type { BusinessDate } from '@bofu/kernel';
import type { Database } from '@bofu/read-model';
import type { JobResult, JobSituation, JsonObject } from '../domain/job';
import type { JobProgress } from '../job-kind';

/** A job as it stands, with how far it has come while it runs. */
export interface JobRow {
  readonly jobId: string;
  readonly agencyId: string;
  readonly kind: string;
  readonly parameters: JsonObject;
  readonly situation: JobSituation;
  readonly requestedOn: BusinessDate;
  /** RFC 3339, as are the other instants. */
  readonly requestedAt: string;
  /** The person's id. */
  readonly requestedBy: string;
  readonly endedAt: string | null;
  readonly result: JobResult | null;
  /** Why it failed or was cancelled. */
  readonly reason: string | null;
  readonly progress: (JobProgress & { readonly updatedAt: string }) | null;
  readonly version: string;
  readonly firstPosition: string;
}

const SELECT = `select job.job_id as "jobId", job.agency_id as "agencyId", job.kind, job.parameters, job.situation,
    job.requested_on::text as "requestedOn", job.requested_at as "requestedAt", job.requested_by as "requestedBy",
    job.ended_at as "endedAt", job.result, job.reason, job.version::text, job.first_position as "firstPosition",
    case when progress.job_id is not null and job.situation = 'requested' then jsonb_build_object(
      'phase', progress.phase, 'done', progress.done, 'total', progress.total, 'unit', progress.unit,
      'updatedAt', to_char(progress.updated_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')) end as progress
  from job_list.job job left join jobs.job_progress progress on progress.job_id = job.job_id::uuid`;

export interface WhichJobs {
  readonly agencyScope: readonly string[];
  readonly kind: string | null;
  readonly situation: JobSituation | null;
  /** Only those requested before the one at this position. */
  readonly before: string | null;
  readonly limit: number;
}

/** Jobs, newest first. */
export const listJobs = (
  database: Database,
  { agencyScope, kind, situation, before, limit }: WhichJobs,
): Promise<JobRow[]> =>
  database.query<JobRow[]>(
    `${SELECT} where job.agency_id = any($5::text[]) and ($1::text is null or job.kind = $1)
       and ($2::text is null or job.situation = $2) and ($3::text is null or job.first_position < $3)
     order by job.first_position desc limit $4`,
    [kind, situation, before, limit, agencyScope],
  );

/** How many jobs have been requested and have not ended. */
export async function countRunningJobs(database: Database, agencyScope: readonly string[]): Promise<number> {
  const [row] = await database.query<{ running: number }[]>(
    `select count(*)::int as running from job_list.job
     where situation = 'requested' and job.agency_id = any($1::text[])`,
    [agencyScope],
  );
  return row?.running ?? 0;
}

/** @param agencyScope whose jobs are seen; `null` for the office itself, which runs them all */
export async function findJob(
  database: Database,
  jobId: string,
  agencyScope: readonly string[] | null,
): Promise<JobRow | null> {
  const [row] = await database.query<JobRow[]>(
    `${SELECT} where job.job_id = $1 and ($2::text[] is null or job.agency_id = any($2))`,
    [jobId, agencyScope],
  );
  return row ?? null;
}

/** Ids of jobs requested and not ended, oldest first, after the one at `after`. */
export const unfinishedJobs = (
  database: Database,
  after: string | null,
  limit: number,
): Promise<{ jobId: string; firstPosition: string }[]> =>
  database.query(
    `select job_id as "jobId", first_position as "firstPosition" from job_list.job
     where situation = 'requested' and ($1::text is null or first_position > $1)
     order by first_position limit $2`,
    [after, limit],
  );
