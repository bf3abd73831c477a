import type { Appropriation } from './appropriations';
import { choicesOf, groupsOf, holdsPeriod, nextPeriod, peopleIn, type RunLine } from './payout-choices';
import type { Payment } from './payments-query';
import type { PayoutScheme } from './payout-schemes';
import type { Programme } from './programmes';
import { splitOf } from './split';

const standard = (groupId: string | null, amount: string, headcount: number | null) => ({
  groupId,
  rates: [{ label: '标准', amount, per: 'month' }],
  headcount,
});
const PROGRAMMES = [
  { programmeId: 'p-central', code: 'C', name: '中央', groups: [{ groupId: 'g-c', name: '70岁以上' }], standards: [] },
  { programmeId: 'p-county', code: 'D', name: '区级', groups: [{ groupId: 'g-d', name: '70岁以上' }], standards: [] },
  {
    programmeId: 'p-aged',
    code: 'A',
    name: '高龄补贴',
    groups: [
      { groupId: 'g-80', name: '80岁以上' },
      { groupId: 'g-100', name: '百岁' },
    ],
    standards: [standard(null, '60.00', 900), standard('g-100', '500.00', 3)],
  },
] as unknown as Programme[];
const appropriation = (appropriationId: string, programmeId: string, available: string) =>
  ({
    appropriationId,
    programmeId,
    programmeName: programmeId,
    fundingLevel: 'district',
    available,
  }) as unknown as Appropriation;
const APPROPRIATIONS = [
  appropriation('a-central', 'p-central', '1000.00'),
  appropriation('a-county', 'p-county', '20.00'),
  appropriation('a-aged', 'p-aged', '60000.00'),
];
const SCHEME = {
  schemeId: 's-1',
  name: '养老金',
  headcount: 10,
  payee: { kind: 'special-account', name: '专户' },
  lines: [
    { appropriationId: 'a-central', groupId: null, rate: '93.00', per: 'month', headcount: null },
    { appropriationId: 'a-central', groupId: 'g-c', rate: '5.00', per: 'month', headcount: 4 },
    { appropriationId: 'a-county', groupId: 'g-d', rate: '2.50', per: 'month', headcount: 4 },
  ],
} as unknown as PayoutScheme;
const choices = choicesOf([SCHEME], APPROPRIATIONS, PROGRAMMES);

describe('what a run can be filled in from', () => {
  it('is a scheme, whose groups of one name are the same people', () => {
    const [scheme] = choices;
    expect(scheme && groupsOf(scheme)).toEqual(['全体', '70岁以上']);
    expect(scheme?.lines.map(({ programmeId, headcount }) => [programmeId, headcount])).toEqual([
      ['p-central', 10],
      ['p-central', 4],
      ['p-county', 4],
    ]);
  });

  it('is what no scheme covers: everybody, and each group by its own rate or everybody’s', () => {
    expect(
      choices.slice(1).map(({ name, lines: [line] }) => [name, line?.groupId, line?.rate, line?.headcount]),
    ).toEqual([
      ['p-aged', null, '60.00', 900],
      ['p-aged（80岁以上）', 'g-80', '60.00', 900],
      ['p-aged（百岁）', 'g-100', '500.00', 3],
    ]);
  });

  it('goes on with the month after the last, and begins a year with January', () => {
    expect([
      nextPeriod(2026, '2026-04'),
      nextPeriod(2026, '2026-12'),
      nextPeriod(2026, '2025-12'),
      nextPeriod(2026, null),
    ]).toEqual(['2026-05', '2026-12', '2026-01', '2026-01']);
  });
});

describe('the run before', () => {
  const run = {
    lines: [
      {
        programmeId: 'p-central',
        groupId: null,
        entry: 'regular',
        heads: { of: 'persons', count: 10 },
        outstanding: 8,
      },
      { programmeId: 'p-county', groupId: 'g-d', entry: 'regular', heads: { of: 'persons', count: 4 }, outstanding: 4 },
      { programmeId: 'p-central', groupId: null, entry: 'back-pay', heads: { of: 'persons', count: 30 } },
    ],
    claims: [{ programmeId: 'p-county', groupId: 'g-d', period: '2026-05' }],
  } as unknown as Payment;

  it('proposes those it was submitted for: whose money came back are due again, who was paid late is not', () => {
    expect(['全体', '70岁以上', '百岁'].map((group) => peopleIn(run, group, PROGRAMMES))).toEqual([10, 4, null]);
  });

  it('holds the month of its own people only', () => {
    const [scheme, , eighty] = choices;
    expect(scheme && holdsPeriod(scheme, '2026-05', run)).toBe(true);
    expect(scheme && holdsPeriod(scheme, '2026-06', run)).toBe(false);
    expect(eighty && holdsPeriod(eighty, '2026-05', run)).toBe(false);
  });
});

describe('who bears what of a run', () => {
  const line = (
    appropriationId: string,
    rate: string,
    headcount: number,
    entry: RunLine['entry'] = 'regular',
  ): RunLine => ({
    ...{ appropriationId, rate, headcount, entry },
    groupId: null,
    per: 'month',
    times: 1,
    period: '2026-05',
    reason: null,
  });

  it('adds up what each bears, less what is taken back', () => {
    const split = splitOf([line('a-central', '93.00', 10), line('a-central', '93.00', 2, 'deduction')], APPROPRIATIONS);
    expect(split).toMatchObject({ rateFen: 9_300n, totalFen: 74_400n, shortages: [] });
  });

  it('says how many a short one could pay, where that is one rate for each', () => {
    const short = splitOf([line('a-county', '2.50', 10)], APPROPRIATIONS);
    expect(short.shortages).toMatchObject([{ shortFen: 500n, payableHeadcount: 8 }]);
    const mixed = splitOf([line('a-county', '2.50', 10), line('a-county', '5.00', 1)], APPROPRIATIONS);
    expect(mixed).toMatchObject({ rateFen: null, shortages: [{ shortFen: 1_000n, payableHeadcount: null }] });
  });

  it('counts a rate by the day as often as there are days', () => {
    const daily = { ...line('a-county', '2.00', 3), per: 'day' as const, times: 3 };
    expect(splitOf([daily], APPROPRIATIONS).totalFen).toBe(1_800n);
  });
});
