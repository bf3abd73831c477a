import { holidaysAsText, typedDays, typedHolidays } from './calendars';

describe('days of a calendar year as a person types them', () => {
  const holidays = [
    { from: '2027-01-01', to: '2027-01-03', name: '元旦' },
    { from: '2027-10-01', to: '2027-10-07', name: '国庆节 中秋节' },
  ];

  it('read back as they are shown', () => {
    expect(typedHolidays(holidaysAsText({ holidays }))).toEqual(holidays);
    expect(typedHolidays('\n 2027-01-01  2027-01-03\t元旦 \n\n')).toEqual(holidays.slice(0, 1));
  });

  it('name the line that is no holiday', () => {
    expect(typedHolidays('2027-01-01 2027-01-03 元旦\n10月1日至7日 国庆')).toEqual({ wrong: '10月1日至7日 国庆' });
  });

  it('take make-up days however they are parted', () => {
    expect(typedDays('2027-02-06，2027-02-20\n2027-10-09 ')).toEqual(['2027-02-06', '2027-02-20', '2027-10-09']);
    expect(typedDays('')).toEqual([]);
  });
});
