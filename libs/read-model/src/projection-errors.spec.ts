import { StoreUnavailable } from '@bofu/event-store';
import { isOutage } from './projection-errors';

const coded = (code: string) => Object.assign(new Error('failed'), { code });

describe('an error while a batch is applied', () => {
  it.each([
    ['connection refused', coded('ECONNREFUSED')],
    ['connection reset', coded('ECONNRESET')],
    ['broken pipe', coded('EPIPE')],
    ['deadlock', coded('40P01')],
    ['server shutting down', coded('57P01')],
    ['server starting', coded('57P03')],
    ['disk full', coded('53100')],
    ['lock not to be had', coded('55P03')],
    ['transaction left idle', coded('25P03')],
    ['connection lost', new Error('Connection terminated unexpectedly')],
    ['store gone', new StoreUnavailable(new Error('gone'))],
  ])('is an outage, to be waited out: %s', (_what, error) => {
    expect(isOutage(error)).toBe(true);
  });

  it.each([
    ['duplicate key', coded('23505')],
    ['no such column', coded('42703')],
    ['number too large', coded('22003')],
    ['a rule of ours', new Error('a rule is broken')],
    ['a defect', new TypeError('undefined is not a function')],
    ['anything else', 'text'],
  ])('is not one and lies in the event or in the code: %s', (_what, error) => {
    expect(isOutage(error)).toBe(false);
  });
});
