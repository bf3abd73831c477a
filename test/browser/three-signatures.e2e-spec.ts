import { requireTool } from '@bofu/testing';
import {
  officeOfPeople,
  PASSWORD,
  signIn,
  type Browser as Desk,
  type OfficeOfPeople,
  type PeoplePost,
} from '../access/people-office';
import { openBrowser, type Browser } from './browser';
import { expectPoll } from './expect-poll';

const PURPOSE = '九月基础养老金';
/** The office's today: what is done now is not entered late. */
const TODAY = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);

requireTool('chromium')('one payment on the desks of three people', () => {
  let office: OfficeOfPeople;
  let browser: Browser;
  let appropriationId = '';

  beforeAll(async () => {
    const year = Number(TODAY.slice(0, 4));
    office = await officeOfPeople(async (alone) => {
      const issued = await alone('own', '/v1/appropriations', {
        ...{ fiscalYear: year, programmeCode: '13060726YLJ0000000001', programmeName: '基础养老金补助' },
        ...{ unitCode: '110001', unitName: '本级', fundingLevel: 'district', fundingLevelBasis: 'stated' },
        ...{ budgetType: 'general-public', documentNumber: null, issuedAs: 'regular' },
        ...{ amount: '5000000.00', effectiveOn: `${year}-01-01` },
      });
      appropriationId = String(issued['appropriationId']);
    });
    const { clerk } = office.as;
    const submitted = await clerk.post('/v1/payout-runs', {
      lines: [{ appropriationId, rate: '113.00' }],
      ...{ headcount: 20_411, run: 'regular', period: TODAY.slice(0, 7), submittedOn: TODAY, purpose: PURPOSE },
      payee: { kind: 'special-account', name: '城乡居民养老待遇代发户' },
    });
    expect(submitted.status).toBe(201);
    browser = await openBrowser();
    await browser.page.setViewportSize({ width: 1366, height: 768 });
  });

  afterAll(async () => {
    await browser?.close();
    await office?.over.close();
  });

  /** Whoever holds the post, by the keyboard, in the browser the one before has left. */
  const atTheDesk = async (post: PeoplePost) => {
    const { page } = browser;
    await page.context().clearCookies();
    await page.goto(`${office.over.address}/sign-in`);
    await page.getByRole('form', { name: '登录' }).waitFor();
    await page.getByRole('textbox', { name: '账号' }).focus();
    await page.keyboard.type(post);
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `人${post}` }).waitFor();
  };
  /** From the list of what waits for it to the payment's own page. */
  const openFrom = async (waiting: string, purpose = PURPOSE) => {
    const { page } = browser;
    await page.getByRole('link', { name: '拨付发放' }).click();
    await page.getByRole('link', { name: purpose }).waitFor();
    const situation = page.locator('label.field', { hasText: '状态' });
    await situation.getByRole('combobox').focus();
    await page.keyboard.press('ArrowDown');
    await page.locator('.ant-select-item-option:visible', { hasText: waiting }).first().click();
    await situation.getByTitle(waiting).waitFor();
    await page.getByRole('link', { name: purpose }).click();
    await page.getByRole('heading', { name: purpose }).waitFor();
  };
  const sign = async (waiting: string, act: string, next: string) => {
    const { page } = browser;
    await openFrom(waiting);
    await page.getByRole('button', { name: act, exact: true }).first().focus();
    await page.keyboard.press('Enter');
    const form = page.getByRole('form', { name: act });
    await form.waitFor();
    // What is signed for stands beside the button.
    await expectPoll(() => form.innerText()).toContain('2,306,443.00');
    await picture(act);
    await page.keyboard.press('Control+Enter');
    await page.locator('.toolbar').getByText(next).waitFor();
    await form.waitFor({ state: 'detached' });
  };
  const picture = async (name: string) => {
    const folder = process.env['BOFU_PICTURES'];
    if (folder) await browser.page.screenshot({ path: `${folder}/three-signatures-${name}.png`, fullPage: true });
  };

  it('is not signed by whoever submitted it: no such button on the clerk’s page', async () => {
    const { page } = browser;
    await atTheDesk('clerk');
    await openFrom('待复核');
    await picture('clerk');
    await expectPoll(() => page.getByText('未启用登录').count()).toBe(0);
    for (const act of ['复核', '审批', '移交', '登记已支付'])
      await expectPoll(() => page.getByRole('button', { name: act, exact: true }).count()).toBe(0);
  });

  it('goes from desk to desk, each by the keyboard', async () => {
    await atTheDesk('reviewer');
    await sign('待复核', '复核', '待审批');
    await browser.page.getByText('您已在此单上签过').waitFor();
    await atTheDesk('approver');
    await sign('待审批', '审批', '待移交');
    await atTheDesk('cashier');
    await openFrom('待移交');
    await browser.page.getByRole('button', { name: '移交', exact: true }).click();
    await browser.page.getByRole('form', { name: '移交' }).waitFor();
    await picture('移交');
    await browser.page.keyboard.press('Control+Enter');
    await browser.page.getByRole('button', { name: '登记已支付' }).waitFor();
    await browser.page.getByRole('button', { name: '登记已支付' }).click();
    await browser.page.getByRole('form', { name: '登记已支付' }).waitFor();
    await browser.page.keyboard.press('Control+Enter');
    await browser.page.getByRole('form', { name: '登记已支付' }).waitFor({ state: 'detached' });
    await browser.page.getByText('已付', { exact: true }).first().waitFor();
    await picture('paid');
    const history = browser.page.getByRole('table', { name: /办理经过/ });
    for (const name of ['人clerk', '人reviewer', '人approver', '人cashier'])
      await expectPoll(() => history.getByText(name).count()).toBeGreaterThan(0);
  });

  const GRANT = '床位补贴';
  /** Reviewed and approved by the others, at their own desks. */
  const approvedGrant = async (): Promise<void> => {
    // Whoever has signed in elsewhere since does so anew.
    const { address } = office.over;
    const desks = ['clerk', 'reviewer', 'approver'].map((login) => signIn(address, login));
    const [clerk, reviewer, approver] = (await Promise.all(desks)) as [Desk, Desk, Desk];
    const submitted = await clerk.post('/v1/disbursements', {
      ...{ appropriationId, amount: '60000.00', purpose: GRANT, period: null, submittedOn: TODAY },
      payee: { kind: 'organisation', name: '第一养老院' },
    });
    const paymentId = String(submitted.body['paymentId']);
    for (const [desk, path, on] of [
      [reviewer, 'review', 'reviewedOn'],
      [approver, 'approval', 'approvedOn'],
    ] as const) {
      const head = String(await office.over.office.store.head());
      const { body } = await desk.get(`/v1/payments/${paymentId}?minPosition=${head}`);
      const headers = { 'if-match': `"${String(body['revision'])}"` };
      const signed = await desk.post(
        `/v1/payments/${paymentId}/${path}`,
        { digest: body['digest'], [on]: TODAY },
        headers,
      );
      expect(signed.status).toBe(200);
    }
  };
  const act = async (name: string, reason: string | null, next: string) => {
    const { page } = browser;
    await page.getByRole('button', { name, exact: true }).first().focus();
    await page.keyboard.press('Enter');
    const form = page.getByRole('form', { name });
    await form.waitFor();
    if (reason !== null) await form.getByRole('textbox', { name: '事由' }).fill(reason);
    await picture(name);
    await page.keyboard.press('Control+Enter');
    await page.locator('.toolbar').getByText(next).waitFor();
    await form.waitFor({ state: 'detached' });
  };

  it('needs the supervisor again from the tier on, which she has set', async () => {
    const { page } = browser;
    await atTheDesk('supervisor');
    await page.getByRole('button', { name: '更多' }).click();
    await page.getByRole('link', { name: '预警规则' }).click();
    const form = page.getByRole('form', { name: '设定审批分档' });
    await form.getByRole('textbox', { name: '审批分档' }).fill('50000');
    await form.getByRole('textbox', { name: '事由' }).fill('内控要求');
    await picture('设定审批分档');
    await page.keyboard.press('Control+Enter');
    await form.getByText('已设定').waitFor();

    await approvedGrant();
    await openFrom('待第二次审批', GRANT);
    await expectPoll(() => page.getByText('达到审批分档 50,000.00 元').count()).toBe(1);
    await act('第二次审批', null, '待移交');
  });

  it('is taken back by two: the clerk asks, the reviewer agrees', async () => {
    const { page } = browser;
    await atTheDesk('clerk');
    await openFrom('待移交', GRANT);
    await act('申请撤回', '户名有误', '待同意撤销');
    await expectPoll(() => page.getByRole('button', { name: '同意撤销', exact: true }).count()).toBe(0);
    await atTheDesk('reviewer');
    await openFrom('待同意撤销', GRANT);
    await expectPoll(() => page.getByText('户名有误').count()).toBeGreaterThan(0);
    await act('同意撤销', null, '已撤回');
  });

  it('leaves no complaint in the browser and asks nobody outside', () => {
    expect(browser.complaints.filter((complaint) => !complaint.includes('401'))).toEqual([]);
    expect(browser.foreign).toEqual([]);
  });
});
