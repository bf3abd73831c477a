import { randomUUID } from 'node:crypto';
import { budgetRefusals } from '@bofu/budget';
import { openAccess, type Access } from '../../access/testing/access-office';
import { openModulesOverHttp } from '../../access/testing/modules-over-http';
import { paymentOffice } from '../testing/payment-office';
import { PaymentModule } from './payment.module';
import { paymentRefusals } from './payment-refusals';
import { paymentsProjection } from './payments/payments.projection';
import { payoutSchemesProjection } from './schemes/payout-schemes.projection';

type Body = Readonly<Record<string, unknown>>;

let access: Access;
let base: string;
let office: ReturnType<typeof paymentOffice>;
let stop: () => Promise<void>;

beforeAll(async () => {
  access = await openAccess();
  const { store, directory } = access;
  const { agencyId } = await access.registerAgency();
  await access.registerPerson(agencyId, { name: '王经办', number: '0001' });
  // Today is in the year after the examples.
  await access.openBackfill(agencyId);
  await access.upToNow();
  office = paymentOffice(store, directory, agencyId);
  await office.registerProgramme('pension');
  for (const [id, year] of [
    ['A', 2021],
    ['B', 2021],
    ['A22', 2022],
  ] as const)
    await office.issue(id, '1000.00', 'pension', year);

  ({ base, stop } = await openModulesOverHttp({
    access,
    modules: [PaymentModule],
    catalogues: [budgetRefusals, paymentRefusals],
    projections: [paymentsProjection, payoutSchemesProjection],
    now: '2022-01-05T09:00:00.000+08:00',
  }));
});
afterAll(() => stop());

async function post(path: string, body: object, revision?: unknown): Promise<{ status: number; body: Body }> {
  const answer = await fetch(`${base}/v1/${path}`, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'idempotency-key': randomUUID(),
      'bofu-actor': '0001',
      ...(revision === undefined ? {} : { 'if-match': `"${String(revision)}"` }),
    },
    body: JSON.stringify(body),
  });
  return { status: answer.status, body: (await answer.json()) as Body };
}
const get = async (path: string): Promise<Body> => (await (await fetch(`${base}/v1/${path}`)).json()) as Body;

const payee = { kind: 'persons-by-bank', name: '代发银行' };
const run = {
  lines: [
    { appropriationId: 'A', rate: '3.00' },
    { appropriationId: 'B', rate: '2.50' },
  ],
  headcount: 10,
  run: 'regular',
  payee,
  purpose: '十一月养老金',
  period: '2021-11',
  submittedOn: '2021-11-20',
};

describe('payments over HTTP', () => {
  let paymentId: string;
  let revision: unknown;
  const step = async (path: string, body: object) => {
    const answer = await post(`payments/${paymentId}/${path}`, body, revision);
    if (answer.status < 300) ({ revision } = answer.body);
    return answer;
  };
  const now = (position: unknown) => get(`payments/${paymentId}?minPosition=${String(position)}`);

  it('take a run, pay its charges one by one, and take back only the county’s 2.50', async () => {
    const submitted = await post('payout-runs', run);
    expect(submitted.status).toBe(201);
    ({ revision } = submitted.body);
    paymentId = String(submitted.body['paymentId']);

    expect((await step('payment', { charges: [1], paidOn: '2021-11-25', voucherNumber: '0001' })).status).toBe(200);
    const second = await step('payment', { paidOn: '2021-11-26', voucherNumber: '0002' });
    expect((await now(second.body['position']))['situation']).toBe('paid');
    const back = { by: 'payee', charges: [{ charge: 2, amount: '2.50' }], returnedOn: '2021-12-01', reason: '多领' };
    const returned = await step('returns', back);
    expect(returned.status).toBe(200);
    expect(await now(returned.body['position'])).toMatchObject({
      situation: 'paid',
      run: 'regular',
      period: '2021-11',
      headcount: 10,
      total: '55.00',
      returned: '2.50',
      net: '52.50',
      submittedBy: { name: '王经办', post: 'clerk', mode: 'single-person' },
      charges: [
        { charge: 1, appropriationId: 'A', fiscalYear: 2021, amount: '30.00', net: '30.00', voucherNumber: '0001' },
        {
          charge: 2,
          appropriationId: 'B',
          returned: '2.50',
          net: '22.50',
          paidOn: '2021-11-26',
          voucherNumber: '0002',
        },
      ],
      claims: [{ programmeId: 'pension', groupId: null, period: '2021-11' }],
    });
  });

  it('move a part of a charge to where it belongs', async () => {
    const moved = await step('reclassifications', {
      ...{ from: 'A', to: 'B', amount: '12.00', correctedOn: '2021-12-02', reason: '列错指标' },
    });
    expect((await now(moved.body['position']))['charges']).toMatchObject([
      { charge: 1, amount: '18.00', situation: 'paid' },
      { charge: 2 },
      { charge: 3, appropriationId: 'B', amount: '12.00', movedFrom: 1, paidOn: '2021-11-25' },
    ]);
  });

  it('say why not, and what to do', async () => {
    const again = await post('payout-runs', { ...run, lines: [{ appropriationId: 'B', rate: '1.00' }] });
    expect([again.status, again.body['code']]).toEqual([409, 'period-already-paid']);
    const unnamed = await post('payout-runs', { ...run, run: 'supplementary' });
    expect([unnamed.status, unnamed.body['code']]).toEqual([422, 'line-needs-reason']);
  });

  it('take no later month by mistake, and say how one paid in advance is marked', async () => {
    const later = { ...run, period: '2021-12', headcount: 3 };
    for (const period of ['2021-12', '2022-06']) {
      const mistaken = await post('payout-runs', { ...later, period });
      expect([mistaken.status, mistaken.body['code']]).toEqual([422, 'period-ahead']);
      expect(String(mistaken.body['title'])).toContain('预发');
    }
  });

  it('let nobody’s identity number in among their words', async () => {
    const number = '110105194912310038';
    const refused = await post('payout-runs', { ...run, run: 'supplementary', reason: `补发 ${number}` });
    expect([refused.status, refused.body['code']]).toEqual([422, 'identity-number']);
    expect(JSON.stringify(refused.body)).not.toContain(number);
  });

  it('know the last run of a scheme, however many payments came after it', async () => {
    const scheme = await post('payout-schemes', {
      name: '基础养老金',
      lines: [{ appropriationId: 'A', rate: '3.00' }],
      headcount: 10,
      payee,
      effectiveOn: '2021-01-04',
    });
    const schemeId = String(scheme.body['schemeId']);
    expect(await get(`payout-schemes/${schemeId}/last-run`)).toEqual({ payment: null });
    const october = { ...run, schemeId, period: '2021-10', headcount: 12 };
    const { body } = await post('payout-runs', october);
    await post('disbursements', {
      ...{ appropriationId: 'B', amount: '1.00', payee, purpose: '拨付', period: null, submittedOn: '2021-12-20' },
    });
    const batch = { ...october, run: 'supplementary', reason: '新增人员补发', headcount: 1 };
    const supplementary = await post('payout-runs', batch);
    expect(supplementary.status).toBe(201);
    const last = await get(`payout-schemes/${schemeId}/last-run?minPosition=${String(supplementary.body['position'])}`);
    expect(last['payment']).toMatchObject({ paymentId: body['paymentId'], headcount: 12, period: '2021-10' });
    const schemes = await get(`payout-schemes?fiscalYear=2021&minPosition=${String(scheme.body['position'])}`);
    expect(schemes['items']).toMatchObject([{ schemeId, totalRate: '3.00', revision: 'rev-0' }]);
  });

  it('are listed by year with their totals, page by page', async () => {
    const next = await post('disbursements', {
      ...{ appropriationId: 'A22', amount: '8.00', payee, purpose: '拨付', period: null, submittedOn: '2022-01-04' },
    });
    const seen = `minPosition=${String(next.body['position'])}`;
    const first = await get(`payments?fiscalYear=2021&limit=2&${seen}`);
    expect(first).toMatchObject({
      items: [{ paymentId }, { period: '2021-10' }],
      totals: { count: 4, total: '127.50', inTransit: '72.50', returned: '2.50', net: '52.50' },
    });
    const rest = await get(`payments?fiscalYear=2021&limit=2&cursor=${String(first['next'])}`);
    expect(rest).toMatchObject({ items: [{ total: '1.00' }, { total: '5.50' }], next: null });
    expect((await get(`payments?fiscalYear=2022&${seen}`))['items']).toMatchObject([{ total: '8.00' }]);
    expect((await get(`payments?situation=paid&${seen}`))['items']).toMatchObject([{ paymentId }]);
  });

  it('are voided at the turn of the year, all that is in transit of it and nothing else', async () => {
    const body = { fiscalYear: 2021, voidedOn: '2022-01-04', reason: '年终结账' };
    const voided = await post('payment-voidings', body);
    expect(voided.status).toBe(200);
    expect(voided.body['paymentIds']).toHaveLength(3);
    expect((await post('payment-voidings', body)).body['paymentIds']).toEqual([]);
    const seen = `minPosition=${String(voided.body['position'])}`;
    expect((await get(`payments?fiscalYear=2021&situation=voided&${seen}`))['totals']).toMatchObject({ count: 3 });
    expect((await get(`payments?fiscalYear=2022&situation=submitted&${seen}`))['totals']).toMatchObject({ count: 1 });
    expect(await office.standing('A')).toEqual({ committed: 0, settled: 18 });
  });
});
