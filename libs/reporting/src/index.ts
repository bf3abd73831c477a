export { type AlertOf } from './execution-progress/execution-progress';
export {
  REPORT_FORMATS,
  REPORT_KINDS,
  REPORT_MEDIA_TYPE,
  REPORT_TITLE,
  type ReportFormat,
  type ReportKind,
  type ReportRequest,
} from './report-request';
export { ReportingModule } from './reporting.module';
export { reportingRefusals, type ReportingRefusals } from './reporting-refusals';
export { Reports, type OpenedReport, type ReportProgress } from './reports';
