import { z } from 'zod';
import { filesNamed, filesWaiting, sweepFiles } from '@bofu/attachment';
import { jobKind, type DailyJob, type JobKind } from '@bofu/jobs';
import type { JobTools } from './job-tools';

/** 清除未登记的附件文件: what was sent a day ago and is named by no event. Read from the events, not from their tables. */
export const sentFileSweep = ({ store, durable, attachmentFiles: files }: JobTools): JobKind =>
  jobKind({
    kind: 'sent-file-sweep',
    label: '清除未登记的附件文件',
    parameters: z.strictObject({}),
    run: async (_, { agencyId, commandContext }) => {
      const named = new Set(
        (await filesNamed(store)).filter((file) => file.agencyId === agencyId).map(({ digest }) => digest),
      );
      const now = commandContext('sweep').recordedAt;
      const swept = await sweepFiles({ durable, files }, agencyId, now, (digest) => named.has(digest));
      return { answer: { swept }, file: null };
    },
  });

export const SWEPT_AT_HOUR = 2;

/** In the night, where a file has waited a day. */
export const sentFilesToSweep =
  ({ durable }: Pick<JobTools, 'durable'>): DailyJob['parameters'] =>
  async (day, agencyId) => {
    const waiting = await filesWaiting(durable, agencyId, `${day}T0${SWEPT_AT_HOUR}:00:00+08:00`);
    return waiting.length === 0 ? null : {};
  };
