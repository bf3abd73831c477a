import { unreachable, type BusinessDate, type Decider, type DomainEvent, type FundingLevel } from '@bofu/kernel';
import { refuse } from './refusals';

/**
 * 定期报表: which reports an agency has made for it, every month of the month before, or every quarter of the quarter before.
 * All of an agency's stand in one stream: there are few, and whether one is there already is seen from it.
 */

export const SCHEDULE_CYCLES = ['month', 'quarter'] as const;
export type ScheduleCycle = (typeof SCHEDULE_CYCLES)[number];

export interface ReportSchedule {
  readonly scheduleId: string;
  /** Kind and format as they were called when it was recorded: one that is no longer made stays readable. */
  readonly report: string;
  readonly format: string;
  readonly every: ScheduleCycle;
  /** Day of the month, 1 to 28, or of the first month after the quarter. */
  readonly day: number;
  readonly unitCode: string | null;
  readonly fundingLevel: FundingLevel | null;
  readonly programmeId: string | null;
}

export type ReportScheduleEvent =
  | DomainEvent<'ReportScheduled', ReportSchedule & { readonly scheduledOn: BusinessDate }>
  | DomainEvent<'ReportScheduleEnded', { readonly scheduleId: string; readonly endedOn: BusinessDate }>;

export type ReportScheduleCommand =
  | ({ readonly type: 'schedule-report'; readonly scheduledOn: BusinessDate } & ReportSchedule)
  | { readonly type: 'end-report-schedule'; readonly scheduleId: string; readonly endedOn: BusinessDate };

/** Those that stand, in the order they were recorded. */
export type ReportSchedules = ReadonlyMap<string, ReportSchedule & { readonly scheduledBy: string }>;

export const reportSchedulesDecider: Decider<ReportSchedules, ReportScheduleCommand, ReportScheduleEvent> = {
  initial: new Map(),
  decide: (standing, command) => {
    switch (command.type) {
      case 'schedule-report': {
        const { type: _, ...data } = command;
        const same = [...standing.values()].find((one) => sameReport(one, data));
        if (same !== undefined) return refuse('report-scheduled-already', { scheduleId: same.scheduleId });
        return [{ type: 'ReportScheduled', data }];
      }
      case 'end-report-schedule': {
        const { scheduleId, endedOn } = command;
        if (!standing.has(scheduleId)) return refuse('report-schedule-not-found', { scheduleId });
        return [{ type: 'ReportScheduleEnded', data: { scheduleId, endedOn } }];
      }
      default:
        return unreachable(command);
    }
  },
  evolve: (standing, event, by) => {
    const next = new Map(standing);
    switch (event.type) {
      case 'ReportScheduled': {
        const { scheduledOn: _, ...schedule } = event.data;
        return next.set(schedule.scheduleId, { ...schedule, scheduledBy: by.personId });
      }
      case 'ReportScheduleEnded':
        next.delete(event.data.scheduleId);
        return next;
      default:
        return unreachable(event);
    }
  },
};

const sameReport = (a: ReportSchedule, b: ReportSchedule): boolean =>
  a.report === b.report &&
  a.format === b.format &&
  a.every === b.every &&
  a.unitCode === b.unitCode &&
  a.fundingLevel === b.fundingLevel &&
  a.programmeId === b.programmeId;
