import fc from 'fast-check';
import { beijingInstant, systemClock } from './clock';

describe('an instant in Beijing time', () => {
  it('is the same instant, eight hours on, with milliseconds', () => {
    expect(beijingInstant(new Date('2021-10-29T08:05:09.120Z'))).toBe('2021-10-29T16:05:09.120+08:00');
    fc.assert(
      fc.property(fc.date({ min: new Date(0), max: new Date('2100-01-01'), noInvalidDate: true }), (date) => {
        expect(new Date(beijingInstant(date)).getTime()).toBe(date.getTime());
        expect(beijingInstant(date)).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}\+08:00$/);
      }),
    );
  });

  it('is what the server’s clock gives', () => {
    expect(systemClock.now()).toMatch(/\+08:00$/);
  });
});
