import {
  fen,
  parseBusinessDate,
  parsePeriod,
  workingCalendar,
  type BusinessDate,
  type PaymentDeadline,
} from '@bofu/kernel';
import { monthState, type OwedMonth } from './month-strip';

const day = (text: string): BusinessDate => parseBusinessDate(`2021-${text}`);
const calendar = workingCalendar([{ year: 2021, holidays: [], makeUpDays: [] }]);
const by30th: PaymentDeadline = { kind: 'monthly', day: 30, printed: '每月30日以前' };
const unstated: PaymentDeadline = { kind: 'unstated', printed: '按规定发放' };
const run = (
  submittedOn: string | null,
  paidOn: string | null,
  paidFen = 0n,
  deadline: PaymentDeadline | null = by30th,
): OwedMonth['runs'][number] => ({
  submittedOn: submittedOn === null ? null : day(submittedOn),
  paidOn: paidOn === null ? null : day(paidOn),
  paidFen: fen(paidFen),
  standard: deadline && { deadline },
});
const may =
  (...runs: OwedMonth['runs']) =>
  (on: string) =>
    monthState({ period: parsePeriod('2021-05'), runs }, day(on), calendar);

describe('a month on the strip', () => {
  it('is paid once the last of its groups is, and in transit while all is submitted', () => {
    expect(may(run('05-20', '05-25', 100n), run('05-20', '05-26', 100n))('05-31')).toBe('paid');
    expect(may(run('05-20', '05-25', 100n), run('05-20', null))('05-31')).toBe('in-transit');
  });

  it('is partly paid where one group has nothing, or too little has gone out', () => {
    expect(may(run('05-20', '05-25', 100n), run(null, null))('05-31')).toBe('partly');
    expect(may(run(null, null, 50n))('06-30')).toBe('partly');
  });

  it('is overdue from the day after its last working day', () =>
    // The 30th of May is a Sunday: Friday the 28th is the last day.
    expect(['05-27', '05-28', '05-29'].map(may(run(null, null)))).toEqual(['not-due', 'not-due', 'overdue']));

  it('is never overdue where no day is named, and open once it is over', () =>
    expect(['05-30', '05-31', '07-31'].map(may(run(null, null, 0n, unstated)))).toEqual(['not-due', 'open', 'open']));

  it('is nothing where nothing is owed', () => expect(may()('12-31')).toBe('not-owed'));
});
