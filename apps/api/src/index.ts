export {
  ConfigurationError,
  embeddedDataDir,
  readConfiguration,
  resultsDir,
  type Configuration,
  type JobsConfiguration,
  type StoreChoice,
} from './configuration';
export { describeInterface } from './describe-interface';
export { DatabaseUnreachable, openOffice, type Office, type OfficeOptions } from './office';
