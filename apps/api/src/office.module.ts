import { Module, type DynamicModule, type ValueProvider } from '@nestjs/common';
import { APP_GUARD, APP_INTERCEPTOR } from '@nestjs/core';
import { CqrsModule } from '@nestjs/cqrs';
import { AccessModule, accessRefusals, Directory, Installation, SelectedBooks } from '@bofu/access';
import { AlertsModule, alertRefusals } from '@bofu/alerts';
import {
  AttachmentFiles,
  AttachmentLimit,
  AttachmentModule,
  attachmentRefusals,
  AttachmentsOfActs,
} from '@bofu/attachment';
import { AuditModule, auditRefusals } from '@bofu/audit';
import { ActFiles, BudgetModule, budgetRefusals } from '@bofu/budget';
import { BudgetPaperModule, budgetPaperRefusals } from '@bofu/budget-paper';
import { CalendarModule, calendarRefusals } from '@bofu/calendar';
import { ClosingModule, closingRefusals } from '@bofu/closing';
import { DraftModule, draftRefusals } from '@bofu/draft';
import { ListSettingsModule, listSettingsRefusals } from '@bofu/list-settings';
import {
  AgencyEvents,
  EventDescribers,
  EventLogModule,
  eventLogRefusals,
  EventLogTime,
  EventMarks,
} from '@bofu/event-log';
import { EventStore } from '@bofu/event-store';
import { ActingPersons, Clock, HttpModule } from '@bofu/http';
import { jobRefusals, Jobs } from '@bofu/jobs';
import { MonitoringModule, monitoringRefusals } from '@bofu/monitoring';
import { Listeners, NoticeModule, noticeRefusals, Notices, WEBHOOK_SETTINGS, type WebhookSettings } from '@bofu/notice';
import { paperRefusals } from '@bofu/paper';
import { AccountNumbers, PayeeModule, payeeRefusals } from '@bofu/payee';
import { PaymentModule, paymentRefusals } from '@bofu/payment';
import { Database, ProjectionRunner, RecordedTime } from '@bofu/read-model';
import {
  DOOR,
  DoorGuard,
  DurableDatabase,
  MATRIX,
  RateLimits,
  SignIn,
  SignInByIdentity,
  SignInModule,
  signInRefusals,
} from '@bofu/sign-in';
import { ReportingModule, reportingRefusals } from '@bofu/reporting';
import { SearchModule } from '@bofu/search';
import { EVENT_DESCRIBERS } from './event-describers';
import { FirstHourController } from './first-hour.controller';
import { AlertEvaluationController } from './jobs/alert-evaluation.controller';
import { AuditExportController } from './jobs/audit-export.controller';
import { JobController } from './jobs/job.controller';
import { ProjectionComparisonController } from './jobs/projection-comparison.controller';
import { ProjectionRebuildController } from './jobs/projection-rebuild.controller';
import { ReportExportController } from './jobs/report-export.controller';
import { OperationsController } from './operations.controller';
import { MATRIX_OF_RIGHTS } from './rights-matrix';
import { StandstillInterceptor } from './standstill.interceptor';

export interface OfficeParts {
  readonly store: EventStore;
  readonly database: Database;
  readonly projections: ProjectionRunner;
  readonly installation: Installation;
  readonly directory: Directory;
  readonly persons: ActingPersons;
  readonly jobs: Jobs;
  readonly clock: Clock;
  readonly durable: DurableDatabase;
  readonly attachmentFiles: AttachmentFiles;
  /** Bytes. */
  readonly largestAttachment: number;
  readonly accountNumbers: AccountNumbers;
  readonly signIn: SignIn;
  readonly byIdentity: SignInByIdentity;
  /** Nobody is let in unnamed, whatever the directory says. */
  readonly signInRequired: boolean;
  readonly limits: RateLimits;
  readonly listeners: Listeners;
  readonly notices: Notices;
  readonly webhooks: WebhookSettings | null;
}

/** What each capability may refuse, and the words for it. */
export const CATALOGUES = [
  accessRefusals,
  signInRefusals,
  calendarRefusals,
  budgetRefusals,
  budgetPaperRefusals,
  payeeRefusals,
  paymentRefusals,
  draftRefusals,
  listSettingsRefusals,
  paperRefusals,
  jobRefusals,
  eventLogRefusals,
  auditRefusals,
  reportingRefusals,
  monitoringRefusals,
  alertRefusals,
  closingRefusals,
  attachmentRefusals,
  noticeRefusals,
];

/** What every module of the office may ask for: the store, the read models, who is registered, and what was known when. */
@Module({})
class OfficeFoundation {
  static with({
    store,
    database,
    projections,
    installation,
    directory,
    persons,
    jobs,
    clock,
    durable,
    attachmentFiles,
    largestAttachment,
    accountNumbers,
    signIn,
    byIdentity,
    signInRequired,
    limits,
    listeners,
    notices,
    webhooks,
  }: OfficeParts): DynamicModule {
    const recordedTime = new EventLogTime(store, database, projections);
    const marks = new EventMarks(database, projections);
    const providers: ValueProvider[] = [
      { provide: EventStore, useValue: store },
      { provide: Database, useValue: database },
      { provide: ProjectionRunner, useValue: projections },
      { provide: Installation, useValue: installation },
      { provide: Directory, useValue: directory },
      { provide: ActingPersons, useValue: persons },
      { provide: RecordedTime, useValue: recordedTime },
      { provide: SelectedBooks, useValue: new SelectedBooks(projections, recordedTime, directory, clock, store) },
      { provide: Jobs, useValue: jobs },
      { provide: Clock, useValue: clock },
      { provide: DurableDatabase, useValue: durable },
      { provide: AttachmentFiles, useValue: attachmentFiles },
      { provide: ActFiles, useValue: new AttachmentsOfActs(durable) },
      { provide: AttachmentLimit, useValue: new AttachmentLimit(largestAttachment) },
      { provide: AccountNumbers, useValue: accountNumbers },
      { provide: SignIn, useValue: signIn },
      { provide: SignInByIdentity, useValue: byIdentity },
      { provide: MATRIX, useValue: MATRIX_OF_RIGHTS },
      { provide: RateLimits, useValue: limits },
      { provide: Listeners, useValue: listeners },
      { provide: Notices, useValue: notices },
      { provide: WEBHOOK_SETTINGS, useValue: webhooks },
      { provide: DOOR, useValue: { alwaysClosed: signInRequired } },
      { provide: EventDescribers, useValue: new EventDescribers(EVENT_DESCRIBERS) },
      { provide: EventMarks, useValue: marks },
      { provide: AgencyEvents, useValue: new AgencyEvents(store, database, marks) },
    ];
    return { module: OfficeFoundation, global: true, providers, exports: providers.map(({ provide }) => provide) };
  }
}

/** The whole product in one process: capabilities side by side, none above another. */
@Module({
  controllers: [
    OperationsController,
    FirstHourController,
    ProjectionComparisonController,
    ProjectionRebuildController,
    AlertEvaluationController,
    ReportExportController,
    AuditExportController,
    // After those of one kind: its own addresses hold an id in that place.
    JobController,
  ],
  providers: [
    { provide: APP_GUARD, useClass: DoorGuard },
    // Here, in the module that is made first, it stands around everything else that stands around a request.
    { provide: APP_INTERCEPTOR, useClass: StandstillInterceptor },
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
        AccessModule,
        SignInModule,
        CalendarModule,
        BudgetModule,
        BudgetPaperModule,
        PayeeModule,
        PaymentModule,
        DraftModule,
        ListSettingsModule,
        AttachmentModule,
        MonitoringModule,
        AlertsModule,
        ClosingModule,
        EventLogModule,
        AuditModule,
        ReportingModule,
        SearchModule,
        NoticeModule,
      ],
    };
  }
}
