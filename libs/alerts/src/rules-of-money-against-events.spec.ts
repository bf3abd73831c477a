import * as fc from 'fast-check';
import { type Directory } from '@bofu/access';
import { appropriationAggregate, appropriationCodec, NO_ELEMENTS } from '@bofu/budget';
import { publishedYear, SetCalendarYear, SetCalendarYearHandler } from '@bofu/calendar';
import { derivedId, runDecision, type RecordedEvent } from '@bofu/event-store';
import { addDays, dateOf, daysBetween, fen, type BusinessDate, type By, type DocumentNumber } from '@bofu/kernel';
import { payeeAggregate, payeeCodec } from '@bofu/payee';
import { paymentCodec, ReversePayment, ReversePaymentHandler } from '@bofu/payment';
import { SOMEBODY } from '@bofu/testing';
import { MemoryEventStore } from '../../event-store/src/memory-event-store';
import { bureauOf } from '../../monitoring/testing/small-years';
import { lineHistory } from '../testing/line-history';
import { EvaluateAlerts, EvaluateAlertsHandler } from './evaluate-alerts.command';
import { evaluationMemoryOf } from './recorded-years';

/**
 * R20, R24, R29 and R30 of random single payments of one programme, under the real commands, against a reckoning that
 * reads nothing but the recorded events. `BOFU_PROPERTY_RUNS` asks for more runs, `BOFU_PROPERTY_SEED` for others.
 */
const RUNS = Number(process.env['BOFU_PROPERTY_RUNS'] ?? 60);
const SEED = Number(process.env['BOFU_PROPERTY_SEED'] ?? 20_211_201);
const AGENCY = 'agency-1';
const NEW_YEAR = dateOf(2021, 1, 1);
const DIRECTORY = { clearingUntil: () => null, grants: () => [] } as Partial<Directory> as Directory;
const at = (offset: number): BusinessDate => addDays(NEW_YEAR, offset);
const ANOTHER: By = { ...SOMEBODY, personId: 'another', post: 'reviewer', mode: 'office' };
const WHOLE = 1_000_000_000n;

const paper = (printed: string, normalized: string | null): DocumentNumber => ({ printed, normalized });
const papers = [
  null,
  paper('财社〔2021〕1号', '财社〔2021〕1号'),
  paper('财社[2021]1号', '财社〔2021〕1号'),
  paper('口头', null),
];

const issues = fc
  .record({
    level: fc.constantFrom('central' as const, 'district' as const),
    document: fc.constantFrom(...papers),
    formedIn: fc.constantFrom(2019, 2020, 2021),
    issuedOn: fc.constantFrom('2021-01-01', '2021-07-01'),
  })
  // Only what was carried over may still wait for its paper.
  .filter(({ level, document, formedIn }) => level === 'district' || document !== null || formedIn < 2021);
type Issue = typeof issues extends fc.Arbitrary<infer Kind> ? Kind : never;

const acts = fc.array(
  fc.record({
    day: fc.oneof(fc.integer({ min: 0, max: 363 }), fc.integer({ min: 272, max: 363 })),
    amountFen: fc.oneof(fc.bigInt(1n, 9_000_000n), fc.constantFrom(49_999_999n, 50_000_000n, 80_000_000n)),
    paidAfter: fc.option(fc.integer({ min: 0, max: 20 })),
    reversed: fc.integer({ min: 0, max: 4 }).map((of) => of === 0),
    /** To the account of the register that is in use by then, else to a name that is written down. */
    toAccount: fc.boolean(),
  }),
  { maxLength: 9 },
);
/** 新增或变更: a new account takes the place of the one before. `again`: the day a second person confirms it once more. */
const changes = fc.array(
  fc.record({ day: fc.integer({ min: 0, max: 363 }), again: fc.option(fc.integer({ min: 0, max: 40 })) }),
  { maxLength: 3 },
);
type Change = (typeof changes extends fc.Arbitrary<readonly (infer Kind)[]> ? Kind : never) & object;
type Act = (typeof acts extends fc.Arbitrary<readonly (infer Kind)[]> ? Kind : never) & object;

/** What befalls the accounts of one payee, played up to a day; which of them is in use by then. */
function registerOf(
  store: MemoryEventStore,
  context: ReturnType<typeof bureauOf>['context'],
  given: readonly Change[],
) {
  const payee = payeeAggregate('payee-1');
  let inUse: string | null = null;
  const confirm = (accountId: string, confirmedOn: BusinessDate, by: By) =>
    runDecision(store, { ...context(confirmedOn), by }, payee, {
      ...{ type: 'confirm-account', accountId, confirmedOn, delegators: {} },
    });
  const change = async (accountId: string, day: BusinessDate) => {
    await runDecision(store, context(day), payee, {
      ...{ type: 'propose-account', accountId, bank: '农业银行', lastFour: '1234', digest: accountId },
      ...{ replaces: inUse, reason: '变更', confirmation: null, proposedOn: day },
    });
    await confirm(accountId, day, SOMEBODY);
    inUse = accountId;
  };
  const due = given
    .flatMap(({ day, again }, index) => [
      { day, act: () => change(`account-${index}`, at(day)) },
      ...(again === null ? [] : [{ day: day + again, act: () => confirmAgain(`account-${index}`, at(day + again)) }]),
    ])
    .toSorted((a, b) => a.day - b.day);
  const confirmAgain = async (accountId: string, day: BusinessDate) => {
    if (inUse === accountId) await confirm(accountId, day, ANOTHER);
  };
  return {
    register: () =>
      runDecision(store, context(), payee, {
        ...{ type: 'register-payee', code: 'S1', name: '单位', kind: 'organisation', registeredOn: NEW_YEAR },
      }),
    upTo: async (day: number): Promise<string | null> => {
      for (; due[0] !== undefined && due[0].day <= day; due.shift()) await due[0].act();
      return inUse;
    },
  };
}

/** Plays them in the order of their days, each as far as it goes by the day, and judges that day. */
async function history(
  { level, document, formedIn, issuedOn }: Issue,
  given: readonly Act[],
  accounts: readonly Change[],
  on: BusinessDate,
) {
  const store = new MemoryEventStore();
  const { context, own, register, submit, pay } = bureauOf(store, AGENCY);
  await new SetCalendarYearHandler(store).execute(
    new SetCalendarYear(context(), 2021, {
      ...{ type: 'load-calendar-year', ...publishedYear(2021), actedOn: NEW_YEAR, reason: null },
    }),
  );
  await register('P');
  await runDecision(store, context(issuedOn), appropriationAggregate(own('A')), {
    ...{ type: 'issue-appropriation', programmeId: own('P'), programmeCode: 'P', programmeName: '项目P' },
    ...{ fiscalYear: 2021, formedIn, issuedAs: formedIn < 2021 ? 'carry-over' : 'regular', batch: 1 },
    ...{ unitCode: '356001', unitName: '本级', fundingLevel: level, fundingLevelBasis: 'stated' },
    ...{ budgetType: 'general-public', documentNumber: document, documentDate: null, elements: NO_ELEMENTS },
    ...{ amountFen: fen(WHOLE), effectiveOn: issuedOn as BusinessDate, sources: [] },
  });
  const payee = registerOf(store, context, accounts);
  await payee.register();
  for (const { day, amountFen, paidAfter, reversed, toAccount } of given.toSorted((a, b) => a.day - b.day)) {
    if (at(day) > on || at(day) < issuedOn) continue;
    const accountId = await payee.upTo(day);
    const line = { appropriationId: own('A'), groupId: null, period: null, entry: 'regular', reason: null } as const;
    const paymentId = await submit([{ ...line, borneFor: null, pays: { amountFen: fen(amountFen) } }], at(day), {
      kind: 'disbursement',
      payee:
        toAccount && accountId !== null ? { payeeId: 'payee-1', accountId } : { kind: 'organisation', name: '单位' },
    });
    if (paidAfter === null || at(day + paidAfter) > on) continue;
    await pay(paymentId, at(day + paidAfter));
    if (reversed)
      await new ReversePaymentHandler(store, DIRECTORY).execute(
        new ReversePayment(context(at(day + paidAfter)), paymentId, {
          ...{ charges: 'all', leftBank: false, reversedOn: at(day + paidAfter), reason: '重复登记' },
        }),
      );
  }
  await payee.upTo(daysBetween(NEW_YEAR, on));
  await new EvaluateAlertsHandler(store, evaluationMemoryOf(store)).execute(
    new EvaluateAlerts(
      {
        ...{ commandId: derivedId('judge', on), agencyId: AGENCY, by: SOMEBODY },
        recordedAt: `${addDays(on, 1)}T08:00:00.000+08:00`,
      },
      ...([2021, on] as const),
    ),
  );
  const events: RecordedEvent[] = [];
  for await (const batch of store.readAll()) events.push(...batch.events);
  return events;
}

function workingDaysOver(since: string, on: string): number {
  const { holidays, makeUpDays } = publishedYear(2021);
  let count = 0;
  for (let day = addDays(since as BusinessDate, 1); day <= on; day = addDays(day, 1)) {
    const isWeekend = [0, 6].includes(new Date(`${day}T00:00:00Z`).getUTCDay()) && !makeUpDays.includes(day);
    if (!isWeekend && !holidays.some(({ from, to }) => from <= day && day <= to)) count += 1;
  }
  return count;
}

/** What the four have to say, from the events and nothing else. */
function reckoned(events: readonly RecordedEvent[], on: BusinessDate): string[] {
  const payments = new Map<string, { fen: bigint; paidOn: string | null; isNew: boolean }>();
  const confirmed = new Map<string, string>();
  const found: string[] = [];
  let unused = 0n;
  let formedIn = 0;
  let issuedOn = '';
  for (const recorded of events) {
    if (paymentCodec.knows(recorded)) {
      const { type, data } = paymentCodec.decode(recorded);
      const known = payments.get(data.paymentId);
      if (type === 'PaymentSubmitted') {
        const since = confirmed.get(data.payeeAccount?.accountId ?? '');
        const isNew = since !== undefined && (Date.parse(data.submittedOn) - Date.parse(since)) / 86_400_000 <= 30;
        payments.set(data.paymentId, { fen: BigInt(data.totalFen), paidOn: null, isNew });
      }
      if (type === 'PaymentPaid' && known) payments.set(data.paymentId, { ...known, paidOn: data.paidOn });
      if (type === 'PaymentReversed') payments.delete(data.paymentId);
    } else if (payeeCodec.knows(recorded)) {
      const { type, data } = payeeCodec.decode(recorded);
      if (type === 'PayeeAccountConfirmed') confirmed.set(data.accountId, data.confirmedOn);
    } else if (appropriationCodec.knows(recorded)) {
      const { type, data } = appropriationCodec.decode(recorded);
      if (type !== 'AppropriationIssued') continue;
      if (data.effectiveOn > on) return [];
      ({ formedIn } = data);
      unused = BigInt(data.amountFen);
      issuedOn = data.effectiveOn;
      const { documentNumber, fundingLevel } = data;
      if (documentNumber === null && fundingLevel !== 'district') found.push('R24 red');
      if (documentNumber !== null && documentNumber.printed !== documentNumber.normalized) found.push('R24 info');
    }
  }
  const all = [...payments.values()];
  const fresh = all.filter(({ paidOn }) => paidOn === null || workingDaysOver(paidOn, on) <= 10);
  if (fresh.some(({ isNew }) => isNew)) found.push('R20 orange');
  else if (fresh.some((one) => one.fen >= 50_000_000n)) found.push('R20 yellow');

  const paidFrom = (day: string): bigint =>
    all.reduce((sum, one) => (one.paidOn !== null && one.paidOn >= day ? sum + one.fen : sum), 0n);
  const [year, quarter, december] = ['2021-01-01', '2021-10-01', '2021-12-01'].map(paidFrom) as [
    bigint,
    bigint,
    bigint,
  ];
  if (on >= '2021-12-01' && issuedOn < '2021-07-01' && quarter >= 100_000n) {
    const isDecember = december >= 100_000n && december * 100n >= year * 15n;
    if (quarter * 100n >= year * 45n) found.push('R29 orange');
    else if (quarter * 100n >= year * 35n || isDecember) found.push('R29 yellow');
  }

  const left = (Date.parse(`${formedIn + 1}-12-31`) - Date.parse(on)) / 86_400_000;
  if (formedIn < 2021 && unused - year >= 100_000n) {
    const level = left < 0 ? 'red' : left <= 31 ? 'orange' : left <= 92 ? 'yellow' : null;
    if (level !== null) found.push(`R30 ${level}`);
  }
  return found.sort();
}

/** Paid on the day its account came, which a second person confirms once more afterwards. */
const CONFIRMED_AGAIN: [Issue, Act[], Change[], number] = [
  { level: 'central', document: null, formedIn: 2019, issuedOn: '2021-01-01' },
  [{ day: 0, amountFen: 49_999_999n, paidAfter: null, reversed: false, toAccount: true }],
  [{ day: 0, again: 1 }],
  334,
];

describe('the rules of large payments and new accounts, papers, the rush of December and two-year money', () => {
  it('say, of any history and day, what whoever reads the events alone would', async () => {
    const seen = new Set<string>();
    const days = fc.oneof(fc.integer({ min: 150, max: 364 }), fc.integer({ min: 334, max: 364 }));
    await fc.assert(
      fc.asyncProperty(issues, acts, changes, days, async (issue, given, accounts, offset) => {
        const events = await history(issue, given, accounts, at(offset));
        const told = lineHistory(events)
          .filter(({ line: { rule } }) => ['R20', 'R24', 'R29', 'R30'].includes(rule))
          .map(({ line: { rule, level } }) => `${rule} ${level}`);
        const expected = reckoned(events, at(offset));
        for (const one of expected) seen.add(one);
        expect(told.sort()).toEqual(expected);
      }),
      { numRuns: RUNS, seed: SEED, examples: [CONFIRMED_AGAIN] },
    );
    // Else the histories would be too tame to say anything.
    expect([...seen].sort()).toEqual([
      ...[
        'R20 orange',
        'R20 yellow',
        'R24 info',
        'R24 red',
        'R29 orange',
        'R29 yellow',
        'R30 orange',
        'R30 red',
        'R30 yellow',
      ],
    ]);
  }, 240_000);
});
