import { parseBusinessDate } from '@bofu/kernel';
import { specOf } from '@bofu/testing';
import { jobDecider, type JobCommand, type JobEvent, type JobResult } from './job';

const jobId = 'job-1';
const requestedOn = parseBusinessDate('2021-10-29');
const request: JobCommand = {
  type: 'request-job',
  kind: 'report',
  parameters: { year: 2021, of: ['a', { b: null }] },
  requestedOn,
};
const result: JobResult = { answer: { rows: 3 }, file: null };

const requested: JobEvent = {
  type: 'JobRequested',
  data: { jobId, kind: 'report', parameters: { year: 2021, of: ['a', { b: null }] }, requestedOn },
};
const completed: JobEvent = { type: 'JobCompleted', data: { jobId, result } };
const failed: JobEvent = { type: 'JobFailed', data: { jobId, reason: '没有数据' } };
const cancelled: JobEvent = { type: 'JobCancelled', data: { jobId, reason: '不需要了' } };

const complete: JobCommand = { type: 'complete-job', result };
const fail: JobCommand = { type: 'fail-job', reason: '没有数据' };
const cancel: JobCommand = { type: 'cancel-job', reason: '不需要了' };

const job = specOf(jobDecider(jobId));

describe('a job', () => {
  it('is requested', () => job.given([]).when(request).then([requested]));

  it('is requested once, whatever the order of its parameters', () => {
    job.given([requested]).when(request).thenNothing();
    job
      .given([requested, completed])
      .when({ ...request, parameters: { of: ['a', { b: null }], year: 2021 } })
      .thenNothing();
  });

  it.each<[string, Partial<JobCommand>]>([
    ['of another kind', { kind: 'export' }],
    ['with another value', { parameters: { year: 2022, of: ['a', { b: null }] } }],
    ['with another value inside', { parameters: { year: 2021, of: ['a', { b: 1 }] } }],
    ['with one item more', { parameters: { year: 2021, of: ['a', { b: null }, 'c'] } }],
    ['with one parameter more', { parameters: { year: 2021, of: ['a', { b: null }], to: 1 } }],
    ['with one parameter less', { parameters: { year: 2021 } }],
  ])('is not another one %s under the same id', (_, other) => {
    job
      .given([requested])
      .when({ ...request, ...other } as JobCommand)
      .thenRefuses('job-exists', { jobId });
  });

  it('ends one way', () => {
    job.given([requested]).when(complete).then([completed]);
    job.given([requested]).when(fail).then([failed]);
    job.given([requested]).when(cancel).then([cancelled]);
  });

  it.each([
    ['completed', completed],
    ['failed', failed],
    ['cancelled', cancelled],
  ])('keeps the end it had, once %s', (_, end) => {
    job.given([requested, end]).when(complete).thenNothing();
    job.given([requested, end]).when(fail).thenNothing();
  });

  it('can be cancelled until it has ended', () => {
    job.given([requested, cancelled]).when(cancel).thenNothing();
    job.given([requested, completed]).when(cancel).thenRefuses('job-ended', { jobId, situation: 'completed' });
    job.given([requested, failed]).when(cancel).thenRefuses('job-ended', { jobId, situation: 'failed' });
  });

  it.each([complete, fail, cancel])('is nothing before it is requested: %j', (command) => {
    job.given([]).when(command).thenRefuses('job-not-found', { jobId });
  });
});
