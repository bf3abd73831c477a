import { requireTool } from '@bofu/testing';
import { officeOverHttp, type OfficeUnderTest } from '../e2e/office-over-http';
import { openBrowser, type Browser } from './browser';
import { payPensions, type PensionOffice } from './pension-office';
import { expectPoll } from './expect-poll';

const NOW = '2021-03-01T10:00:00.000+08:00';

requireTool('chromium')('an office that begins in the middle of a year', () => {
  let office: OfficeUnderTest;
  let browser: Browser;
  let pension: PensionOffice;

  beforeAll(async () => {
    office = await officeOverHttp('postgres', { now: () => NOW });
    pension = await payPensions(office, 0);
    expect((await office.post('/v1/calendars/2021/load-published', {})).status).toBe(200);
    await office.caughtUp();
    browser = await openBrowser();
    await browser.page.setViewportSize({ width: 1366, height: 768 });
    await browser.page.clock.setFixedTime(new Date(NOW));
  });

  afterAll(async () => {
    await browser?.close();
    await office?.close();
  });

  it('enters what was paid by month, with each wrong cell named, and sees the totals', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/setup?year=2021`);
    await page.locator('.first-hour').getByRole('link', { name: '年中启用：先补录期初' }).click();
    const form = page.getByRole('form', { name: '期初补录' });
    const { body } = await office.get(`/v1/appropriations/${pension.central}`);
    const row = form.locator('tr', { hasText: String(body['programmeName']) }).filter({ hasText: '中央' });
    const cell = (month: string) => row.getByLabel(new RegExp(`${month}$`));
    await form.getByLabel('期初日').fill('2021-02-28');
    await form.getByLabel('期初日').press('Tab');
    await row.getByLabel(/每月人数$/).fill('75587');
    await cell('2021-01').fill('十元');
    const button = page.locator('.submit-button');
    await expectPoll(() => cell('2021-01').getAttribute('aria-invalid')).toBe('true');
    await expectPoll(() => button.getAttribute('aria-disabled')).toBe('true');
    // A block out of a spreadsheet, from its first cell on.
    await cell('2021-01').focus();
    await page.evaluate(`{
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', '7,029,591.00\t7,029,591.00');
      document.activeElement.dispatchEvent(new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }));
    }`);
    await expectPoll(() => cell('2021-02').inputValue()).toBe('7,029,591.00');
    await row.getByLabel(/不分月$/).fill('70240000');
    await expectPoll(() => row.innerText()).toContain('超过可用指标');
    await row.getByLabel(/不分月$/).fill('');
    await expectPoll(() => form.locator('tfoot').innerText()).toContain('14,059,182.00');
    await form.getByLabel('事由').fill('本系统自 3 月启用，1、2 月已付');
    await page.keyboard.press('Control+Enter');
    await page.getByText('已补录：2021 年期初，1 项指标，合计 14,059,182.00 元').waitFor();
    await page.getByText('截至 2021-02-28 14,059,182.00 元').waitFor();
    expect(browser.complaints).toEqual([]);
  });

  it('has plan against actual and alerts right from its first day, and runs no month again', async () => {
    await office.caughtUp();
    const { programmes } = (await office.get('/v1/plan-against-actual?fiscalYear=2021&asOf=2021-02-28')).body as {
      programmes: { appropriationId: string; settled: string }[];
    };
    const settledOf = (id: string) => programmes.find(({ appropriationId }) => appropriationId === id)?.settled;
    expect([settledOf(pension.central), settledOf(pension.county)]).toEqual(['14059182.00', '0.00']);
    expect((await office.post('/v1/alert-evaluations', { on: '2021-02-28' })).status).toBeLessThan(300);
    await office.caughtUp();
    const { items: alerts } = (await office.get('/v1/alerts?fiscalYear=2021&cause=unpaid&limit=100')).body as {
      items: { appropriationId: string | null }[];
    };
    const unpaid = alerts.map(({ appropriationId }) => appropriationId);
    expect([unpaid.includes(pension.central), unpaid.includes(pension.county)]).toEqual([false, true]);
    const again = await office.post('/v1/payout-runs', pension.pensionRun('2021-02', '2021-03-01'));
    expect([again.status, again.body['code']]).toEqual([409, 'period-already-paid']);
    const twice = await office.post('/v1/opening-balances', {
      ...{ effectiveOn: '2021-03-01', reason: '再录' },
      balances: [
        { appropriationId: pension.county, lines: [{ period: null, amount: '1.00' }] },
        { appropriationId: pension.central, lines: [{ period: null, amount: '1.00' }] },
      ],
    });
    expect(twice.body['code']).toBe('opening-balance-entered-already');
    // All or nothing: the county's line before it is not there either.
    const { items } = (await office.get('/v1/opening-balances?fiscalYear=2021')).body as { items: object[] };
    expect(items).toHaveLength(1);
  });
});
