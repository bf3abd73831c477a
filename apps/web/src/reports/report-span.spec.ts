import { parseBusinessDate } from '@bofu/kernel';
import { daysOf, spansOf, YEAR_SO_FAR } from './report-span';

const books = { fiscalYear: 2021, asOf: parseBusinessDate('2021-11-05') };

describe('the days of a report', () => {
  it.each([
    ['2021-Q1', '2021-01-01', '2021-03-31'],
    ['2021-Q4', '2021-10-01', '2021-12-31'],
    ['2021-02', '2021-02-01', '2021-02-28'],
    ['2021-12', '2021-12-01', '2021-12-31'],
  ])('of %s are %s to %s', (span, from, asOf) => {
    expect(daysOf(span, books)).toEqual({ from, asOf });
  });

  it.each([YEAR_SO_FAR, null, '2020-03', '2021-13', 'nothing'])('of %s are the year up to the day in sight', (span) => {
    expect(daysOf(span, books)).toEqual({ from: null, asOf: '2021-11-05' });
  });

  it('are offered as four quarters and twelve months', () => {
    expect(spansOf(2021).map(({ value }) => value)).toHaveLength(17);
  });
});
