import { CommanderError } from 'commander';
import {
  ConfigurationError,
  DatabaseUnreachable,
  Interrupted,
  isReaderGone,
  PortUnusable,
  systemCodeOf,
} from '@bofu/api';
import { AttachmentStoreError } from '@bofu/attachment';
import { ExportPlaceTaken } from '@bofu/audit';
import { EmbeddedPostgresError } from '@bofu/embedded';
import {
  AppendOutcomeUnknown,
  ConcurrencyConflict,
  StoreClientMissing,
  StoreOfAnotherShape,
  StoreUnavailable,
  StreamCut,
} from '@bofu/event-store';
import { QueueUnsafe } from '@bofu/jobs';
import { Refusal } from '@bofu/kernel';
import { ProjectionRebuildFailed, RebuildUnderWay, UnknownProjection } from '@bofu/read-model';

/** What a shell or a nightly job can tell apart. Three is for "the books differ", apart from "the database is off". */
export const EXIT = {
  fine: 0,
  unexpected: 1,
  usage: 2,
  differences: 3,
  notFound: 4,
  notAllowed: 5,
  conflict: 6,
  serviceDown: 7,
  interrupted: 130,
} as const;

const MISTYPED = [
  'actor-missing',
  'actor-needed',
  'agency-required',
  'invalid-date',
  'invalid-period',
  'invalid-position',
  'position-beyond-head',
  'position-of-another-history',
];
/** The tables are not where they must be: to be tried again, or rebuilt. */
const NOT_NOW = ['read-model-behind', 'event-log-behind', 'history-differs', 'rows-differ'];
const isMistyped = (error: unknown): boolean => error instanceof Refusal && MISTYPED.includes(error.code);

export function exitCodeOf(error: unknown): number {
  // Commander tells of help and version in the same way; those are no mistakes.
  if (error instanceof CommanderError) return error.exitCode === 0 ? EXIT.fine : EXIT.usage;
  if (error instanceof Interrupted) return EXIT.interrupted;
  if (isReaderGone(error)) return EXIT.fine;
  if (error instanceof ConfigurationError || isMistyped(error)) return EXIT.usage;
  if (error instanceof UnknownProjection) return EXIT.notFound;
  if (error instanceof ProjectionRebuildFailed) return EXIT.differences;
  if (error instanceof RebuildUnderWay) return EXIT.conflict;
  if (error instanceof ConcurrencyConflict || error instanceof ExportPlaceTaken) return EXIT.conflict;
  if (error instanceof StreamCut) return EXIT.conflict;
  if (error instanceof StoreUnavailable || error instanceof AppendOutcomeUnknown) return EXIT.serviceDown;
  if (error instanceof DatabaseUnreachable || error instanceof EmbeddedPostgresError) return EXIT.serviceDown;
  if (error instanceof AttachmentStoreError) return EXIT.serviceDown;
  if (error instanceof QueueUnsafe || error instanceof PortUnusable) return EXIT.serviceDown;
  if (error instanceof StoreClientMissing || error instanceof StoreOfAnotherShape) return EXIT.serviceDown;
  if (error instanceof Refusal) {
    if (NOT_NOW.includes(error.code)) return EXIT.serviceDown;
    if (error.code.endsWith('-not-found')) return EXIT.notFound;
    if (/-(exists|registered|taken)$/.test(error.code)) return EXIT.conflict;
    return EXIT.notAllowed;
  }
  const system = systemCodeOf(error);
  if (system === 'ENOENT') return EXIT.notFound;
  return system === null ? EXIT.unexpected : EXIT.usage;
}
