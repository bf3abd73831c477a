import { readCalendarFile } from './calendar-file';
import { calendarRefusals } from './calendar-refusals';

const file = {
  year: 2027,
  source: '节假日安排通知',
  holidays: [{ from: '2027-01-01', to: '2027-01-03', name: '元旦' }],
  makeUpDays: ['2027-01-09'],
};
const refused = (field: string) => expect.objectContaining({ code: 'calendar-file-unreadable', facts: { field } });

describe('a calendar file', () => {
  it('is read, with a reason or without', () => {
    expect(readCalendarFile(JSON.stringify(file))).toEqual({ ...file, reason: null });
    expect(readCalendarFile(JSON.stringify({ ...file, reason: '补录' })).reason).toBe('补录');
  });

  it.each<[string, unknown, string]>([
    ['no object', null, ''],
    ['a list', [file], ''],
    ['a field it does not know', { ...file, weekends: [] }, 'weekends'],
    ['a year as text', { ...file, year: '2027' }, 'year'],
    ['half a year', { ...file, year: 2027.5 }, 'year'],
    ['no source', { ...file, source: ' ' }, 'source'],
    ['days without a name', { ...file, holidays: ['2027-01-01'] }, 'holidays.0'],
    ['a day that does not exist', { ...file, makeUpDays: ['2027-02-29'] }, 'makeUpDays.0'],
  ])('is refused with %s, and the place is named', (_, json, field) => {
    expect(() => readCalendarFile(JSON.stringify(json))).toThrow(refused(field));
    expect(calendarRefusals['calendar-file-unreadable'].title({ field })).toMatch(field || 'JSON');
  });

  it('is refused where it is no JSON', () => {
    expect(() => readCalendarFile('{"year": ')).toThrow(refused(''));
  });
});
