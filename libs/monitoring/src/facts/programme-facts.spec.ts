import { movementOf, type AppropriationEvent } from '@bofu/budget';
import type { RecordedEvent } from '@bofu/event-store';
import { addDays, dateOf, parseBusinessDate, parseYuan, type BusinessDate } from '@bofu/kernel';
import { playedDemoYear, type DemoYear } from '../../testing/demo-year-events';
import { planAgainstActual, type WatchedAppropriation } from '../plan-against-actual/plan-against-actual';
import { factsAfter, foldFacts } from './fold-facts';
import { onDay, programmesOnDay } from './on-day';

const day = (monthDay: string): BusinessDate => parseBusinessDate(`2021-${monthDay}`);

/** Plan against actual fed from the events by other code than the facts, the way its own tables are filled. */
function watched(events: readonly RecordedEvent[]): WatchedAppropriation[] {
  const issued = events.filter(({ type }) => type === 'AppropriationIssued');
  return issued.map(({ stream, data }) => {
    const own = events
      .filter((event) => event.stream === stream)
      .map((event) => event as unknown as AppropriationEvent);
    return {
      ...(data as object),
      initialFen: BigInt(data['amountFen'] as string),
      plans: own.flatMap(({ type, data: plan }) =>
        type === 'SpendingPlanAdopted' || type === 'SpendingPlanRevised' ? [plan] : [],
      ),
      days: own.flatMap((event) => movementOf(event) ?? []),
    } as unknown as WatchedAppropriation;
  });
}

describe('the demo year as of a day', () => {
  let year: DemoYear;
  beforeAll(async () => {
    year = await playedDemoYear();
  });

  const on = (monthDay: string, programme: number) => {
    const facts = foldFacts(year.events).find(
      (one) => one.programme.appropriationId === year.appropriationOf(programme),
    );
    const found = facts && onDay(facts, day(monthDay));
    if (!found) throw new Error(`no programme ${programme}`);
    return found;
  };

  it('has the money plan against actual has, on days drawn at random', () => {
    const facts = foldFacts(year.events);
    const appropriations = watched(year.events);
    expect(appropriations).toHaveLength(22);
    let random = 20_210_101;
    for (let draw = 0; draw < 60; draw += 1) {
      random = (random * 1_103_515_245 + 12_345) % 2_147_483_648;
      const date = addDays(dateOf(2021, 1, 1), random % 365);
      const expected = planAgainstActual(2021, date, appropriations).programmes.map((line) => [
        line.appropriation.appropriationId,
        [line.initialFen, line.budgetFen, line.settledFen, line.inTransitFen, line.frozenFen, line.availableFen],
      ]);
      const found = programmesOnDay(facts, 2021, date).map((programme) => [
        programme.appropriationId,
        [
          programme.initialFen,
          programme.budgetFen,
          programme.settledFen,
          programme.inTransitFen,
          programme.frozenFen,
          programme.availableFen,
        ],
      ]);
      expect({ date, money: Object.fromEntries(found) }).toEqual({ date, money: Object.fromEntries(expected) });
    }
  });

  it('pays out, net, exactly what the payments of a programme add up to', () => {
    for (const date of ['03-31', '04-07', '04-08', '06-01', '08-18', '10-08', '12-31'])
      for (const programme of programmesOnDay(foldFacts(year.events), 2021, day(date))) {
        const net = programme.payments.reduce((sum, { netFen }) => sum + netFen, 0n);
        expect([date, programme.programmeName, net]).toEqual([date, programme.programmeName, programme.settledFen]);
      }
  });

  it('shows a run as submitted until the day it was paid', () => {
    const january = (monthDay: string) => on(monthDay, 14).payments[0];
    expect(on('01-25', 14).payments).toEqual([]);
    expect(january('01-26')).toMatchObject({ situation: 'submitted', paidOn: null, netFen: 0n, period: '2021-01' });
    expect(january('01-29')).toMatchObject({
      kind: 'payout-run',
      run: 'regular',
      situation: 'paid',
      submittedOn: '2021-01-26',
      paidOn: '2021-01-29',
      headcount: 75_587,
      rateFen: 9_300n,
      netFen: parseYuan('7029591.00'),
    });
  });

  it('takes the thirty people that came back out of September from the day they did', () => {
    const september = (monthDay: string) => on(monthDay, 17).payments.find(({ period }) => period === '2021-09');
    expect(september('10-07')).toMatchObject({ headcount: 75_587, netFen: parseYuan('1133805.00') });
    expect(september('10-08')).toMatchObject({ headcount: 75_557, netFen: parseYuan('1133355.00') });
  });

  it('moves a corrected charge to the other appropriation on the day of the correction, with its days of payment', () => {
    const amounts = (monthDay: string, programme: number) =>
      on(monthDay, programme).payments.map(({ amountFen, paidOn }) => [amountFen, paidOn]);
    const moved = [parseYuan('6450.00'), '2021-03-26'];
    expect(amounts('04-07', 9)).toContainEqual(moved);
    expect(amounts('04-07', 6)).toEqual([]);
    expect(amounts('04-08', 9)).not.toContainEqual(moved);
    expect(amounts('04-08', 6)).toEqual([moved]);
  });

  it('tells a payment sent back from one reversed', () => {
    expect(on('06-18', 2).payments.map(({ situation }) => situation)).toContain('sent-back');
    const phones = on('06-01', 13).payments.filter(({ period }) => period === '2021-05');
    expect(phones.map(({ situation, netFen }) => [situation, netFen])).toEqual([
      ['reversed', 0n],
      ['paid', parseYuan('900.00')],
    ]);
  });

  it('knows plan and standard from their first day on, and nothing of a programme before it was issued', () => {
    expect(on('01-01', 5)).toMatchObject({ standard: { headcount: 75_587, cashFlow: 'monthly' } });
    expect(on('01-01', 5).plan).toHaveLength(4);
    expect(programmesOnDay(foldFacts(year.events), 2021, parseBusinessDate('2020-12-31'))).toEqual([]);
  });

  it('is the same whether folded at once or event by event, and survives JSON', () => {
    const first = year.events.slice(0, 160);
    const oneByOne = first.reduce<ReturnType<typeof foldFacts>>(factsAfter, []);
    expect(oneByOne).toEqual(foldFacts(first));
    expect(JSON.parse(JSON.stringify(foldFacts(year.events)))).toEqual(foldFacts(year.events));
  });

  it('leaves the facts it was handed as they were', () => {
    const facts = foldFacts(year.events.slice(0, 200));
    const before = structuredClone(facts);
    for (const event of year.events.slice(200, 220)) factsAfter(facts, event);
    expect(facts).toEqual(before);
  });
});
