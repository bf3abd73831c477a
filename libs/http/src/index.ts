export { ActingPersons, ActorOptional, type ActingPerson, type Founds, type NamedActor } from './acting-persons';
export {
  admit,
  admittedOf,
  reader,
  readingAs,
  routeOf,
  visitorOf,
  VisitorOf,
  type Admitted,
  type AdmittedRight,
  type Visitor,
} from './admission';
export { Answers, AnswersFile, AnswersStream, fileNamed } from './answers';
export { beijingInstant, Clock, systemClock, today } from './clock';
export { answerCommand, commandAnswer, sayRevision, type CommandAnswer } from './command-answer';
export { CommandContextOf, parseActor, parseActorName } from './command-context';
export { cookieName, sayCookie } from './cookies';
export { requireClosedTransport, type Entrance } from './entrance';
export { openEventStream, type EventStream } from './event-stream';
export { createHttpAdapter, type HttpAdapterOptions } from './http-adapter';
export { FileBody, TakesFile, type FileSent } from './file-body';
export { httpRefusals, refuse as refuseAtDoor, type HttpRefusals } from './http-refusals';
export { HttpModule, type HttpModuleOptions } from './http.module';
export { idempotencyClaimant, idempotencyKeyTable } from './idempotency-key.migration';
export { IdempotencyKeys, type Claim, type Claimant, type StoredAnswer } from './idempotency-keys';
export {
  instant,
  knownAt,
  knownPosition,
  NOTHING_KNOWN,
  parseKnownAt,
  positionInWriting,
  positionOnRecord,
  writtenPosition,
  type KnownAt,
} from './known-at';
export { isLoopback } from './loopback';
export { createOpenApiDocument, type OpenApiInfo } from './openapi';
export { OutsideBooks } from './outside-books';
export { isStorageFull } from './outage';
export { COUNTED, DEFAULT_PAGE_SIZE, LARGEST_PAGE, page, pageOf, pageQuery, type Cursor, type Page } from './page';
export { isPosition, minPosition, sayProjectionPosition } from './position';
export { mergeCatalogues, problemOf, type AnyRefusalCatalogue, type Problem } from './problem';
export { isCommand } from './request-checks';
export { etagOf, parseIfMatch, revisionOf, RevisionRequired } from './revision';
export {
  businessDate,
  documentNumber,
  fiscalYear,
  parsedBy,
  percent,
  period,
  signedYuan,
  strictObject,
  confirmation,
  freeText,
  worded,
  text,
  uuid,
  yuan,
} from './schemas';
export { requireReached, seenBy } from './seen-by';
export { type HttpReply } from './http-reply';
export { followTlsFiles, readTlsFiles, TlsFilesUnusable, type TlsFiles } from './tls-files';
