import { parseBusinessDate } from '@bofu/kernel';
import { specOf } from '@bofu/testing';
import { sealedLogDecider, type SealedLogCommand, type SealedLogEvent } from './sealed-log';

const seal = (day: string, line = '7'): SealedLogCommand => ({
  type: 'seal-sign-in-log',
  day: parseBusinessDate(day),
  line,
  hash: 'ab'.repeat(32),
});
const sealed = (day: string, line = '7'): SealedLogEvent => {
  const { type: _type, ...data } = seal(day, line);
  return { type: 'SignInLogSealed', data };
};
const { given } = specOf(sealedLogDecider);

describe('the sign-in log', () => {
  it('is sealed once a day', () => {
    given([])
      .when(seal('2021-03-01'))
      .then([sealed('2021-03-01')]);
    given([sealed('2021-03-01')])
      .when(seal('2021-03-01', '9'))
      .thenNothing();
  });
  it('is sealed day after day, and not back', () => {
    given([sealed('2021-03-02')])
      .when(seal('2021-03-03', '8'))
      .then([sealed('2021-03-03', '8')]);
    given([sealed('2021-03-02')])
      .when(seal('2021-03-01'))
      .thenNothing();
  });
});
