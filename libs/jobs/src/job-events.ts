import { describing, NOTHING_SAID, type EventDescriber } from '@bofu/event-log';
import { jobCodec } from './job-codec';

const LABEL = {
  JobRequested: '提交任务',
  JobCompleted: '任务完成',
  JobFailed: '任务失败',
  JobCancelled: '任务取消',
} as const;

/** What the event log says of background jobs. */
export const jobEvents: readonly EventDescriber[] = [
  describing('job', jobCodec, ({ type, data }) => ({
    ...NOTHING_SAID,
    label: LABEL[type],
    by: data.by,
    businessDate: 'requestedOn' in data ? data.requestedOn : null,
    details: ['kind' in data ? data.kind : null, 'reason' in data ? data.reason : null],
  })),
];
