import { randomUUID } from 'node:crypto';
import { officeOverHttp, type OfficeUnderTest } from './office-over-http';

/** What a clerk, a script or an attacker may send to the real routes, and the code each must be answered with. */
const ISSUED = {
  fiscalYear: 2021,
  programmeCode: '13062121BHNLI8GFGL4GA',
  programmeName: '基础养老金补贴',
  unitCode: '356001',
  unitName: '本级',
  fundingLevel: 'district',
  fundingLevelBasis: 'stated',
  budgetType: 'general-public',
  documentNumber: null,
  issuedAs: 'regular',
  amount: '1000.00',
  effectiveOn: '2021-01-01',
};
/** Stands for the id of what was issued. */
const ID = ':id';
const PAID = {
  appropriationId: ID,
  amount: '10.00',
  payee: { kind: 'organisation', name: '某单位' },
  purpose: '测试',
  period: null,
  submittedOn: '2021-02-01',
};
const RUN = {
  lines: [{ appropriationId: ID, rate: '2.50' }],
  headcount: 10,
  run: 'regular',
  payee: { kind: 'special-account', name: '财政专户' },
  purpose: '发放',
  period: '2021-02',
  submittedOn: '2021-02-01',
};

type Case = readonly [
  what: string,
  path: string,
  body: unknown,
  status: number,
  code: string,
  headers?: Record<string, string>,
];

const CASES: readonly Case[] = [
  ['an amount that is a number', '/v1/disbursements', { ...PAID, amount: 10 }, 422, 'amount-not-string'],
  ['an amount with one decimal', '/v1/disbursements', { ...PAID, amount: '1.5' }, 422, 'amount-format'],
  ['an amount with three decimals', '/v1/disbursements', { ...PAID, amount: '1.505' }, 422, 'amount-format'],
  ['an amount with an exponent', '/v1/disbursements', { ...PAID, amount: '1e3' }, 422, 'amount-format'],
  ['an amount with separators', '/v1/disbursements', { ...PAID, amount: '1,000.00' }, 422, 'amount-format'],
  ['an amount in full-width digits', '/v1/disbursements', { ...PAID, amount: '１０.００' }, 422, 'amount-format'],
  ['nothing', '/v1/disbursements', { ...PAID, amount: '0.00' }, 422, 'amount-not-positive'],
  ['less than nothing', '/v1/disbursements', { ...PAID, amount: '-10.00' }, 422, 'amount-not-positive'],
  [
    'more than there is in the world',
    '/v1/disbursements',
    { ...PAID, amount: `${'9'.repeat(20)}.00` },
    422,
    'amount-too-large',
  ],
  [
    'one fen above what is available',
    '/v1/disbursements',
    { ...PAID, amount: '1000.01' },
    422,
    'insufficient-appropriation',
  ],
  ['a day that does not exist', '/v1/disbursements', { ...PAID, submittedOn: '2021-02-30' }, 422, 'invalid-date'],
  ['a day of another year', '/v1/disbursements', { ...PAID, submittedOn: '2022-01-04' }, 422, 'outside-fiscal-year'],
  ['a field of its own', '/v1/disbursements', { ...PAID, status: 'APPROVED' }, 422, 'unknown-field'],
  [
    'a time it would like to have been recorded at',
    '/v1/disbursements',
    { ...PAID, recordedAt: '2020-01-01' },
    422,
    'unknown-field',
  ],
  ['a missing field', '/v1/disbursements', { ...PAID, purpose: undefined }, 422, 'missing-field'],
  ['a list for a text', '/v1/disbursements', { ...PAID, purpose: ['a', 'b'] }, 422, 'invalid-type'],
  ['a payee of no kind', '/v1/disbursements', { ...PAID, payee: { kind: 'toString', name: 'x' } }, 422, 'invalid-enum'],
  [
    'an override of the writing direction',
    '/v1/disbursements',
    { ...PAID, purpose: 'a\u202eb' },
    422,
    'forbidden-character',
  ],
  [
    'an appropriation that does not exist',
    '/v1/disbursements',
    { ...PAID, appropriationId: randomUUID() },
    404,
    'appropriation-not-found',
  ],
  ['cut-off JSON', '/v1/disbursements', '{"amount":', 400, 'malformed-json'],
  ['a list', '/v1/disbursements', [], 422, 'not-an-object'],
  ['a field twice', '/v1/disbursements', '{"amount":"1.00","amount":"9.00"}', 400, 'duplicate-key'],
  ['a polluted prototype', '/v1/disbursements', '{"__proto__":{"x":1}}', 400, 'forbidden-key'],
  ['no key', '/v1/disbursements', PAID, 400, 'idempotency-key-missing', { 'idempotency-key': '' }],
  ['nobody acting', '/v1/disbursements', PAID, 400, 'actor-missing', { 'bofu-actor': '' }],
  ['a page of another site', '/v1/disbursements', PAID, 403, 'csrf', { origin: 'http://elsewhere.example' }],
  [
    'another kind of body',
    '/v1/disbursements',
    JSON.stringify(PAID),
    415,
    'unsupported-media-type',
    { 'content-type': 'text/plain' },
  ],
  [
    'a payee nobody can see',
    '/v1/disbursements',
    { ...PAID, payee: { kind: 'organisation', name: '\u2800' } },
    422,
    'text-empty',
  ],
  ['a purpose with a filler', '/v1/disbursements', { ...PAID, purpose: '\u3164' }, 422, 'forbidden-character'],
  [
    'a purpose of two lines for some',
    '/v1/disbursements',
    { ...PAID, purpose: '一\u2028二' },
    422,
    'forbidden-character',
  ],
  ['a run for nobody', '/v1/payout-runs', { ...RUN, headcount: 0 }, 422, 'out-of-range'],
  ['a run for half a person', '/v1/payout-runs', { ...RUN, headcount: 1.5 }, 422, 'invalid-type'],
  [
    'a run charged twice to one appropriation',
    '/v1/payout-runs',
    { ...RUN, lines: [...RUN.lines, ...RUN.lines] },
    422,
    'appropriation-twice-in-run',
  ],
  ['a run of the thirteenth month', '/v1/payout-runs', { ...RUN, period: '2021-13' }, 422, 'invalid-period'],
  ['an appropriation issued twice', '/v1/appropriations', ISSUED, 409, 'appropriation-exists'],
  ...[' 13062121BHNLI8GFGL4GA', '13062121bhnli8gfgl4ga', '１３０６２１２１BHNLI8GFGL4GA\u00A0'].map(
    (programmeCode): Case => [
      `the same code typed otherwise, “${programmeCode}”`,
      '/v1/appropriations',
      { ...ISSUED, programmeCode },
      409,
      'appropriation-exists',
    ],
  ),
  ...['2021/03-A', '..', '<svg>', '13062121BHNLI8GFGL4G', '13062121ВHNLI8GFGL4GA', '13062121BHNLI8GFGL4G①A'].map(
    (programmeCode): Case => [
      `a programme code that is none, “${programmeCode}”`,
      '/v1/appropriations',
      { ...ISSUED, programmeCode },
      422,
      'programme-code-format',
    ],
  ),
  ['a unit code of another script', '/v1/appropriations', { ...ISSUED, unitCode: 'А56001' }, 422, 'unit-code-format'],
  [
    'central money without a document',
    '/v1/appropriations',
    { ...ISSUED, programmeCode: 'B'.repeat(21), fundingLevel: 'central' },
    422,
    'document-number-required',
  ],
  [
    'a plan that falls',
    `/v1/appropriations/${ID}/spending-plan`,
    {
      effectiveOn: '2021-01-01',
      checkpoints: [
        { on: '2021-03-31', cumulativePercent: '50.00' },
        { on: '2021-12-31', cumulativePercent: '25.00' },
      ],
    },
    422,
    'plan-unsound',
    { 'if-match': '"rev-0"' },
  ],
  [
    'a reduction below what is left',
    `/v1/appropriations/${ID}/reductions`,
    { amount: '1000.01', effectiveOn: '2021-02-01', documentNumber: null, reason: '追减' },
    422,
    'insufficient-appropriation',
    { 'if-match': '"rev-0"' },
  ],
  [
    'a change without having looked',
    `/v1/appropriations/${ID}/reductions`,
    { amount: '1.00', effectiveOn: '2021-02-01', documentNumber: null, reason: '追减' },
    428,
    'precondition-required',
  ],
  [
    'a change of what is no longer so',
    `/v1/appropriations/${ID}/reductions`,
    { amount: '1.00', effectiveOn: '2021-02-01', documentNumber: null, reason: '追减' },
    412,
    'revision-outdated',
    { 'if-match': '"rev-7"' },
  ],
  [
    'a virement to itself',
    '/v1/virements',
    { from: ID, to: ID, amount: '1.00', effectiveOn: '2021-02-01', documentNumber: null, reason: '调剂' },
    422,
    'virement-to-itself',
  ],
  [
    'a step of a payment that was never seen',
    `/v1/payments/${randomUUID()}/reversal`,
    { reversedOn: '2021-02-01', reason: '冲销' },
    412,
    'revision-outdated',
    { 'if-match': '"rev-0"' },
  ],
  [
    'a return of people and of an amount',
    `/v1/payments/${randomUUID()}/returns`,
    { by: 'bank', headcount: 1, amount: '1.00', returnedOn: '2021-02-01', reason: '退' },
    422,
    'unknown-field',
    { 'if-match': '"rev-0"' },
  ],
  [
    'an import of no programmes',
    '/v1/programme-imports',
    { fileName: 'a.json', contentBase64: Buffer.from('{}').toString('base64') },
    422,
    'import-file-invalid',
  ],
  [
    'a job on a projection that is none',
    '/v1/jobs/projection-rebuilds',
    { projection: 'nothing' },
    422,
    'job-parameters-invalid',
  ],
  [
    'a ledger of no programme',
    '/v1/jobs/report-exports',
    { report: 'ledger', format: 'csv', fiscalYear: 2021 },
    422,
    'ledger-needs-programme',
  ],
  [
    'a ledger of a programme that does not exist',
    '/v1/jobs/report-exports',
    { report: 'ledger', format: 'csv', fiscalYear: 2021, appropriationId: randomUUID() },
    404,
    'appropriation-not-found',
  ],
  [
    'a list of payments of another year’s programme',
    '/v1/jobs/report-exports',
    { report: 'disbursements', format: 'csv', fiscalYear: 2022, appropriationId: ID },
    404,
    'appropriation-not-found',
  ],
  ['a route that is not there', '/v1/admin', {}, 404, 'not-found'],
];

/** A place in a list that nobody was given. */
const cursor = (list: string, after: string): string =>
  `cursor=${Buffer.from(JSON.stringify({ list, position: '1', after: [after] })).toString('base64url')}`;

describe('bad input to the office', () => {
  let office: OfficeUnderTest;
  let id = '';
  const withId = <Input>(input: Input): Input =>
    input === undefined ? input : (JSON.parse(JSON.stringify(input).replaceAll(ID, id)) as Input);
  beforeAll(async () => {
    office = await officeOverHttp('memory');
    const issued = await office.post('/v1/appropriations', ISSUED);
    expect(issued.status).toBe(201);
    id = String(issued.body['appropriationId']);
  });
  afterAll(() => office.close());

  it.each(CASES.map((each) => [each[0], each] as const))(
    'is refused with a code and a Chinese sentence, and moves nothing: %s',
    async (_what, each) => {
      const [, path, body, status, code, headers] = each;
      const before = await office.office.store.head();
      const answer = await office.post(withId(path), withId(body), headers);
      expect([answer.status, answer.body['code']]).toEqual([status, code]);
      expect(answer.headers.get('content-type')).toMatch(/^application\/problem\+json/);
      expect(answer.body['title']).toMatch(/\p{Script=Han}/u);
      // What there is no money for was sound input: it moves nothing, and goes on record as an attempt.
      const recorded = (await office.eventsAfter(before)).map(({ type }) => type);
      expect(recorded).toEqual(code === 'insufficient-appropriation' ? ['AttemptRefused'] : []);
    },
  );

  it('records what is sound, which shows that the refusals above were about the input', async () => {
    const before = await office.office.store.head();
    expect((await office.post('/v1/disbursements', withId(PAID))).status).toBe(201);
    expect((await office.post('/v1/payout-runs', withId(RUN))).status).toBe(201);
    expect(await office.office.store.head()).not.toBe(before);
  });

  it('asks about a number that may be a person’s, and keeps the reason that lets it by', async () => {
    const freeze = { amount: '1.00', effectiveOn: '2021-03-01', reason: '按 13912345678 来电冻结' };
    const seen = `?minPosition=${await office.caughtUp()}`;
    const { headers } = await office.get(withId(`/v1/appropriations/${ID}${seen}`));
    const sent = (body: object) =>
      office.post(withId(`/v1/appropriations/${ID}/freezes`), body, { 'if-match': headers.get('etag') ?? '' });
    const before = await office.office.store.head();
    expect(await sent(freeze)).toMatchObject({ status: 409, body: { code: 'looks-like-personal-data' } });
    expect(await office.eventsAfter(before)).toEqual([]);
    expect(await sent({ ...freeze, confirmation: '是总机号码' })).toMatchObject({ status: 200 });
    expect((await office.eventsAfter(before)).map(({ type, metadata }) => [type, metadata['confirmation']])).toEqual([
      ['AppropriationFrozen', '是总机号码'],
    ]);
  });

  it.each<[string, number, string]>([
    ['/v1/payments?limit=0', 422, 'invalid-page'],
    ['/v1/payments?limit=100000', 422, 'page-too-large'],
    ['/v1/payments?limit=1&limit=2', 400, 'duplicate-parameter'],
    ['/v1/payments?cursor=garbage', 400, 'invalid-cursor'],
    ['/v1/payments?sort=password', 422, 'unknown-field'],
    ['/v1/plan-against-actual?fiscalYear=2021&asOf=2021-02-30', 422, 'invalid-date'],
    ['/v1/plan-against-actual', 422, 'missing-field'],
    [`/v1/appropriations/${randomUUID()}`, 404, 'appropriation-not-found'],
    [`/v1/payments/${randomUUID()}`, 404, 'payment-not-found'],
    ['/v1/payments/..%2f..%2fadmin', 404, 'not-found'],
    [`/v1/appropriations/${ID}/ledger?${cursor('ledger', '99999999999999999999')}`, 400, 'invalid-cursor'],
    [`/v1/events?${cursor('events', 'x')}`, 400, 'invalid-cursor'],
    [`/v1/payments?${cursor('appropriations', ID)}`, 400, 'invalid-cursor'],
    ['/v1/payments?minPosition=true', 400, 'invalid-position'],
    ['/livez?debug=1', 422, 'unknown-field'],
    ['/v1/projections?debug=1', 422, 'unknown-field'],
    ['/assets/', 404, 'not-found'],
    ['/docs/LICENSE', 404, 'not-found'],
  ])('reads answer %s with %i %s', async (path, status, code) => {
    const answer = await office.get(withId(path));
    expect([answer.status, answer.body['code']]).toEqual([status, code]);
    expect(answer.body['title']).toMatch(/\p{Script=Han}/u);
  });
});
