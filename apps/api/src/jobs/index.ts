import type { DailyJob, JobKind } from '@bofu/jobs';
import type { JobTools } from './job-tools';
import { projectionRebuild } from './projection-rebuild.job';

/** Every kind of background job of the office, one file each. */
export const jobKinds = (tools: JobTools): JobKind[] => [projectionRebuild(tools)];

/** What happens every day by itself, by the hour of Beijing time; a kind that is not there is left out. */
export const dailyJobs: readonly DailyJob[] = [
  { kind: 'alert-evaluation', hour: 8, parameters: (day) => ({ on: day }) },
];
