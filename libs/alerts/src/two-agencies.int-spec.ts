import { publishedYear, SetCalendarYear, SetCalendarYearHandler } from '@bofu/calendar';
import { derivedId, type BooksSelection, type CommandContext, type EventStore } from '@bofu/event-store';
import { addDays, dateOf, parseBusinessDate } from '@bofu/kernel';
import { SOMEBODY } from '@bofu/testing';
import { readYears, type YearsRead } from '../../monitoring/testing/read-years';
import { playSmallYears } from '../../monitoring/testing/small-years';
import { alertsProjection } from './alerts.projection';
import { AskAlert, AskAlertHandler, AskAlerts, AskAlertsHandler, EVERY_ALERT } from './alerts.query';
import { EvaluateAlerts, EvaluateAlertsHandler } from './evaluate-alerts.command';
import { evaluationMemoryOf } from './recorded-years';

const OURS = 'ours';
const THEIRS = 'theirs';
const TODAY = parseBusinessDate('2022-02-01');

const contextOf = (agencyId: string, act: string, recordedAt: string): CommandContext => ({
  commandId: derivedId('two-agencies', agencyId, act),
  agencyId,
  by: SOMEBODY,
  recordedAt,
});

/** Plays an agency's years and judges days of both, on each of them after the other agency. */
async function playAndJudge(store: EventStore, agencyIds: readonly string[]): Promise<void> {
  const evaluations = new EvaluateAlertsHandler(store, evaluationMemoryOf(store));
  for (const agencyId of agencyIds) {
    await playSmallYears(store, agencyId, agencyId === OURS ? '2021-02-20' : '2021-03-01');
    for (const year of [2021, 2022])
      await new SetCalendarYearHandler(store).execute(
        new SetCalendarYear(contextOf(agencyId, `calendar ${year}`, `${year}-01-01T09:00:00.000+08:00`), year, {
          type: 'load-calendar-year',
          ...publishedYear(year),
          actedOn: dateOf(year, 1, 1),
          reason: null,
        }),
      );
  }
  for (const [fiscalYear, day] of [
    [2021, '2021-02-26'],
    [2021, '2021-04-30'],
    [2022, '2022-01-28'],
  ] as const)
    for (const agencyId of agencyIds) {
      const on = parseBusinessDate(day);
      const context = contextOf(agencyId, day, `${addDays(on, 1)}T08:00:00.000+08:00`);
      await evaluations.execute(new EvaluateAlerts(context, fiscalYear, on));
    }
}

let together: YearsRead;
let alone: ReadonlyMap<string, YearsRead>;
beforeAll(async () => {
  together = await readYears((store) => playAndJudge(store, [OURS, THEIRS]), [alertsProjection]);
  const ofEach = async (agencyId: string) =>
    [agencyId, await readYears((store) => playAndJudge(store, [agencyId]), [alertsProjection])] as const;
  alone = new Map([await ofEach(OURS), await ofEach(THEIRS)]);
});
afterAll(async () => {
  for (const { close } of [together, ...alone.values()]) await close();
});

const books = (agencyId: string, change: Partial<BooksSelection> = {}): BooksSelection => ({
  ...{ agencyScope: [agencyId], fiscalYear: null, asOf: null, knownAt: null },
  ...change,
});

/** What is said of the cases, and never where they stand in the store. */
const cases = async ({ database }: YearsRead, of: BooksSelection) =>
  (await new AskAlertsHandler(database).execute(new AskAlerts(EVERY_ALERT, of, TODAY))).map(
    ({ agencyId, state, situation, version, history }) => ({
      ...{ agencyId, state, situation, version },
      history: history.map(({ event, on }) => ({ event, on })),
    }),
  );
const named = async (years: YearsRead, of: BooksSelection) =>
  (await cases(years, of)).flatMap(({ state: { latest }, situation }) =>
    latest.lines.map(({ rule, period, level }) => [rule, period, level, situation].filter(Boolean).join(' ')),
  );

describe('the alerts of two agencies in one store', () => {
  it.each([OURS, THEIRS])('are for %s just what they are alone', async (agencyId) => {
    const there = alone.get(agencyId);
    if (there === undefined) throw new Error(`${agencyId} was not played`);
    for (const change of [{}, { fiscalYear: 2021 }, { fiscalYear: 2022 }, { asOf: parseBusinessDate('2021-03-01') }]) {
      const found = await cases(together, books(agencyId, change));
      expect(found).toEqual(await cases(there, books(agencyId, change)));
      expect(new Set(found.map((one) => one.agencyId))).toEqual(new Set([agencyId]));
    }
  });

  it('differ where one paid in time and the other did not', async () => {
    const inFebruary = { fiscalYear: 2021, asOf: parseBusinessDate('2021-02-28') };
    const months = async (agencyId: string) =>
      (await named(together, books(agencyId, inFebruary))).filter((line) => line.startsWith('R06'));
    expect([await months(OURS), await months(THEIRS)]).toEqual([[], ['R06 2021-02 red open']]);
    expect(await named(together, books(THEIRS, { fiscalYear: 2021 }))).not.toContain('R06 2021-02 red open');
  });

  it('find a month paid from neither batch, once, and no month that was paid from one of them', async () => {
    const months = (await named(together, books(OURS, { fiscalYear: 2021 }))).filter((line) => line.startsWith('R06'));
    expect(months).toEqual(['R06 2021-04 red open']);
  });

  it('are one by one nobody else’s: another agency’s is as if it had never been', async () => {
    const [first] = await cases(together, books(OURS));
    const ask = (agencyId: string) =>
      new AskAlertHandler(together.database).execute(new AskAlert(first?.state.alertId ?? '', books(agencyId), TODAY));
    expect((await ask(OURS))?.state.identity).toEqual(first?.state.identity);
    expect(await ask(THEIRS)).toBeNull();
  });

  it('come to nothing where an agency has no such year', async () => {
    const context = contextOf(OURS, 'empty year', '2022-02-02T08:00:00.000+08:00');
    const result = await new EvaluateAlertsHandler(together.store, evaluationMemoryOf(together.store)).execute(
      new EvaluateAlerts({ ...context, agencyId: 'nobody' }, 2021, parseBusinessDate('2021-12-31')),
    );
    expect([result.programmes, result.position]).toEqual([0, null]);
  });
});
