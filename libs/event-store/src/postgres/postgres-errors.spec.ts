import { DatabaseError } from 'pg';
import { AppendOutcomeUnknown, StoreUnavailable } from '../event-store-errors';
import { appendFailure, asksForRetry, doubledEventId, readFailure, surelyRefused } from './postgres-errors';

const says = (severity: string, code: string, more: Partial<DatabaseError> = {}): DatabaseError =>
  Object.assign(new DatabaseError('said the server', 0, 'error'), { severity, code, ...more });

describe('when Postgres says why an append failed', () => {
  it.each([
    ['disk full', 'ERROR', '53100'],
    ['a statement that took too long', 'ERROR', '57014'],
    ['a server that only reads', 'ERROR', '25006'],
    ['a lock that could not be had', 'ERROR', '55P03'],
    ['a failing disk', 'ERROR', '58030'],
  ])('%s: surely not written, and it may work later', (_what, severity, code) => {
    expect(appendFailure(says(severity, code))).toBeInstanceOf(StoreUnavailable);
  });

  it.each([
    ['an administrator ends the connection', 'FATAL', '57P01'],
    ['another server process has crashed', 'FATAL', '57P02'],
    ['the volume of the log is full', 'PANIC', '53100'],
  ])('%s: it may have been written', (_what, severity, code) => {
    expect(appendFailure(says(severity, code))).toBeInstanceOf(AppendOutcomeUnknown);
  });

  it('a broken connection says nothing: it may have been written', () => {
    expect(appendFailure(new Error('Connection terminated unexpectedly'))).toBeInstanceOf(AppendOutcomeUnknown);
    expect(surelyRefused(Object.assign(new Error('read ECONNRESET'), { code: 'ECONNRESET' }))).toBe(false);
  });

  it.each(['42883', '22P02', '23514', 'P0001'])('SQLSTATE %s is our own defect and shown as it is', (code) => {
    const error = says('ERROR', code);
    expect(appendFailure(error)).toBe(error);
    expect(readFailure(error)).toBe(error);
  });

  it('deadlocks and failed serialisation ask for another try', () => {
    expect(asksForRetry(says('ERROR', '40P01'))).toBe(true);
    expect(asksForRetry(says('ERROR', '40001'))).toBe(true);
    expect(asksForRetry(says('FATAL', '40001'))).toBe(false);
    expect(asksForRetry(new Error('40P01'))).toBe(false);
  });

  it('names the event id that is there already, in whatever language the server speaks', () => {
    const id = '2c1743a3-9130-4b7e-8b5e-0f6c0a2d7f11';
    const doubled = { constraint: 'event_event_id_key', detail: `键值"(event_id)=(${id})" 已经存在` };
    expect(doubledEventId(says('ERROR', '23505', doubled))).toBe(id);
    expect(doubledEventId(says('ERROR', '23505', { ...doubled, constraint: 'event_pkey' }))).toBeNull();
    expect(doubledEventId(new Error(id))).toBeNull();
  });
});

describe('when a read fails', () => {
  it('is the store’s trouble, whatever broke', () => {
    expect(readFailure(new Error('Connection terminated'))).toBeInstanceOf(StoreUnavailable);
    expect(readFailure(says('FATAL', '57P01'))).toBeInstanceOf(StoreUnavailable);
    expect(readFailure(says('FATAL', '28P01'))).toBeInstanceOf(StoreUnavailable);
    expect(readFailure(says('ERROR', '57014'))).toBeInstanceOf(StoreUnavailable);
  });

  it('leaves the store’s own errors as they are', () => {
    const own = new StoreUnavailable(new Error('closed'));
    expect(readFailure(own)).toBe(own);
  });
});
