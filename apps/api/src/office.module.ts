import { Module, type DynamicModule, type FactoryProvider, type ValueProvider } from '@nestjs/common';
import { CqrsModule, QueryBus } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { AuditModule, AuditQuestionsModule, auditRefusals, EventLogTime } from '@bofu/audit';
import { BudgetModule, budgetRefusals } from '@bofu/budget';
import { EventStore } from '@bofu/event-store';
import { Clock, HttpModule } from '@bofu/http';
import { jobRefusals, Jobs, JobsModule } from '@bofu/jobs';
import { MonitoringModule, monitoringRefusals } from '@bofu/monitoring';
import { PaymentModule, paymentRefusals } from '@bofu/payment';
import { ProjectionRunner, RecordedTime } from '@bofu/read-model';
import { EventMarks, ReportingModule, reportingRefusals } from '@bofu/reporting';
import { eventMarksOfLog } from './event-marks-of-log';
import { AlertEvaluationController } from './jobs/alert-evaluation.controller';
import { AuditExportController } from './jobs/audit-export.controller';
import { ProjectionRebuildController } from './jobs/projection-rebuild.controller';
import { ReportExportController } from './jobs/report-export.controller';
import { OperationsController } from './operations.controller';

export interface OfficeParts {
  readonly store: EventStore;
  readonly database: DataSource;
  readonly projections: ProjectionRunner;
  readonly jobs: Jobs;
  readonly clock: Clock;
}

/** What each capability may refuse, and the words for it. */
export const CATALOGUES = [
  budgetRefusals,
  paymentRefusals,
  jobRefusals,
  auditRefusals,
  reportingRefusals,
  monitoringRefusals,
];

/** What every module of the office may ask for: the store, the read models, the projections, and what was known when. */
@Module({})
class OfficeFoundation {
  static with({ store, database, projections, jobs, clock }: OfficeParts): DynamicModule {
    const providers: (ValueProvider | FactoryProvider)[] = [
      { provide: EventStore, useValue: store },
      { provide: DataSource, useValue: database },
      { provide: ProjectionRunner, useValue: projections },
      { provide: RecordedTime, useValue: new EventLogTime(store, database, projections) },
      { provide: Jobs, useValue: jobs },
      { provide: Clock, useValue: clock },
      {
        provide: EventMarks,
        inject: [QueryBus],
        useFactory: (queries: QueryBus) => eventMarksOfLog(queries, projections),
      },
    ];
    return { module: OfficeFoundation, global: true, providers, exports: providers.map(({ provide }) => provide) };
  }
}

/** The whole product in one process: capabilities side by side, none above another. */
@Module({
  controllers: [
    OperationsController,
    ProjectionRebuildController,
    AlertEvaluationController,
    ReportExportController,
    AuditExportController,
  ],
})
export class OfficeModule {
  static forOffice(parts: OfficeParts): DynamicModule {
    return {
      module: OfficeModule,
      imports: [
        OfficeFoundation.with(parts),
        CqrsModule.forRoot(),
        HttpModule.forRoot({ catalogues: CATALOGUES, clock: parts.clock }),
        BudgetModule,
        PaymentModule,
        MonitoringModule,
        AuditModule,
        AuditQuestionsModule,
        JobsModule,
        ReportingModule,
      ],
    };
  }
}
