export * from './event-identity';
export * from './event-store';
export * from './event-store-errors';
export * from './hash-chain';
export { openEventStore, type EventStoreConfig } from './open-event-store';
export * from './run-decision';
export { recordedUpTo } from './recorded-up-to';
