import { requireTool } from '@bofu/testing';
import { officeOfPeople, PASSWORD, type OfficeOfPeople, type PeoplePost } from '../access/people-office';
import { openBrowser, type Browser } from './browser';

/** The office's today: a day of its own year. */
const YEAR = Number(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 4));

requireTool('chromium')('a supplement on the desks of three people', () => {
  let office: OfficeOfPeople;
  let browser: Browser;
  let appropriationId = '';

  beforeAll(async () => {
    office = await officeOfPeople(async (alone) => {
      const issued = await alone('own', '/v1/appropriations', {
        ...{ fiscalYear: YEAR, programmeCode: '13060726YLJ0000000001', programmeName: '基础养老金补助' },
        ...{ unitCode: '110001', unitName: '本级', fundingLevel: 'district', fundingLevelBasis: 'stated' },
        ...{ budgetType: 'general-public', documentNumber: null, issuedAs: 'regular' },
        ...{ amount: '5000000.00', effectiveOn: `${YEAR}-01-01` },
      });
      appropriationId = String(issued['appropriationId']);
    });
    browser = await openBrowser();
    await browser.page.setViewportSize({ width: 1366, height: 768 });
  }, 240_000);

  afterAll(async () => {
    await browser?.close();
    await office?.over.close();
  }, 60_000);

  const atTheDesk = async (post: PeoplePost) => {
    const { page } = browser;
    await page.context().clearCookies();
    await page.goto(`${office.over.address}/sign-in`);
    await page.getByRole('textbox', { name: '账号' }).fill(post);
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `人${post}` }).waitFor();
  };
  const picture = async (name: string) => {
    const folder = process.env['BOFU_PICTURES'];
    if (folder) await browser.page.screenshot({ path: `${folder}/budget-papers-${name}.png` });
  };
  const budget = async () => {
    const head = String(await office.over.office.store.head());
    return (await office.as.auditor.get(`/v1/appropriations/${appropriationId}?minPosition=${head}`)).body['budget'];
  };

  it('is submitted by the clerk, and books nothing', async () => {
    const { page } = browser;
    await atTheDesk('clerk');
    await page.goto(`${office.over.address}/payments/adjustment?do=supplement&to=${appropriationId}`);
    await page.getByRole('textbox', { name: '金额' }).fill('120000.00');
    await page.getByRole('textbox', { name: '事由' }).fill('人数增加');
    await page.keyboard.press('Control+Enter');
    await page.getByText('已提交单据，待复核、审批').waitFor();
    await picture('submitted');
    expect(await budget()).toBe('5000000.00');
    await page.goto(`${office.over.address}/papers`);
    await page.getByText('制单人不能复核本人单据').first().waitFor();
    await picture('own');
  }, 120_000);

  it('goes from desk to desk with each figure before and after, by the keyboard', async () => {
    const { page } = browser;
    for (const [post, act] of [
      ['reviewer', '复核'],
      ['approver', '审批'],
    ] as const) {
      await atTheDesk(post);
      await page.getByRole('link', { name: '等您办理的单据 1 份' }).click();
      await page.getByText('5,120,000.00 元').first().waitFor();
      await picture(post);
      await page.keyboard.press('a');
      await page.getByText(`已${act}：追加 120,000.00 元：基础养老金补助`).waitFor();
    }
    await picture('done');
    expect(await budget()).toBe('5120000.00');
    expect(browser.foreign).toEqual([]);
  }, 240_000);
});
