import { refusalsOf } from '@bofu/kernel';

/** What is refused about reports that are made again and again. */
export interface ReportScheduleRefusals {
  'report-scheduled-already': { scheduleId: string };
  'report-schedule-not-found': { scheduleId: string };
}

export const refuse: <Code extends keyof ReportScheduleRefusals>(
  code: Code,
  facts: ReportScheduleRefusals[Code],
) => never = refusalsOf<ReportScheduleRefusals>();
