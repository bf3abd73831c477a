import { officeOfPeople, type OfficeOfPeople } from './people-office';
import { codeOf, signingIn, type SigningOffice } from './signing-office';

let office: OfficeOfPeople;
let signing: SigningOffice;

beforeAll(async () => {
  office = await officeOfPeople();
  signing = await signingIn(office);
}, 240_000);
afterAll(() => office?.over.close());

const payee = (name: string) => ({ payee: { kind: 'organisation', name } });
const setTier = (amount: string | null) =>
  office.as.supervisor.post(`/v1/agencies/${office.agencies.own}/approval-tier`, {
    ...{ amount, windowDays: 30, summedPer: 'payee', effectiveOn: '2026-01-01', reason: '内控要求' },
  });
const secondApprove = (browser = office.as.supervisor, paymentId = '') =>
  signing.step(browser, paymentId, 'second-approval', ({ digest }) => ({ digest, approvedOn: '2026-03-11' }));
const reviewed = async (amount: string, name: string): Promise<string> => {
  const paymentId = await signing.submitted(amount, payee(name));
  expect(await signing.review(office.as.reviewer, paymentId)).toBe('done');
  return paymentId;
};

describe('a payment split in two below the tier', () => {
  it('needs the supervisor for the second part, before it is handed over', async () => {
    const { approver, cashier, supervisor, clerk } = office.as;
    expect(codeOf(await setTier('2000.00'))).toBe('done');
    const { items } = (await clerk.get(`/v1/agencies?${await signing.seen()}`)).body as { items: object[] };
    expect(items).toContainEqual(
      expect.objectContaining({ approvalTier: { amount: '2000.00', windowDays: 30, summedPer: 'payee' } }),
    );

    const first = await reviewed('1200.00', '第一养老院');
    expect(await signing.approve(approver, first)).toBe('done');
    expect((await signing.shown(first)).waitsFor).toBe('hand-over');
    expect(await secondApprove(supervisor, first)).toBe('signature-out-of-turn');

    const second = await reviewed('800.00', '第一 养老院');
    expect(await signing.approve(approver, second)).toBe('done');
    expect(await signing.waitingFor('second-approval')).toEqual([second]);
    const { steps } = await signing.shown(second);
    expect(steps.at(-1)).toMatchObject({
      secondApproval: {
        tier: {
          amount: '2000.00',
          windowDays: 30,
          reached: [{ per: 'payee', key: '第一养老院', sum: '2000.00' }],
        },
        newAccount: null,
      },
    });
    expect(await signing.handOver(cashier, second)).toBe('second-approval-needed');
    expect(await secondApprove(approver, second)).toBe('right-missing');
    expect(await secondApprove(supervisor, second)).toBe('done');
    expect(await signing.handOver(cashier, second)).toBe('done');
    expect((await signing.shown(second)).steps.map(({ label }) => label)).toEqual([
      ...['提交付款', '复核', '审批', '第二次审批', '移交'],
    ]);
  });

  it('does so approved at once too: of two approvals one meets the other', async () => {
    const { approver } = office.as;
    const parts = [await reviewed('1000.00', '第二养老院'), await reviewed('1000.01', '第二养老院')];
    const approvals = parts.map((paymentId) => signing.approve(approver, paymentId));
    expect(await Promise.all(approvals)).toEqual(['done', 'done']);
    const waiting = await Promise.all(parts.map(async (paymentId) => (await signing.shown(paymentId)).waitsFor));
    expect(waiting.sort()).toEqual(['hand-over', 'second-approval']);
  });

  it('does not once no tier is set any more', async () => {
    expect(codeOf(await setTier(null))).toBe('done');
    const large = await reviewed('5000.00', '第三养老院');
    expect(await signing.approve(office.as.approver, large)).toBe('done');
    expect((await signing.shown(large)).waitsFor).toBe('hand-over');
  });
});
