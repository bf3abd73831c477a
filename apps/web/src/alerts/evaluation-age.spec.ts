import { parseBusinessDate } from '@bofu/kernel';
import { isOutOfDate } from './evaluation-age';

describe('figures of alerts', () => {
  it.each([
    ['the night of the day in sight', '2021-10-26', '2021-10-26', false],
    ['the night before', '2021-10-25', '2021-10-26', false],
    ['Friday night, on Monday', '2021-10-22', '2021-10-25', false],
    ['Friday night, on Tuesday', '2021-10-22', '2021-10-26', true],
    ['a supplement later', '2021-10-26', '2021-11-04', true],
    ['a day that comes only after the one in sight', '2021-10-26', '2021-10-20', false],
  ])('of %s', (_, evaluatedOn, inSight, isOld) => {
    expect(isOutOfDate(parseBusinessDate(evaluatedOn), parseBusinessDate(inSight))).toBe(isOld);
  });
});
