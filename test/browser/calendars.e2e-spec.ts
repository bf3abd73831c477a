import { requireTool } from '@bofu/testing';
import { officeOverHttp, type OfficeUnderTest } from '../e2e/office-over-http';
import { openBrowser, type Browser } from './browser';

requireTool('chromium')('a person who brings a calendar year in', () => {
  let office: OfficeUnderTest;
  let browser: Browser;

  beforeAll(async () => {
    office = await officeOverHttp('postgres', { now: () => '2026-11-28T10:00:00.000+08:00' });
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await office?.close();
  });

  const cells = (row: string) => browser.page.locator('tr', { hasText: row }).first().innerText();

  it('finds none, and loads one as published', async () => {
    const { page } = browser;
    await page.goto(office.address);
    await page.getByRole('button', { name: '更多' }).click();
    await page.getByRole('link', { name: '工作日历' }).click();
    await page.getByText('尚未载入任何年度的工作日历').waitFor();
    await page.getByRole('button', { name: /^载入 \d{4} 年$/ }).focus();
    await page.keyboard.press('Enter');
    await page.getByText(/\d{4} 年工作日历已载入/).waitFor();
    await page.getByRole('heading', { name: /^\d{4} 年$/ }).waitFor();
    const { body } = await office.get('/v1/calendars');
    expect(body['items']).toHaveLength(1);
  });

  it('corrects it from the keyboard, with the reason', async () => {
    const { page } = browser;
    const [{ year } = { year: 0 }] = (await office.get('/v1/calendars')).body['items'] as { year: number }[];
    await page.getByRole('button', { name: `更正 ${year} 年` }).press('Enter');
    const form = page.getByRole('form', { name: `更正 ${year} 年` });
    await form.getByLabel('放假').press('Control+End');
    await page.keyboard.type(`\n${year}-12-30 ${year}-12-30 另行放假`);
    await form.getByLabel('事由').fill('省里另行放假');
    await page.keyboard.press('Control+Enter');
    await form.waitFor({ state: 'detached' });
    await page.locator('tr', { hasText: '另行放假' }).first().waitFor();
    expect(await cells(`${year}-12-30`)).toContain('另行放假');
    expect(await cells('省里另行放假')).toContain('更正');
  });

  it('is told what is wrong with a line before anything is sent', async () => {
    const { page } = browser;
    await page.getByRole('button', { name: '自行录入一个年度' }).click();
    const form = page.getByRole('form', { name: '自行录入' });
    await form.getByLabel('依据').fill('通知');
    await form.getByLabel('放假').fill('10月1日至7日 国庆节');
    await form.getByText('这一行须写成“起日 止日 名称”：10月1日至7日 国庆节').waitFor();
    expect(browser.complaints).toEqual([]);
  });
});
