import { setTimeout as sleep } from 'node:timers/promises';
import { z } from 'zod';
import { jobKind, type JobKind } from '../src/job-kind';
import type { QueueChoice } from '../src/queue/queue-choice';
import { openJobOffice } from './job-office';

export interface EffectProcess {
  readonly databaseUrl: string;
  readonly queue: QueueChoice;
  /** Taken out, the guard is missing, and a test must see it. */
  readonly throughInbox: boolean;
}

/** The table that effects go to: a row each time, so that a second one shows. */
export const EFFECTS = 'create table if not exists effect (job_id uuid not null, process int not null)';

/** A job whose only work is to leave a row. It goes on for a moment after that, as work does. */
export const effectKind = (
  throughInbox: boolean,
  sql: (text: string, values: unknown[]) => Promise<unknown>,
): JobKind =>
  jobKind({
    kind: 'effect',
    label: '留痕',
    parameters: z.strictObject({}),
    run: async (_, { jobId, inbox }) => {
      const leave = 'insert into effect (job_id, process) values ($1, $2)';
      if (throughInbox)
        await inbox('row', async (transaction) => {
          await transaction.query(leave, [jobId, process.pid]);
        });
      else await sql(leave, [jobId, process.pid]);
      await sleep(20);
      return { answer: null, file: null };
    },
  });

export async function runEffects({ databaseUrl, queue, throughInbox }: EffectProcess): Promise<void> {
  let sql: (text: string, values: unknown[]) => Promise<unknown> = () => Promise.reject(new Error('not open yet'));
  const office = await openJobOffice({
    databaseUrl,
    queue,
    kinds: [effectKind(throughInbox, (text, values) => sql(text, values))],
    timing: { concurrency: 8, mostStalls: 30 },
  });
  sql = (text, values) => office.database.query(text, values);
  await office.jobs.start({ work: true });
}
