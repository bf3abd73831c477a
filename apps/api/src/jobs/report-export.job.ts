import { z } from 'zod';
import type { Position } from '@bofu/event-store';
import { jobKind, type JobKind } from '@bofu/jobs';
import { parseBusinessDate } from '@bofu/kernel';
import { REPORT_FORMATS, REPORT_KINDS, REPORT_MEDIA_TYPE, REPORT_TITLE } from '@bofu/reporting';
import type { JobTools } from './job-tools';

const parameters = z.strictObject({
  report: z.enum(REPORT_KINDS),
  format: z.enum(REPORT_FORMATS),
  fiscalYear: z.int().min(1949).max(9999),
  asOf: z.string().transform(parseBusinessDate).nullable(),
  knownAt: z
    .string()
    .transform((text) => text as Position)
    .nullable(),
  appropriationId: z.string().min(1).max(40).nullable(),
});

/** 导出报表: the same file as over HTTP, kept as the job's result with its digest. */
export const reportExport = ({ reports }: Pick<JobTools, 'reports'>): JobKind =>
  jobKind({
    kind: 'report-export',
    label: '导出报表',
    parameters,
    run: async ({ report: kind, ...asked }, { signal, progress, writeFile }) => {
      const opened = await reports.open({ kind, ...asked }, (done) => {
        // Thrown here it ends the file, of which nothing is left behind.
        signal.throwIfAborted();
        progress({ phase: `写${REPORT_TITLE[kind]}`, done, total: null, unit: '行' });
      });
      const { fileName, asOf, position, content } = opened;
      return {
        answer: { report: kind, asOf, knownAt: position },
        file: await writeFile(fileName, REPORT_MEDIA_TYPE[asked.format], content),
      };
    },
  });
