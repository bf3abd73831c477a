import type { EventStore, Position, RecordedEvent } from '@bofu/event-store';
import { addDays, dateOf, parseBusinessDate, parseYuan } from '@bofu/kernel';
import { readYears, type YearsRead } from '../testing/read-years';
import { playSmallYears } from '../testing/small-years';
import type { BooksOfYear } from './books-of-year';
import { programmesOnDay } from './domain/on-day';
import { foldFacts } from './facts/facts-of-events';
import { AskProgrammesOnDay } from './facts/programmes-on-day.query';
import { AskForecast } from './forecast/forecast.query';
import { AskPlanAgainstActual } from './plan-against-actual/plan-against-actual.query';
import { AskDifference } from './replay/difference.query';

const OURS = 'ours';
const THEIRS = 'theirs';
const play = (store: EventStore, agencyId: string) =>
  playSmallYears(store, agencyId, agencyId === OURS ? '2021-02-20' : '2021-02-26');

let together: YearsRead;
let alone: ReadonlyMap<string, YearsRead>;
beforeAll(async () => {
  together = await readYears(async (store) => {
    await play(store, OURS);
    await play(store, THEIRS);
  });
  const ofEach = async (agencyId: string) => [agencyId, await readYears((store) => play(store, agencyId))] as const;
  alone = new Map([await ofEach(OURS), await ofEach(THEIRS)]);
});
afterAll(async () => {
  for (const { close } of [together, ...alone.values()]) await close();
});

const books = (agencyId: string, fiscalYear: number, asOf: string, knownAt: Position | null = null): BooksOfYear => ({
  ...{ agencyScope: [agencyId], fiscalYear, asOf: parseBusinessDate(asOf), knownAt },
});

describe('two agencies and two years in one store', () => {
  const asked = [OURS, THEIRS].flatMap((agencyId) =>
    [
      [2021, '2021-02-22'],
      [2021, '2021-12-31'],
      [2022, '2022-01-31'],
    ].map(([fiscalYear, asOf]) => ({ agencyId, fiscalYear: Number(fiscalYear), asOf: String(asOf) })),
  );
  const both = (agencyId: string) => [together, alone.get(agencyId)].flatMap((years) => years ?? []);

  it.each(asked)(
    'give $agencyId of $fiscalYear on $asOf just what it has alone',
    async ({ agencyId, fiscalYear, asOf }) => {
      const of = books(agencyId, fiscalYear, asOf);
      const answers = await Promise.all(
        both(agencyId).map(async ({ queries }) => ({
          plan: await queries.execute(new AskPlanAgainstActual(of)),
          programmes: await queries.execute(new AskProgrammesOnDay(of)),
          forecast: await queries.execute(new AskForecast(of)),
        })),
      );
      const [here, there] = answers;
      expect(here).toEqual(there);
      expect(here?.plan.programmes.map(({ appropriation }) => appropriation.agencyId)).toContain(agencyId);
      expect(new Set(here?.plan.programmes.map(({ appropriation }) => appropriation.agencyId)).size).toBe(1);
    },
  );

  it('differ between two days by one’s own events alone', async () => {
    const [first, second] = ['2021-02-01', '2021-03-31'].map(parseBusinessDate);
    const counts = await Promise.all(
      both(OURS).map(async ({ queries, head }) => {
        const point = (asOf = dateOf(2021, 12, 31)) => ({ asOf, knownAt: head });
        const page = { afterPosition: null, limit: 100 };
        const ofYear = { agencyScope: [OURS], fiscalYear: 2021, appropriationId: null };
        const answer = await queries.execute(new AskDifference(ofYear, point(first), point(second), page, head));
        return [answer.count, answer.figures.settled.difference, answer.agrees];
      }),
    );
    expect(counts).toEqual([
      [5, parseYuan('200.00'), true],
      [5, parseYuan('200.00'), true],
    ]);
  });

  it('are read together by whoever oversees both', async () => {
    const of = { ...books(OURS, 2021, '2021-12-31'), agencyScope: [OURS, THEIRS] };
    const { total } = await together.queries.execute(new AskPlanAgainstActual(of));
    expect([total.programmes, total.settledFen]).toEqual([4, parseYuan('600.00')]);
  });

  it('answer for an agency nobody knows as for an empty year', async () => {
    const of = books('nobody', 2021, '2021-12-31');
    expect(await together.queries.execute(new AskProgrammesOnDay(of))).toEqual([]);
    expect((await together.queries.execute(new AskPlanAgainstActual(of))).programmes).toEqual([]);
  });
});

describe('a past reading', () => {
  it('lists only what had been issued by the day', async () => {
    const issued = async (asOf: string) => {
      const of = books(OURS, 2021, asOf);
      const { programmes, total } = await together.queries.execute(new AskPlanAgainstActual(of));
      const [programme] = await together.queries.execute(new AskProgrammesOnDay(of));
      const { length } = programme?.appropriations ?? [];
      return [programmes.length, length, total.initialFen];
    };
    expect(await issued('2021-02-28')).toEqual([1, 1, parseYuan('600.00')]);
    expect(await issued('2021-03-01')).toEqual([2, 2, parseYuan('1200.00')]);
  });

  it('of the rows is what the events recorded by then come to, at every position', async () => {
    const events: RecordedEvent[] = [];
    for await (const batch of together.store.readAll()) events.push(...batch.events);
    const ends = events.filter(({ append }) => append.ordinal === append.count).map(({ position }) => position);
    expect(ends.length).toBeGreaterThan(20);
    for (const [at, position] of ends.entries()) {
      const asOf = addDays(dateOf(2021, 1, 1), (at * 37) % 365);
      const of = books(OURS, 2021, asOf, position);
      const known = foldFacts(events.filter((event) => event.position <= position));
      expect(await together.queries.execute(new AskProgrammesOnDay(of))).toEqual(programmesOnDay(known, of, asOf));
    }
  });

  it('of one appropriation is of its whole programme, and of no other', async () => {
    const of = books(OURS, 2021, '2021-12-31');
    const [programme, ...others] = await together.queries.execute(new AskProgrammesOnDay(of, `${OURS}-B21`));
    expect([programme?.appropriations.length, others]).toEqual([2, []]);
    expect(await together.queries.execute(new AskProgrammesOnDay(of, `${THEIRS}-B21`))).toEqual([]);
  });
});
