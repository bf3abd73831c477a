import type { Directory } from '@bofu/access';
import type { AttachmentFiles } from '@bofu/attachment';
import type { CommandBus, QueryBus } from '@nestjs/cqrs';
import type { EventStore } from '@bofu/event-store';
import type { Jobs } from '@bofu/jobs';
import type { Database, ProjectionRunner } from '@bofu/read-model';
import type { Reports } from '@bofu/reporting';
import type { DurableDatabase } from '@bofu/sign-in';

/** What a job of the office can work with. */
export interface JobTools {
  readonly store: EventStore;
  readonly database: Database;
  readonly projections: ProjectionRunner;
  readonly directory: Directory;
  readonly commands: CommandBus;
  readonly queries: QueryBus;
  readonly reports: Reports;
  /** A job that another has done. */
  readonly requestJob: Jobs['request'];
  readonly durable: DurableDatabase;
  readonly attachmentFiles: AttachmentFiles;
  readonly rootAgencyId: string;
}
