import type { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { DataSource } from 'typeorm';
import type { EventStore } from '@bofu/event-store';
import type { ProjectionRunner } from '@bofu/read-model';
import type { Reports } from '@bofu/reporting';

/** What a job of the office can work with. */
export interface JobTools {
  readonly store: EventStore;
  readonly database: DataSource;
  readonly projections: ProjectionRunner;
  readonly commands: CommandBus;
  readonly queries: QueryBus;
  readonly reports: Reports;
}
