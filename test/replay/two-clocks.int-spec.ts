import { ListAppropriations, ListLedgerLines } from '@bofu/budget';
import type { Position } from '@bofu/event-store';
import { addDays, dateOf, type BusinessDate } from '@bofu/kernel';
import { AskPlanAgainstActual } from '@bofu/monitoring';
import { ListPayments } from '@bofu/payment';
import type { Database } from '@bofu/read-model';
import { BUCKET_EVENTS } from '../../libs/monitoring/src/plan-against-actual/plan-against-actual.projection';
import { AskPlanAgainstActualHandler } from '../../libs/monitoring/src/plan-against-actual/plan-against-actual.query';
import { byHand, digits, figures, sorted, withoutFuture, type Figures } from './figures';
import { countByHand, exportedFrom, type Exported } from './books-by-hand';
import { BUSY_AGENCY, playBusyYear } from './busy-year';
import { chanceOf, type Chance } from './chance';
import { demoYearInOffice } from '../demo-year/demo-year-in-office';
import { caughtUp, openEmptyOffice, type OfficeOfYear } from './office-of-year';

/**
 * Whatever day is asked about, and whatever was known by then: the answers of the read models are what a person adds up
 * from the list of events by hand, to the fen. `BOFU_REPLAY_PAIRS` asks for more pairs of clocks, `BOFU_REPLAY_SEED` for
 * other ones.
 */
const PAIRS = Number(process.env['BOFU_REPLAY_PAIRS'] ?? 1_000);
const SEED = Number(process.env['BOFU_REPLAY_SEED'] ?? 20_211_231);
const ACTS = 1_100;
const BUSY = 'a busy year of three appropriations';
const DEMO = 'the demo year of 22 programmes';
const SHARE: Record<string, number> = { [BUSY]: 0.7, [DEMO]: 0.3 };

type Counted = ReturnType<typeof countByHand>;

interface Point {
  readonly asOf: BusinessDate;
  readonly knownAt: Position;
}

function anyPoint(chance: Chance, events: readonly Exported[]): Point {
  const asOf = addDays(dateOf(2021, 1, 1), chance.upTo(366));
  const knownAt = chance.onceIn(40) ? '' : chance.oneOf(events).position;
  return { asOf, knownAt: knownAt as Position };
}

/** Some points fall between two events of one append, where a payment is recorded and its effect is not yet. */
const endsAppend = (events: readonly Exported[], knownAt: string): boolean => {
  const at = events.findLastIndex(({ position }) => position <= knownAt);
  return events[at]?.command !== events[at + 1]?.command;
};

describe.each([BUSY, DEMO])('%s', (year) => {
  let office: OfficeOfYear;
  let events: Exported[];
  let agencyId = BUSY_AGENCY;
  const ofYear = (point: Point) => ({ ...point, agencyScope: [agencyId], fiscalYear: 2021 });

  beforeAll(async () => {
    office = await openEmptyOffice();
    if (year === BUSY) {
      const { carriedOut } = await playBusyYear(office.commands, SEED, ACTS);
      expect(Object.fromEntries(carriedOut)).toEqual(
        Object.fromEntries(EVERYTHING.map((name) => [name, expect.any(Number)])),
      );
    } else ({ agencyId } = (await demoYearInOffice(office)).bureau);
    events = await exportedFrom(office.store);
    // Else no position would fall behind a finished bucket and before a begun one.
    if (year === BUSY) expect(longestStream(events)).toBeGreaterThan(2 * BUCKET_EVENTS);
    await caughtUp(office);
  }, 600_000);
  afterAll(() => office.close());

  const points = (seed: number): Point[] => {
    const chance = chanceOf(seed);
    return Array.from({ length: Math.ceil(PAIRS * (SHARE[year] ?? 1)) }, () => anyPoint(chance, events));
  };

  it('is added up alike by hand and by plan against actual, the ledger and the payments, at any pair of clocks', async () => {
    const chance = chanceOf(SEED + 2);
    for (const point of points(SEED + 1)) {
      const counted = countByHand(events, point.asOf, point.knownAt);
      await planAgainstActualAgrees(point, counted);
      await ledgerAgrees(point, counted, chance);
      await paymentsAgree(point, counted, chance);
    }
  }, 900_000);

  const planAgainstActualAgrees = async (point: Point, counted: Counted): Promise<void> => {
    const { programmes } = await office.queries.execute(new AskPlanAgainstActual(ofYear(point)));
    const asked = programmes.map((line): [string, Figures] => [
      line.appropriation.appropriationId,
      figures(line, line.inTransitFen),
    ]);
    expect([point, withoutFuture(sorted(asked), counted.appropriations)]).toEqual([point, byHand(counted)]);
    if (!endsAppend(events, point.knownAt)) return;
    for (const [id, { settled, inTransit }] of counted.appropriations)
      expect([point, id, counted.fromPayments.get(id) ?? { settled: 0n, inTransit: 0n }]).toEqual([
        point,
        id,
        { settled, inTransit },
      ]);
  };

  /** The ledger shows no plan or standard before its time either. */
  const ledgerAgrees = async (point: Point, counted: Counted, chance: Chance): Promise<void> => {
    const stood = await office.queries.execute(new ListAppropriations(ofYear(point), null, 100));
    const asked = stood.map((each): [string, Figures] => [each.appropriationId, figures(each, each.committedFen)]);
    expect([point, sorted(asked)]).toEqual([point, byHand(counted)]);
    for (const { appropriationId, programmeId, spendingPlan, paymentStandard } of stood) {
      expect([point, spendingPlan]).toEqual([point, counted.plans.get(appropriationId) ?? null]);
      if (year === BUSY) expect(paymentStandard?.headcount).toEqual(counted.headcounts.get(programmeId));
    }
    const some = stood[chance.upTo(stood.length)];
    if (!some) return;
    const lines = await office.queries.execute(new ListLedgerLines(some.appropriationId, ofYear(point), null, 100_000));
    expect(lines.at(-1)?.availableAfterFen).toBe(some.availableFen);
  };

  /** Every payment is in the situation of the day, as known then. */
  const paymentsAgree = async (point: Point, { payments }: Counted, chance: Chance): Promise<void> => {
    const after = chance.oneOf(events).position;
    const found = await office.queries.execute(
      new ListPayments({ ...ofYear(point), fiscalYear: null }, {}, { order: 'earliest-first', after, limit: 12 }),
    );
    const firstAfter = events.filter(
      ({ position, type, data }) =>
        position > after && type === 'PaymentSubmitted' && payments.has(String(data['paymentId'])),
    );
    expect(found.map(({ paymentId }) => paymentId)).toEqual(
      firstAfter.slice(0, 12).map(({ data }) => data['paymentId']),
    );
    for (const { paymentId, situation, netFen, returnedFen, lines, submittedOn, charges } of found) {
      const borneBy = new Map<string, bigint>();
      for (const { appropriationId, situation: stands, netFen: left } of charges)
        if (stands === 'paid' && left !== 0n) borneBy.set(appropriationId, (borneBy.get(appropriationId) ?? 0n) + left);
      const bears = sorted([...borneBy]);
      const outstanding = lines.map((line) => line.outstanding);
      const asked = { situation, net: netFen, returned: returnedFen, outstanding, submittedOn };
      const { bears: borne, ...byCounting } = payments.get(paymentId)!;
      expect([point, paymentId, asked]).toEqual([point, paymentId, byCounting]);
      if (correctionsAreInOrder(events, paymentId))
        expect([point, paymentId, Object.fromEntries(bears.map(([at, amount]) => [at, String(amount)]))]).toEqual([
          point,
          paymentId,
          borne,
        ]);
    }
  };

  it('would be found wrong if a bucket the position falls into counted as a whole', async () => {
    const broken = new AskPlanAgainstActualHandler(wholeBuckets(office.database), office.store);
    let wrong = 0;
    for (const point of points(SEED + 1).slice(0, 200)) {
      const right = await office.queries.execute(new AskPlanAgainstActual(ofYear(point)));
      const { total } = await broken.execute(new AskPlanAgainstActual(ofYear(point)));
      if (JSON.stringify(total, digits) !== JSON.stringify(right.total, digits)) wrong += 1;
    }
    expect(wrong).toBeGreaterThan(0);
  }, 600_000);
});

/** As if whoever wrote the query had taken a begun bucket for a finished one. */
const wholeBuckets = (database: Database): Database =>
  ({
    query: async (sql: string, parameters: unknown[]) => {
      expect(sql).toContain('last_position <= $3');
      const rows = await database.query<object[]>(
        sql.replace('last_position <= $3', 'first_position <= $3'),
        parameters,
      );
      return rows.map((row) => ({ ...row, begun: null }));
    },
  }) as unknown as Database;

/** Corrections of one payment dated against the order of their recording leave no one answer to who bore it between. */
const correctionsAreInOrder = (events: readonly Exported[], paymentId: string): boolean => {
  const days = events
    .filter(({ type, data }) => data['paymentId'] === paymentId && /^Payment(Reclassified|Returned)/.test(type))
    .map(({ data }) => String(data['correctedOn'] ?? data['returnedOn']));
  return days.every((day, at) => at === 0 || days[at - 1]! <= day);
};

function longestStream(events: readonly Exported[]): number {
  const lengths = new Map<string, number>();
  for (const { stream } of events) lengths.set(stream, (lengths.get(stream) ?? 0) + 1);
  return Math.max(...lengths.values());
}

const EVERYTHING = [
  'issue-appropriation',
  'submit-disbursement',
  'submit-payout-run',
  'pay-payment',
  'pay-one-charge',
  'send-back-payment',
  'withdraw-payment',
  'void-payment',
  'refuse-payment',
  'reverse-payment',
  'reclassify-payment',
  'reclassify-a-part',
  'record-payment-return-by-bank',
  'record-payment-return-by-payee',
  'supplement-appropriation',
  'reduce-appropriation',
  'claw-back-appropriation',
  'freeze-appropriation',
  'unfreeze-appropriation',
  'transfer-virement',
  'revise-spending-plan',
  'adopt-spending-plan',
  'set-payment-standard',
];
