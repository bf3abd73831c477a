import { projectionSpec, SOMEBODY } from '@bofu/testing';
import type { JobEvent } from '../domain/job';
import { jobListProjection } from './job-list.projection';

const by = (personId: string) => ({ ...SOMEBODY, personId });
const happened = (event: JobEvent, recordedAt: string, personId = 'clerk') => ({
  stream: `job-${event.data.jobId}`,
  type: event.type,
  data: { ...event.data, by: by(personId) },
  metadata: { recordedAt },
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
        happened({ type: 'JobCompleted', data: { jobId: 'a', result } }, later, 'service'),
        requested('c'),
        requested('d'),
        happened({ type: 'JobFailed', data: { jobId: 'c', reason: '没有数据' } }, later, 'service'),
        happened({ type: 'JobCancelled', data: { jobId: 'd', reason: '不需要了' } }, later),
      )
      .thenRows('job', [
        {
          job_id: 'a',
          situation: 'completed',
          requested_by: 'clerk',
          ended_at: later,
          result,
          reason: null,
          version: '1',
        },
        {
          job_id: 'b',
          situation: 'requested',
          requested_by: 'clerk',
          ended_at: null,
          result: null,
          reason: null,
          version: '0',
        },
        {
          job_id: 'c',
          situation: 'failed',
          requested_by: 'clerk',
          ended_at: later,
          result: null,
          reason: '没有数据',
          version: '1',
        },
        {
          job_id: 'd',
          situation: 'cancelled',
          requested_by: 'clerk',
          ended_at: later,
          result: null,
          reason: '不需要了',
          version: '1',
        },
      ]));
});
