export { ConfigurationError, readConfiguration, type Configuration, type StoreChoice } from './configuration';
export { describeInterface } from './describe-interface';
export { openOffice, type Office, type OfficeOptions } from './office';
