import type { OfficeUnderTest } from './office-over-http';
import { officeWithDemoYear } from './office-with-demo-year';

/** The whole product on the stand-in for a KurrentDB: a year's record is sound, and everything shown follows from it. */
describe('the demo year with its events in KurrentDB', () => {
  let over: OfficeUnderTest;
  beforeAll(async () => {
    over = await officeWithDemoYear('kurrentdb', 'watched');
  }, 300_000);
  afterAll(() => over?.close());

  const verification = async () => (await over.get('/v1/audit/verification')).body;

  it('is verified without a fault, event by event', async () => {
    const events = await over.eventsAfter(null);
    expect(events.length).toBeGreaterThan(700);
    expect(await verification()).toMatchObject({
      sound: true,
      events: events.length,
      misfits: 0,
      cut: [],
      unknown: [],
    });
  });

  it('gives every projection row for row, rebuilt as well as followed', async () => {
    const { projections, database } = over.office;
    const compared = async () => {
      const found = [];
      for (const name of projections.names) found.push(await projections.compare(name));
      return found;
    };
    const differing = async () => (await compared()).flatMap(({ found }) => found);
    expect(await differing()).toEqual([]);
    for (const name of projections.names) await projections.rebuild(name);
    await over.caughtUp();
    const rebuilt = await compared();
    expect(rebuilt.flatMap(({ found }) => found)).toEqual([]);
    expect(rebuilt.flatMap(({ tables }) => tables).filter(({ rows }) => rows > 0).length).toBeGreaterThan(9);

    await database.query(
      'update ledger.ledger_line set budget_fen = budget_fen + 1 where position = (select max(position) from ledger.ledger_line)',
    );
    expect(await differing()).toMatchObject([{ table: 'ledger_line', column: 'budget_fen' }]);
  }, 240_000);

  it('is found changed where one event is another than was recorded', async () => {
    const paid = over.kurrentDb?.log.events.find(({ type }) => type === 'PaymentPaid');
    expect(paid).toBeDefined();
    const data = Buffer.from(paid!.data)
      .toString('utf8')
      .replace(/"paidOn":"[^"]*"/, '"paidOn":"2021-12-30"');
    Object.assign(paid!, { data: Buffer.from(data, 'utf8') });
    expect(await verification()).toMatchObject({ sound: false, first: { eventId: paid!.id } });
  });
});
