import { Module, type DynamicModule } from '@nestjs/common';
import { CqrsModule } from '@nestjs/cqrs';
import { DataSource } from 'typeorm';
import { AuditModule, auditRefusals, EventLogTime } from '@bofu/audit';
import { BudgetModule, budgetRefusals } from '@bofu/budget';
import { EventStore } from '@bofu/event-store';
import { HttpModule, type Clock } from '@bofu/http';
import { MonitoringModule, monitoringRefusals } from '@bofu/monitoring';
import { PaymentModule, paymentRefusals } from '@bofu/payment';
import { ProjectionRunner, RecordedTime } from '@bofu/read-model';
import { OperationsController } from './operations.controller';

export interface OfficeParts {
  readonly store: EventStore;
  readonly database: DataSource;
  readonly projections: ProjectionRunner;
  readonly clock: Clock;
}

/** What every module of the office may ask for: the store, the read models, the projections, and what was known when. */
@Module({})
class OfficeFoundation {
  static with({ store, database, projections }: OfficeParts): DynamicModule {
    const providers = [
      { provide: EventStore, useValue: store },
      { provide: DataSource, useValue: database },
      { provide: ProjectionRunner, useValue: projections },
      { provide: RecordedTime, useValue: new EventLogTime(store, database, projections) },
    ];
    return { module: OfficeFoundation, global: true, providers, exports: providers.map(({ provide }) => provide) };
  }
}

/** The whole product in one process: capabilities side by side, none above another. */
@Module({ controllers: [OperationsController] })
export class OfficeModule {
  static forOffice(parts: OfficeParts): DynamicModule {
    return {
      module: OfficeModule,
      imports: [
        OfficeFoundation.with(parts),
        CqrsModule.forRoot(),
        HttpModule.forRoot({
          catalogues: [budgetRefusals, paymentRefusals, auditRefusals, monitoringRefusals],
          clock: parts.clock,
        }),
        BudgetModule,
        PaymentModule,
        MonitoringModule,
        AuditModule,
      ],
    };
  }
}
