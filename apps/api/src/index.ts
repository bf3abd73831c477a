export {
  ConfigurationError,
  embeddedDataDir,
  readConfiguration,
  type Configuration,
  type StoreChoice,
} from './configuration';
export { describeInterface } from './describe-interface';
export { DatabaseUnreachable, openOffice, PROJECTIONS, type Office, type OfficeOptions } from './office';
