import { BUDGET_TYPE_LABEL } from '@bofu/budget';
import { publishedYear, SetCalendarYear, SetCalendarYearHandler } from '@bofu/calendar';
import { derivedId, runDecision, type CommandContext, type RecordedEvent } from '@bofu/event-store';
import { addDays, dateOf, yearOf, type BusinessDate } from '@bofu/kernel';
import type { ProgrammeOnDay } from '@bofu/monitoring';
import { SOMEBODY } from '@bofu/testing';
import { MemoryEventStore } from '../../event-store/src/memory-event-store';
import { day, programmeOnDay, type Standing } from '../../monitoring/testing/programme-on-day';
import { lineHistory } from '../testing/line-history';
import { alertAggregate, alertIdOf, alertRuleAggregate, alertWatchAggregate } from './alert-aggregates';
import { alertCodec, alertWatchCodec } from './alerts-codec';
import type { AlertCause } from './domain/alert-cause';
import { knownRule } from './domain/catalogue';
import { dayToEvaluate, evaluateAlerts, tryEvaluation } from './evaluate-alerts';
import { WithdrawEvaluation, WithdrawEvaluationHandler } from './withdraw-evaluation';
import { EvaluationMemory, type YearsToJudge } from './evaluation-memory';
import { NOTHING_ELSE } from '../testing/nothing-else';

const INPUTS = { expectedShortageOf: () => null, targetResultsOf: () => [], budgetTypeLabel: BUDGET_TYPE_LABEL };
const AGENCY = 'agency-1';
const contextAt = (on: string, agencyId = AGENCY): CommandContext => ({
  commandId: derivedId('test', agencyId, on),
  agencyId,
  by: SOMEBODY,
  recordedAt: `${addDays(day(on), 1)}T08:00:00.000+08:00`,
});

/** An agency of the programmes a test names, whose facts do not come from the store. */
class Watched {
  readonly store = new MemoryEventStore();
  readonly standings = new Map<number, Standing>();
  readonly #years: YearsToJudge = {
    streams: ['nothing-'],
    take: () => undefined,
    on: (_, fiscalYear, on) => ({ fiscalYear, on, programmes: this.#on(on), ...NOTHING_ELSE }),
  };
  readonly memory = this.anotherMemory();

  anotherMemory(): EvaluationMemory {
    return new EvaluationMemory(this.store, this.#years);
  }

  evaluate = (on: string, memory = this.memory, { fiscalYear = 2021, agencyId = AGENCY } = {}) =>
    evaluateAlerts(this.store, memory, INPUTS, { fiscalYear, on: day(on), context: contextAt(on, agencyId) });

  try = (on: string, now: string = addDays(day(on), 1)) =>
    tryEvaluation(this.memory, INPUTS, { agencyId: AGENCY, fiscalYear: 2021, on: day(on), now });

  /** What happened to lines, by rule: `R07 raised yellow`. */
  async events(): Promise<string[]> {
    const all: RecordedEvent[] = [];
    for await (const { events } of this.store.readAll()) all.push(...events);
    return lineHistory(all).map(({ line: { rule, level }, what }) =>
      [rule, what, what === 'cleared' ? null : level].filter(Boolean).join(' '),
    );
  }

  #on(on: BusinessDate): ProgrammeOnDay[] {
    return [...this.standings].map(([sequence, standing]) => programmeOnDay(sequence, on, standing));
  }
}

const loadCalendar = (store: MemoryEventStore, year = 2021) =>
  new SetCalendarYearHandler(store).execute(
    new SetCalendarYear(contextAt(`${year}-01-01`), year, {
      type: 'load-calendar-year',
      ...publishedYear(year),
      actedOn: dateOf(year, 1, 1),
      reason: null,
    }),
  );

const caseOf = (cause: AlertCause, sequence: number): string =>
  alertIdOf(AGENCY, { cause, fiscalYear: 2021, subject: `programme-${sequence}` });

const unpaidFour = async (): Promise<Watched> => {
  const office = new Watched();
  await loadCalendar(office.store);
  office.standings.set(4, {});
  return office;
};

describe('an evaluation', () => {
  it('raises, escalates and clears a case as the days go by', async () => {
    const office = await unpaidFour();
    for (const on of ['2021-05-30', '2021-05-31', '2021-06-19', '2021-06-20', '2021-07-01']) await office.evaluate(on);
    office.standings.set(4, { payments: [{ yuan: '220000.00', on: '2021-07-02' }] });
    const { changes, position } = await office.evaluate('2021-07-02');
    expect((await office.events()).filter((line) => line.startsWith('R07'))).toEqual([
      'R07 raised yellow',
      'R07 escalated orange',
      'R07 escalated red',
      'R07 cleared',
    ]);
    expect([changes.cleared, position]).toEqual([2, await office.store.head()]);
  });

  it('holds no case to the version or the words of the request that asked for it', async () => {
    const office = await unpaidFour();
    const asked = (commandId: string, on: string) =>
      evaluateAlerts(office.store, office.anotherMemory(), INPUTS, {
        fiscalYear: 2021,
        on: day(on),
        context: { ...contextAt(on), commandId: derivedId(commandId), ifVersion: 3n, intent: { commandId } },
      });
    expect((await asked('first', '2021-05-31')).changes.raised).toBeGreaterThan(0);
    // What another evaluator records in the meantime is its change, not this one's.
    const [one, other] = await Promise.all([asked('a', '2021-06-20'), asked('b', '2021-06-20')]);
    const { length: escalated } = (await office.events()).filter((line) => line.includes('escalated'));
    expect(escalated).toBeGreaterThan(0);
    expect(one.changes.escalated + other.changes.escalated).toBe(escalated);
  });

  it('records nothing the second time, by the same evaluator or by another that starts anew', async () => {
    const office = await unpaidFour();
    await office.evaluate('2021-07-01');
    const before = await office.events();
    const again = await office.evaluate('2021-07-01');
    const another = await office.evaluate('2021-07-01', office.anotherMemory());
    expect([again.position, another.position]).toEqual([null, null]);
    expect(await office.events()).toEqual(before);
  });

  it('says beforehand what it would change, and records nothing of that', async () => {
    const office = await unpaidFour();
    await office.evaluate('2021-05-31');
    const head = await office.store.head();
    const trial = await office.try('2021-06-20');
    expect(trial).toMatchObject({ on: '2021-06-20', evaluatedUpTo: '2021-05-31', programmes: 1 });
    expect(trial.changes.escalated).toBeGreaterThan(0);
    expect(await office.store.head()).toBe(head);
    const { changes, unjudged } = await office.evaluate('2021-06-20');
    expect([trial.changes, trial.unjudged]).toEqual([changes, unjudged.length]);
    expect((await office.try('2021-06-20')).changes).toEqual({
      ...{ raised: 0, escalated: 0, eased: 0, updated: 0, cleared: 0, reopened: 0 },
    });
    office.standings.set(4, { payments: [{ yuan: '220000.00', on: '2021-07-02' }] });
    expect((await office.try('2021-07-02')).changes.cleared).toBe(2);
  });

  it('says it of what would be put back first, where a withdrawal broke off', async () => {
    const office = await unpaidFour();
    for (const on of ['2021-05-31', '2021-07-01']) await office.evaluate(on);
    await runDecision(office.store, contextAt('2021-07-02'), alertWatchAggregate(AGENCY, 2021), {
      ...{ type: 'withdraw-evaluation', fiscalYear: 2021, evaluatedOn: day('2021-07-01'), reason: '误评估' },
    });
    const { changes } = await office.try('2021-06-20');
    expect(changes.escalated).toBeGreaterThan(0);
    expect(changes).toEqual((await office.evaluate('2021-06-20')).changes);
  });

  it('refuses to say it of a day that could not be judged', async () => {
    const office = await unpaidFour();
    await office.evaluate('2021-06-20');
    await expect(office.try('2021-06-19')).rejects.toMatchObject({ code: 'evaluation-before-last' });
    await expect(office.try('2021-06-21', '2021-06-21')).rejects.toMatchObject({ code: 'day-not-over' });
  });

  it('makes one case of two evaluators at once', async () => {
    const office = await unpaidFour();
    await Promise.all([
      office.evaluate('2021-07-01', office.anotherMemory()),
      office.evaluate('2021-07-01', office.anotherMemory()),
    ]);
    const events = await office.events();
    expect(events).toEqual([...new Set(events)]);
  });

  it('does not speak again of figures that move within a level', async () => {
    const office = await unpaidFour();
    await office.evaluate('2021-07-01');
    const before = await office.events();
    office.standings.set(4, { payments: [{ yuan: '50000.00', on: '2021-07-05' }] });
    await office.evaluate('2021-07-05');
    expect(await office.events()).toEqual(before);
  });

  it('reopens in the same stream what comes back', async () => {
    const office = await unpaidFour();
    office.standings.set(4, { payments: [{ yuan: '220000.00', on: '2021-06-25' }] });
    await office.evaluate('2021-07-01');
    office.standings.set(4, {});
    await office.evaluate('2021-07-02');
    office.standings.set(4, { payments: [{ yuan: '220000.00', on: '2021-07-05' }] });
    await office.evaluate('2021-07-05');
    office.standings.set(4, {});
    await office.evaluate('2021-07-06');
    const streams = (await office.events()).filter((line) => line.startsWith('R07'));
    expect(streams).toEqual(['R07 raised red', 'R07 cleared', 'R07 reopened red']);
  });

  it('goes by the thresholds in force on the day, and says which version it was', async () => {
    const office = await unpaidFour();
    const rule = knownRule('R07');
    await runDecision(office.store, contextAt('2021-05-01'), alertRuleAggregate(AGENCY, rule), {
      type: 'set-alert-thresholds',
      effectiveFrom: day('2021-06-01'),
      thresholds: { orangeDays: 25n, yellowDays: 40n },
      reason: '提前提醒',
    });
    await office.evaluate('2021-05-25');
    expect(await office.events()).not.toContainEqual(expect.stringContaining('R07'));
    await office.evaluate('2021-06-05');
    const { events } = await office.store.readStream(alertAggregate(caseOf('unpaid', 4)).stream);
    const [raised] = events.map(alertCodec.decode).flatMap(({ data }) => ('lines' in data ? data.lines : []));
    expect([events.length, raised?.level, raised?.ruleVersion]).toEqual([1, 'orange', 2]);
  });

  it('clears a case nobody is asked about any more', async () => {
    const office = await unpaidFour();
    await office.evaluate('2021-07-01');
    office.standings.clear();
    expect((await office.evaluate('2021-07-02')).changes.cleared).toBe(2);
  });

  it('names a subject that cannot be judged, leaves its case as it stands and silences nobody else', async () => {
    const office = await unpaidFour();
    office.standings.set(10, {});
    await office.evaluate('2021-07-01');
    const four = 'programme-4';
    office.standings.set(4, {
      standard: { deadline: { kind: 'by-date', monthDay: '13-00', printed: '不存在的日子' } },
    });
    office.standings.set(10, { payments: [{ yuan: '11385.00', on: '2021-07-02' }] });
    const { unjudged } = await office.evaluate('2021-07-02');
    expect(unjudged.map(({ rule, subject }) => `${rule} ${subject}`)).toContain(`R07 ${four}`);
    expect(unjudged.filter(({ subject }) => subject !== four)).toEqual([]);
    const situationOf = (sequence: number) => office.memory.alerts.caseOf(caseOf('unpaid', sequence)).state.situation;
    await office.memory.catchUp();
    expect([situationOf(4), situationOf(10)]).toEqual(['open', 'cleared']);
  });

  it('does not go back before the last day that changed anything', async () => {
    const office = await unpaidFour();
    await office.evaluate('2021-07-01');
    await expect(office.evaluate('2021-06-30')).rejects.toMatchObject({
      code: 'evaluation-before-last',
      facts: { on: '2021-06-30', last: '2021-07-01' },
    });
  });

  it('holds each agency and each year to its own last day', async () => {
    const office = await unpaidFour();
    await office.evaluate('2021-07-01');
    const other = { agencyId: 'agency-2' };
    expect((await office.evaluate('2021-06-30', office.memory, other)).changes.raised).toBeGreaterThan(0);
    await expect(office.evaluate('2021-06-29', office.memory, other)).rejects.toMatchObject({
      facts: { last: '2021-06-30' },
    });
    await expect(office.evaluate('2021-06-30')).rejects.toMatchObject({ facts: { last: '2021-07-01' } });
    const { evaluatedOn } = await office.evaluate('2021-06-30', office.memory, { fiscalYear: 2020 });
    expect(evaluatedOn).toBe('2021-06-30');
  });

  it('keeps on record each day it judged, up to which position, and who could not be judged', async () => {
    const office = await unpaidFour();
    const before = await office.store.head();
    await office.evaluate('2021-07-01');
    const told: RecordedEvent[] = [];
    for await (const { events } of office.store.readAll()) told.push(...events.filter(alertWatchCodec.knows));
    expect(told.map(alertWatchCodec.decode).map(({ type, data }) => [type, data])).toEqual([
      [
        'AlertsEvaluated',
        expect.objectContaining({ evaluatedOn: '2021-07-01', knownUpTo: before, programmes: 1, unjudgedCount: 0 }),
      ],
    ]);
  });

  it('undoes an evaluation that was a mistake, and goes on from the day before it', async () => {
    const office = await unpaidFour();
    await office.evaluate('2021-05-31');
    await office.evaluate('2021-12-31');
    await new WithdrawEvaluationHandler(office.store).execute(
      new WithdrawEvaluation(contextAt('2022-01-05'), {
        ...{ fiscalYear: 2021, evaluatedOn: day('2021-12-31'), reason: '误评估年末' },
      }),
    );
    expect((await office.events()).filter((line) => line.startsWith('R07'))).toEqual([
      'R07 raised yellow',
      'R07 escalated red',
      'R07 eased yellow',
    ]);
    expect((await office.evaluate('2021-06-20')).changes).toMatchObject({ escalated: 1 });
  });

  it('leaves alone what a newer program has found by a rule this one does not know', async () => {
    const office = await unpaidFour();
    const alertId = caseOf('unpaid', 4);
    const newer = {
      ...{ ruleName: '新规则', ruleVersion: 1, blocking: false, appropriationId: null, period: null },
      ...{ level: 'red' as const, formula: '新规则所见', figures: {}, stakeFen: '1', renewedBy: null },
      since: day('2021-06-30'),
    };
    const identity = {
      ...{ cause: 'unpaid' as const, fiscalYear: 2021, subject: 'programme-4', subjectName: '四' },
      ...{ programmeId: 'programme-4', appropriationId: 'appropriation-4' },
    };
    await runDecision(office.store, contextAt('2021-06-30'), alertAggregate(alertId), {
      ...{ type: 'assess-alert', identity, evaluatedOn: day('2021-06-30') },
      lines: [
        { ...newer, rule: 'R99', edition: 1 },
        { ...newer, rule: 'R07', edition: 9 },
      ],
    });
    office.standings.set(4, { payments: [{ yuan: '220000.00', on: '2021-06-25' }] });
    await office.evaluate('2021-07-01');
    await office.memory.catchUp();
    expect(office.memory.alerts.caseOf(alertId).state).toMatchObject({
      ...{ situation: 'open', latest: { lines: [{ rule: 'R99' }, { rule: 'R07', edition: 9 }] } },
    });
  });

  it('judges in the morning the day that is over', () => {
    expect(dayToEvaluate('2021-01-01T08:00:00.000+08:00')).toBe('2020-12-31');
    expect(yearOf(dayToEvaluate('2022-01-01T08:00:00.000+08:00'))).toBe(2021);
  });
});
