import { setTimeout as sleep } from 'node:timers/promises';
import { findJob, jobListProjection, listJobs, SITUATION_LABELS, viewJob, type JobRow } from '@bofu/jobs';
import { Refusal } from '@bofu/kernel';
import { actingFromCommandLine, type ActingOptions } from './acting-from-command-line';
import { agencyFromCommandLine } from './books-from-command-line';
import { EXIT } from './exit-code';
import { plainTable, print, printJson, progressOf, tell } from './terminal';
import { withOffice } from './with-office';

/** `bofu jobs list`. */
export async function listAllJobs(options: {
  agency?: string;
  kind?: string;
  limit: number;
  json?: boolean;
}): Promise<void> {
  await withOffice(async (office) => {
    const { database, jobs, directory } = office;
    const { agencyScope } = await agencyFromCommandLine(office, options.agency);
    const rows = await listJobs(database, {
      agencyScope,
      kind: options.kind ?? null,
      situation: null,
      before: null,
      limit: options.limit,
    });
    if (options.json) return printJson(rows.map((job) => viewJob(job, jobs.labelOf(job.kind))));
    print(
      plainTable(
        ['任务', '种类', '状态', '提交时点', '提交人', '结束时点', '说明'],
        rows.map((job) => [
          job.jobId,
          jobs.labelOf(job.kind),
          SITUATION_LABELS[job.situation],
          job.requestedAt,
          directory.nameOf(job.requestedBy) ?? job.requestedBy,
          job.endedAt ?? '',
          job.reason ?? progressText(job),
        ]),
      ),
    );
  });
}

const progressText = ({ progress }: JobRow): string =>
  progress
    ? `${progress.phase} ${progress.done}${progress.total === null ? '' : `/${progress.total}`} ${progress.unit}`
    : '';

/** `bofu jobs show ID`. */
export async function showJob(jobId: string, options: { agency?: string }): Promise<void> {
  await withOffice(async (office) => {
    const { database, jobs } = office;
    const { agencyScope } = await agencyFromCommandLine(office, options.agency);
    const job = await findJob(database, jobId, agencyScope);
    if (!job) throw new Refusal('job-not-found', { jobId });
    printJson(viewJob(job, jobs.labelOf(job.kind)));
  });
}

/** `bofu jobs run KIND`: requests a job and waits for its end; this process runs it, or one that is quicker. */
export async function runOneJob(
  kind: string,
  options: ActingOptions & { parameters: Record<string, never> },
): Promise<void> {
  const { parameters } = options;
  await withOffice(async (office) => {
    const { jobs, database, projections } = office;
    const context = await actingFromCommandLine(office, options, `POST /v1/jobs/${kind}s`);
    const { jobId, position } = await jobs.request(context, { kind, parameters });
    tell(`已登记任务 ${jobId}`);
    if (position !== null) await projections.waitFor(jobListProjection.name, position, 60_000);
    await office.startJobs('always');
    const progress = progressOf(jobs.labelOf(kind));
    for (;;) {
      const job = await findJob(database, jobId, [context.agencyId]);
      if (job && job.situation !== 'requested') {
        progress.end();
        if (job.situation !== 'completed') {
          tell(`${SITUATION_LABELS[job.situation]}：${job.reason ?? ''}`);
          process.exitCode = EXIT.unexpected;
        }
        return printJson(viewJob(job, jobs.labelOf(job.kind)));
      }
      if (job?.progress) progress.to(job.progress.done, job.progress.total ?? job.progress.done);
      await sleep(100);
    }
  });
}
