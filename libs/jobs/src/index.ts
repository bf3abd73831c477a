export { jobOnRecord } from './job-on-record';
export { type DailyJob } from './daily-job';
export * from './domain/job';
export { refuse as refuseJob, type JobRefusals } from './domain/refusals';
export { jobAggregate } from './job-aggregate';
export { jobCodec } from './job-codec';
export { jobEvents } from './job-events';
export { JobCannotSucceed, jobKind, type JobKind, type JobProgress, type JobRun } from './job-kind';
export { answerJobRequest, jobRequestAnswer, jobView, viewJob } from './job.view';
export { jobListProjection } from './job-list/job-list.projection';
export {
  countRunningJobs,
  findJob,
  listJobs,
  unfinishedJobs,
  type JobRow,
  type WhichJobs,
} from './job-list/job-list.query';
export { jobRefusals, SITUATION_LABELS } from './job-refusals';
export { jobTables } from './job-tables.migration';
export { Jobs, type JobRequest, type JobsParts, type RequestedJob } from './jobs';
export { openCounters } from './queue/counters';
export { within } from './queue/open-when-reachable';
export { type QueueChoice, type QueueTiming } from './queue/queue-choice';
export { QueueUnsafe } from './queue/queue-errors';
export { requireDurableRedis } from './queue/durable-redis';
export { ResultFiles } from './result-files';
