import { requireTool } from '@bofu/testing';
import { officeOfPeople, PASSWORD, type OfficeOfPeople } from '../access/people-office';
import { issuedByPaper } from '../access/signed-paper';
import { openBrowser, type Browser } from './browser';
import { expectPoll } from './expect-poll';

const TODAY = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const YEAR = Number(TODAY.slice(0, 4));

requireTool('chromium')('a screen that nobody touches', () => {
  let office: OfficeOfPeople;
  let browser: Browser;
  let appropriationId: string;

  beforeAll(async () => {
    office = await officeOfPeople();
    appropriationId = await issuedByPaper(office, {
      ...{ fiscalYear: YEAR, programmeCode: '13060726YLJ0000000001', programmeName: '零星补助' },
      ...{ unitCode: '110001', unitName: '本级', fundingLevel: 'district', fundingLevelBasis: 'stated' },
      ...{ budgetType: 'general-public', issuedAs: 'regular', documentNumber: null },
      ...{ amount: '500000.00', effectiveOn: `${YEAR}-01-01` },
    });
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await office?.over.close();
  });

  it('shows what others record, in each of its tabs, and the end of its session', async () => {
    const { page } = browser;
    await page.goto(`${office.over.address}/sign-in`);
    await page.getByRole('textbox', { name: '账号' }).fill('reviewer');
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '人reviewer' }).waitFor();
    const second = await page.context().newPage();
    await second.goto(`${office.over.address}/signing`);
    await second.getByRole('button', { name: '人reviewer' }).waitFor();
    await expectPoll(() => page.getByLabel('1 笔待您办理').count()).toBe(0);
    // Both have asked for what waits before there is anything.
    await page.waitForLoadState('networkidle');
    await second.waitForLoadState('networkidle');

    const payment = {
      ...{ appropriationId, amount: '1234.50', payee: { kind: 'organisation', name: '养老院' } },
      ...{ purpose: '床位补贴', period: null, submittedOn: TODAY },
    };
    expect((await office.as.clerk.post('/v1/disbursements', payment)).status).toBe(201);
    for (const each of [page, second]) await each.getByLabel('1 笔待您办理').waitFor();

    const anan = office.as['security-administrator'];
    const { items } = (await anan.get('/v1/accounts')).body as { items: { accountId: string; login: string }[] };
    const { accountId } = items.find(({ login }) => login === 'reviewer') ?? { accountId: '' };
    expect((await anan.post(`/v1/accounts/${accountId}/session-ending`, { reason: '电脑丢失' })).status).toBe(200);
    for (const each of [page, second]) await each.getByRole('form', { name: '登录' }).waitFor();
    expect(browser.foreign).toEqual([]);
  });
});
