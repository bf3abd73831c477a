import { EVENT_DESCRIBERS } from '@bofu/api';
import { verifyStore } from '@bofu/audit';
import { ListAppropriations } from '@bofu/budget';
import { derivedId, type Position } from '@bofu/event-store';
import { addDays, dateOf, type BusinessDate } from '@bofu/kernel';
import { AskPlanAgainstActual } from '@bofu/monitoring';
import { countByHand, exportedFrom, type Exported } from './books-by-hand';
import { playBusyYear } from './busy-year';
import { chanceOf } from './chance';
import { byHand, digits, figures, sorted, withoutFuture } from './figures';
import { caughtUp, openEmptyOffice, type OfficeOfYear } from './office-of-year';

/**
 * Short years left to chance, each in the books of an agency of its own: what is shown of every one is what a person adds
 * up from its events, at its end and at a day and a moment within it. `BOFU_REPLAY_HISTORIES` asks for more years than
 * those of every day, `BOFU_REPLAY_SEED` for other ones, `BOFU_REPLAY_STORE` for the store.
 */
const HISTORIES = Number(process.env['BOFU_REPLAY_HISTORIES'] ?? 10);
const SEED = Number(process.env['BOFU_REPLAY_SEED'] ?? 20_210_101);
const ACTS = 40;

jest.setTimeout(120_000 + HISTORIES * 5_000);

interface History {
  readonly agencyId: string;
  readonly events: readonly Exported[];
}
interface Point {
  readonly asOf: BusinessDate;
  readonly knownAt: Position;
}

describe(`${HISTORIES} random histories`, () => {
  let office: OfficeOfYear;
  const histories: History[] = [];
  const chance = chanceOf(SEED);

  beforeAll(async () => {
    office = await openEmptyOffice();
    const began = performance.now();
    for (let seed = SEED; histories.length < HISTORIES; seed += 1) {
      const agencyId = derivedId('random history', String(seed));
      const before = await office.store.head();
      await playBusyYear(office.commands, seed, ACTS, agencyId);
      histories.push({ agencyId, events: await exportedFrom(office.store, before) });
    }
    await caughtUp(office);
    const events = histories.reduce((sum, history) => sum + history.events.length, 0);
    const seconds = ((performance.now() - began) / 1_000).toFixed(1);
    process.stdout.write(`${HISTORIES} random histories on ${office.store.name}: ${events} events in ${seconds} s\n`);
  });
  afterAll(() => office.close());

  async function shown(agencyId: string, point: Point) {
    const asked = { ...point, agencyScope: [agencyId], fiscalYear: 2021 };
    const { programmes } = await office.queries.execute(new AskPlanAgainstActual(asked));
    const stood = await office.queries.execute(new ListAppropriations(asked, null, 100));
    return {
      planAgainstActual: sorted(
        programmes.map((line) => [line.appropriation.appropriationId, figures(line, line.inTransitFen)]),
      ),
      ledger: sorted(stood.map((line) => [line.appropriationId, figures(line, line.committedFen)])),
    };
  }

  /** The end, with all that was entered late, and any other two clocks. */
  const pointsOf = ({ events }: History): Point[] => [
    { asOf: dateOf(2022, 3, 1), knownAt: events.at(-1)!.position as Position },
    { asOf: addDays(dateOf(2021, 1, 1), chance.upTo(366)), knownAt: chance.oneOf(events).position as Position },
  ];

  it('are shown as a person adds them up', async () => {
    let different = 0;
    for (const history of histories)
      for (const point of pointsOf(history)) {
        const counted = countByHand(history.events, point.asOf, point.knownAt);
        const { planAgainstActual, ledger } = await shown(history.agencyId, point);
        expect([point, ledger]).toEqual([point, byHand(counted)]);
        expect([point, withoutFuture(planAgainstActual, counted.appropriations)]).toEqual([point, byHand(counted)]);
        const short = history.events.filter(({ position }) => position <= point.knownAt);
        const last = short.findLastIndex(({ type }) => type === 'FundsCommitted' || type === 'CommitmentSettled');
        const wrong = byHand(countByHand(short.toSpliced(last, 1), point.asOf, point.knownAt));
        if (last !== -1 && !same(wrong, ledger)) different += 1;
      }
    // One event left out is seen, or all of this would show nothing.
    expect(different).toBeGreaterThan(HISTORIES / 2);
  });

  it('are sound, and make every projection row for row', async () => {
    const { misfits, unknown, cut } = await verifyStore(office.store, EVENT_DESCRIBERS);
    expect({ misfits, unknown, cut }).toEqual({ misfits: 0, unknown: [], cut: [] });
    const { projections } = office;
    for (const name of projections.names) expect([name, (await projections.compare(name)).found]).toEqual([name, []]);
  });
});

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one, digits) === JSON.stringify(other, digits);
