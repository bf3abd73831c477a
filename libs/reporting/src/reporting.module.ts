import { Module } from '@nestjs/common';
import { Reports } from './reports';
import { ReportsController } from './reports.controller';

/** Asks the application for `EventMarks` and the directory, beside the store and the projections. */
@Module({ controllers: [ReportsController], providers: [Reports], exports: [Reports] })
export class ReportingModule {}
