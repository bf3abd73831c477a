import type { DailyJob, JobKind } from '@bofu/jobs';
import { alertEvaluation, alertEvaluationOfTheDayBefore } from './alert-evaluation.job';
import { auditExport } from './audit-export.job';
import type { JobTools } from './job-tools';
import { projectionComparison } from './projection-comparison.job';
import { projectionRebuild } from './projection-rebuild.job';
import { reportExport } from './report-export.job';
import { scheduledReports, scheduledReportsOfTheDay } from './scheduled-reports.job';
import { sentFilesToSweep, sentFileSweep, SWEPT_AT_HOUR } from './sent-file-sweep.job';
import { signInLogOfTheDayBefore, signInLogSeal } from './sign-in-log-seal.job';

/** Every kind of background job of the office, one file each. */
export const jobKinds = (tools: JobTools): JobKind[] => [
  projectionRebuild(tools),
  projectionComparison(tools),
  alertEvaluation(tools),
  reportExport(tools),
  scheduledReports(tools),
  auditExport(tools),
  signInLogSeal(tools),
  sentFileSweep(tools),
];

/** What happens every day by itself, by the hour of Beijing time. */
export const dailyJobs = (tools: Pick<JobTools, 'queries' | 'durable' | 'store'>): readonly DailyJob[] => [
  { kind: 'alert-evaluation', hour: 8, parameters: alertEvaluationOfTheDayBefore(tools) },
  { kind: 'scheduled-reports', hour: 6, parameters: scheduledReportsOfTheDay(tools) },
  { kind: 'sign-in-log-seal', hour: 1, parameters: signInLogOfTheDayBefore(tools) },
  { kind: 'sent-file-sweep', hour: SWEPT_AT_HOUR, parameters: sentFilesToSweep(tools) },
];
