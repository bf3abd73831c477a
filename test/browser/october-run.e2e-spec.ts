import { requireTool } from '@bofu/testing';
import { officeOverHttp, type OfficeUnderTest } from '../e2e/office-over-http';
import { openBrowser, type Browser } from './browser';
import { payPensions, type PensionOffice } from './pension-office';

const NAME = '2021年城乡居民基本养老保险中央补贴';

/** All four in one turn of the page, so that none of them waits for what the others have set off. */
const PRESSED_AND_CLICKED_TWICE = `{
  const button = document.querySelector('.submit-button');
  const press = () =>
    button.dispatchEvent(new KeyboardEvent('keydown', { key: 'Enter', ctrlKey: true, bubbles: true, cancelable: true }));
  press();
  press();
  button.click();
  button.click();
}`;

requireTool('chromium')('a clerk and the October run', () => {
  let office: OfficeUnderTest;
  let browser: Browser;
  let pensions: PensionOffice;

  beforeAll(async () => {
    office = await officeOverHttp('postgres');
    pensions = await payPensions(office, 9);
    browser = await openBrowser();
  }, 300_000);

  afterAll(async () => {
    await browser?.close();
    await office?.close();
  }, 60_000);

  const octoberRuns = async () => {
    const { body } = await office.get(`/v1/payments?appropriationId=${pensions.central}&limit=200`);
    return (body['items'] as { period: string; situation: string }[]).filter(({ period }) => period === '2021-10');
  };
  const submitButton = () => browser.page.locator('.submit-button');
  const centralRow = () => browser.page.locator('table', { hasText: '分级负担' }).locator('tbody tr').first();
  /** 冻结 and 解冻, by somebody else while the page is open. */
  const elsewhere = async (act: 'freezes' | 'unfreezes') => {
    const { headers } = await office.get(`/v1/appropriations/${pensions.central}`);
    const body = { amount: '10000.00', effectiveOn: '2021-10-28', reason: '核查' };
    const { status } = await office.post(`/v1/appropriations/${pensions.central}/${act}`, body, {
      'if-match': headers.get('etag') ?? '',
    });
    expect(status).toBe(200);
  };

  it('goes from the list to the programme, and from there to the form', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/programmes?asOf=2021-10-28&money=yuan`);
    await page.locator('tbody').getByRole('link', { name: NAME }).click();
    await page.getByText('缺口 55,910.00 元').waitFor();
    await page.getByRole('link', { name: '发放批次' }).click();
    await page.locator('.stop').waitFor();
    expect(await page.title()).toBe('发放批次 - 资金拨付跟踪');
  }, 180_000);

  it('is stopped before it submits, with the gap, the people it could pay, and the ways out', async () => {
    const { page } = browser;
    const stop = await page.locator('.stop').innerText();
    expect(stop).toContain('缺口 55,910.00 元');
    expect(stop).toContain('最多可发 74,985 人');
    expect(await page.locator('form').innerText()).toContain('8,541,331.00');
    expect(await page.locator('form').innerText()).toContain('捌佰伍拾肆万壹仟叁佰叁拾壹元整');
    expect(await submitButton().getAttribute('aria-disabled')).toBe('true');
    // A press all the same: the button can be reached, and says why it does nothing.
    await submitButton().click({ force: true });
    await page.keyboard.press('Control+Enter');
    expect(await page.locator('.stop').count()).toBe(1);
    expect(await octoberRuns()).toEqual([]);
  }, 180_000);

  it('is refused by the server as well: as a whole, and by a page that had older figures', async () => {
    const { page } = browser;
    const refused = await office.post('/v1/payout-runs', pensions.pensionRun('2021-10', '2021-10-28'));
    expect([refused.status, refused.body['code']]).toEqual([422, 'payout-run-short']);

    await page.getByLabel('人数').fill('74985');
    await page.locator('.submit-button[aria-disabled="false"]').waitFor();
    await elsewhere('freezes');
    await page.keyboard.press('Control+Enter');
    await page.locator('.refusal').waitFor();
    expect(await page.locator('.refusal').innerText()).toContain('payout-run-short');
    // What the page shows follows what the server knows.
    await page.locator('.stop').waitFor();
    await elsewhere('unfreezes');
    expect(await octoberRuns()).toEqual([]);
  }, 180_000);

  it('is let through by a supplement', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/payments/payout-run?of=${pensions.central}`);
    await page.getByRole('link', { name: '登记追加指标' }).click();
    await page.getByLabel('金额').fill('14115092');
    await page.getByLabel('金额').press('Enter');
    expect(await page.getByLabel('金额').inputValue()).toBe('14,115,092.00');
    await page.getByLabel('文号').fill('保财社〔2021〕88号');
    await page.getByLabel('事由').fill('追加中央补助');
    await page.locator('.submit-button[aria-disabled="false"]').waitFor();
    expect(await page.locator('form').innerText()).toContain('6,973,681.00 → 21,088,773.00');
    await page.keyboard.press('Control+Enter');
    await page.getByText('已登记：追加 14,115,092.00 元').waitFor();
    await page.getByRole('link', { name: '登记发放批次' }).click();
    await page.locator('.submit-button[aria-disabled="false"]').waitFor();
    expect(await page.locator('.stop').count()).toBe(0);
    expect(await centralRow().innerText()).toMatch(/21,088,773\.00\s+14,059,182\.00\s+足够/);
  }, 180_000);

  it('is recorded once, however often the keys and the button are pressed', async () => {
    const { page } = browser;
    await page.evaluate(PRESSED_AND_CLICKED_TWICE);
    await page.waitForURL(/\/payments\/[0-9a-f-]{36}/);
    await page.getByRole('button', { name: '登记已支付' }).waitFor();
    expect(await octoberRuns()).toMatchObject([{ situation: 'submitted' }]);
    expect(await page.locator('main').innerText()).toContain('8,541,331.00');

    await page.getByRole('button', { name: '登记已支付' }).click();
    await page.getByRole('form', { name: '登记已支付' }).waitFor();
    await page.evaluate(PRESSED_AND_CLICKED_TWICE);
    await page.getByRole('button', { name: '冲销' }).waitFor();
    expect(await octoberRuns()).toMatchObject([{ situation: 'paid' }]);
  }, 180_000);

  it('is seen in the balances of the programme, without reading the page anew', async () => {
    const { page } = browser;
    await page.getByRole('link', { name: NAME }).click();
    // In 万元.
    await page.locator('.card', { hasText: '可用指标' }).getByText('1,405.92').waitFor();
    expect(await page.locator('.card', { hasText: '预计耗尽' }).innerText()).toContain('年内够用');
    const { body } = await office.get(`/v1/appropriations/${pensions.central}`);
    expect(body['available']).toBe('14059182.00');
  }, 180_000);

  it('leaves the page without a complaint of the browser but the refusal that was asked for', () => {
    expect(browser.foreign).toEqual([]);
    expect(browser.complaints.filter((complaint) => !complaint.includes('422'))).toEqual([]);
  });
});
