import { Module } from '@nestjs/common';
import { ExecutedYears } from './execution-lines/executed-years';
import { ExecutionLinesController } from './execution-lines/execution-lines.controller';
import { Reports } from './reports';
import { ReportsController } from './reports.controller';
import { EndReportScheduleHandler } from './schedules/end-report-schedule';
import { ReportSchedulesController } from './schedules/report-schedules.controller';
import { ScheduleReportHandler } from './schedules/schedule-report';
import { SupervisionNoticesController } from './supervision-notices/supervision-notices.controller';
import { VouchersController } from './vouchers/vouchers.controller';

/** Asks the application for `EventMarks` and the directory, beside the store and the projections. */
@Module({
  controllers: [
    ReportsController,
    ReportSchedulesController,
    VouchersController,
    SupervisionNoticesController,
    ExecutionLinesController,
  ],
  providers: [Reports, ExecutedYears, ScheduleReportHandler, EndReportScheduleHandler],
  exports: [Reports],
})
export class ReportingModule {}
