import { requireTool } from '@bofu/testing';
import { officeOverHttp, type OfficeUnderTest } from '../e2e/office-over-http';
import { openBrowser, type Browser } from './browser';
import { payPensions } from './pension-office';
import { expectPoll } from './expect-poll';

requireTool('chromium')('a supervisor at the rules', () => {
  let office: OfficeUnderTest;
  let browser: Browser;

  beforeAll(async () => {
    office = await officeOverHttp('postgres');
    await payPensions(office, 2);
    browser = await openBrowser();
    await browser.page.setViewportSize({ width: 1366, height: 768 });
  });

  afterAll(async () => {
    await browser?.close();
    await office?.close();
  });

  const rule = async (id: string) =>
    ((await office.get('/v1/alert-rules')).body['items'] as { rule: string; versions: object[] }[]).find(
      (each) => each.rule === id,
    );
  const agency = async () => ((await office.get('/v1/agencies')).body['items'] as Record<string, unknown>[])[0];
  const form = (name: string) => browser.page.getByRole('form', { name });

  it('comes from the menu, finds all that is in force, and everything in sight sideways', async () => {
    const { page } = browser;
    await page.goto(office.address);
    await page.getByRole('button', { name: '更多' }).click();
    await page.getByRole('link', { name: '预警规则' }).click();
    const row = page.locator('tr', { hasText: 'R16 退票' });
    await row.getByText('出厂').waitFor();
    await expectPoll(() => row.innerText()).toContain('黄：退回后超过 5 个工作日');
    expect(await page.evaluate<number>('document.documentElement.scrollWidth')).toBeLessThanOrEqual(1366);
  });

  it('tries thresholds before they are set: what they would have found, and nothing on record', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/alert-rules?year=2021&asOf=2021-03-31&rule=R05`);
    // No. 5 has a gap of 1.66 %: yellow as shipped, and nothing from 2 % on.
    await form('设定 R05 的阈值').getByLabel('黄：缺口').fill('2.00');
    await form('设定 R05 的阈值').getByRole('button', { name: '试算' }).press('Enter');
    const differing = page
      .locator('tr', { hasText: '城乡居民基本养老保险基础养老金补贴' })
      .filter({ hasText: '不触发' });
    await differing.waitFor();
    await expectPoll(() => differing.innerText()).toContain('黄 关注');
    expect((await rule('R05'))?.versions).toHaveLength(1);
  });

  it('sets them from the keyboard, with the reason', async () => {
    const { page } = browser;
    await form('设定 R05 的阈值').getByLabel('事由').fill('小缺口由财政统一调度');
    await page.keyboard.press('Control+Enter');
    await page.getByText('R05 的阈值已设定').waitFor();
    await page.locator('tr', { hasText: '小缺口由财政统一调度' }).waitFor();
    expect((await rule('R05'))?.versions).toHaveLength(2);
  });

  it('is refused what would switch the rule off, tried or set, and keeps what she typed', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/alert-rules?year=2021&asOf=2021-03-31&rule=R22`);
    const limits = form('设定 R22 的阈值');
    await limits.getByLabel('黄（11月30日起）：低于').fill('0.01');
    await limits.getByRole('button', { name: '试算' }).press('Enter');
    await page.getByText('这样设定等于停用该规则').first().waitFor();
    await limits.getByLabel('事由').fill('不看');
    await page.keyboard.press('Control+Enter');
    await limits.getByText('这样设定等于停用该规则').nth(1).waitFor();
    await expectPoll(() => limits.getByLabel('事由').inputValue()).toBe('不看');
    expect((await rule('R22'))?.versions).toHaveLength(1);
  });

  it('settles how much a month may be short, and from how much on a payment is asked back', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/alert-rules`);
    await form('设定足额容差').getByLabel('足额容差').fill('1.5');
    await form('设定足额容差').getByLabel('事由').fill('内控要求');
    await page.keyboard.press('Control+Enter');
    await form('设定足额容差').getByText('今日有效：1.50 %').waitFor();
    await form('设定大额付款').getByLabel('大额付款').fill('50万');
    await form('设定大额付款').getByLabel('事由').fill('集体研究');
    await page.keyboard.press('Control+Enter');
    await form('设定大额付款').getByText('今日有效：500000.00 元').waitFor();
    expect(await agency()).toMatchObject({ paidTolerance: '1.50', largePayment: '500000.00' });
  });

  it('asks nobody but this host, and breaks no rule of their own policy', () => {
    expect(browser.foreign).toEqual([]);
    // The two refusals are the browser's to tell of as well.
    expect(browser.complaints.filter((each) => !each.includes('422'))).toEqual([]);
  });
});
