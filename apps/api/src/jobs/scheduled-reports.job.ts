import { z } from 'zod';
import { derivedId, type EventStore } from '@bofu/event-store';
import { jobKind, jobOnRecord, type DailyJob, type JobKind } from '@bofu/jobs';
import { parseBusinessDate, yearOf, type BusinessDate } from '@bofu/kernel';
import {
  NOTHING_CHOSEN,
  readSchedules,
  reportDue,
  REPORTS,
  type ReportDays,
  type ReportKind,
  type ReportSchedule,
} from '@bofu/reporting';
import type { JobTools } from './job-tools';

const parameters = z.strictObject({ on: z.string().transform(parseBusinessDate) });

interface Due {
  readonly schedule: ReportSchedule;
  readonly days: ReportDays;
  readonly jobId: string;
}

/** 定期报表: has every scheduled report made that is due and was not yet, each as an export of its own. */
export const scheduledReports = ({ store, requestJob }: Pick<JobTools, 'store' | 'requestJob'>): JobKind =>
  jobKind({
    kind: 'scheduled-reports',
    label: '定期报表',
    parameters,
    run: async ({ on }, { agencyId, commandContext, progress }) => {
      const due = await reportsDue(store, agencyId, on);
      for (const [done, { schedule, days, jobId }] of due.entries()) {
        progress({ phase: '发起定期报表', done, total: due.length, unit: '张' });
        await requestJob(commandContext(jobId), {
          kind: 'report-export',
          parameters: exportOf(agencyId, schedule, days),
          jobId,
        });
      }
      return { answer: { requested: due.length }, file: null };
    },
  });

/** Only where anything is due: else there is no job to look at. */
export const scheduledReportsOfTheDay =
  ({ store }: Pick<JobTools, 'store'>): DailyJob['parameters'] =>
  async (day, agencyId) =>
    (await reportsDue(store, agencyId, day)).length > 0 ? { on: day } : null;

/** One job for each schedule and period, whenever it is looked for. */
async function reportsDue(store: EventStore, agencyId: string, on: BusinessDate): Promise<Due[]> {
  const due: Due[] = [];
  for (const schedule of (await readSchedules(store, agencyId)).values()) {
    const days = reportDue(schedule, on);
    if (days === null || !(schedule.report in REPORTS)) continue;
    const jobId = derivedId('scheduled-report', schedule.scheduleId, days.asOf);
    if (!(await jobOnRecord(store, jobId))) due.push({ schedule, days, jobId });
  }
  return due;
}

function exportOf(agencyId: string, schedule: ReportSchedule, { from, asOf }: ReportDays) {
  const { report, format, unitCode, fundingLevel, programmeId } = schedule;
  const takesFrom = REPORTS[report as ReportKind].takes.includes('from');
  return {
    ...{ report, format, agencyScope: [agencyId], fiscalYear: yearOf(asOf), asOf, knownAt: null },
    ...{ ...NOTHING_CHOSEN, unitCode, fundingLevel, programmeId, from: takesFrom ? from : null },
  };
}
