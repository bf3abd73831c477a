import { z } from 'zod';
import { appropriationAggregate, appropriationCodec } from '@bofu/budget';
import type { Position } from '@bofu/event-store';
import { jobKind, type JobKind } from '@bofu/jobs';
import { FUNDING_LEVELS, parseBusinessDate, Refusal } from '@bofu/kernel';
import { REPORT_FORMATS, REPORT_KINDS, REPORT_MEDIA_TYPE, REPORT_TITLE } from '@bofu/reporting';
import type { JobTools } from './job-tools';

const parameters = z.strictObject({
  report: z.enum(REPORT_KINDS),
  format: z.enum(REPORT_FORMATS),
  agencyScope: z.array(z.string()).min(1),
  fiscalYear: z.int().min(1949).max(9999),
  asOf: z.string().transform(parseBusinessDate).nullable(),
  knownAt: z
    .string()
    .transform((text) => text as Position)
    .nullable(),
  from: z.string().transform(parseBusinessDate).nullable().default(null),
  unitCode: z.string().nullable().default(null),
  fundingLevel: z.enum(FUNDING_LEVELS).nullable().default(null),
  programmeId: z.uuid().nullable().default(null),
  appropriationId: z.uuid().nullable(),
});

/** 导出报表: the same file as over HTTP, kept as the job's result with its digest. */
export const reportExport = ({ reports, store }: Pick<JobTools, 'reports' | 'store'>): JobKind =>
  jobKind({
    kind: 'report-export',
    label: '导出报表',
    parameters,
    precheck: async ({ report, agencyScope, fiscalYear, appropriationId }) => {
      if (report === 'ledger' && appropriationId === null) throw new Refusal('ledger-needs-programme', {});
      if (appropriationId === null || report === 'execution-progress') return;
      const { events } = await store.readStream(appropriationAggregate(appropriationId).stream, { limit: 1 });
      const issued = events[0] && appropriationCodec.decode(events[0]);
      const isOurs =
        issued?.type === 'AppropriationIssued' &&
        issued.data.fiscalYear === fiscalYear &&
        agencyScope.includes(issued.data.agencyId);
      if (!isOurs) throw new Refusal('appropriation-not-found', { appropriationId });
    },
    run: async ({ report: kind, ...asked }, { signal, progress, writeFile }) => {
      const opened = await reports.open({ kind, ...asked }, (done) => {
        // Thrown here it ends the file, of which nothing is left behind.
        signal.throwIfAborted();
        progress({ phase: `写${REPORT_TITLE[kind]}`, done, total: null, unit: '行' });
      });
      const { fileName, asOf, written, content } = opened;
      return {
        answer: { report: kind, asOf, knownAt: written },
        file: await writeFile(fileName, REPORT_MEDIA_TYPE[asked.format], content),
      };
    },
  });
