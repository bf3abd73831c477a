import { z } from 'zod';
import { commandAnswer, answerCommand, type HttpReply } from '@bofu/http';
import type { JobRow } from './job-list/job-list.query';
import type { RequestedJob } from './jobs';

const instant = z.string().meta({ format: 'date-time' });

const resultFile = z.strictObject({
  name: z.string(),
  mediaType: z.string(),
  bytes: z.int(),
  sha256: z.string().describe('文件内容的 SHA-256，十六进制'),
});

/** A job as it leaves over HTTP. */
export const jobView = z.strictObject({
  jobId: z.string(),
  agencyId: z.string(),
  kind: z.string(),
  label: z.string().describe('任务种类的中文名'),
  parameters: z.looseObject({}),
  situation: z.enum(['requested', 'completed', 'failed', 'cancelled']),
  requestedOn: z.string().meta({ format: 'date' }),
  requestedAt: instant,
  requestedBy: z.string(),
  endedAt: instant.nullable(),
  progress: z
    .strictObject({
      phase: z.string(),
      done: z.int(),
      total: z.int().nullable(),
      unit: z.string(),
      updatedAt: instant,
    })
    .nullable()
    .describe('执行中的进度；未开始或已结束为 null'),
  result: z.strictObject({ answer: z.unknown(), file: resultFile.nullable() }).nullable(),
  reason: z.string().nullable().describe('失败或取消的原因'),
  revision: z.string(),
});

export function viewJob(job: JobRow, label: string): z.input<typeof jobView> {
  const { version, firstPosition: _, ...rest } = job;
  return { ...rest, label, revision: `rev-${version}` };
}

/** What every request of a job answers. */
export const jobRequestAnswer = commandAnswer.extend({ jobId: z.string() });

/** 202 with the job's own address: the work has been taken on and is not done. */
export function answerJobRequest(
  reply: HttpReply,
  { jobId, ...result }: RequestedJob,
): z.output<typeof jobRequestAnswer> {
  void reply.header('location', `/v1/jobs/${jobId}`);
  return { jobId, ...answerCommand(reply, result) };
}
