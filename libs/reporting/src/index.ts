export { type AlertOf } from './execution-progress/execution-progress';
export { reportDue, type ReportDays } from './domain/report-due';
export { type ReportSchedule, type ReportScheduleEvent } from './domain/report-schedules';
export { chosenIn, reportChoices } from './report-choices';
export { REPORTS, REPORTS_WITHOUT_FACTS } from './report-catalogue';
export {
  NOTHING_CHOSEN,
  REPORT_CHOICES,
  REPORT_FORMATS,
  REPORT_KINDS,
  REPORT_MEDIA_TYPE,
  REPORT_TITLE,
  type ReportChoice,
  type ReportFormat,
  type ReportKind,
  type ReportRequest,
} from './report-request';
export { readSchedules } from './schedules/read-schedules';
export { reportSchedulesAggregate, reportScheduleCodec } from './schedules/schedule-codec';
export { reportingEvents } from './schedules/schedule-events';
export { ReportingModule } from './reporting.module';
export { reportingRefusals, type ReportingRefusals } from './reporting-refusals';
export { Reports, type OpenedReport, type ReportPreview, type ReportProgress } from './reports';
