import { Module } from '@nestjs/common';
import { EventStore } from '@bofu/event-store';
import { EventMarks, EventMarksByReading } from './event-mark';
import { Reports } from './reports';
import { ReportsController } from './reports.controller';

@Module({
  controllers: [ReportsController],
  providers: [
    Reports,
    { provide: EventMarks, inject: [EventStore], useFactory: (store: EventStore) => new EventMarksByReading(store) },
  ],
  exports: [Reports],
})
export class ReportingModule {}
