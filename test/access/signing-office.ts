import { randomUUID } from 'node:crypto';
import type { Answer } from '../e2e/office-over-http';
import type { Browser, OfficeOfPeople } from './people-office';
import { issuedByPaper } from './signed-paper';

/** A payment as it is shown to whoever signs it. */
export interface Shown {
  readonly revision: string;
  readonly digest: string;
  readonly waitsFor: string | null;
  readonly situation: string;
  readonly steps: readonly {
    readonly type: string;
    readonly label: string;
    readonly by: { readonly name: string; readonly post: string };
  }[];
}

/** The code of a refusal, or `done`. */
export const codeOf = ({ status, body }: Answer): string => (status < 300 ? 'done' : String(body['code']));

const ISSUE = {
  ...{ fiscalYear: 2026, programmeName: '零星补助', unitCode: '110001', unitName: '本级', fundingLevel: 'district' },
  ...{ fundingLevelBasis: 'stated', budgetType: 'general-public', documentNumber: null, issuedAs: 'regular' },
  ...{ amount: '500000.00', effectiveOn: '2026-01-05' },
};

export type SigningOffice = Awaited<ReturnType<typeof signingIn>>;

/** An office by sign-in with one appropriation of 500,000.00 元, in which payments of spring 2026 are signed. */
export async function signingIn(office: OfficeOfPeople) {
  const { clerk, reviewer, approver, cashier, supervisor, auditor } = office.as;
  const ok = async (answer: Promise<Answer>): Promise<Record<string, unknown>> => {
    const { status, body } = await answer;
    if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
    return body;
  };
  const issue = (programmeCode: string) => issuedByPaper(office, { ...ISSUE, programmeCode });
  const appropriationId = await issue('13060721LX2026PLACE01');
  // The examples are of spring.
  await ok(supervisor.post(`/v1/agencies/${office.agencies.own}/backfill`, { reason: '例子在以前' }));

  const seen = async () => `minPosition=${String(await office.over.office.store.head())}`;
  const shown = async (paymentId: string): Promise<Shown> =>
    (await auditor.get(`/v1/payments/${paymentId}?${await seen()}`)).body as unknown as Shown;
  const step = async (
    browser: Browser,
    paymentId: string,
    path: string,
    body: object | ((seen: Shown) => object),
    key: string = randomUUID(),
  ): Promise<string> => {
    const payment = await shown(paymentId);
    const headers = { 'if-match': `"${payment.revision}"`, 'idempotency-key': key };
    const asked = typeof body === 'function' ? (body as (seen: Shown) => object)(payment) : body;
    return codeOf(await browser.post(`/v1/payments/${paymentId}/${path}`, asked, headers));
  };

  let payees = 0;
  /** To a payee of its own, unless told. */
  const disbursement = (amount: string, more: object = {}) => ({
    ...{ appropriationId, amount, purpose: '床位补贴', period: null, submittedOn: '2026-03-10' },
    payee: { kind: 'organisation', name: `第${(payees += 1)}养老院` },
    ...more,
  });
  const submitted = async (amount: string, more: object = {}, by = clerk): Promise<string> =>
    String((await ok(by.post('/v1/disbursements', disbursement(amount, more))))['paymentId']);

  const review = (browser: Browser, paymentId: string) =>
    step(browser, paymentId, 'review', ({ digest }) => ({ digest, reviewedOn: '2026-03-11' }));
  const approve = (browser: Browser, paymentId: string) =>
    step(browser, paymentId, 'approval', ({ digest }) => ({ digest, approvedOn: '2026-03-11' }));
  const handOver = (browser: Browser, paymentId: string) =>
    step(browser, paymentId, 'hand-over', { handedOverOn: '2026-03-12' });
  const pay = (browser: Browser, paymentId: string) =>
    step(browser, paymentId, 'payment', { paidOn: '2026-03-13', voucherNumber: null });

  return {
    ...{ appropriationId, issue, ok, seen, shown, step, disbursement, submitted, review, approve, handOver, pay },
    handedOver: async (amount: string, more: object = {}): Promise<string> => {
      const paymentId = await submitted(amount, more);
      for (const done of [
        await review(reviewer, paymentId),
        await approve(approver, paymentId),
        await handOver(cashier, paymentId),
      ])
        if (done !== 'done') throw new Error(done);
      return paymentId;
    },
    waitingFor: async (waitsFor: string): Promise<unknown[]> => {
      const { body } = await auditor.get(`/v1/payments?limit=200&waitsFor=${waitsFor}&${await seen()}`);
      return (body['items'] as Record<string, unknown>[]).map(({ paymentId }) => paymentId);
    },
    available: async (): Promise<unknown> =>
      (await auditor.get(`/v1/appropriations/${appropriationId}?${await seen()}`)).body['available'],
    lastEvent: async (): Promise<unknown> => {
      const { body } = await auditor.get(`/v1/events?limit=1&order=desc&${await seen()}`);
      return (body['items'] as unknown[])[0];
    },
  };
}
