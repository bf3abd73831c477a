import { describing, NOTHING_SAID, type EventDescriber } from '@bofu/event-log';
import { REPORT_TITLE } from '../report-request';
import { reportScheduleCodec } from './schedule-codec';

const LABEL = { ReportScheduled: '设定定期报表', ReportScheduleEnded: '停止定期报表' } as const;
export const CYCLE_LABEL = { month: '每月', quarter: '每季' } as const;

/** A report's title; the name it was recorded under where it is no longer made. */
export const titleOf = (report: string): string =>
  (REPORT_TITLE as Readonly<Record<string, string | undefined>>)[report] ?? report;

/** What the event log says of scheduled reports. */
export const reportingEvents: readonly EventDescriber[] = [
  describing('reporting', reportScheduleCodec, ({ type, data }) => ({
    ...NOTHING_SAID,
    label: LABEL[type],
    by: data.by,
    details: 'report' in data ? [titleOf(data.report), `${CYCLE_LABEL[data.every]} ${data.day} 日`, data.format] : [],
  })),
];
