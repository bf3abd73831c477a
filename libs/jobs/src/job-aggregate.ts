import { streamId, type Aggregate } from '@bofu/event-store';
import { jobDecider, type Job, type JobCommand, type JobEvent } from './domain/job';
import { jobCodec } from './job-codec';

export const jobAggregate = (jobId: string): Aggregate<Job, JobCommand, JobEvent> => ({
  stream: streamId('job', jobId),
  decider: jobDecider(jobId),
  codec: jobCodec,
});
