import { appropriationCodec, movementOf } from '@bofu/budget';
import type { RecordedEvent } from '@bofu/event-store';
import { addDays, dateOf, fenFromDigits, parseBusinessDate, parseYuan, type BusinessDate } from '@bofu/kernel';
import { playedDemoYear, type DemoYear } from '../../../../test/demo-year/played-demo-year';
import type { AppropriationOnDay } from '../domain/appropriation-on-day';
import { FoldedFacts } from '../domain/fold-facts';
import { programmesOnDay } from '../domain/on-day';
import { planAgainstActual, type WatchedAppropriation } from '../domain/plan-against-actual';
import { factsOf, foldFacts } from './facts-of-events';

const day = (monthDay: string): BusinessDate => parseBusinessDate(`2021-${monthDay}`);

/** Plan against actual fed from the events by other code than the facts, the way its own tables are filled. */
function watched(events: readonly RecordedEvent[]): WatchedAppropriation[] {
  const appropriations = new Map<string, WatchedAppropriation & { days: object[]; plans: object[] }>();
  for (const recorded of events.filter(appropriationCodec.knows)) {
    const event = appropriationCodec.decode(recorded);
    const { type, data } = event;
    if (type === 'AppropriationIssued')
      appropriations.set(data.appropriationId, {
        ...data,
        initialFen: fenFromDigits(data.amountFen),
        planStartsOn: data.effectiveOn,
        plans: [],
        days: [],
      });
    const own = appropriations.get(data.appropriationId);
    if (type === 'SpendingPlanAdopted' || type === 'SpendingPlanRevised') own?.plans.push(data);
    const movement = movementOf(event);
    if (movement !== null) own?.days.push(movement);
  }
  return [...appropriations.values()];
}

describe('the demo year as of a day', () => {
  let year: DemoYear;
  beforeAll(async () => {
    year = await playedDemoYear();
  });

  const allOn = (date: BusinessDate, events = year.events) =>
    programmesOnDay(foldFacts(events), { agencyScope: [year.bureau.agencyId], fiscalYear: 2021 }, date);

  const programmeOn = (monthDay: string, programme: number) => {
    const appropriationId = year.appropriationOf(programme);
    const found = allOn(day(monthDay)).find(
      ({ appropriations }) => appropriations[0].appropriationId === appropriationId,
    );
    if (!found) throw new Error(`no programme ${programme}`);
    return found;
  };
  const on = (monthDay: string, programme: number): AppropriationOnDay =>
    programmeOn(monthDay, programme).appropriations[0];

  it('has the money plan against actual has, on days drawn at random', () => {
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
      const found = allOn(date).map((programme) => [
        programme.appropriations[0].appropriationId,
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
      for (const programme of allOn(day(date))) {
        const net = programme.payments.reduce((sum, { netFen }) => sum + netFen, 0n);
        expect([date, programme.programmeName, net]).toEqual([date, programme.programmeName, programme.settledFen]);
      }
  });

  it('shows a run as submitted until the day it was paid', () => {
    const january = (monthDay: string) => on(monthDay, 14).payments[0];
    expect(on('01-25', 14).payments).toEqual([]);
    expect(january('01-26')).toMatchObject({ situation: 'submitted', paidOn: null, netFen: 0n });
    expect(january('01-26')?.lines).toEqual([expect.objectContaining({ period: '2021-01', entry: 'regular' })]);
    expect(january('01-29')).toMatchObject({
      kind: 'payout-run',
      situation: 'paid',
      submittedOn: '2021-01-26',
      paidOn: '2021-01-29',
      lines: [{ heads: 75_587, rateFen: 9_300n }],
      netFen: parseYuan('7029591.00'),
    });
  });

  it('takes the thirty people that came back out of September from the day they did', () => {
    const september = (monthDay: string) =>
      on(monthDay, 17).payments.find(({ lines }) => lines[0]?.period === '2021-09');
    expect(september('09-29')).toMatchObject({ lines: [{ heads: 75_587 }], netFen: 0n });
    // The very day they were paid, though it was entered in October.
    expect(september('09-30')).toMatchObject({ lines: [{ heads: 75_557 }], netFen: parseYuan('1133355.00') });
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
    expect(on('06-18', 2).payments.map(({ situation }) => situation)).toContain('released');
    const phones = on('06-01', 13).payments.filter(({ lines }) => lines[0]?.period === '2021-05');
    expect(phones.map(({ situation, netFen }) => [situation, netFen])).toEqual([
      ['reversed', 0n],
      ['paid', parseYuan('900.00')],
    ]);
  });

  it('knows plan and standard from their first day on, and nothing of a programme before it was issued', () => {
    expect(programmeOn('01-01', 5).standard).toMatchObject({ headcount: 75_587, cashFlow: 'monthly' });
    expect(on('01-01', 5).plan).toHaveLength(4);
    expect(allOn(parseBusinessDate('2020-12-31'))).toEqual([]);
  });

  it('is the same from facts that have been through JSON, as they stand in rows', () => {
    const folded = new FoldedFacts();
    for (const event of year.events)
      for (const fact of factsOf(event)) folded.take(JSON.parse(JSON.stringify(fact)) as typeof fact);
    const date = day('12-31');
    const whose = { agencyScope: [year.bureau.agencyId], fiscalYear: 2021 };
    expect(programmesOnDay(folded, whose, date)).toEqual(allOn(date));
  });

  it('is nobody else’s', () => {
    const others = { agencyScope: ['another'], fiscalYear: 2021 };
    expect(programmesOnDay(foldFacts(year.events), others, day('12-31'))).toEqual([]);
  });
});
