import { refusalsOf } from '@bofu/kernel';

/** What a job, or the way to one, may refuse. */
export interface JobRefusals {
  'job-not-found': { jobId: string };
  'job-exists': { jobId: string };
  'job-ended': { jobId: string; situation: 'completed' | 'failed' | 'cancelled' };
  'job-kind-not-found': { kind: string };
  'job-parameters-invalid': { kind: string; problem: string };
  'job-not-completed': { jobId: string; situation: 'requested' | 'failed' | 'cancelled' };
  'job-file-not-found': { jobId: string; name: string };
  'job-file-damaged': { jobId: string; name: string };
}

export const refuse: <Code extends keyof JobRefusals>(code: Code, facts: JobRefusals[Code]) => never =
  refusalsOf<JobRefusals>();
