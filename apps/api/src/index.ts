export { attachmentFilesOf } from './attachment-files-of';
export {
  addressOf,
  attachmentsDir,
  ConfigurationError,
  embeddedDataDir,
  readConfiguration,
  resultsDir,
  type Configuration,
  type JobsConfiguration,
  type StoreChoice,
} from './configuration';
export { DatabaseUnreachable } from './database-unreachable';
export { describeInterface } from './describe-interface';
export { EVENT_DESCRIBERS } from './event-describers';
export { faultInWords } from './fault-in-words';
export { inWords, sentenceOf, systemCodeOf } from './in-words';
export { isReaderGone, leave, letReadersGo } from './leave';
export { openOffice, PROJECTIONS, type Office, type OfficeOptions } from './office';
export { PortUnusable, requireUsablePort } from './port';
export { Interrupted, stopAsked, unlessStopped } from './stop-asked';
export { MATRIX_OF_RIGHTS, RIGHTS_MATRIX } from './rights-matrix';
