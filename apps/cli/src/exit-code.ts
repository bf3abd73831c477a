import { ConfigurationError, DatabaseUnreachable } from '@bofu/api';
import { ExportPlaceTaken } from '@bofu/audit';
import { EmbeddedPostgresError } from '@bofu/embedded';
import { AppendOutcomeUnknown, ConcurrencyConflict, StoreUnavailable } from '@bofu/event-store';
import { QueueUnsafe } from '@bofu/jobs';
import { Refusal } from '@bofu/kernel';
import { RebuildUnderWay, UnknownProjection } from '@bofu/read-model';

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

const MISTYPED = ['invalid-date', 'invalid-period', 'invalid-position'];
const isMistyped = (error: unknown): boolean => error instanceof Refusal && MISTYPED.includes(error.code);

export function exitCodeOf(error: unknown): number {
  if (error instanceof ConfigurationError || isMistyped(error)) return EXIT.usage;
  if (error instanceof UnknownProjection) return EXIT.notFound;
  if (error instanceof RebuildUnderWay) return EXIT.conflict;
  if (error instanceof ConcurrencyConflict || error instanceof ExportPlaceTaken) return EXIT.conflict;
  if (error instanceof StoreUnavailable || error instanceof AppendOutcomeUnknown) return EXIT.serviceDown;
  if (error instanceof DatabaseUnreachable || error instanceof EmbeddedPostgresError) return EXIT.serviceDown;
  if (error instanceof QueueUnsafe) return EXIT.serviceDown;
  if (error instanceof Refusal) {
    if (error.code.endsWith('-not-found')) return EXIT.notFound;
    if (error.code.endsWith('-exists')) return EXIT.conflict;
    return EXIT.notAllowed;
  }
  return EXIT.unexpected;
}
