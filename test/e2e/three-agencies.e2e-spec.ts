import { demoYearInOffice } from '../demo-year/demo-year-in-office';
import { bareOfficeOverHttp, type OfficeUnderTest } from './office-over-http';
import { playSmallYear } from './small-year';

/**
 * Three agencies in one store, each with another year, entered at the same time: whatever is asked of one is answered as
 * where that agency is alone. Ids follow from what is entered; what a store gives by itself (positions, numbers of
 * events, cursors made of them) is left out. The clocks of the three are years apart, so that an instant of one lies
 * before or after everything that the others record.
 */
const BOOKS = [
  { code: '356', year: 2021, days: ['2021-06-30', '2021-10-31', '2021-12-31'] },
  { code: '202', year: 2022, days: ['2022-01-31', '2022-02-28', '2022-03-31'] },
  { code: '206', year: 2026, days: ['2026-01-31', '2026-02-28', '2026-03-31'] },
] as const;
type BooksOfOne = (typeof BOOKS)[number];

const played = async (office: OfficeUnderTest, { code, year }: BooksOfOne): Promise<string> =>
  year === 2021
    ? (await demoYearInOffice(office.office, 'watched')).bureau.agencyId
    : playSmallYear(office.office, { code, year });

const GIVEN_BY_STORE = new Set([
  ...['position', 'positions', 'number', 'previous', 'next', 'raisedAt', 'knownAt', 'recordedBy', 'cursor'],
  'knownUpTo',
  ...['firstPosition', 'lastPosition'],
]);
const WHOLE_LOG = 22;
const NUMBERS_OF_EVENTS = new Set(['numbers', 'recordedLater']);
function withoutPositions(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutPositions);
  if (typeof value !== 'object' || value === null) return value;
  const given = (name: string) => GIVEN_BY_STORE.has(name) || (name === 'eventId' && isNamedByPosition(value as Item));
  const kept = Object.entries(value).filter(([name]) => !given(name));
  return Object.fromEntries(
    // A list of events by their numbers: how many.
    kept.map(([name, inner]) => [
      name,
      NUMBERS_OF_EVENTS.has(name) ? (inner as unknown[]).length : withoutPositions(inner),
    ]),
  );
}

interface Item {
  readonly [field: string]: unknown;
}

/** An evaluation says up to which position it knew the books, and its id follows from what it says. */
const isNamedByPosition = ({ type }: Item): boolean => type === 'AlertsEvaluated';

/** One agency's books over HTTP, in the office they are in. */
class Asked {
  constructor(
    readonly over: OfficeUnderTest,
    private readonly code: string,
  ) {}

  private address(path: string, query: Record<string, string>): string {
    return `${path}?${new URLSearchParams({ agency: this.code, ...query }).toString()}`;
  }

  async get(path: string, query: Record<string, string> = {}): Promise<Item> {
    const { status, body } = await this.over.get(this.address(path, query));
    expect([path, query, status, body['code']]).toEqual([path, query, 200, undefined]);
    return body;
  }

  /** Every item of a list, page by page. */
  async all(path: string, query: Record<string, string> = {}): Promise<Item[]> {
    const items: Item[] = [];
    for (let cursor: Record<string, string> = {}; ;) {
      const page = await this.get(path, { ...query, limit: '50', ...cursor });
      items.push(...(page['items'] as Item[]));
      if ((page['next'] ?? null) === null) return items;
      cursor = { cursor: String(page['next']) };
    }
  }

  async text(path: string, query: Record<string, string>): Promise<string> {
    const response = await fetch(`${this.over.address}${this.address(path, query)}`);
    expect([path, query, response.status]).toEqual([path, query, 200]);
    return withoutNumbers(await response.text());
  }

  /** What a background job has put into its file. */
  async exported(body: object): Promise<string> {
    const agency = { 'bofu-agency': this.code };
    const { status, headers, body: said } = await this.over.post('/v1/jobs/audit-exports', body, agency);
    expect([body, status, said['code']]).toEqual([body, 202, undefined]);
    const path = headers.get('location') ?? '';
    for (;;) {
      const { body: job } = await this.over.get(`${path}?agency=${this.code}`);
      if (job['situation'] !== undefined && job['situation'] !== 'requested') {
        expect(job).toMatchObject({ situation: 'completed' });
        break;
      }
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
    const response = await fetch(`${this.over.address}${path}/result?agency=${this.code}`);
    return withoutNumbers(await response.text());
  }
}

/** Text without positions (with or without their hash), numbers of events, digests over these, and when the last was. */
const withoutNumbers = (text: string): string =>
  text
    .replace(/\b[0-9a-f]{64}\b/g, '<digest>')
    .replace(/\b\d{20}(-[0-9a-f]{8})?\b/g, '<position>')
    .replace(/(?:事件 )?#\d+|\bE-\d+|(?<="(?:number|sequence)":)"?\d+"?/g, '<number>')
    .replace(/(?<=数据截至：)[^（]*/g, '<instant>')
    // It is reckoned over the position as well.
    .replace(/(?<=校验码：)[0-9a-f-]+/g, '<code>')
    .replace(/^.*"dataschema":"urn:bofu:event:alerts-evaluated:1".*$/gm, (line) =>
      line.replace(/"(id|causationid|commandid|correlationid)":"[^"]*"/g, '"$1":"<by position>"'),
    );

describe('three agencies in one store, each beside itself alone', () => {
  let together: OfficeUnderTest;
  const alone: OfficeUnderTest[] = [];
  const heads = new Map<OfficeUnderTest, string>();

  beforeAll(async () => {
    together = await bareOfficeOverHttp('postgres', { actor: '001' });
    // The demo bureau's first person founds the installation; the others' work goes on while its clerks work.
    const agencies = [played(together, BOOKS[0])];
    while (together.office.directory.agencyIds().length === 0) await new Promise((resolve) => setTimeout(resolve, 20));
    agencies.push(played(together, BOOKS[1]), played(together, BOOKS[2]));
    const inOne = await Promise.all(agencies);
    for (const [at, books] of BOOKS.entries()) {
      const office = await bareOfficeOverHttp('postgres', { actor: '001' });
      alone.push(office);
      expect(await played(office, books)).toBe(inOne[at]);
    }
    for (const office of [together, ...alone]) {
      heads.set(office, await office.caughtUp());
    }
  }, 600_000);
  afterAll(async () => {
    for (const office of [together, ...alone]) await office.close();
  });

  it('have lain across each other in the store, so that nothing is told apart by where it stands', async () => {
    const agencies = (await together.eventsAfter(null)).map(({ agency }) => agency);
    const changes = agencies.filter((agency, at) => at > 0 && agencies[at - 1] !== agency).length;
    expect(new Set(agencies).size).toBeGreaterThanOrEqual(3);
    expect(changes).toBeGreaterThan(20);
  });

  const bothOf = (code: string, at: number): [Asked, Asked] => [new Asked(together, code), new Asked(alone[at]!, code)];
  /** What both answer, once it is seen that they answer the same. */
  async function sameOf<Answer>(both: [Asked, Asked], ask: (asked: Asked) => Promise<Answer>): Promise<Answer> {
    const answers = [await ask(both[0]), await ask(both[1])] as const;
    expect(withoutPositions(answers[0])).toEqual(withoutPositions(answers[1]));
    return answers[0];
  }

  describe.each(BOOKS.map((books, at) => [books.code, at, books] as const))('%s', (code, at, { year, days }) => {
    const both = () => bothOf(code, at);
    const same = <Answer>(ask: (asked: Asked) => Promise<Answer>) => sameOf(both(), ask);
    const fiscalYear = String(year);

    it('has the same people, units, calendars and rules', async () => {
      expect((await same((asked) => asked.get('/v1/people')))['items']).not.toEqual([]);
      expect((await same((asked) => asked.get('/v1/units')))['items']).not.toEqual([]);
      await same((asked) => asked.get('/v1/calendars'));
      await same((asked) => asked.get(`/v1/calendars/${year}`, { deadlineDay: '30' }));
      await same((asked) => asked.get('/v1/alert-rules'));
      expect(await same((asked) => asked.get('/v1/fiscal-years'))).toEqual({ years: [year] });
    });

    it('has the same programmes, appropriations and ledgers, now and on each day', async () => {
      expect(await same((asked) => asked.all('/v1/programmes'))).not.toEqual([]);
      const issued = await same((asked) => asked.all('/v1/appropriations', { fiscalYear }));
      expect(issued.length).toBeGreaterThan(2);
      for (const asOf of days) await same((asked) => asked.all('/v1/appropriations', { fiscalYear, asOf }));
      for (const { appropriationId } of issued) {
        const one = `/v1/appropriations/${String(appropriationId)}`;
        await same((asked) => asked.get(one));
        await same((asked) => asked.all(`${one}/ledger`));
      }
    });

    it('has the same payments and schemes', async () => {
      const payments = await same((asked) => asked.all('/v1/payments', { fiscalYear }));
      expect(payments.length).toBeGreaterThan(2);
      for (const asOf of days) await same((asked) => asked.all('/v1/payments', { asOf }));
      for (const { paymentId } of payments.slice(0, 20))
        await same((asked) => asked.get(`/v1/payments/${String(paymentId)}`));
      await same((asked) => asked.all('/v1/payout-schemes', { fiscalYear, asOf: days[1] }));
    });

    it('has the same plan against actual, forecast and differences', async () => {
      for (const asOf of days) {
        const { programmes } = await same((asked) => asked.get('/v1/plan-against-actual', { fiscalYear, asOf }));
        expect(programmes).not.toEqual([]);
        await same((asked) => asked.get('/v1/forecast', { fiscalYear, asOf }));
      }
      const between = { fiscalYear, aAsOf: days[0], bAsOf: days[2], limit: '200' };
      await same((asked) => asked.get('/v1/replay/difference', between));
    });

    it('has the same alerts and what became of them', async () => {
      const alerts = await same((asked) => asked.all('/v1/alerts', { fiscalYear }));
      expect(alerts.length).toBeGreaterThan(0);
      for (const asOf of days) {
        await same((asked) => asked.all('/v1/alerts', { fiscalYear, asOf }));
        await same((asked) => asked.get('/v1/alerts/counts', { fiscalYear, asOf }));
      }
      for (const { alertId } of alerts.slice(0, 20)) await same((asked) => asked.get(`/v1/alerts/${String(alertId)}`));
    });

    it('has the same events, in the same order', async () => {
      const events = await same((asked) => asked.all('/v1/events', { order: 'asc' }));
      expect(events.length).toBeGreaterThan(50);
      for (const { eventId } of events.filter((event) => !isNamedByPosition(event)).slice(-5))
        await same((asked) => asked.get(`/v1/events/${String(eventId)}`));
    });

    it('has the same books as they were known in the middle of them', async () => {
      const [inOne, byItself] = both();
      const events = await inOne.all('/v1/events', { order: 'asc' });
      const middle = events.slice(Math.floor(events.length / 2)).find((event) => !isNamedByPosition(event))!;
      const then = (await byItself.get(`/v1/events/${String(middle['eventId'])}`))['position'];
      const knownAt = [String(middle['position']), String(then)];
      for (const [path, query] of [
        ['/v1/plan-against-actual', { fiscalYear, asOf: days[2] }],
        ['/v1/appropriations', { fiscalYear, limit: '200' }],
        ['/v1/payments', { limit: '200' }],
        ['/v1/alerts', { fiscalYear, limit: '200' }],
        ['/v1/forecast', { fiscalYear, asOf: days[2] }],
      ] as const) {
        const [a, b] = await Promise.all(
          [inOne, byItself].map((asked, of) => asked.get(path, { ...query, knownAt: knownAt[of]! })),
        );
        expect([path, withoutPositions(a)]).toEqual([path, withoutPositions(b)]);
      }
    });

    it('has the same books as they were known at an instant, whatever others recorded when', async () => {
      const events = await both()[0].all('/v1/events', { order: 'asc' });
      for (const part of [0.2, 0.5, 0.8]) {
        const knownAt = String(events[Math.floor(events.length * part)]?.['recordedAt']);
        const at = await same((asked) => asked.get('/v1/events/at', { instant: knownAt }));
        expect(at['event']).not.toBeNull();
        for (const [path, query] of [
          ['/v1/plan-against-actual', { fiscalYear, asOf: days[2] }],
          ['/v1/appropriations', { fiscalYear, limit: '200' }],
          ['/v1/payments', { limit: '200' }],
          ['/v1/alerts', { fiscalYear, limit: '200' }],
          ['/v1/forecast', { fiscalYear, asOf: days[2] }],
          ['/v1/events/count', {}],
        ] as const)
          await same((asked) => asked.get(path, { ...query, knownAt }));
        await same((asked) => asked.text('/v1/reports/execution-progress.csv', { fiscalYear, knownAt }));
        await same(async (asked) =>
          withoutNumbers(
            JSON.stringify(withoutPositions(await asked.get('/v1/audit/questions/4', { fiscalYear, knownAt }))),
          ),
        );
      }
    });

    it('has the same reports, cell for cell', async () => {
      const [one] = await both()[0].all('/v1/appropriations', { fiscalYear });
      for (const asOf of days) {
        const books = { fiscalYear, asOf };
        for (const report of ['execution-progress', 'disbursements'])
          await same((asked) => asked.text(`/v1/reports/${report}.csv`, books));
        const appropriationId = String(one?.['appropriationId']);
        await same((asked) => asked.text('/v1/reports/ledger.csv', { ...books, appropriationId }));
      }
    });

    it('has the same answers to every question of the audit', async () => {
      const { questions } = (await together.get('/v1/audit/questions')).body;
      // Whether the log is complete is asked of the whole store, whoever asks.
      const own = (questions as Item[]).filter(({ number }) => number !== WHOLE_LOG);
      expect(own.length).toBe((questions as Item[]).length - 1);
      for (const [turn, { number }] of own.entries()) {
        const question = `/v1/audit/questions/${String(number)}`;
        // On each of the days by turns: every question of every agency on all of them takes minutes.
        const asOf = days[turn % days.length] ?? days[0];
        const answered = await same(async (asked) => {
          const answer = withoutPositions(await asked.get(question, { fiscalYear, asOf }));
          return withoutNumbers(JSON.stringify(answer, null, 1)).split('\n');
        });
        expect(answered.join('')).toMatch(/"answer": "[^"]*\p{Script=Han}/u);
      }
    });
  });

  // Last, because whoever works on jobs judges the alerts of yesterday as well, by a clock of its own.
  describe('as files, by jobs', () => {
    const instants = new Map<string, string>();
    beforeAll(async () => {
      for (const [at, { code }] of BOOKS.entries()) {
        const [, , event] = (await bothOf(code, at)[0].all('/v1/events', { order: 'asc' })).slice(-60);
        instants.set(code, String(event?.['recordedAt']));
      }
      for (const { office } of [together, ...alone]) await office.startJobs();
    });

    describe.each(BOOKS.map((books, at) => [books.code, at, books] as const))('%s', (code, at, { year }) => {
      const both = () => bothOf(code, at);
      const same = <Answer>(ask: (asked: Asked) => Promise<Answer>) => sameOf(both(), ask);
      it.each(['hledger', 'beancount', 'cloudevents'])(
        'has the same books in another program’s form: %s',
        async (format) => {
          // Before the first export: each is a job, and stands among the events.
          const books = format === 'cloudevents' ? { format } : { format, fiscalYear: year };
          const exported = (asked: Asked) => asked.exported({ ...books, knownAt: heads.get(asked.over) });
          expect((await same(exported)).length).toBeGreaterThan(500);
          await same((asked) => asked.exported({ ...books, knownAt: instants.get(code) }));
        },
      );
    });
  });
});
