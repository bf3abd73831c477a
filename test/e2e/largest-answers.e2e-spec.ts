import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Office } from '@bofu/api';
import { appropriationIdOf } from '../bench/books';
import { openBooks } from '../bench/open-books';

/** What a screen or a program reads at once, whatever the office has grown to: plain bytes of a body. */
const MOST_BYTES = 200_000;
const PROGRAMMES = 2_000;
const ALERTS = 5_000;
const EVENTS_EACH = 11;
/** As long as the longest of a county's published budget. */
const NAME = '2021年城乡居民社会养老保险市级配套补助资金及被征地农民参保补贴 保财社〔2020〕125号';

interface Parameter {
  readonly name: string;
  readonly in: string;
  readonly schema: { readonly maximum?: number };
}
const openapi = JSON.parse(readFileSync(join(__dirname, '../../docs/openapi.json'), 'utf8')) as {
  paths: Record<string, { get?: { parameters?: Parameter[] } }>;
};

/** Every list that is read page by page, with the largest page it has; a new one is among them by itself. */
const PAGED = Object.entries(openapi.paths).flatMap(([path, { get }]) => {
  const parameters = get?.parameters?.filter((each) => each.in === 'query') ?? [];
  const most = parameters.find(({ name }) => name === 'limit' || name === 'size');
  if (most === undefined) return [];
  const query = new URLSearchParams({ [most.name]: String(most.schema.maximum) });
  if (parameters.some(({ name }) => name === 'fiscalYear')) query.set('fiscalYear', '2021');
  return [`${path}?${query.toString()}`];
});
/** What the screens read of a whole year beside them. */
const WHOLE = [
  '/v1/plan-against-actual/total?fiscalYear=2021',
  '/v1/plan-against-actual/{appropriationId}?fiscalYear=2021',
  '/v1/forecast/{appropriationId}?fiscalYear=2021',
  '/v1/alerts/counts?fiscalYear=2021',
  '/v1/alerts/trend?fiscalYear=2021',
  '/v1/appropriations/{appropriationId}/payment-months?fiscalYear=2021',
  '/v1/due-soon',
];

let office: Office;
let address = '';

beforeAll(async () => {
  office = await openBooks(process.env['BOFU_TEST_POSTGRES_URL'] ?? '', `largest_answers_${process.pid}`, {
    ...{ events: PROGRAMMES * EVENTS_EACH, appropriations: PROGRAMMES, alerts: ALERTS },
    ...{ inFull: true, programmeName: NAME },
  });
  address = await office.listen();
}, 300_000);
afterAll(() => office?.close());

async function bytesOf(path: string): Promise<{ bytes: number; rows: number; body: Record<string, unknown> }> {
  const answer = await fetch(address + path.replace('{appropriationId}', appropriationIdOf(0)));
  const text = await answer.text();
  if (answer.status !== 200) throw new Error(`${path} ${answer.status} ${text.slice(0, 300)}`);
  const body = JSON.parse(text) as Record<string, unknown>;
  return { bytes: Buffer.byteLength(text), rows: Array.isArray(body['items']) ? body['items'].length : 0, body };
}

describe('in an office of two thousand programmes', () => {
  it('the lists are those of the interface', () => {
    for (const path of ['/v1/execution-lines', '/v1/payments', '/v1/appropriations', '/v1/alerts', '/v1/month-strips'])
      expect(PAGED.some((each) => each.startsWith(`${path}?`))).toBe(true);
  });

  it.each([...PAGED, ...WHOLE])(
    '%s answers with no more than 200 kB',
    async (path) => {
      expect((await bytesOf(path)).bytes).toBeLessThanOrEqual(MOST_BYTES);
    },
    60_000,
  );

  it('the books are large enough for that to say something: what is not paged is larger by far', async () => {
    expect((await bytesOf('/v1/plan-against-actual?fiscalYear=2021')).bytes).toBeGreaterThan(10 * MOST_BYTES);
    expect(await bytesOf('/v1/execution-lines?fiscalYear=2021&size=200')).toMatchObject({
      rows: 200,
      body: { count: PROGRAMMES },
    });
  }, 60_000);

  it.each(['payments', 'appropriations', 'alerts'])(
    'every one of the %s is read page by page all the same',
    async (list) => {
      const seen = new Set<string>();
      const id = { payments: 'paymentId', appropriations: 'appropriationId', alerts: 'alertId' }[list] ?? '';
      let rows = 0;
      for (let next: unknown = ''; next !== null;) {
        const cursor = next === '' ? '' : `&cursor=${String(next)}`;
        const { body } = await bytesOf(`/v1/${list}?limit=200&fiscalYear=2021${cursor}`);
        const items = body['items'] as Record<string, string>[];
        for (const item of items) seen.add(item[id] ?? '');
        rows += items.length;
        next = body['next'];
      }
      expect([seen.size, rows]).toEqual(list === 'alerts' ? [ALERTS, ALERTS] : [PROGRAMMES, PROGRAMMES]);
    },
    120_000,
  );
});
