import { requireTool } from '@bofu/testing';
import { openBrowser, type Browser } from './browser';
import { openDemoOffice, type DemoOffice } from './demo-office';
import { CENTRAL_CODE } from './pension-office';

requireTool('chromium')('the first screens on the demo year', () => {
  let demo: DemoOffice;
  let address = '';
  let browser: Browser;

  beforeAll(async () => {
    demo = await openDemoOffice();
    address = demo.address;
    browser = await openBrowser();
    await browser.actAs(address, '居保经办');
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    await demo?.close();
  }, 60_000);

  it('show the 22 programmes of the year, worst first, with their total', async () => {
    const { page } = browser;
    await page.goto(`${address}/programmes?year=2021`);
    const rows = page.locator('tbody tr');
    await rows.nth(21).waitFor();
    expect(await rows.count()).toBe(22);
    expect(await page.title()).toBe('预算项目 - 资金拨付跟踪');
    const states = await page.locator('tbody .status-tag').allInnerTexts();
    const worstFirst = ['不足', '红色预警', '未拨', '滞后', '将不足', '超前', '正常', '已完成', '未到计划'];
    expect(states[0]).toBe('不足');
    expect(states).toEqual(states.toSorted((a, b) => worstFirst.indexOf(a) - worstFirst.indexOf(b)));
    expect(await page.locator('tfoot').innerText()).toContain('17,288.00');
    expect(await page.locator('.page-status').innerText()).toMatch(/数据截至事件 #\d+，读取于 2/);
  }, 120_000);

  it('show no list before what is worst is known, so that no row moves under the hand', async () => {
    const { page } = browser;
    await page.route('**/v1/forecast?*', async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_000));
      await route.continue();
    });
    await page.goto(`${address}/programmes?year=2021`);
    const first = page.locator('tbody tr').first();
    await first.waitFor();
    expect(await first.innerText()).toContain('不足');
    await page.unroute('**/v1/forecast?*');
  }, 120_000);

  it('keep filter, day and unit in the address', async () => {
    const { page } = browser;
    await page.goto(`${address}/programmes?asOf=2021-10-26&money=yuan&level=central`);
    const rows = page.locator('tbody tr');
    await rows.nth(2).waitFor();
    expect(await rows.count()).toBe(3);
    expect(await page.locator('tbody').innerText()).toContain('6,973,681.00');
  }, 120_000);

  it('say beside each programme how many alerts stand, and lead to them', async () => {
    const { page } = browser;
    await page.goto(`${address}/programmes?asOf=2021-10-26`);
    const marks = page.locator('tbody .alert-marks');
    await marks.first().waitFor();
    expect(await page.locator('.summary .alert-marks').innerText()).toMatch(/红 \d+/);
    const told = (await marks.first().getAttribute('title')) ?? '';
    const standing = [...told.matchAll(/\d+/g)].reduce((sum, [count]) => sum + Number(count), 0);
    await marks.first().click();
    await page.getByRole('tab', { name: `未销号 ${standing}`, exact: true }).waitFor();
    expect(await page.locator('tbody tr').count()).toBe(standing);
  }, 120_000);

  it('go to the books as they were known by a time typed in, and back', async () => {
    const { page } = browser;
    await page.goto(`${address}/programmes?asOf=2021-10-26`);
    const field = page.getByLabel('登记时点');
    // More than once: what a page does while it is on its way somewhere else depends on the moment.
    for (let round = 0; round < 5; round += 1) {
      await field.fill('2021-06-30 12:00:00');
      await field.press('Enter');
      await page.getByText('您正在查看 2021-06-30 12:00:00 的账，不能登记').waitFor();
      await page.locator('.frame-past').waitFor();
      await page.getByRole('button', { name: '回到现在' }).click();
      await page.locator('.frame-past').waitFor({ state: 'detached' });
      expect(await field.inputValue()).toBe('');
    }
  }, 120_000);

  it('open a programme by keyboard, with its gap, its chart and its months', async () => {
    const { page } = browser;
    await page.goto(`${address}/programmes?asOf=2021-10-26&level=central&order=-budget`);
    await page.locator('tbody tr').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByText('缺口 55,910.00 元').waitFor();
    await page.locator('.execution-chart svg').waitFor();
    expect(await page.locator('.payout-calendar').innerText()).toContain('75,587');
    expect(await page.getByRole('link', { name: '登记拨付' }).count()).toBe(1);
  }, 120_000);

  it('frame past books and take the buttons that record away', async () => {
    const { page } = browser;
    const central = await demo.appropriationOf(CENTRAL_CODE);
    await page.goto(`${address}/programmes/${central}?year=2021&knownAt=2021-06-30T23:59:59%2B08:00`);
    await page.getByText('2021-06-30 23:59:59').waitFor();
    await page.locator('.card').first().waitFor();
    expect(await page.getByRole('link', { name: '登记拨付' }).count()).toBe(0);
    await page.getByRole('button', { name: '回到现在' }).click();
    await page.getByRole('link', { name: '登记拨付' }).waitFor();
  }, 120_000);

  it('leave the page of the interface description working', async () => {
    const { page } = browser;
    await page.goto(`${address}/docs`);
    await page.locator('.swagger-ui .opblock').first().waitFor();
  }, 120_000);

  it('ask nobody but this host, and break no rule of their own policy', () => {
    expect([browser.foreign, browser.complaints]).toEqual([[], []]);
  });
});
