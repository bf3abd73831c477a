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
export { CATALOGUES } from './office.module';
export { DatabaseUnreachable, openOffice, PROJECTIONS, type Office, type OfficeOptions } from './office';
