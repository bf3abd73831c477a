import { randomUUID } from 'node:crypto';
import { addDays, dateOf } from '@bofu/kernel';
import type { DifferenceView } from '@bofu/monitoring';
import { countByHand, exportedFrom, type Exported } from './books-by-hand';
import { chanceOf, type Chance } from './chance';
import { demoYearInOffice } from '../demo-year/demo-year-in-office';
import { caughtUp, openEmptyOffice, type OfficeOfYear } from './office-of-year';

/** The difference an auditor asks about: its figures, its events and its own check, held against the exported list. */
/** Of 14, the central pension, in the imported file. */
const PENSION = 14;
const SEED = 20_210_630;

const fenOf = (yuan: string): bigint => BigInt(yuan.replace('.', ''));

describe('the difference between two points of the demo year', () => {
  let office: OfficeOfYear;
  let address: string;
  let events: Exported[];
  let pension = '';

  beforeAll(async () => {
    office = await openEmptyOffice();
    pension = (await demoYearInOffice(office)).appropriationOf(PENSION);
    await caughtUp(office);
    events = await exportedFrom(office.store);
    address = await office.listen();
  }, 600_000);
  afterAll(() => office.close());

  const get = async (parameters: Record<string, string>): Promise<{ status: number; body: DifferenceView }> => {
    const query = new URLSearchParams({ fiscalYear: '2021', ...parameters }).toString();
    const response = await fetch(`${address}/v1/replay/difference?${query}`);
    return { status: response.status, body: (await response.json()) as DifferenceView };
  };

  const allPages = async (parameters: Record<string, string>): Promise<DifferenceView> => {
    const { status, body } = await get({ ...parameters, limit: '200' });
    expect([status, body]).toEqual([200, expect.anything()]);
    const items = [...body.events.items];
    for (let { next } = body.events; next !== null;) {
      const page = await get({ ...parameters, limit: '200', cursor: next });
      items.push(...page.body.events.items);
      next = page.body.events.next;
    }
    return { ...body, events: { items, next: null } };
  };

  it('is to the fen what the listed events make of it, and what a person counts at both points', async () => {
    const chance = chanceOf(SEED);
    for (let round = 0; round < 60; round += 1) {
      const [a, b] = [anyPoint(chance), anyPoint(chance)];
      const one = chance.onceIn(2) ? { appropriationId: pension } : {};
      const view = await allPages({ ...one, aAsOf: a.asOf, aKnownAt: a.knownAt, bAsOf: b.asOf, bKnownAt: b.knownAt });

      const [atA, atB] = [handTotal(a, one.appropriationId), handTotal(b, one.appropriationId)];
      const { figures, events: differing } = view;
      expect([a, b, view.sums, view.count]).toEqual([a, b, true, differing.items.length]);
      for (const name of ['budget', 'settled', 'inTransit', 'frozen'] as const) {
        const listed = differing.items.reduce(
          (sum, { sign, ...event }) => sum + (sign === '+' ? fenOf(event[name]) : -fenOf(event[name])),
          0n,
        );
        const asked = [fenOf(figures[name].a), fenOf(figures[name].b), fenOf(figures[name].difference)];
        expect([a, b, name, ...asked, listed]).toEqual([
          a,
          b,
          name,
          atA[name],
          atB[name],
          atB[name] - atA[name],
          listed,
        ]);
        expect(listed).toBe(atB[name] - atA[name]);
      }
      for (const { sign, on, position } of differing.items) {
        const counts = ({ asOf, knownAt }: typeof a): boolean => on <= asOf && position <= knownAt;
        expect([position, counts(a), counts(b)]).toEqual([position, sign === '-', sign === '+']);
      }
    }
  }, 600_000);

  const anyPoint = (chance: Chance): { asOf: string; knownAt: string } => ({
    asOf: addDays(dateOf(2021, 1, 1), chance.upTo(366)),
    knownAt: endOfCommand(chance.upTo(events.length)),
  });

  /** Over HTTP half a command was never known to anybody. */
  const endOfCommand = (at: number): string => {
    const { command } = events[at]!;
    while (events[at + 1]?.command === command) at += 1;
    return events[at]!.position;
  };

  const handTotal = ({ asOf, knownAt }: { asOf: string; knownAt: string }, only: string | undefined) => {
    const total = { budget: 0n, settled: 0n, inTransit: 0n, frozen: 0n };
    for (const [id, sums] of countByHand(events, asOf, knownAt).appropriations) {
      if (only !== undefined && id !== only) continue;
      for (const name of ['budget', 'settled', 'inTransit', 'frozen'] as const) total[name] += sums[name];
    }
    return total;
  };

  it('names what was entered after the day it is dated: the two clocks read one day differently', async () => {
    const { body } = await get({ aAsOf: '2021-07-31', bAsOf: '2021-07-31' });
    expect(body.count).toBe(0);
    expect(body.figures.settled.difference).toBe('0.00');
    const { a } = body.clocksDiffer;
    // The July mobile-phone subsidy: paid in July, entered on 4 August.
    expect(a.events.map(({ sign, type }) => [sign, type])).toEqual([['-', 'CommitmentSettled']]);
    for (const { sign, on, recordedAt } of a.events) {
      const enteredOn = new Date(Date.parse(recordedAt) + 8 * 3_600_000).toISOString().slice(0, 10);
      expect([sign, on <= '2021-07-31', enteredOn <= '2021-07-31']).toEqual(
        sign === '-' ? ['-', true, false] : ['+', false, true],
      );
    }
  });

  it('names it whatever the point was known at: as known then is always held against as known now', async () => {
    const at = '2021-07-31T23:59:59.999+08:00';
    const { body } = await get({
      aAsOf: '2021-07-31',
      aKnownAt: at,
      bAsOf: '2021-08-31',
      bKnownAt: '2021-08-31T23:59:59.999+08:00',
    });
    expect(body.clocksDiffer.a.events.map(({ sign, type }) => [sign, type])).toEqual([['-', 'CommitmentSettled']]);
    expect(body.clocksDiffer.b.events).toEqual([]);
  });

  it('takes "now" for the same moment in both read models and says which', async () => {
    const { body } = await get({ aAsOf: '2021-06-30', bAsOf: '2021-12-31' });
    const head = await office.store.head();
    expect([body.a.knownAt, body.b.knownAt, body.sums]).toEqual([head, head, true]);
  });

  it('answers 404 for an appropriation that does not exist and 400 for a position of no store', async () => {
    expect((await get({ appropriationId: randomUUID() })).status).toBe(404);
    expect((await get({ aKnownAt: '42' })).status).toBe(400);
  });

  it('says so when the events do not add up: a line lost from the ledger is seen', async () => {
    const [line] = await office.database.query<{ position: string }[]>(
      `delete from ledger.ledger_line where position = (
         select max(position) from ledger.ledger_line where type = 'CommitmentSettled' and on_date < '2021-12-31')
       returning position`,
    );
    expect(line).toBeDefined();
    const { body } = await get({ aAsOf: '2020-12-31', bAsOf: '2021-12-31' });
    expect(body.sums).toBe(false);
    await office.projections.rebuild('ledger');
    expect((await get({ aAsOf: '2020-12-31', bAsOf: '2021-12-31' })).body.sums).toBe(true);
  }, 120_000);
});
