import { parseBusinessDate, parsePeriod, workingCalendar, type BusinessDate } from '@bofu/kernel';
import { dueSoon, type ProgrammeWithMonths } from './due-soon';

const day = (text: string): BusinessDate => parseBusinessDate(`2021-${text}`);
/** 国庆: the first week of October off, two Saturdays worked for it. */
const calendar = workingCalendar([
  {
    year: 2021,
    holidays: ['10-01', '10-04', '10-05', '10-06', '10-07'].map(day),
    makeUpDays: [day('09-26'), day('10-09')],
  },
]);
const monthly = (of: number) => ({ deadline: { kind: 'monthly', day: of, printed: `每月${of}日以前` } as const });
const programme = (
  id: string,
  months: readonly (readonly [period: string, submittedOn: string | null])[],
  standard: ProgrammeWithMonths['months'][number]['runs'][number]['standard'] = monthly(15),
): ProgrammeWithMonths => ({
  ...{ programmeId: id, programmeName: `项目${id}`, appropriations: [{ appropriationId: `a-${id}` }] },
  months: months.map(([period, submittedOn]) => ({
    period: parsePeriod(`2021-${period}`),
    runs: [{ submittedOn: submittedOn === null ? null : day(submittedOn), standard }],
    openFen: null,
  })),
});
const told = (programmes: readonly ProgrammeWithMonths[], today: string) => {
  const { items, next } = dueSoon(programmes, day(today), calendar);
  const text = ({ programmeId, period, dueOn, isOverdue }: (typeof items)[number]) =>
    `${programmeId} ${period} ${dueOn}${isOverdue ? ' overdue' : ''}`;
  return [items.map(text), next && text(next)];
};

describe('what is due soon', () => {
  it('is what has no run and falls due within ten working days, the earliest first', () =>
    expect(
      told(
        [
          programme('late', [
            ['09', '09-10'],
            ['10', null],
          ]),
          programme('soon', [['10', null]], monthly(10)),
        ],
        '10-08',
      ),
    ).toEqual([['soon 2021-10 2021-10-09', 'late 2021-10 2021-10-15'], null]));

  it('counts working days: over the holidays a day further off is no sooner', () => {
    // From 24 September ten working days reach 12 October: the 15th is not soon yet, from the 29th it is.
    expect(told([programme('p', [['10', null]])], '09-24')).toEqual([[], 'p 2021-10 2021-10-15']);
    expect(told([programme('p', [['10', null]])], '09-29')).toEqual([['p 2021-10 2021-10-15'], null]);
  });

  it('has what has passed as overdue, and says what comes next', () =>
    expect(
      told(
        [
          programme('p', [
            ['08', null],
            ['09', '09-14'],
            ['10', null],
            ['11', null],
          ]),
        ],
        '10-11',
      ),
    ).toEqual([['p 2021-08 2021-08-13 overdue', 'p 2021-10 2021-10-15'], 'p 2021-11 2021-11-15']));

  it('never has a month whose document names no day, or that nobody says anything of', () =>
    expect(
      told(
        [
          programme('unstated', [['10', null]], { deadline: { kind: 'unstated', printed: '据实' } }),
          programme('unknown', [['10', null]], null),
        ],
        '10-11',
      ),
    ).toEqual([[], null]));
});
