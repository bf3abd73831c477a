import { addDays, dateOf, periodsOfYear, type BusinessDate, type Period } from './business-date';
import { fen } from './fen';
import { inForceOn } from './in-force';
import fc from 'fast-check';
import {
  beginningOf,
  knownBy,
  monthsOwed,
  owedInYear,
  owedOf,
  type EntitlementOnRecord,
  type ProgrammeOnRecord,
  type StandardOnRecord,
} from './owed';

/**
 * Standards and statements of 应发 recorded in any order over two years, held against a reckoning written apart: every
 * month by sorting what was said of it, and nothing else. `BOFU_PROPERTY_RUNS` asks for more runs than the 300 of every
 * day, `BOFU_PROPERTY_SEED` for others.
 */
const RUNS = Number(process.env['BOFU_PROPERTY_RUNS'] ?? 300);
const SEED = Number(process.env['BOFU_PROPERTY_SEED'] ?? 20_211_031);

const START = dateOf(2021, 1, 1);
const MONTHS: readonly Period[] = [...periodsOfYear(2021), ...periodsOfYear(2022)];
const aDay = fc.integer({ min: 0, max: 729 }).map((days) => addDays(START, days));
const group = fc.constantFrom(null, null, 'a', 'b');

const standard = fc.record({
  groupId: group,
  effectiveOn: fc.oneof(aDay, fc.constantFrom(START, dateOf(2021, 7, 1), dateOf(2022, 1, 1))),
  yuan: fc.integer({ min: 1, max: 9 }),
  heads: fc.option(fc.integer({ min: 1, max: 50 }), { freq: 9 }),
  cashFlow: fc.constantFrom('monthly' as const, 'monthly' as const, 'monthly' as const, 'as-needed' as const),
});
const statement = fc.record({
  groupId: group,
  period: fc.constantFrom(...MONTHS),
  heads: fc.nat(9),
  amount: fc.nat(99),
});
const history = fc.record({
  acts: fc.array(
    fc.tuple(fc.oneof({ weight: 3, arbitrary: standard }, { weight: 2, arbitrary: statement }), fc.nat(60)),
    {
      maxLength: 14,
    },
  ),
  firstIssuedOn: aDay,
  endsOn: fc.option(aDay, { freq: 3 }),
  asked: aDay,
});
type History = typeof history extends fc.Arbitrary<infer Value> ? Value : never;

/** As the product keeps it: in the order of recording, each a few days after the one before. */
function recorded({ acts, firstIssuedOn, endsOn }: History): ProgrammeOnRecord {
  const standards: StandardOnRecord[] = [];
  const entitlements: EntitlementOnRecord[] = [];
  let recordedOn = START;
  for (const [at, [act, later]] of acts.entries()) {
    const order = at + 1;
    recordedOn = addDays(recordedOn, later);
    if ('period' in act) entitlements.push({ ...act, amountFen: fen(BigInt(act.amount)), recordedOn, order });
    else
      standards.push({
        groupId: act.groupId,
        effectiveOn: act.effectiveOn,
        rates: [{ label: '标准', amountFen: String(act.yuan * 100), per: 'month' }],
        headcount: act.heads,
        cashFlow: act.cashFlow,
        deadline: { kind: 'unstated', printed: '' },
        ...{ recordedOn, arrearsDueOn: null, order },
      });
  }
  return { standards, entitlements, beginsOn: beginningOf(standards, firstIssuedOn), endsOn };
}

interface Reckoned {
  readonly groups: Readonly<Record<string, string>>;
}

/** By hand: sort what was said of a month, take the last, add it up. `null` where nothing is owed. */
function reckoned(
  { acts, firstIssuedOn, endsOn }: History,
  month: Period,
  knownOn: BusinessDate | null,
): Reckoned | null {
  const said: { act: History['acts'][number][0]; at: number; on: BusinessDate }[] = [];
  let on = START;
  for (const [at, [act, later]] of acts.entries()) said.push({ act, at, on: (on = addDays(on, later)) });
  const first = `${month}-01`;
  const last = addDays(dateOf(Number(month.slice(0, 4)), Number(month.slice(5)), 28), 3).startsWith(month)
    ? `${month}-31`
    : ([30, 29, 28].map((day) => `${month}-${day}`).find((day) => isReal(day)) ?? '');
  const starts = said.flatMap(({ act }) => ('effectiveOn' in act ? [act.effectiveOn] : [])).sort()[0] ?? firstIssuedOn;
  if (last < starts || (endsOn !== null && first >= endsOn)) return null;

  const known = said.filter((one) => knownOn === null || one.on <= knownOn);
  const inForce = new Map<string, { heads: number | null; fen: number | null; cashFlow: string }>();
  for (const { act } of known.toSorted((a, b) => dayOf(a).localeCompare(dayOf(b)) || a.at - b.at)) {
    if (!('effectiveOn' in act) || act.effectiveOn > last) continue;
    const { heads, yuan, cashFlow } = act;
    inForce.set(String(act.groupId), { heads, fen: heads === null ? null : heads * yuan * 100, cashFlow });
  }
  if (inForce.size > 1) inForce.delete('null');
  for (const [groupId, { cashFlow }] of inForce) if (cashFlow !== 'monthly') inForce.delete(groupId);
  const stated = new Map(
    known.flatMap(({ act }) => ('period' in act && act.period === month ? [[String(act.groupId), act] as const] : [])),
  );
  const everybody = stated.get('null');
  const groups: Record<string, string> = {};
  if (everybody !== undefined) groups['null'] = `${everybody.heads}/${everybody.amount}`;
  else {
    for (const [groupId, { heads, fen: amount }] of inForce) groups[groupId] = `${heads}/${amount}`;
    for (const [groupId, { heads, amount }] of stated) groups[groupId] = `${heads}/${amount}`;
  }
  return Object.keys(groups).length === 0 ? null : { groups };
}

const dayOf = ({ act }: { readonly act: History['acts'][number][0] }): string =>
  'effectiveOn' in act ? act.effectiveOn : '';
const isReal = (day: string): boolean => new Date(`${day}T00:00:00Z`).toISOString().startsWith(day);

interface Rules {
  readonly owedOf: typeof owedOf;
  readonly owedInYear: typeof owedInYear;
  readonly knownBy: typeof knownBy;
  readonly inForceOn: typeof inForceOn;
}
const RULES: Rules = { owedOf, owedInYear, knownBy, inForceOn };

function must(holds: boolean, law: string): asserts holds {
  if (!holds) throw new Error(law);
}

function play(rules: Rules, played: History): void {
  const programme = recorded(played);
  const told = (of: ProgrammeOnRecord, month: Period): string => {
    const owed = rules.owedOf(of, month);
    return JSON.stringify(
      owed &&
        Object.fromEntries(owed.groups.map((one) => [String(one.groupId), `${one.heads}/${one.amountFen}`]).sort()),
    );
  };
  const byHand = (month: Period, on: BusinessDate | null): string => {
    const owed = reckoned(played, month, on);
    return JSON.stringify(owed && Object.fromEntries(Object.entries(owed.groups).sort()));
  };
  for (const month of MONTHS) {
    must(told(programme, month) === byHand(month, null), `owed of ${month}`);
    must(told(rules.knownBy(programme, played.asked), month) === byHand(month, played.asked), `known of ${month}`);
  }
  for (const year of [2021, 2022]) {
    const months = periodsOfYear(year).map((month) => reckoned(played, month, null));
    const whole = rules.owedInYear(programme, year);
    if (whole === null) continue;
    const sum = months
      .flatMap((month) => Object.values(month?.groups ?? {}))
      .reduce((total, one) => total + BigInt(one.split('/')[1] ?? ''), 0n);
    const ofOthers = programme.standards.some(({ cashFlow }) => cashFlow !== 'monthly');
    must(ofOthers || whole === sum, `a year is the sum of its months (${year})`);
  }
  const versions = programme.standards;
  const sorted = versions.toSorted((a, b) => a.effectiveOn.localeCompare(b.effectiveOn) || a.order - b.order);
  const latest = sorted.findLast(({ effectiveOn }) => effectiveOn <= played.asked) ?? null;
  must(rules.inForceOn(versions, played.asked) === latest, 'in force on a day');
}

it('is reckoned month by month from whatever was recorded in whatever order, as known now and as known then', () => {
  let owing = 0;
  fc.assert(
    fc.property(history, (played) => {
      play(RULES, played);
      if (monthsOwed(recorded(played), 2021).length > 0) owing += 1;
    }),
    { seed: SEED, numRuns: RUNS },
  );
  expect(owing).toBeGreaterThan(RUNS / 4);
});

describe('a bug planted in what is owed', () => {
  const reading = (change: (programme: ProgrammeOnRecord) => ProgrammeOnRecord): Rules => ({
    ...RULES,
    owedOf: (programme, period) => owedOf(change(programme), period),
    owedInYear: (programme, year) => owedInYear(change(programme), year),
  });
  const overridden = (standards: readonly StandardOnRecord[]): StandardOnRecord[] =>
    standards.filter(
      (one, at) =>
        !standards.slice(at + 1).some((later) => later.groupId === one.groupId && later.effectiveOn < one.effectiveOn),
    );

  it.each<[string, Rules, RegExp]>([
    [
      'a late entry overrides a later document',
      reading((one) => ({ ...one, standards: overridden(one.standards) })),
      /owed of/,
    ],
    [
      'among equals the first recorded counts',
      reading((one) => ({ ...one, standards: one.standards.toReversed() })),
      /owed of/,
    ],
    [
      'what takes effect in July says something of June',
      reading((one) => ({
        ...one,
        standards: one.standards.map((version) => ({ ...version, effectiveOn: one.beginsOn })),
      })),
      /owed of/,
    ],
    ['months before the beginning are owed', reading((one) => ({ ...one, beginsOn: START })), /owed of/],
    ['months after the end are owed', reading((one) => ({ ...one, endsOn: null })), /owed of/],
    ['statements are passed over', reading((one) => ({ ...one, entitlements: [] })), /owed of/],
    [
      'the first statement stays',
      reading((one) => ({ ...one, entitlements: one.entitlements.toReversed() })),
      /owed of/,
    ],
    [
      'everybody’s standard counts beside the groups’',
      reading((one) => ({
        ...one,
        standards: one.standards.map((version) => (version.groupId === null ? { ...version, groupId: 'c' } : version)),
      })),
      /owed of/,
    ],
    ['what was recorded later is known before', { ...RULES, knownBy: (programme) => programme }, /known of/],
    [
      'a statement recorded later is known before',
      { ...RULES, knownBy: (programme, day) => ({ ...knownBy(programme, day), entitlements: programme.entitlements }) },
      /known of/,
    ],
    [
      'a year is its last month twelve times',
      {
        ...RULES,
        owedInYear: (programme, year) => {
          const last = owedOf(programme, periodsOfYear(year)[11]!)?.amountFen ?? null;
          return last === null ? null : fen(last * 12n);
        },
      },
      /sum of its months/,
    ],
    [
      'in force is the last recorded',
      {
        ...RULES,
        inForceOn: (versions, day) => [...versions].findLast(({ effectiveOn }) => effectiveOn <= day) ?? null,
      },
      /in force/,
    ],
  ])('is caught: %s', (_name, rules, law) => {
    const { failed, errorInstance } = fc.check(
      fc.property(history, (played) => play(rules, played)),
      { seed: SEED, numRuns: 1_000, endOnFailure: true },
    );
    expect(failed).toBe(true);
    expect(String(errorInstance)).toMatch(law);
  });
});
