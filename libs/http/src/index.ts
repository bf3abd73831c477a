export { Answers, AnswersFile, fileNamed } from './answers';
export { beijingInstant, Clock, systemClock } from './clock';
export { answerCommand, commandAnswer, sayRevision, type CommandAnswer } from './command-answer';
export { CommandContextOf, parseActor } from './command-context';
export { createHttpAdapter, type HttpAdapterOptions } from './http-adapter';
export { httpRefusals, type HttpRefusals } from './http-refusals';
export { HttpModule, type HttpModuleOptions } from './http.module';
export { IdempotencyKeyTable1764000000000 } from './idempotency-key.migration';
export { IdempotencyKeys, type Claim, type Claimant, type StoredAnswer } from './idempotency-keys';
export {
  instant,
  knownAt,
  knownPosition,
  NOTHING_KNOWN,
  parseKnownAt,
  requireOfSameStore,
  type KnownAt,
} from './known-at';
export { assertLoopback, isLoopback } from './loopback';
export { createOpenApiDocument, type OpenApiInfo } from './openapi';
export { DEFAULT_PAGE_SIZE, LARGEST_PAGE, page, pageOf, pageQuery, type Cursor, type Page } from './page';
export { minPosition, sayProjectionPosition } from './position';
export { mergeCatalogues, problemOf, type AnyRefusalCatalogue, type Problem } from './problem';
export { etagOf, parseIfMatch, revisionOf, RevisionRequired } from './revision';
export {
  businessDate,
  documentNumber,
  parsedBy,
  percent,
  period,
  signedYuan,
  strictObject,
  text,
  uuid,
  yuan,
} from './schemas';
export { seenAsKnown, seenBy, type Seen } from './seen-by';
export { type HttpReply } from './http-reply';
