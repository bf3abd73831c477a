import { basisPointsOf, formatBasisPoints, formatYuan, parseYuan } from '@bofu/kernel';
import { officeWithDemoYear } from './office-with-demo-year';
import type { OfficeUnderTest } from './office-over-http';

/**
 * The list of programmes is held against the three reads that each say a part of it: plan against actual, the forecast
 * and the alerts, put together here once more, by hand.
 */

interface Line {
  readonly appropriationId: string;
  readonly programmeId: string;
  readonly programmeName: string;
  readonly budget: string;
  readonly planned: string;
  readonly settled: string;
  readonly available: string;
  readonly executionRate: string | null;
  readonly planGapPoints: string | null;
  readonly state: string;
  readonly inTransit: string;
  readonly plannedRate: string | null;
  readonly fundingLevel: string;
  readonly unitCode: string;
}
type Counts = Record<'red' | 'orange' | 'yellow' | 'info', number>;

const WORST = ['short', 'alerted', 'unpaid', 'behind', 'short-later', 'ahead', 'on-plan', 'completed', 'not-due'];
const FIGURES = ['budget', 'settled', 'inTransit', 'available', 'executionRate', 'plannedRate', 'planGapPoints'];

let over: OfficeUnderTest;
beforeAll(async () => void (over = await officeWithDemoYear('postgres', 'watched')), 300_000);
afterAll(() => over?.close());

const read = async (path: string, query: Readonly<Record<string, string>>) => {
  const { status, body } = await over.get(
    `/v1/${path}?${new URLSearchParams({ fiscalYear: '2021', ...query }).toString()}`,
  );
  if (status !== 200) throw new Error(`${path} ${JSON.stringify(body)}`);
  return body;
};

/** Every line with what it says, and the alerts of its programme. */
async function byHand(clocks: Readonly<Record<string, string>>, month: string) {
  const { programmes } = (await read('plan-against-actual', clocks)) as { programmes: Line[] };
  const forecast = (await read('forecast', clocks)) as {
    programmes: { appropriationIds: string[]; firstFailure: { period: string } | null }[];
  };
  const cases: { programmeId: string; level: keyof Counts; situation: string }[] = [];
  for (let next: string | null = ''; next !== null;) {
    const page = await read('alerts', { limit: '200', ...clocks, ...(next !== '' && { cursor: next }) });
    cases.push(...(page['items'] as typeof cases));
    next = page['next'] as string | null;
  }
  return programmes.map((line) => {
    const counts: Counts = { red: 0, orange: 0, yellow: 0, info: 0 };
    for (const one of cases)
      if (one.programmeId === line.programmeId && one.situation !== 'cleared') counts[one.level] += 1;
    const failure = forecast.programmes.find(({ appropriationIds }) => appropriationIds.includes(line.appropriationId));
    const shortIn = failure?.firstFailure?.period ?? null;
    const said = [
      line.state,
      ...(shortIn === null ? [] : [shortIn <= month ? 'short' : 'short-later']),
      ...(counts.red > 0 && line.state !== 'unpaid' ? ['alerted'] : []),
    ];
    const state = said.sort((a, b) => WORST.indexOf(a) - WORST.indexOf(b))[0] ?? '';
    return { ...line, state, counts: Object.values(counts).some((count) => count > 0) ? counts : null };
  });
}
type Expected = Awaited<ReturnType<typeof byHand>>[number];

const hundredths = (percent: string | null): bigint =>
  percent === null ? 1_000_000_000n : BigInt(percent.replace('.', ''));
const sign = (a: bigint, b: bigint): number => (a < b ? -1 : a > b ? 1 : 0);
const worstFirst = (a: Expected, b: Expected): number =>
  WORST.indexOf(a.state) - WORST.indexOf(b.state) ||
  sign(parseYuan(b.budget), parseYuan(a.budget)) ||
  sign(hundredths(a.planGapPoints), hundredths(b.planGapPoints));
const ORDERS: Readonly<Record<string, (a: Expected, b: Expected) => number>> = {
  worst: worstFirst,
  budget: (a, b) => sign(parseYuan(a.budget), parseYuan(b.budget)),
  settled: (a, b) => sign(parseYuan(a.settled), parseYuan(b.settled)),
  available: (a, b) => sign(parseYuan(a.available), parseYuan(b.available)),
  rate: (a, b) => sign(hundredths(a.executionRate), hundredths(b.executionRate)),
  gap: (a, b) => sign(hundredths(a.planGapPoints), hundredths(b.planGapPoints)),
};

const countOf = (lines: readonly Expected[]) => {
  const counts: Counts = { red: 0, orange: 0, yellow: 0, info: 0 };
  for (const { counts: each } of new Map(lines.map((line) => [line.programmeId, line])).values())
    for (const level of Object.keys(counts) as (keyof Counts)[]) counts[level] += each?.[level] ?? 0;
  return counts;
};

const totalOf = (lines: readonly Expected[]) => {
  const sum = (figure: 'budget' | 'settled' | 'inTransit' | 'available' | 'planned') =>
    lines.reduce((total, line) => total + parseYuan(line[figure]), 0n);
  const rate = (part: bigint) => {
    const points = basisPointsOf(part, sum('budget'));
    return points === null ? null : formatBasisPoints(points);
  };
  return {
    ...Object.fromEntries(
      (['budget', 'settled', 'inTransit', 'available'] as const).map((each) => [each, formatYuan(sum(each))]),
    ),
    executionRate: rate(sum('settled')),
    plannedRate: rate(sum('planned')),
    planGapPoints: rate(sum('settled') - sum('planned')),
  };
};

const pick = (line: object, names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, (line as Record<string, unknown>)[name]]));

describe.each([
  ['at the end of the year', { asOf: '2021-12-31' }, '2021-12'],
  ['on the day the October payout is refused', { asOf: '2021-10-26' }, '2021-10'],
  ['in March', { asOf: '2021-03-31' }, '2021-03'],
  ['in June as known in June', { asOf: '2021-06-30', knownAt: '2021-06-30T23:59:59+08:00' }, '2021-06'],
  ['of the year, nothing being known', { asOf: '2021-12-31', knownAt: '2000-01-01T00:00:00+08:00' }, '2021-12'],
])('the list of programmes %s', (_, clocks, month) => {
  let expected: Expected[];
  beforeAll(async () => void (expected = await byHand(clocks, month)), 120_000);

  it.each<[name: string, query: Record<string, string>, keeps: (line: Expected) => boolean]>([
    ['everything', {}, () => true],
    ['a level', { fundingLevel: 'central' }, (line) => line.fundingLevel === 'central'],
    ['a unit', { unit: '356009' }, ({ unitCode }) => unitCode === '356009'],
    ['what is on plan', { state: 'on-plan' }, ({ state }) => state === 'on-plan'],
    ['what is short', { state: 'short' }, ({ state }) => state === 'short'],
    ['a name', { text: '养老' }, ({ programmeName }) => programmeName.includes('养老')],
    [
      'a level and a name',
      { fundingLevel: 'district', text: '补贴' },
      (line) => line.fundingLevel === 'district' && line.programmeName.includes('补贴'),
    ],
  ])(
    'has of %s the rows, order, sums and counts of its three parts',
    async (_name, query, keeps) => {
      const kept = expected.filter(keeps);
      for (const order of Object.keys(ORDERS).flatMap((by) => (by === 'worst' ? [by] : [by, `-${by}`]))) {
        const answer = await read('execution-lines', { ...clocks, ...query, order, size: '200' });
        const by = ORDERS[order.replace('-', '')]!;
        const rows = kept.toSorted((a, b) => (order.startsWith('-') ? -1 : 1) * by(a, b) || worstFirst(a, b));
        const named = ['appropriationId', 'programmeId', 'programmeName', 'fundingLevel', ...FIGURES, 'state'];
        expect((answer['items'] as Line[]).map((line) => pick(line, [...named, 'alerts']))).toEqual(
          rows.map((line) => ({ ...pick(line, named), alerts: line.counts })),
        );
        expect(answer).toMatchObject({
          all: expected.length,
          count: kept.length,
          total: totalOf(kept),
          alerts: countOf(kept),
          states: WORST.map((state) => ({ state, count: kept.filter((line) => line.state === state).length })).filter(
            ({ count }) => count > 0,
          ),
        });
      }
    },
    120_000,
  );

  it('gives the same rows page by page', async () => {
    const whole = await read('execution-lines', { ...clocks, size: '200' });
    const rows: unknown[] = [];
    for (let page = 1; page <= Math.max(1, Math.ceil(expected.length / 5)); page += 1) {
      const answer = await read('execution-lines', { ...clocks, size: '5', page: String(page) });
      expect(answer).toMatchObject({ page, count: expected.length, total: whole['total'], states: whole['states'] });
      rows.push(...(answer['items'] as unknown[]));
    }
    expect(rows).toEqual(whole['items']);
    const past = await read('execution-lines', { ...clocks, size: '5', page: '1000' });
    expect(past['page']).toBe(Math.max(1, Math.ceil(expected.length / 5)));
  });
});

describe('the list of programmes', () => {
  it('finds a document number as people type it, and a name by its initials', async () => {
    const ofText = async (text: string) => (await read('execution-lines', { asOf: '2021-12-31', text }))['count'];
    const [all, byNumber, byInitials] = [await ofText('2021年'), await ofText('(2020)125'), await ofText('cxjmyl')];
    expect(byNumber).toBe(1);
    expect(await ofText('【2020】125')).toBe(1);
    expect(all).toBeGreaterThan(1);
    expect(byInitials).toBe(await ofText('城乡居民养老'));
  });

  it('is no older than what was recorded before it was asked for', async () => {
    const before = await read('execution-lines', { text: '(2020)125' });
    const [line] = before['items'] as Line[];
    const path = `/v1/appropriations/${String(line?.appropriationId)}`;
    const etag = (await fetch(`${over.address}${path}`)).headers.get('etag') ?? '';
    const change = { amount: '1.00', effectiveOn: '2021-12-30', documentNumber: '保财社〔2021〕9号', reason: '补足' };
    const { body, status } = await over.post(`${path}/supplements`, change, { 'if-match': etag });
    expect([status, body]).toEqual([200, expect.anything()]);
    const after = await read('execution-lines', { text: '(2020)125', minPosition: String(body['position']) });
    const [changed] = after['items'] as Line[];
    expect(parseYuan(changed?.budget ?? '')).toBe(parseYuan(line?.budget ?? '') + 100n);
  });

  it('refuses what it cannot order, number or narrow by', async () => {
    for (const query of ['order=name', 'page=0', 'size=201', 'state=bad', 'text='])
      expect([query, (await over.get(`/v1/execution-lines?fiscalYear=2021&${query}`)).status]).toEqual([query, 422]);
  });
});
