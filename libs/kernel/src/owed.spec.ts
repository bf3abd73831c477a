import { parseBusinessDate, parsePeriod, periodsOfYear } from './business-date';
import { fenToDigits, formatYuan, parseYuan } from './fen';
import {
  beginningOf,
  knownBy,
  monthsOwed,
  owedInYear,
  owedOf,
  standardsIn,
  type EntitlementOnRecord,
  type ProgrammeOnRecord,
  type StandardOnRecord,
} from './owed';

const day = parseBusinessDate;
const month = parsePeriod;

let order = 0;
const standard = (
  effectiveOn: string,
  change: Partial<StandardOnRecord> & { yuan?: string } = {},
): StandardOnRecord => {
  const { yuan = '120.00', ...rest } = change;
  return {
    ...{ groupId: null, effectiveOn: day(effectiveOn), recordedOn: day(effectiveOn), arrearsDueOn: null },
    ...{ headcount: 400, cashFlow: 'monthly', order: (order += 1) },
    rates: [{ label: '标准', amountFen: fenToDigits(parseYuan(yuan)), per: 'month' }],
    deadline: { kind: 'monthly', day: 25, printed: '每月25日前' },
    ...rest,
  };
};
const stated = (period: string, heads: number, yuan: string, rest: Partial<EntitlementOnRecord> = {}) => ({
  ...{ groupId: null, period: month(period), heads, amountFen: parseYuan(yuan), recordedOn: day(`${period}-20`) },
  ...{ order: (order += 1), ...rest },
});
const programme = (
  standards: readonly StandardOnRecord[],
  rest: Partial<ProgrammeOnRecord> = {},
): ProgrammeOnRecord => ({
  ...{ standards, entitlements: [], beginsOn: beginningOf(standards, day('2021-05-20')), endsOn: null, ...rest },
});
const yearOf = (one: ProgrammeOnRecord) => {
  const owed = owedInYear(one, 2021);
  return owed === null ? null : formatYuan(owed);
};
const ofMonth = (one: ProgrammeOnRecord, period: string) => {
  const owed = owedOf(one, month(period));
  return owed === null ? null : [owed.heads, owed.amountFen === null ? null : formatYuan(owed.amountFen)];
};

describe('a programme begins', () => {
  const late = programme([standard('2021-10-01'), standard('2021-12-01')]);

  it('with its first standard, and nothing is owed before', () => {
    expect(late.beginsOn).toBe('2021-10-01');
    expect(monthsOwed(late, 2021)).toEqual(['2021-10', '2021-11', '2021-12']);
    expect(ofMonth(late, '2021-09')).toBeNull();
    expect(yearOf(late)).toBe('144000.00');
  });

  it('with its issue, where it has no standard', () => expect(monthsOwed(programme([]), 2021)[0]).toBe('2021-05'));

  it('long ago, as far as a later year is concerned', () => expect(monthsOwed(late, 2022)).toHaveLength(12));
});

describe('the end of a programme', () => {
  const ended = programme([standard('2021-01-01')], { endsOn: day('2021-06-01') });

  it('leaves what was owed before, and owes nothing from then on', () => {
    expect(monthsOwed(ended, 2021).at(-1)).toBe('2021-05');
    expect(yearOf(ended)).toBe('240000.00');
    expect(monthsOwed(ended, 2022)).toEqual([]);
  });

  it('by a standard that pays as needed wipes no month before it', () => {
    const asNeeded = standard('2021-08-01', {
      cashFlow: 'as-needed',
      rates: [],
      deadline: { kind: 'unstated', printed: '' },
    });
    const until = programme([standard('2021-01-01'), asNeeded]);
    expect(monthsOwed(until, 2021)).toEqual(periodsOfYear(2021).slice(0, 7));
    expect([ofMonth(until, '2021-07'), ofMonth(until, '2021-08')]).toEqual([[400, '48000.00'], null]);
    expect(yearOf(until)).toBeNull();
  });
});

describe('each period goes by what is in force in it', () => {
  it('when the rate rises in the year', () => {
    const raised = programme([standard('2021-01-01'), standard('2021-05-01', { yuan: '180.00' })]);
    expect([ofMonth(raised, '2021-04'), ofMonth(raised, '2021-05')]).toEqual([
      [400, '48000.00'],
      [400, '72000.00'],
    ]);
    expect(yearOf(raised)).toBe('768000.00');
  });

  it('when an earlier document is entered late', () => {
    const forgotten = programme([
      standard('2021-01-01', { yuan: '81.00' }),
      standard('2021-09-01', { yuan: '88.00' }),
      standard('2021-03-01', { yuan: '84.00' }),
    ]);
    expect(['2021-02', '2021-03', '2021-10'].map((one) => ofMonth(forgotten, one)?.[1])).toEqual([
      ...['32400.00', '33600.00', '35200.00'],
    ]);
  });

  it('the last recorded among those of one day', () => {
    const corrected = programme([standard('2021-01-01'), standard('2021-01-01', { headcount: 390 })]);
    expect(ofMonth(corrected, '2021-06')).toEqual([390, '46800.00']);
  });

  it('by quarters, half-years and years too', () => {
    const per = (of: 'quarter' | 'half-year' | 'year', yuan: string, from = '2021-01-01') =>
      standard(from, {
        cashFlow: 'quarterly',
        rates: [{ label: '', amountFen: fenToDigits(parseYuan(yuan)), per: of }],
      });
    expect(yearOf(programme([per('quarter', '10.00'), per('quarter', '20.00', '2021-06-01')]))).toBe('28000.00');
    expect(yearOf(programme([per('quarter', '10.00', '2021-08-15')]))).toBe('8000.00');
    expect(yearOf(programme([per('half-year', '10.00')]))).toBe('8000.00');
    expect(yearOf(programme([per('year', '10.00', '2021-11-01')], { endsOn: day('2021-12-01') }))).toBe('4000.00');
  });

  it('and cannot be reckoned where one of them cannot', () => {
    const two = [70, 95].map((yuan) => ({ label: String(yuan), amountFen: `${yuan}00`, per: 'month' as const }));
    expect(yearOf(programme([standard('2021-01-01'), standard('2021-11-01', { rates: two })]))).toBeNull();
    expect(ofMonth(programme([standard('2021-01-01', { rates: two })]), '2021-03')).toEqual([400, null]);
    expect(yearOf(programme([]))).toBeNull();
  });
});

describe('what a roll states', () => {
  const groups = [standard('2021-01-01', { groupId: 'a' }), standard('2021-01-01', { groupId: 'b', headcount: 50 })];

  it('takes the place of the standard times heads, the last one said', () => {
    const rolls = [stated('2021-04', 396, '47520.00'), stated('2021-04', 395, '47400.00')];
    const rolled = programme([standard('2021-01-01')], { entitlements: rolls });
    expect([ofMonth(rolled, '2021-04'), ofMonth(rolled, '2021-05')]).toEqual([
      [395, '47400.00'],
      [400, '48000.00'],
    ]);
    expect(yearOf(rolled)).toBe('575400.00');
  });

  it('of one group stands beside the others; of everybody, for them all', () => {
    const one = programme(groups, { entitlements: [stated('2021-04', 48, '5760.00', { groupId: 'b' })] });
    expect(ofMonth(one, '2021-04')).toEqual([448, '53760.00']);
    const all = programme(groups, { entitlements: [stated('2021-04', 440, '52800.00')] });
    expect(ofMonth(all, '2021-04')).toEqual([440, '52800.00']);
    expect(yearOf(all)).toBe('646800.00');
  });

  it('says what is owed where there is no standard', () =>
    expect(ofMonth(programme([], { entitlements: [stated('2021-06', 3, '90.00')] }), '2021-06')).toEqual([3, '90.00']));
});

describe('what was known on a day', () => {
  const risen = programme([
    standard('2021-01-01'),
    standard('2021-01-01', { yuan: '150.00', recordedOn: day('2021-05-14') }),
  ]);

  it('does not know of a rise that was recorded later, and goes on not knowing it', () => {
    expect(ofMonth(risen, '2021-02')).toEqual([400, '60000.00']);
    expect(ofMonth(knownBy(risen, day('2021-02-25')), '2021-02')).toEqual([400, '48000.00']);
    expect(ofMonth(knownBy(risen, day('2021-05-14')), '2021-02')).toEqual([400, '60000.00']);
  });

  it('keeps the due day that was in force, whatever is set afterwards', () => {
    const moved = standard('2021-01-01', {
      recordedOn: day('2021-06-10'),
      deadline: { kind: 'monthly', day: 5, printed: '' },
    });
    const [known] = standardsIn(
      knownBy(programme([standard('2021-01-01'), moved]), day('2021-01-25')),
      month('2021-01'),
    );
    expect(known?.deadline).toMatchObject({ day: 25 });
  });

  it('knows in books entered afterwards what stood there when the payment was entered', () => {
    const late = risen.standards.map((one) => ({ ...one, recordedOn: day('2026-11-29') }));
    const [first, second] = late;
    const known = (upTo: number) => ofMonth(knownBy(programme(late), day('2021-02-25'), upTo), '2021-02');
    expect(known(first!.order)).toEqual([400, '48000.00']);
    expect(known(second!.order)).toEqual([400, '60000.00']);
  });
});
