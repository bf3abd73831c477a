import { setTimeout as sleep } from 'node:timers/promises';
import { derivedId } from '@bofu/event-store';
import { beijingInstant } from '@bofu/http';
import { findJob, jobListProjection, listJobs, SITUATION_LABELS, viewJob, type JobRow } from '@bofu/jobs';
import { Refusal } from '@bofu/kernel';
import { EXIT } from './exit-code';
import { plainTable, print, printJson, progressOf, tell } from './terminal';
import { withOffice } from './with-office';

/** `bofu jobs list`. */
export async function listAllJobs(options: { kind?: string; limit: string; json?: boolean }): Promise<void> {
  await withOffice(async ({ database, jobs }) => {
    const rows = await listJobs(database, {
      kind: options.kind ?? null,
      situation: null,
      before: null,
      limit: Math.max(1, Number.parseInt(options.limit, 10) || 50),
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
          job.requestedBy,
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
export async function showJob(jobId: string): Promise<void> {
  await withOffice(async ({ database, jobs }) => {
    const job = await findJob(database, jobId);
    if (!job) throw new Refusal('job-not-found', { jobId });
    printJson(viewJob(job, jobs.labelOf(job.kind)));
  });
}

/** `bofu jobs run KIND`: requests a job and waits for its end; this process runs it, or one that is quicker. */
export async function runOneJob(kind: string, options: { parameters: string; actor: string }): Promise<void> {
  const parameters = parametersFrom(kind, options.parameters);
  await withOffice(async (office) => {
    const { jobs, database, projections } = office;
    const recordedAt = beijingInstant(new Date());
    const commandId = derivedId('command-line', kind, options.parameters, options.actor, recordedAt);
    const { jobId, position } = await jobs.request(
      { commandId, actor: options.actor, recordedAt },
      { kind, parameters },
    );
    tell(`已登记任务 ${jobId}`);
    if (position !== null) await projections.waitFor(jobListProjection.name, position, 60_000);
    await office.startJobs('always');
    const progress = progressOf(jobs.labelOf(kind));
    for (;;) {
      const job = await findJob(database, jobId);
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

function parametersFrom(kind: string, text: string): Record<string, never> {
  try {
    const value = JSON.parse(text) as unknown;
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as Record<string, never>;
  } catch {
    // Told below, as anything else that is no object.
  }
  throw new Refusal('job-parameters-invalid', { kind, problem: '须为一个 JSON 对象' });
}
