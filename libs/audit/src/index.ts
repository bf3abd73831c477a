export { AuditModule } from './audit.module';
export { auditRefusals } from './audit-refusals';
export { type AuditRefusals } from './domain/refusals';
export { eventView, viewEvent } from './events/event.view';
export { sayFileFault, sayMisfit, sayUnread, viewVerification } from './verification/verification.view';
export { verifyStore, type FirstMisfit, type Verification } from './verification/verify-store';
export { writeAuditPackage, type PackageManifest } from './export/audit-package';
export { inChunks } from './export/digested-file';
export { ExportPlaceTaken } from './export/whole-folder';
export { withZipped } from './export/zipped-folder';
export {
  writeInterfacePackage,
  type InterfacePackage,
  type InterfaceSelection,
} from './interface-tables/interface-package';
export { beancountJournal } from './export/beancount-journal';
export { hledgerJournal } from './export/hledger-journal';
export { cloudEventLines } from './export/cloud-event';
export { numberedEvents } from './export/numbered-events';
export { journalHeader, lastWritten, readBooks, type ExportSelection } from './export/read-books';
export { GetAuditAnswer } from './questions/audit-answer.query';
export { QUESTIONS, questionOf } from './questions/catalogue';
