import { Module } from '@nestjs/common';
import { Reports } from './reports';
import { ReportsController } from './reports.controller';
import { VouchersController } from './vouchers/vouchers.controller';

/** Asks the application for `EventMarks` and the directory, beside the store and the projections. */
@Module({ controllers: [ReportsController, VouchersController], providers: [Reports], exports: [Reports] })
export class ReportingModule {}
