import { randomUUID } from 'node:crypto';
import { officeWithDemoYear } from './office-with-demo-year';
import type { OfficeUnderTest } from './office-over-http';

const PENSION = '13062121RXGO3YWDTCKQR';
const LATER = '13062121LATER00000000';
const JULY = '2021-07-31';
const END_OF_JULY = '2021-07-31T23:59:59+08:00';
const BEFORE_THE_YEAR = '2020-12-31T23:59:59+08:00';

interface Item {
  readonly [field: string]: unknown;
}
const fenOf = (yuan: unknown): bigint => BigInt(String(yuan).replace('.', ''));

/** 业务日期 and 登记时点 over HTTP, on a year whose clerks have entered it on its own days. */
describe('the books by both clocks', () => {
  let office: OfficeUnderTest;
  /** A bill paid in July that was entered in August. */
  let late: Item;
  let alertsFrom = '';
  let head = '';
  let pension = '';
  let later = '';

  const get = async (path: string, query: Record<string, string> = {}) =>
    office.get(`${path}?${new URLSearchParams({ ...query, minPosition: head }).toString()}`);
  const body = async (path: string, query: Record<string, string> = {}) => {
    const answer = await get(path, query);
    expect([path, query, answer.status, answer.body['code']]).toEqual([path, query, 200, undefined]);
    return answer.body;
  };
  /** Every item of a list, page by page. */
  const all = async (path: string, query: Record<string, string> = {}): Promise<Item[]> => {
    const items: Item[] = [];
    for (let cursor: Record<string, string> = {}; ;) {
      const page = await body(path, { ...query, limit: '200', ...cursor });
      items.push(...(page['items'] as Item[]));
      if (page['next'] === null) return items;
      cursor = { cursor: String(page['next']) };
    }
  };
  const refusal = async (path: string, query: Record<string, string>) => {
    const { status, body: said } = await get(path, query);
    return [status, said['code']];
  };
  /** The last position recorded by an instant. */
  const positionBy = async (instant: string): Promise<string> =>
    String((await office.get(`/v1/events/at?${new URLSearchParams({ instant }).toString()}`)).body['position']);
  const post = async (path: string, sent: object) => {
    const answer = await office.post(path, sent);
    expect([path, Math.floor(answer.status / 100), answer.body['code']]).toEqual([path, 2, undefined]);
    return answer.body;
  };

  beforeAll(async () => {
    office = await officeWithDemoYear('postgres');
    pension = await office.appropriationOf(PENSION);
    head = await office.caughtUp();
    alertsFrom = head;
    await post('/v1/alert-evaluations', { on: '2021-10-25' });
    await post('/v1/alert-evaluations', { on: '2021-10-31' });
    await post('/v1/appropriations', {
      fiscalYear: 2021,
      programmeCode: LATER,
      programmeName: '后来下达',
      unitCode: '356001',
      unitName: '本级',
      fundingLevel: 'district',
      fundingLevelBasis: 'stated',
      budgetType: 'general-public',
      documentNumber: null,
      issuedAs: 'regular',
      amount: '100.00',
      effectiveOn: '2021-01-01',
    });
    later = await office.appropriationOf(LATER);
    head = await office.caughtUp();
    const paid = (await all('/v1/events', { type: 'CommitmentSettled', order: 'asc' })).filter(
      ({ businessDate, recordedAt }) =>
        String(businessDate) <= JULY && Date.parse(String(recordedAt)) > Date.parse(END_OF_JULY),
    );
    expect(paid).toMatchObject([{ businessDate: '2021-07-28' }]);
    late = paid[0]!;
  }, 240_000);
  afterAll(() => office.close());

  it('tell what was paid in July, and what of it was known when July ended', async () => {
    const position = await positionBy(END_OF_JULY);
    const amount = fenOf(late['amount']);
    const [appropriationId] = late['appropriationIds'] as string[];
    const both = async (path: string, query: Record<string, string> = {}) => {
      const now = await body(path, { ...query, asOf: JULY });
      const then = await body(path, { ...query, asOf: JULY, knownAt: END_OF_JULY });
      // An instant and the position it stands for are one question.
      expect(await body(path, { ...query, asOf: JULY, knownAt: position })).toEqual(then);
      return [now, then] as const;
    };

    const [appropriation, asKnown] = await both(`/v1/appropriations/${appropriationId}`);
    expect(fenOf(appropriation['settled']) - fenOf(asKnown['settled'])).toBe(amount);
    expect(fenOf(asKnown['inTransit']) - fenOf(appropriation['inTransit'])).toBe(amount);
    expect(asKnown['available']).toBe(appropriation['available']);

    const [execution, executionAsKnown] = await both('/v1/plan-against-actual', { fiscalYear: '2021' });
    const totals = [execution, executionAsKnown].map(({ total }) => (total as Item)['settled']);
    expect(fenOf(totals[0]) - fenOf(totals[1])).toBe(amount);
    expect([execution['knownAt'], executionAsKnown['knownAt']]).toEqual([null, position]);

    const [payment, paymentAsKnown] = await both(`/v1/payments/${String(late['paymentId'])}`);
    expect(payment).toMatchObject({ situation: 'paid', paidOn: '2021-07-28' });
    expect(paymentAsKnown).toMatchObject({ situation: 'submitted', paidOn: null, total: payment['total'] });
    const [payments, paymentsAsKnown] = await both('/v1/payments', { appropriationId: appropriationId! });
    const paid = (items: unknown) => (items as Item[]).filter(({ situation }) => situation === 'paid').length;
    expect(paid(payments['items']) - paid(paymentsAsKnown['items'])).toBe(1);

    const ledger = `/v1/appropriations/${appropriationId}/ledger`;
    const [lines, linesAsKnown] = await both(ledger, { limit: '200' });
    const ids = ({ items }: Record<string, unknown>) => (items as Item[]).map(({ eventId }) => eventId);
    expect(ids(lines).filter((id) => !ids(linesAsKnown).includes(id))).toEqual([late['eventId']]);
    expect((await all(ledger)).length).toBeGreaterThan(ids(lines).length);
  });

  it('tell a supplement from its business date on, and from its record on', async () => {
    const budget = async (query: Record<string, string>) =>
      (await body(`/v1/appropriations/${pension}`, query))['budget'];
    expect(await budget({ asOf: '2021-11-01' })).toBe('70240000.00');
    expect(await budget({ asOf: '2021-11-02' })).toBe('84355092.00');
    expect(await budget({ asOf: '2021-12-31', knownAt: '2021-11-01T23:59:59+08:00' })).toBe('70240000.00');
    expect(await budget({ knownAt: '2021-11-02T23:59:59+08:00' })).toBe('84355092.00');
  });

  it('tell of alerts from the day that was evaluated on, and from the evaluation on', async () => {
    const alerts = (query: Record<string, string> = {}) => all('/v1/alerts', { fiscalYear: '2021', ...query });
    const now = await alerts({ asOf: '2021-10-31' });
    expect(now.length).toBeGreaterThan(0);
    expect(await alerts({ asOf: '2021-10-24' })).toEqual([]);
    expect(await alerts({ asOf: '2021-10-31', knownAt: head })).toEqual(now);
    expect(await alerts({ asOf: '2021-10-31', knownAt: alertsFrom })).toEqual([]);
    expect(await alerts({ asOf: '2021-10-31', knownAt: '2021-12-31T23:59:59+08:00' })).toEqual([]);

    const { alertId, raisedAt } = now[0]!;
    const one = `/v1/alerts/${String(alertId)}`;
    expect(await body(one, { knownAt: String(raisedAt) })).toMatchObject({ alertId, situation: 'open' });
    expect(await refusal(one, { knownAt: alertsFrom })).toEqual([404, 'alert-not-found']);
  });

  it('know nothing of what was not recorded yet', async () => {
    const issued = (await all('/v1/events', { appropriationId: later, order: 'asc' }))[0]!;
    expect(await body(`/v1/appropriations/${later}`, { knownAt: String(issued['position']) })).toMatchObject({
      budget: '100.00',
    });
    for (const [id, knownAt] of [
      [later, alertsFrom],
      [later, '2021-12-31T23:59:59+08:00'],
      [pension, BEFORE_THE_YEAR],
    ] as const)
      for (const path of [`/v1/appropriations/${id}`, `/v1/appropriations/${id}/ledger`])
        expect([path, knownAt, await refusal(path, { knownAt })]).toEqual([
          path,
          knownAt,
          [404, 'appropriation-not-found'],
        ]);
    for (const path of ['/v1/appropriations', '/v1/payments', '/v1/alerts'])
      expect([path, await all(path, { knownAt: BEFORE_THE_YEAR })]).toEqual([path, []]);
    const { programmes } = await body('/v1/plan-against-actual', { fiscalYear: '2021', knownAt: BEFORE_THE_YEAR });
    expect(programmes).toEqual([]);
  });

  it('reckon a target from the payments of the day, by what was declared and paid as far as was known', async () => {
    const standing = async (query: Record<string, string> = {}) => {
      const { items } = (await body('/v1/performance', { fiscalYear: '2021', ...query })) as {
        items: (Item & { targets: Item[] })[];
      };
      const found = items.find(({ programmeCode }) => programmeCode === PENSION)!;
      const of = (name: string) => found.targets.find(({ level3 }) => level3 === name)!;
      return { found, timely: of('资金发放准时率'), content: of('城乡参保对象满意度') };
    };
    const before = head;
    const { found, timely, content } = await standing();
    const path = `/v1/programmes/${String(found['programmeId'])}`;
    expect(found['targets']).toHaveLength(8);
    // Declared by the demo on the fifth of January; what nobody has declared only a person can say.
    expect([timely['measure'], content['measure'], content['missing']]).toEqual([
      'timely-rate',
      null,
      '没有登记实际值',
    ]);
    expect((await standing({ knownAt: '2021-01-04T23:59:59+08:00' })).timely).toMatchObject({ measure: null });
    const [known, fourth] = [Number(found['known']), found['targets'][3]!];
    const act = async (at: string, sent: object) => {
      const etag = (await office.get(`${path}?minPosition=${head}`)).headers.get('etag')!;
      const answer = await office.post(`${path}/${at}`, { fiscalYear: 2021, ...sent }, { 'if-match': etag });
      head = await office.caughtUp();
      return answer;
    };
    const named = ({ level1, level2, level3 }: Item) => ({ level1, level2, level3 });
    const measures = [
      { ...named(timely), accrues: false, measure: 'timely-rate', bound: 'at-least', percent: '91' },
      { ...named(content), accrues: false, measure: 'evidence' },
    ];
    expect(await act('performance-measures', { effectiveOn: '2021-01-05', measures })).toMatchObject({ status: 200 });

    // October went out in November, and the rest on its day.
    expect((await standing({ asOf: JULY })).timely).toMatchObject({ completion: '100.00', missing: null });
    expect((await standing()).timely).toMatchObject({
      proved: { value: '91.67', formula: '按时足额 11 期 ÷ 到期 12 期（迟发、欠发 2021-10） = 91.67%' },
      ...{ planned: '91.00', completion: '100.00' },
    });
    expect((await standing({ knownAt: before })).timely).toMatchObject({ planned: '100.00', completion: '91.67' });
    const { paymentIds } = (await standing({ asOf: JULY })).timely['proved'] as { paymentIds: string[] };
    expect(paymentIds).toHaveLength(7);
    for (const paymentId of paymentIds) expect(await get(`/v1/payments/${paymentId}`)).toMatchObject({ status: 200 });

    const said = {
      ...{ ...named(content), actual: '92%', verdict: 'met', completion: '100' },
      comment: '满意度问卷汇总，回收 300 份',
    };
    const record = (statements: readonly object[], more: object = {}) =>
      act('performance-actuals', { asOf: '2021-12-31', statements, ...more });
    const refused = async (said: object, more: object = {}) => {
      const { status, body: answer } = await record([said], more);
      return [status, answer['code']];
    };
    expect(await refused({ ...said, actual: null })).toEqual([422, 'target-needs-a-finding']);
    expect(await refused(said, { asOf: '2999-12-31' })).toEqual([422, 'date-ahead']);
    expect(await refused({ ...said, comment: '见 13800138000 的来电' })).toEqual([409, 'looks-like-personal-data']);
    expect(await refused({ ...said, comment: '李某 130622198001010013' })).toEqual([422, 'identity-number']);
    // Of four that are sent together each that cannot stand is named, and the one that could is not recorded either.
    const some = [
      { ...said, ...named(timely) },
      { ...said, completion: '79.99' },
      { ...said, level3: '没有的' },
      { ...said, ...named(fourth) },
    ];
    const { status, body: answer } = await record(some);
    expect([status, answer['code']]).toEqual([422, 'target-statements-refused']);
    expect(answer['facts']).toMatchObject({
      refused: [
        { target: expect.stringContaining('资金发放准时率'), flaw: 'proved-by-payments' },
        { target: expect.stringContaining('城乡参保对象满意度'), flaw: 'completion-against-verdict' },
        { target: expect.stringContaining('没有的'), flaw: 'not-found' },
      ],
    });
    expect(answer['title']).toContain('完成率 79.99% 与评定“达成”不符，应在 80.00% 至 100.00% 之间');
    expect((await standing()).found['known']).toBe(known);

    expect(await record([said, { ...said, ...named(fourth) }])).toMatchObject({ status: 200 });
    expect((await standing()).found['known']).toBe(known + 2);
    const first = head;
    expect(await record([{ ...said, actual: '88%', completion: '97.78' }])).toMatchObject({ status: 200 });
    expect((await standing()).content).toMatchObject({ completion: '97.78', statement: { actual: '88%' } });
    expect((await standing({ knownAt: first })).content).toMatchObject({ completion: '100.00' });
    expect((await standing({ asOf: JULY })).content).toMatchObject({ completion: null, statement: null });
  });

  it('count alerts as the list of them has them, those of each programme in its line, and forecast one programme as all together', async () => {
    for (const clocks of [
      { asOf: '2021-10-26' },
      { asOf: '2021-06-30', knownAt: head },
      { knownAt: BEFORE_THE_YEAR },
    ]) {
      const cases = await all('/v1/alerts', { fiscalYear: '2021', ...clocks });
      const tally = (words: readonly string[]): string[] => [...words].sort();
      const { situations } = await body('/v1/alerts/counts', { fiscalYear: '2021', ...clocks });
      const counted = Object.entries(situations as Record<string, Record<string, number>>).flatMap(
        ([situation, levels]) =>
          Object.entries(levels).flatMap(([level, count]) => Array<string>(count).fill(`${situation} ${level}`)),
      );
      expect(tally(counted)).toEqual(
        tally(cases.map(({ situation, level }) => `${String(situation)} ${String(level)}`)),
      );
      const { items } = await body('/v1/execution-lines', { fiscalYear: '2021', size: '200', ...clocks });
      const lines = new Map((items as Item[]).map(({ programmeId, alerts }) => [String(programmeId), alerts]));
      const inLines = [...lines].flatMap(([programmeId, alerts]) =>
        Object.entries((alerts ?? {}) as Record<string, number>).flatMap(([level, count]) =>
          Array<string>(count).fill(`${programmeId} ${level}`),
        ),
      );
      const standing = cases.filter(
        ({ situation, programmeId }) => situation !== 'cleared' && lines.has(String(programmeId)),
      );
      expect(tally(inLines)).toEqual(
        tally(standing.map(({ programmeId, level }) => `${String(programmeId)} ${String(level)}`)),
      );
    }
    const october = { fiscalYear: '2021', asOf: '2021-10-26' };
    const { programmes } = await body('/v1/forecast', october);
    const one = await body(`/v1/forecast/${pension}`, october);
    expect(one['programme']).toEqual((programmes as Item[]).find(({ appropriationId }) => appropriationId === pension));
    expect(one['programme']).toMatchObject({ firstFailure: { period: '2021-10', short: '55910.00' } });
    const known = { ...october, knownAt: '2021-10-26T23:59:59+08:00' };
    expect((await body(`/v1/forecast/${pension}`, known))['programme']).toEqual(one['programme']);
    expect(await refusal(`/v1/forecast/${randomUUID()}`, october)).toEqual([404, 'forecast-subject-not-found']);
  });

  it.each<[path: string, query?: Record<string, string>]>([
    ['/v1/appropriations'],
    ['/v1/appropriations/:pension'],
    ['/v1/appropriations/:pension/ledger'],
    ['/v1/payments'],
    ['/v1/plan-against-actual', { fiscalYear: '2021' }],
    ['/v1/execution-lines', { fiscalYear: '2021' }],
    ['/v1/alerts'],
    ['/v1/alerts/counts', { fiscalYear: '2021' }],
    ['/v1/forecast/:pension', { fiscalYear: '2021' }],
    ['/v1/audit/questions/12', { fiscalYear: '2021' }],
  ])('%s refuses a position no store of this kind gives', async (path, query = {}) => {
    for (const knownAt of [`0${head}`, head.slice(0, -1)])
      expect([knownAt, await refusal(path.replace(':pension', pension), { ...query, knownAt })]).toEqual([
        knownAt,
        [400, 'invalid-position'],
      ]);
  });

  it('answer what an auditor asks', async () => {
    const { questions } = (await office.get('/v1/audit/questions')).body as { questions: Item[] };
    expect(questions.map(({ number }) => number)).toEqual(Array.from({ length: 22 }, (_, at) => at + 1));
    for (const { question } of questions) expect(question).toMatch(/\p{Script=Han}/u);

    const october = { fiscalYear: '2021', appropriationId: pension, period: '2021-10' };
    const second = await body('/v1/audit/questions/2', october);
    expect(second['answer']).toContain('可用 6,973,681.00 元，需 7,029,591.00 元，差 55,910.00 元，未办理');
    expect((second['rows'] as Item[]).map(({ outcome }) => outcome)).toEqual(['refused', 'accepted']);
    // In October the attempt that went through in November is neither made nor recorded.
    const endOfOctober = { asOf: '2021-10-31', knownAt: '2021-10-31T23:59:59+08:00' };
    for (const [clock, at] of Object.entries(endOfOctober)) {
      const { rows, events } = await body('/v1/audit/questions/2', { ...october, [clock]: at });
      expect([clock, rows]).toMatchObject([clock, [{ outcome: 'refused' }]]);
      expect([clock, events]).toEqual([clock, [(second['events'] as Item[])[0]]]);
    }

    const nineteenth = await body('/v1/audit/questions/19', { fiscalYear: '2021' });
    expect(nineteenth['answer']).toContain('22 项合计 158,727,300.00 元');
    expect(nineteenth['answer']).toContain('差额 211,900.00 元');
    expect(nineteenth['answer']).toContain('未说明 0.00 元');
    expect(nineteenth['answer']).toContain('另有手工下达 1 项，100.00 元');
    expect(await refusal('/v1/audit/questions/23', { fiscalYear: '2021' })).toEqual([404, 'not-found']);
  });
});
