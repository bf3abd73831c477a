import { DatabaseError } from 'pg';
import { AppendOutcomeUnknown, EventStoreError, StoreUnavailable } from '../event-store-errors';

/**
 * Whether Postgres surely did not carry the statement out. An ERROR takes the statement back. A FATAL or PANIC can
 * come at any moment, the one after the commit included, and a broken connection says nothing at all.
 */
export const surelyRefused = (error: unknown): error is DatabaseError =>
  error instanceof DatabaseError && error.severity === 'ERROR';

/** Deadlock or serialisation failure: Postgres asks for the same again. */
export const asksForRetry = (error: unknown): boolean =>
  surelyRefused(error) && (error.code === '40P01' || error.code === '40001');

/** The id named by a violation of the unique key on event ids. */
export function doubledEventId(error: unknown): string | null {
  if (!surelyRefused(error) || error.code !== '23505' || error.constraint !== 'event_event_id_key') return null;
  return /[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/.exec(error.detail ?? '')?.[0] ?? '';
}

/**
 * What an append failed with once it had been sent. Refused for want of means (disk full, time, read-only, …): nothing
 * was written, and it may work later. Any other refusal is a defect of ours and is shown as it is.
 */
export function appendFailure(error: unknown): Error {
  if (!surelyRefused(error)) return new AppendOutcomeUnknown(error);
  return isDefect(error) ? error : new StoreUnavailable(error);
}

/** A read changes nothing: whatever it fails with, the store could not be read, or we asked in a wrong way. */
export const readFailure = (error: unknown): unknown =>
  error instanceof EventStoreError || (surelyRefused(error) && isDefect(error)) ? error : new StoreUnavailable(error);

/** Classes of SQLSTATE that mean resources, operators and the state of the server; everything else is about the SQL. */
const isDefect = ({ code }: DatabaseError): boolean => !/^(08|25|40|53|54|55|57|58)/.test(code ?? '');
