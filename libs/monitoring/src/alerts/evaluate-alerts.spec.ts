import { MemoryEventStore } from '../../../event-store/src/memory-event-store';
import { derivedId, runDecision, type RecordedEvent } from '@bofu/event-store';
import { yearOf, type BusinessDate } from '@bofu/kernel';
import { CALENDAR, day, programmeOnDay, type Standing } from '../../testing/programme-on-day';
import { alertAggregate, alertRuleAggregate } from './alert-book';
import { knownRule } from './catalogue';
import { dayToEvaluate, evaluateAlerts } from './evaluate-alerts';
import { OfficeBook, type FoldedFacts } from './office-book';
import type { ProgrammeOnDay } from '../facts/programme-facts';

const AROUND = { calendar: CALENDAR, expectedShortageOf: () => null };
const contextAt = (on: string) => ({
  commandId: derivedId('test', on),
  actor: '系统',
  recordedAt: `${on}T08:00:00.000+08:00`,
});

/** An office of the programmes a test names, whose facts do not come from the store. */
class Office {
  readonly store = new MemoryEventStore();
  readonly standings = new Map<number, Standing>();
  readonly #facts: FoldedFacts = {
    streams: ['nothing-'],
    take: () => undefined,
    on: (fiscalYear, on) => ({ fiscalYear, on, programmes: this.#on(on), schemes: [], declaredTotals: [] }),
  };
  readonly book = this.newBook();

  newBook(): OfficeBook {
    return new OfficeBook(this.store, this.#facts);
  }

  evaluate = (on: string, book = this.book) =>
    evaluateAlerts(this.store, book, AROUND, { fiscalYear: 2021, on: day(on), context: contextAt(on) });

  async events(): Promise<string[]> {
    const all: RecordedEvent[] = [];
    for await (const { events } of this.store.readAll()) all.push(...events);
    return all.map(({ stream, type, data }) => [stream.slice(0, 9), type, data['level']].filter(Boolean).join(' '));
  }

  #on(on: BusinessDate): ProgrammeOnDay[] {
    return [...this.standings].map(([sequence, standing]) => programmeOnDay(sequence, on, standing));
  }
}

const unpaidFour = (): Office => {
  const office = new Office();
  office.standings.set(4, {});
  return office;
};

describe('an evaluation', () => {
  it('raises, escalates and clears a case as the days go by', async () => {
    const office = unpaidFour();
    for (const on of ['2021-05-30', '2021-05-31', '2021-06-19', '2021-06-20', '2021-07-01']) await office.evaluate(on);
    office.standings.set(4, { payments: [{ yuan: '220000.00', on: '2021-07-02' }] });
    const { changes, position } = await office.evaluate('2021-07-02');
    expect((await office.events()).filter((line) => line.startsWith('alert-R07'))).toEqual([
      'alert-R07 AlertRaised yellow',
      'alert-R07 AlertEscalated orange',
      'alert-R07 AlertEscalated red',
      'alert-R07 AlertCleared',
    ]);
    expect([changes.cleared, position]).toEqual([2, await office.store.head()]);
  });

  it('records nothing the second time, by the same evaluator or by another that starts anew', async () => {
    const office = unpaidFour();
    await office.evaluate('2021-07-01');
    const before = await office.events();
    const again = await office.evaluate('2021-07-01');
    const another = await office.evaluate('2021-07-01', office.newBook());
    expect([again.position, another.position]).toEqual([null, null]);
    expect(await office.events()).toEqual(before);
  });

  it('makes one case of two evaluators at once', async () => {
    const office = unpaidFour();
    await Promise.all([
      office.evaluate('2021-07-01', office.newBook()),
      office.evaluate('2021-07-01', office.newBook()),
    ]);
    const events = await office.events();
    expect(events).toEqual([...new Set(events)]);
  });

  it('does not speak again of figures that move within a level', async () => {
    const office = unpaidFour();
    await office.evaluate('2021-07-01');
    const before = await office.events();
    office.standings.set(4, { payments: [{ yuan: '50000.00', on: '2021-07-05' }] });
    await office.evaluate('2021-07-05');
    expect(await office.events()).toEqual(before);
  });

  it('reopens in the same stream what comes back', async () => {
    const office = unpaidFour();
    office.standings.set(4, { payments: [{ yuan: '220000.00', on: '2021-06-25' }] });
    await office.evaluate('2021-07-01');
    office.standings.set(4, {});
    await office.evaluate('2021-07-02');
    office.standings.set(4, { payments: [{ yuan: '220000.00', on: '2021-07-05' }] });
    await office.evaluate('2021-07-05');
    office.standings.set(4, {});
    await office.evaluate('2021-07-06');
    const streams = (await office.events()).filter((line) => line.startsWith('alert-R07'));
    expect(streams).toEqual(['alert-R07 AlertRaised red', 'alert-R07 AlertCleared', 'alert-R07 AlertReopened red']);
  });

  it('goes by the thresholds in force on the day, and says which version it was', async () => {
    const office = unpaidFour();
    const rule = knownRule('R07');
    await runDecision(office.store, contextAt('2021-05-01'), alertRuleAggregate(rule), {
      type: 'set-alert-thresholds',
      effectiveFrom: day('2021-06-01'),
      thresholds: { orangeDays: 25n, yellowDays: 40n },
      reason: '提前提醒',
    });
    await office.evaluate('2021-05-25');
    expect(await office.events()).not.toContainEqual(expect.stringContaining('alert-R07'));
    await office.evaluate('2021-06-05');
    const { events } = await office.store.readStream(
      alertAggregate(`R07-${programmeOnDay(4, '2021-06-05').appropriationId}`).stream,
    );
    expect(events.map(({ data }) => [data['level'], data['ruleVersion']])).toEqual([['orange', 2]]);
  });

  it('clears a case nobody is asked about any more', async () => {
    const office = unpaidFour();
    await office.evaluate('2021-07-01');
    office.standings.clear();
    expect((await office.evaluate('2021-07-02')).changes.cleared).toBe(2);
  });

  it('does not go back before the last day that changed anything', async () => {
    const office = unpaidFour();
    await office.evaluate('2021-07-01');
    await expect(office.evaluate('2021-06-30')).rejects.toMatchObject({
      code: 'evaluation-before-last',
      facts: { on: '2021-06-30', last: '2021-07-01' },
    });
  });

  it('judges in the morning the day that is over', () => {
    expect(dayToEvaluate('2021-01-01T08:00:00.000+08:00')).toBe('2020-12-31');
    expect(yearOf(dayToEvaluate('2022-01-01T08:00:00.000+08:00'))).toBe(2021);
  });
});
