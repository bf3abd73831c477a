export { AuditModule } from './audit.module';
export { auditRefusals } from './audit-refusals';
export { type AuditRefusals } from './domain/refusals';
export { labelOf } from './event-log/event-labels';
export { eventLogProjection } from './event-log/event-log.projection';
export {
  AskEvent,
  AskEventAt,
  AskEvents,
  type EventInFull,
  type EventsWanted,
  type LoggedEvent,
} from './event-log/event-log.query';
export { eventView, viewEvent } from './event-log/event.view';
export { EventLogTime } from './event-log/recorded-time.query';
export { sayMisfit, viewVerification } from './verification/verification.view';
export { verifyStore, type FirstMisfit, type Verification } from './verification/verify-store';
export { ExportPlaceTaken, inChunks, writeAuditPackage, type PackageManifest } from './export/audit-package';
export { beancountJournal } from './export/beancount-journal';
export { hledgerJournal } from './export/hledger-journal';
export { cloudEventLine } from './export/cloud-event';
export { numberedEvents } from './export/numbered-events';
export { journalHeader, readBooks, type ExportSelection } from './export/read-books';
export { AskAuditQuestion } from './questions/audit-question.query';
export { QUESTIONS, questionOf } from './questions/catalogue';
export { AuditQuestionsModule } from './questions/questions.module';
