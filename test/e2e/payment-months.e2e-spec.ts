import { formatYuan, parseYuan } from '@bofu/kernel';
import { officeWithDemoYear } from './office-with-demo-year';
import type { OfficeUnderTest } from './office-over-http';

/** The months of an appropriation's payments, held against its payments one by one. */

interface Payment {
  readonly paymentId: string;
  readonly kind: string;
  readonly run: string | null;
  readonly situation: string;
  readonly period: string | null;
  readonly submittedOn: string;
  readonly headcount: number | null;
  readonly total: string;
  readonly returned: string;
  readonly charges: readonly { appropriationId: string; situation: string; amount: string; net: string }[];
}

const STANDING = ['submitted', 'partly-paid', 'paid'];

let over: OfficeUnderTest;
beforeAll(async () => void (over = await officeWithDemoYear('postgres')), 300_000);
afterAll(() => over?.close());

async function paymentsOf(appropriationId: string, clocks: Readonly<Record<string, string>>): Promise<Payment[]> {
  const payments: Payment[] = [];
  for (let next: unknown = ''; next !== null;) {
    const query = new URLSearchParams({ appropriationId, ...clocks, ...(next !== '' && { cursor: String(next) }) });
    const { body } = await over.get(`/v1/payments?${query.toString()}`);
    payments.push(...(body['items'] as Payment[]));
    next = body['next'];
  }
  return payments;
}

const sum = (amounts: readonly string[]): string =>
  formatYuan(amounts.reduce((total, amount) => total + parseYuan(amount), 0n));

function byHand(appropriationId: string, payments: readonly Payment[]) {
  const monthOf = ({ period, submittedOn }: Payment) => period ?? submittedOn.slice(0, 7);
  const months = [...new Set(payments.map(monthOf))].filter((month) => month.startsWith('2021-')).sort();
  return months.map((period) => {
    const all = payments.filter((payment) => monthOf(payment) === period);
    const standing = all.filter(({ situation }) => STANDING.includes(situation));
    const heads = standing.flatMap(({ kind, headcount }) => (kind === 'payout-run' ? (headcount ?? []) : []));
    const borne = standing
      .flatMap(({ charges }) => charges.filter((charge) => charge.appropriationId === appropriationId))
      .map(({ situation, amount, net }) => (situation === 'submitted' ? amount : net));
    const count = (situation: string) => all.filter((one) => one.situation === situation).length;
    return {
      period,
      payments: all.length,
      submitted: count('submitted'),
      partlyPaid: count('partly-paid'),
      paid: count('paid'),
      firstPaymentId: all[0]?.paymentId,
      lastSituation: all.at(-1)?.situation,
      amount: standing.length === 0 ? null : sum(borne),
      headcount: heads.length === 0 ? null : heads.reduce((total, one) => total + one, 0),
      returned: sum(standing.map(({ returned }) => returned)),
      supplementary: sum(standing.filter(({ run }) => run === 'supplementary').map(({ total }) => total)),
    };
  });
}

describe('the months of what an appropriation paid', () => {
  it.each([
    ['at the end of the year', { asOf: '2021-12-31' }],
    ['in the middle of October', { asOf: '2021-10-28' }],
    ['in June as known in June', { asOf: '2021-06-30', knownAt: '2021-06-30T23:59:59+08:00' }],
    ['in March', { asOf: '2021-03-31' }],
  ])(
    'are %s what its payments come to',
    async (_, clocks) => {
      const { items } = (await over.get('/v1/appropriations?limit=200&fiscalYear=2021')).body as {
        items: { appropriationId: string }[];
      };
      expect(items.length).toBeGreaterThan(20);
      let months = 0;
      for (const { appropriationId } of items) {
        const query = new URLSearchParams({ fiscalYear: '2021', ...clocks }).toString();
        const { body } = await over.get(`/v1/appropriations/${appropriationId}/payment-months?${query}`);
        expect(body['items']).toEqual(byHand(appropriationId, await paymentsOf(appropriationId, clocks)));
        months += (body['items'] as unknown[]).length;
      }
      expect(months).toBeGreaterThan(0);
    },
    120_000,
  );

  it('are read beside payments named one by one', async () => {
    const { items } = (await over.get('/v1/payments?limit=7&fiscalYear=2021')).body as { items: Payment[] };
    const ids = items.map(({ paymentId }) => paymentId);
    const named = (await over.get(`/v1/payments?paymentIds=${[...ids.slice(2, 5), ids[3]].join(',')}`)).body;
    expect(named).toMatchObject({ items: items.slice(2, 5), next: null, totals: { count: 3 } });
    expect((await over.get('/v1/payments?paymentIds=all')).status).toBe(422);
  });
});
