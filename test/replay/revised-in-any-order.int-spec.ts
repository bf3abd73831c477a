import fc from 'fast-check';
import {
  appropriationAggregate,
  ledgerProjection,
  ListAppropriations,
  ListProgrammes,
  programmeAggregate,
  type AppropriationStanding,
} from '@bofu/budget';
import { alertRuleAggregate, AskAlertRules } from '@bofu/alerts';
import {
  openEventStore,
  runDecision,
  type BooksSelection,
  type EventStore,
  type RecordedEvent,
} from '@bofu/event-store';
import { addDays, dateOf, fen, yearOf, type BusinessDate } from '@bofu/kernel';
import {
  DefinePayoutScheme,
  DefinePayoutSchemeHandler,
  ListPayoutSchemes,
  payoutSchemeAggregate,
  payoutSchemesProjection,
  RevisePayoutScheme,
  RevisePayoutSchemeHandler,
} from '@bofu/payment';
import { openReadModel, type Database } from '@bofu/read-model';
import { createTestDatabase } from '@bofu/testing';
import { AskAlertRulesHandler } from '../../libs/alerts/src/alert-rules.query';
import { shippedThresholds, versionOn, type RuleThresholds } from '../../libs/alerts/src/domain/alert-rule';
import { knownRule } from '../../libs/alerts/src/domain/catalogue';
import { KnownAlerts } from '../../libs/alerts/src/known-alerts';
import { RecordedYears } from '../../libs/alerts/src/recorded-years';
import { ListAppropriationsHandler } from '../../libs/budget/src/ledger/appropriations.query';
import { ListProgrammesHandler } from '../../libs/budget/src/ledger/programmes.query';
import { ListPayoutSchemesHandler } from '../../libs/payment/src/schemes/payout-schemes.query';
import { codeOf, paymentOffice } from '../../libs/payment/testing/payment-office';
import { createIfAbsent } from '../../libs/read-model/src/projection-schema';
import type { Exported } from './books-by-hand';
import { inForceByHand, lengthByHand } from './revisions-by-hand';

/**
 * The five things that are revised from a day on (支出计划, 发放标准, 绩效指标, 发放方案, 预警阈值), recorded in any order
 * with days in any order over two years: whatever day is asked about, and whatever was known by then, every reader says
 * what the events say when they are laid out by hand. `BOFU_PROPERTY_RUNS` asks for more runs than the 300 of every day,
 * and `BOFU_PROPERTY_SEED` for others.
 */
const RUNS = Number(process.env['BOFU_PROPERTY_RUNS'] ?? 300);
const SEED = Number(process.env['BOFU_PROPERTY_SEED'] ?? 20_211_031);

const TABLES = [ledgerProjection, payoutSchemesProjection];
const START = dateOf(2021, 1, 1);
/** Some days are met again and again, so that versions of one day follow each other. */
const aDay = fc.oneof(
  fc.integer({ min: 0, max: 729 }).map((days) => addDays(START, days)),
  fc.constantFrom(START, dateOf(2021, 7, 1), dateOf(2021, 12, 31), dateOf(2022, 1, 1), dateOf(2022, 7, 1)),
);
const YEARS = [2021, 2022] as const;
const RULES = ['R05', 'R12'] as const;
const act = fc.oneof(
  fc.record({ sets: fc.constant('plan' as const), from: aDay }),
  fc.record({ sets: fc.constant('standard' as const), from: aDay, groupId: fc.constantFrom(null, 'g') }),
  fc.record({ sets: fc.constant('targets' as const), from: aDay, fiscalYear: fc.constantFrom(...YEARS) }),
  fc.record({ sets: fc.constant('scheme' as const), from: aDay, scheme: fc.constantFrom(0, 1) }),
  fc.record({ sets: fc.constant('thresholds' as const), from: aDay, rule: fc.constantFrom(...RULES) }),
);
/** A day and a place in the list of events; where there is none, everything recorded counts. */
const question = fc.record({
  asOf: fc.option(aDay, { freq: 6 }),
  known: fc.option(fc.nat(), { freq: 3 }),
  fiscalYear: fc.constantFrom(null, ...YEARS),
  today: aDay,
});
const history = fc.record({
  acts: fc.array(act, { minLength: 3, maxLength: 24, size: 'max' }),
  questions: fc.array(question, { minLength: 4, maxLength: 4 }),
});
type Act = typeof act extends fc.Arbitrary<infer Value> ? Value : never;
type Question = typeof question extends fc.Arbitrary<infer Value> ? Value : never;
type History = typeof history extends fc.Arbitrary<infer Value> ? Value : never;

/** Who is asked; a test swaps one for a broken one and must see it. */
interface Readers {
  /** What becomes of a statement before it reaches the tables. */
  readonly sql: (statement: string) => string;
  readonly today: (day: BusinessDate) => BusinessDate | null;
  readonly versionOn: typeof versionOn;
  readonly schemeBooks: (books: BooksSelection) => BooksSelection;
  /** What is folded in memory for a question. */
  readonly folded: (known: readonly RecordedEvent[], all: readonly RecordedEvent[]) => readonly RecordedEvent[];
  readonly thresholds: typeof alertRuleAggregate;
}
const READERS: Readers = {
  sql: (statement) => statement,
  today: (day) => day,
  versionOn,
  schemeBooks: (books) => books,
  folded: (known) => known,
  thresholds: alertRuleAggregate,
};

function must(holds: boolean, law: string): asserts holds {
  if (!holds) throw new Error(law);
}

describe('what is in force on a day', () => {
  let store: EventStore;
  let database: Database;
  let drop: () => Promise<void>;
  let offices = 0;

  beforeAll(async () => {
    const created = await createTestDatabase();
    drop = created.drop;
    database = await openReadModel({ url: created.url, poolSize: 4 });
    store = await openEventStore({ kind: 'memory' });
    for (const projection of TABLES) await createIfAbsent(database, projection);
  });
  afterAll(async () => {
    await database.close();
    await store.close();
    await drop();
  });

  /** A fresh office, of which everything is recorded as it was played; what was met is told by name. */
  async function play(readers: Readers, { acts, questions }: History, met: Set<string> = new Set()): Promise<void> {
    const agencyId = `office-${(offices += 1)}`;
    const before = await store.head();
    const office = paymentOffice(store, {}, agencyId);
    const programmeId = `${agencyId}-p`;
    const appropriationOf = (year: number): string => `${agencyId}-${year}`;
    await office.registerProgramme(programmeId, ['g']);
    for (const year of YEARS) await office.issue(appropriationOf(year), '100.00', programmeId, year);

    const schemes: string[] = [];
    const planned = new Set<string>();
    const former = new Map<string, BusinessDate>();
    for (const [at, one] of acts.entries()) {
      const code = await carriedOut(one, at + 1);
      const past = one.sets === 'thresholds' && one.from < (former.get(one.rule) ?? one.from);
      must(code === (past ? 'thresholds-before-former' : null), `${one.sets}: refused where it must be, ${code}`);
      if (one.sets === 'thresholds' && !past) former.set(one.rule, one.from);
      met.add(code ?? one.sets);
    }

    const all: RecordedEvent[] = [];
    for await (const batch of store.readAll(before === null ? {} : { after: before })) all.push(...batch.events);
    const head = all.at(-1)!.position;
    for (const projection of TABLES)
      await database.transaction(async (sql) => {
        await sql.query(`set local search_path to ${projection.name}`);
        const { streamPrefixes = [] } = projection.filter ?? {};
        const events = all.filter(({ stream }) => streamPrefixes.some((prefix) => stream.startsWith(prefix)));
        await projection.apply(events, sql);
      });
    for (const asked of questions) await answerAlike(asked);

    async function carriedOut(one: Act, mark: number): Promise<string | null> {
      const { from: effectiveOn } = one;
      const year = yearOf(effectiveOn);
      const appropriationId = appropriationOf(year);
      const context = office.context();
      const ofProgramme = programmeAggregate(programmeId);
      switch (one.sets) {
        case 'plan': {
          const checkpoints = [
            { on: dateOf(year, 6, 30), cumulativeShare: mark },
            { on: dateOf(year, 12, 31), cumulativeShare: 10_000 },
          ];
          const plan = { checkpoints, effectiveOn, sources: [] };
          const own = appropriationAggregate(appropriationId);
          const adopts = !planned.has(appropriationId);
          planned.add(appropriationId);
          return codeOf(
            adopts
              ? runDecision(store, context, own, { type: 'adopt-spending-plan', ...plan })
              : runDecision(store, context, own, { type: 'revise-spending-plan', ...plan, reason: '调整' }),
          );
        }
        case 'standard':
          return codeOf(
            runDecision(store, context, ofProgramme, {
              ...{ type: 'set-payment-standard', groupId: one.groupId, effectiveOn, headcount: mark },
              rates: [{ label: '标准', amountFen: '12000', per: 'month' }],
              ...{ cashFlow: 'monthly', deadline: { kind: 'unstated', printed: '' } },
              ...{ recordedOn: START, arrearsDueOn: null, sources: [] },
            }),
          );
        case 'targets':
          return codeOf(
            runDecision(store, context, ofProgramme, {
              ...{ type: 'set-performance-targets', fiscalYear: one.fiscalYear, effectiveOn, sources: [] },
              targets: [{ level1: '产出', level2: '数量', level3: '人数', target: `${mark}人`, basis: '' }],
            }),
          );
        case 'scheme': {
          const scheme = {
            name: '方案',
            lines: [{ appropriationId, groupId: null, rateFen: fen(100n), per: 'month' as const, headcount: null }],
            ...{ headcount: mark, payee: { kind: 'organisation' as const, name: '收款单位' }, effectiveOn },
          };
          const schemeId = schemes[one.scheme];
          if (schemeId !== undefined)
            return codeOf(
              new RevisePayoutSchemeHandler(store).execute(new RevisePayoutScheme(context, schemeId, scheme)),
            );
          const { schemeId: defined } = await new DefinePayoutSchemeHandler(store).execute(
            new DefinePayoutScheme(context, scheme),
          );
          schemes.push(defined);
          return null;
        }
        case 'thresholds': {
          const rule = knownRule(one.rule);
          const thresholds = { ...shippedThresholds(rule).versions[0]?.thresholds };
          return codeOf(
            runDecision(store, context, readers.thresholds(agencyId, rule), {
              ...{ type: 'set-alert-thresholds', effectiveFrom: effectiveOn, thresholds, reason: String(mark) },
            }),
          );
        }
      }
    }

    /** Every reader is held against what the events say by hand. */
    async function answerAlike({ asOf, known, fiscalYear, today }: Question): Promise<void> {
      const knownAt = known === null ? null : all[known % all.length]!.position;
      const upTo = knownAt ?? head;
      const events = all as readonly (RecordedEvent & Pick<Exported, 'data'>)[] as unknown as readonly Exported[];
      const books: BooksSelection = { agencyScope: [agencyId], fiscalYear, asOf, knownAt };
      const isNow = asOf === null && knownAt === null;
      const tables = readInstead(database, readers.sql);
      const alike = (of: string, found: string | null | undefined, day: string) => {
        const byHand = inForceByHand(events, day, upTo).get(of) ?? null;
        if (byHand !== null) met.add(`${of.split(' ')[0]} in force`);
        must((found ?? null) === byHand, `${of}: ${found} is not ${byHand} (as of ${asOf}, known at ${known})`);
      };

      // 支出计划, 发放标准 and 绩效指标 where an appropriation is read.
      const day = asOf ?? (isNow ? today : '9999-12-31');
      const stood = await new ListAppropriationsHandler(tables).execute(
        new ListAppropriations(books, null, 10, null, readers.today(today)),
      );
      for (const year of YEARS.filter((one) => fiscalYear === null || fiscalYear === one)) {
        const appropriationId = appropriationOf(year);
        const found: AppropriationStanding | undefined = stood.find((one) => one.appropriationId === appropriationId);
        const issued = inForceByHand(events, asOf ?? '9999-12-31', upTo).get(`issued ${appropriationId}`);
        must((found === undefined) === (issued === undefined), `${appropriationId} is there once it is issued`);
        if (found === undefined) continue;
        alike(`plan ${appropriationId}`, found.spendingPlan?.map((one) => one.cumulativeShare).join(' '), day);
        alike(`standard ${programmeId} null`, asText(found.paymentStandard?.headcount), day);
        alike(`targets ${programmeId} ${year}`, found.performanceTargets?.map(({ target }) => target).join(' '), day);
      }
      // The standards of everybody and of a group where a programme is read.
      const [programme] = await new ListProgrammesHandler(tables).execute(
        new ListProgrammes(books, null, 10, readers.today(today)),
      );
      for (const groupId of [null, 'g']) {
        const standard = programme?.standards.find((one) => one.groupId === groupId);
        alike(`standard ${programmeId} ${groupId}`, asText(standard?.headcount), day);
      }

      // 发放方案 in the table, with the revision a change is written against.
      const on = asOf ?? today;
      const listed = await new ListPayoutSchemesHandler(tables).execute(
        new ListPayoutSchemes(readers.schemeBooks(books), on),
      );
      for (const schemeId of schemes) {
        const found = listed.find((one) => one.schemeId === schemeId);
        alike(`scheme ${schemeId} ${fiscalYear ?? 'any year'}`, asText(found?.headcount), on);
        const { stream } = payoutSchemeAggregate(schemeId);
        if (fiscalYear === null && found !== undefined)
          must(found.revision === BigInt(lengthByHand(events, stream, upTo) - 1), 'a scheme’s revision is its last');
      }

      // 预警阈值 where the catalogue is read.
      const rules = await new AskAlertRulesHandler(store).execute(new AskAlertRules(agencyId, books.knownAt));
      const memory = { years: new RecordedYears(), alerts: new KnownAlerts() };
      for (const recorded of readers.folded(
        all.filter(({ position }) => position <= upTo),
        all,
      )) {
        memory.years.take(recorded);
        memory.alerts.take(recorded);
      }
      for (const id of RULES) {
        const of = `thresholds ${alertRuleAggregate(agencyId, knownRule(id)).stream}`;
        const versions = rules.find(({ rule }) => rule.id === id)?.versions ?? [];
        alike(of, readers.versionOn({ versions }, on).reason, on);
        alike(of, readers.versionOn(memory.alerts.thresholdsOf(agencyId, id), on).reason, on);
      }

      // 支出计划 and 发放方案 as the rules are given them.
      for (const year of YEARS) {
        const { programmes, schemes: folded } = memory.years.on(agencyId, year, on);
        for (const { appropriationId, plan } of programmes.flatMap(({ appropriations }) => appropriations))
          alike(`plan ${appropriationId}`, plan?.map((one) => one.cumulativeShare).join(' '), on);
        for (const schemeId of schemes)
          alike(`scheme ${schemeId} ${year}`, asText(folded.find((one) => one.schemeId === schemeId)?.headcount), on);
      }
    }
  }

  it('is what was said of that day last, for every reader, as known now and as known then', async () => {
    const met = new Set<string>();
    await fc.assert(
      fc.asyncProperty(history, (played) => play(READERS, played, met)),
      { seed: SEED, numRuns: RUNS },
    );
    const kinds = ['plan', 'standard', 'targets', 'scheme', 'thresholds'];
    const owed = [...kinds.flatMap((kind) => [kind, `${kind} in force`]), 'thresholds-before-former'];
    expect(owed.filter((name) => !met.has(name))).toEqual([]);
  });

  describe('a bug planted in a reader', () => {
    const inTable = (piece: RegExp, instead: string): Readers => ({
      ...READERS,
      sql: (statement) => statement.replace(piece, instead),
    });
    /** Where one kind of setting is read for an appropriation: from its name to `piece`. */
    const ofSetting = (kind: string, piece: string, instead: string): Readers =>
      inTable(new RegExp(`('${kind}[^]*?)${piece.replace(/[().$|*+?]/g, '\\$&')}`), `$1${instead}`);
    const LATEST = 's.effective_on desc, s.position desc';

    it.each<[string, Readers, RegExp]>([
      [
        'a late entry overrides later targets',
        ofSetting('performance-targets/', LATEST, 's.position desc'),
        /^targets/,
      ],
      [
        'among targets of one day the first recorded counts',
        ofSetting('performance-targets/', LATEST, 's.effective_on desc, s.position'),
        /^targets/,
      ],
      [
        'targets recorded later are known before',
        ofSetting('performance-targets/', 's.position <= $2', 'true'),
        /^targets/,
      ],
      [
        'targets of next month count today',
        ofSetting('performance-targets/', 's.effective_on <=', 's.effective_on - 31 <='),
        /^targets/,
      ],
      ['what is still to take effect is in force today', { ...READERS, today: () => null }, /^(plan|standard|targets)/],
      [
        'the targets of a year stand for the next',
        inTable(/'performance-targets\/' \|\| a\.fiscal_year/, "'performance-targets/2021'"),
        /^targets/,
      ],
      ['a plan entered late overrides a later one', ofSetting('spending-plan', LATEST, 's.position desc'), /^plan/],
      [
        'a plan takes effect the day after',
        ofSetting('spending-plan', 's.effective_on <=', 's.effective_on <'),
        /^plan/,
      ],
      ['a group’s standard stands for everybody', inTable(/and s\.value -> 'groupId' = 'null'/, ''), /^standard/],
      [
        'a programme’s standards are those recorded last',
        inTable(/(order by s\.value ->> 'groupId', )s\.effective_on desc, /, '$1'),
        /^standard/,
      ],
      [
        'a scheme recorded later is known before',
        inTable(/(any \(\$1\) and .*)position <= \$2/, '$1true'),
        /^scheme|revision/,
      ],
      [
        'among versions of a scheme of one day the first recorded counts',
        inTable(/order by scheme_id, version/, 'order by scheme_id, version desc'),
        /^scheme|revision/,
      ],
      [
        'a scheme that goes on into the next year is gone from the year before',
        { ...READERS, schemeBooks: (books) => ({ ...books, fiscalYear: null }) },
        /^scheme/,
      ],
      [
        'thresholds are the last set, whatever their day',
        { ...READERS, versionOn: ({ versions }) => versions.at(-1)! },
        /^thresholds/,
      ],
      [
        'thresholds take effect the day after',
        { ...READERS, versionOn: (rule, day) => versionOn(rule, addDays(day, -1)) },
        /^thresholds/,
      ],
      [
        'among thresholds of one day the first set count',
        {
          ...READERS,
          versionOn: (rule, day) => {
            const { effectiveFrom } = versionOn(rule, day);
            return rule.versions.find((version) => version.effectiveFrom === effectiveFrom)!;
          },
        },
        /^thresholds/,
      ],
      [
        'what was set later is known before, where rules are judged',
        { ...READERS, folded: (_known, all) => all },
        /^(thresholds|plan|scheme)/,
      ],
      [
        'thresholds go back behind the former ones',
        {
          ...READERS,
          thresholds: (agencyId, rule) => {
            const sound = alertRuleAggregate(agencyId, rule);
            const { decide } = sound.decider;
            const forgetful = (state: RuleThresholds) => ({ versions: state.versions.slice(0, 1) });
            return {
              ...sound,
              decider: { ...sound.decider, decide: (state, ...rest) => decide(forgetful(state), ...rest) },
            };
          },
        },
        /^thresholds: refused where it must be/,
      ],
    ])('is caught: %s', async (_name, readers, law) => {
      const { failed, errorInstance } = await fc.check(
        fc.asyncProperty(history, (played) => play(readers, played)),
        { seed: SEED, numRuns: 1_000, endOnFailure: true },
      );
      expect(failed).toBe(true);
      expect((errorInstance as Error).message).toMatch(law);
    });
  });
});

const asText = (value: number | null | undefined): string | null =>
  value === undefined || value === null ? null : String(value);

const readInstead = (database: Database, sql: (statement: string) => string): Database =>
  ({
    query: (statement: string, parameters?: unknown[]) => database.query(sql(statement), parameters),
  }) as unknown as Database;
