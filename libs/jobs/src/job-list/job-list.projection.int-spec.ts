import { projectionSpec } from '@bofu/testing';
import type { JobEvent } from '../domain/job';
import { jobListProjection } from './job-list.projection';

const happened = (event: JobEvent, recordedAt: string, actor = '王经办') => ({
  stream: `job-${event.data.jobId}`,
  ...event,
  metadata: { recordedAt, actor },
});
const requested = (jobId: string) =>
  happened(
    {
      type: 'JobRequested',
      data: { jobId, kind: 'report', parameters: { year: 2021 }, requestedOn: '2021-10-29' as never },
    },
    '2021-10-29T09:00:00.000+08:00',
  );
const later = '2021-10-29T09:00:07.000+08:00';
const result = { answer: { rows: 3 }, file: null };

describe('the list of jobs', () => {
  it('says how each one stands', () =>
    projectionSpec(jobListProjection)
      .given(
        requested('a'),
        requested('b'),
        happened({ type: 'JobCompleted', data: { jobId: 'a', result } }, later, '后台任务'),
        requested('c'),
        requested('d'),
        happened({ type: 'JobFailed', data: { jobId: 'c', reason: '没有数据' } }, later, '后台任务'),
        happened({ type: 'JobCancelled', data: { jobId: 'd', reason: '不需要了' } }, later),
      )
      .thenRows('job', [
        {
          jobId: 'a',
          situation: 'completed',
          requestedBy: '王经办',
          endedAt: later,
          result,
          reason: null,
          version: '1',
        },
        {
          jobId: 'b',
          situation: 'requested',
          requestedBy: '王经办',
          endedAt: null,
          result: null,
          reason: null,
          version: '0',
        },
        {
          jobId: 'c',
          situation: 'failed',
          requestedBy: '王经办',
          endedAt: later,
          result: null,
          reason: '没有数据',
          version: '1',
        },
        {
          jobId: 'd',
          situation: 'cancelled',
          requestedBy: '王经办',
          endedAt: later,
          result: null,
          reason: '不需要了',
          version: '1',
        },
      ]));
});
