import fc from 'fast-check';
import { fen, formatYuan, parseYuan, periodsOfYear, type Fen } from '@bofu/kernel';
import type { SchemeVersion } from '@bofu/payment';
import { day, programmeOnDay, SEQUENCES } from '../../testing/programme-on-day';
import { byAppropriation, forecastProgramme, forecastScheme } from './forecast';

const NEW_YEAR = '2021-01-01';
const programmes = (on = NEW_YEAR) => SEQUENCES.map((sequence) => programmeOnDay(sequence, on));
const of = (sequence: number, on = NEW_YEAR) => programmeOnDay(sequence, on);

const firstOf = (sequence: number) => {
  const { firstFailure } = forecastProgramme(of(sequence));
  return firstFailure && [firstFailure.period, formatYuan(firstFailure.shortFen), firstFailure.payableHeadcount];
};

const idOf = (sequence: number): string => of(sequence).appropriations[0].appropriationId;
const LINE = { groupId: null, per: 'month' as const, headcount: null };

const PENSION: SchemeVersion = {
  schemeId: 'pension',
  name: '城乡居保基础养老金（四级分担）',
  fiscalYear: 2021,
  lines: [
    { ...LINE, appropriationId: idOf(14), rateFen: fen(9300n) },
    { ...LINE, appropriationId: idOf(17), rateFen: fen(1500n) },
    { ...LINE, appropriationId: idOf(18), rateFen: fen(250n) },
    { ...LINE, appropriationId: idOf(5), rateFen: fen(250n) },
  ],
  headcount: 75_587,
  payee: { kind: 'persons-by-bank', name: '代发户' },
  payeeId: null,
  effectiveOn: day('2021-01-04'),
  version: 0n,
};

describe('the forecast before anything has been paid', () => {
  it('names October for the central pension subsidy, 55,910.00 元 short, and what the year lacks', () => {
    expect(firstOf(14)).toEqual(['2021-10', '55910.00', 74_985]);
    const { yearShortFen, months, assumptions } = forecastProgramme(of(14));
    expect(formatYuan(yearShortFen)).toBe('14115092.00');
    expect(months).toHaveLength(12);
    expect(formatYuan(months[8]!.balanceFen)).toBe('6973681.00');
    expect(assumptions).toEqual(['75,587 人 × 93.00 元 = 每月 7,029,591.00 元', '已办 0 期，尚余 12 期']);
  });

  it('names December for the district, 37,610.00 元 short', () => {
    expect(firstOf(5)).toEqual(['2021-12', '37610.00', 60_543]);
  });

  it('sees no end for those with more than they need', () => {
    expect([17, 18, 19, 12, 4].map(firstOf)).toEqual([null, null, null, null, null]);
  });

  it('sees what is to be paid once by its deadline', () => {
    expect(firstOf(1)).toEqual(['2021-06', '292.00', 1_515]);
    expect(firstOf(10)).toEqual(['2021-06', '18.00', 345]);
  });

  it('says of payments made as they arise that nothing can be foretold', () => {
    expect(forecastProgramme(of(2))).toMatchObject({ basis: 'none', months: [], firstFailure: null, yearShortFen: 0n });
  });

  it('lets a monthly payer without a rate go on by a twelfth of its budget, and makes no shortage of the rounding', () => {
    for (const sequence of [7, 15, 16]) {
      const { basis, firstFailure, months } = forecastProgramme(of(sequence));
      expect([basis, firstFailure, months.length]).toEqual(['twelfth-of-budget', null, 12]);
    }
  });

  it('lets the run of all four sources fail in October as a whole', () => {
    const { firstFailure } = forecastScheme(PENSION, byAppropriation(programmes()));
    expect(firstFailure).toMatchObject({ period: '2021-10', requiredFen: parseYuan('8541331.00') });
    expect(firstFailure?.shortfalls.map(({ appropriationId, shortFen }) => [appropriationId, shortFen])).toEqual([
      [idOf(14), parseYuan('55910.00')],
    ]);
  });
});

describe('the forecast during the year', () => {
  it('goes on from the months that have been paid', () => {
    const paid = periodsOfYear(2021)
      .slice(0, 9)
      .map((period) => ({ yuan: '7029591.00', on: `${period}-25`, period, run: 'regular' as const }));
    const forecast = forecastProgramme(programmeOnDay(14, '2021-09-30', { payments: paid }));
    expect(forecast.months.map(({ period }) => period)).toEqual(['2021-10', '2021-11', '2021-12']);
    expect(forecast.firstFailure).toMatchObject({ period: '2021-10', shortFen: parseYuan('55910.00') });
    expect(forecast.assumptions[1]).toBe('已办 9 期，尚余 3 期');
  });

  it('goes by the average of the last three months where there is no rate', () => {
    const paid = ['2021-01', '2021-02', '2021-03', '2021-04'].map((period, at) => ({
      yuan: ['1.00', '150000.00', '150001.00', '149999.00'][at]!,
      on: `${period}-25`,
      period,
    }));
    const forecast = forecastProgramme(programmeOnDay(7, '2021-04-30', { payments: paid }));
    expect(forecast.basis).toBe('recent-months');
    expect(forecast.months.map(({ requiredFen }) => requiredFen)).toEqual(Array(8).fill(15_000_000n));
    expect(forecast.firstFailure).toMatchObject({ period: '2021-11', shortFen: parseYuan('20001.00') });
  });
});

describe('a what-if', () => {
  const appropriationId = idOf(14);

  it('moves the first failure by a headcount', () => {
    const fewer = forecastProgramme(of(14), { appropriationId, headcount: 63_000 });
    expect(fewer.firstFailure).toMatchObject({ period: '2021-12' });
    expect(forecastProgramme(of(14), { appropriationId, headcount: 62_900 }).firstFailure).toBeNull();
  });

  it('takes a supplement from its month on', () => {
    const supplement = { amountFen: parseYuan('14115092.00'), on: day('2021-10-15') };
    expect(forecastProgramme(of(14), { appropriationId, changes: [supplement] }).firstFailure).toBeNull();
    const late = { ...supplement, on: day('2021-11-02') };
    expect(forecastProgramme(of(14), { appropriationId, changes: [late] }).firstFailure).toMatchObject({
      period: '2021-10',
      shortFen: parseYuan('55910.00'),
    });
  });

  it('does without what goes, from its month on', () => {
    const reduction = { amountFen: parseYuan('-6973682.00'), on: day('2021-03-10') };
    const { firstFailure, months } = forecastProgramme(of(14), { appropriationId, changes: [reduction] });
    expect(firstFailure).toMatchObject({ period: '2021-09', shortFen: 100n });
    expect(months[1]!.addedFen).toBe(0n);
    expect(months[2]!.addedFen).toBe(reduction.amountFen);
    const both = [reduction, { amountFen: parseYuan('6973682.00'), on: day('2021-03-01') }];
    expect(forecastProgramme(of(14), { appropriationId, changes: both }).firstFailure).toMatchObject({
      period: '2021-10',
    });
  });

  it('concerns the programme it is about, and the runs that programme has a part in', () => {
    expect(forecastProgramme(of(5), { appropriationId, headcount: 1 })).toEqual(forecastProgramme(of(5)));
    expect(
      forecastScheme(PENSION, byAppropriation(programmes()), { appropriationId, headcount: 60_000 }),
    ).toMatchObject({
      headcount: 60_000,
      firstFailure: null,
    });
  });
});

describe('any forecast', () => {
  it('fails in the month in which the money, added up by hand, is used up', () => {
    const amount = fc.bigInt({ min: 1n, max: 10n ** 12n });
    fc.assert(
      fc.property(amount, fc.integer({ min: 1, max: 100_000 }), (budget, headcount) => {
        const programme = { ...of(14), budgetFen: fen(budget), availableFen: fen(budget) };
        const { firstFailure } = forecastProgramme(programme, {
          appropriationId: idOf(14),
          headcount,
        });
        const monthly = 9_300n * BigInt(headcount);
        const payable = budget / monthly;
        if (payable >= 12n) expect(firstFailure).toBeNull();
        else {
          expect(firstFailure?.period).toBe(`2021-${String(payable + 1n).padStart(2, '0')}`);
          expect(firstFailure?.shortFen as Fen).toBe((payable + 1n) * monthly - budget);
        }
      }),
      { numRuns: 300 },
    );
  });
});
