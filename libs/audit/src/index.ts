export { ExportPlaceTaken, inChunks, writeAuditPackage, type PackageManifest } from './export/audit-package';
export { beancountJournal } from './export/beancount-journal';
export { hledgerJournal } from './export/hledger-journal';
export { journalHeader, readBooks, type ExportSelection } from './export/read-books';
export { AskAuditQuestion } from './questions/audit-question.query';
export { QUESTIONS, questionOf } from './questions/catalogue';
export { AuditQuestionsModule } from './questions/questions.module';
