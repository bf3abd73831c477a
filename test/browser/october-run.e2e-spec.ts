import { requireTool } from '@bofu/testing';
import { officeOverHttp, type OfficeUnderTest } from '../e2e/office-over-http';
import { openBrowser, type Browser } from './browser';
import { payPensions, type PensionOffice } from './pension-office';
import { expectPoll } from './expect-poll';

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
  });

  afterAll(async () => {
    await browser?.close();
    await office?.close();
  });

  const runsOf = async (month: string) => {
    const { body } = await office.get(`/v1/payments?appropriationId=${pensions.central}&limit=200`);
    return (body['items'] as { period: string; situation: string }[]).filter(({ period }) => period === month);
  };
  const octoberRuns = () => runsOf('2021-10');
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
  });

  it('is stopped before it submits, with the gap, the people it could pay, and the ways out', async () => {
    const { page } = browser;
    const stop = await page.locator('.stop').innerText();
    expect(stop).toContain('缺口 55,910.00 元');
    expect(stop).toContain('最多可发 74,985 人');
    await expectPoll(() => page.locator('form').innerText()).toContain('8,541,331.00');
    await expectPoll(() => page.locator('form').innerText()).toContain('捌佰伍拾肆万壹仟叁佰叁拾壹元整');
    await expectPoll(() => submitButton().getAttribute('aria-disabled')).toBe('true');
    // By when, at the latest; and who bears which share of it, of which nothing is left over.
    const checks = page.getByRole('region', { name: '核对' });
    await checks.getByText('2021-10-29').waitFor();
    await checks.getByText('2021-10-26 前').waitFor();
    const submittedOn = async (day: string) => {
      await page.getByLabel('业务日期').fill(day);
      await page.keyboard.press('Tab');
    };
    await submittedOn('2021-10-26');
    await checks.getByText('已过').waitFor({ state: 'detached' });
    await submittedOn('2021-10-30');
    await checks.getByText('已过时限').waitFor();
    await submittedOn('2021-10-28');
    await checks.getByText('已过送银行日，可能赶不上时限').waitFor();
    const shares = page.locator('table', { hasText: '分级负担' });
    await expectPoll(() => shares.locator('tbody tr td:nth-child(4)').allInnerTexts()).toEqual([
      ...['82.31%', '13.27%', '2.21%', '2.21%'],
    ]);
    await expectPoll(() => shares.innerText()).toContain('金额按标准计到分，没有尾差');
    // A press all the same: the button can be reached, and says why it does nothing.
    await submitButton().click({ force: true });
    await page.keyboard.press('Control+Enter');
    await expectPoll(() => page.locator('.stop').count()).toBe(1);
    expect(await octoberRuns()).toEqual([]);
  });

  it('is refused by the server as well: as a whole, and by a page that had older figures', async () => {
    const { page } = browser;
    const refused = await office.post('/v1/payout-runs', pensions.pensionRun('2021-10', '2021-10-28'));
    expect([refused.status, refused.body['code']]).toEqual([422, 'payout-run-short']);

    await page.getByLabel('人数').fill('74985');
    await page.locator('.submit-button[aria-disabled="false"]').waitFor();
    await elsewhere('freezes');
    await page.keyboard.press('Control+Enter');
    await page.locator('.refusal').waitFor();
    await expectPoll(() => page.locator('.refusal').innerText()).toContain('payout-run-short');
    // What the page shows follows what the server knows.
    await page.locator('.stop').waitFor();
    await elsewhere('unfreezes');
    expect(await octoberRuns()).toEqual([]);
  });

  it('would fail earlier without what is moved elsewhere, and the other later with it', async () => {
    const { page } = browser;
    const county = '城乡居民基本养老保险基础养老金补贴';
    await page.goto(`${office.address}/payments/adjustment?do=virement&to=${pensions.county}`);
    await page.getByLabel('调出项目').click();
    await page.keyboard.type(NAME);
    await page.locator('.ant-select-dropdown:visible .picker-line', { hasText: NAME }).first().waitFor();
    await page.keyboard.press('Enter');
    const lasts = page.locator('.checks');
    await lasts.getByText('10 月（缺 55,910.00 元）').waitFor();
    await lasts.getByText('12 月（缺 37,610.00 元）').waitFor();
    await page.getByLabel('业务日期').fill('2021-10-28');
    await page.getByRole('textbox', { name: '金额' }).fill('37610');
    await lasts.getByText('10 月（缺 55,910.00 元） → 10 月（缺 93,520.00 元）').waitFor();
    await lasts.getByText('12 月（缺 37,610.00 元） → 年内够用（年末余 0.00 元）').waitFor();
    await expectPoll(() => page.locator('form').innerText()).toContain(county);
  });

  it('is let through by a supplement', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/payments/payout-run?of=${pensions.central}`);
    await page.getByRole('link', { name: '登记追加指标' }).click();
    await page.getByRole('textbox', { name: '金额' }).fill('14115092');
    await page.getByRole('textbox', { name: '金额' }).press('Enter');
    await expectPoll(() => page.getByRole('textbox', { name: '金额' }).inputValue()).toBe('14,115,092.00');
    await page.getByLabel('文号').fill('保财社〔2021〕88号');
    await page.getByLabel('事由').fill('追加中央补助');
    await page.locator('.submit-button[aria-disabled="false"]').waitFor();
    await expectPoll(() => page.locator('form').innerText()).toContain('6,973,681.00 → 21,088,773.00');
    // What comes in December comes too late for October; on its day the year is covered.
    const lasts = page.locator('.checks');
    await page.getByLabel('业务日期').fill('2021-12-31');
    await page.keyboard.press('Tab');
    await lasts.getByText('10 月（缺 55,910.00 元），不变').waitFor();
    await page.getByLabel('业务日期').fill('2021-10-28');
    await page.keyboard.press('Tab');
    await lasts.getByText('10 月（缺 55,910.00 元） → 年内够用（年末余 0.00 元）').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('已登记：追加 14,115,092.00 元').waitFor();
    await page.getByRole('link', { name: '登记发放批次' }).click();
    await page.locator('.submit-button[aria-disabled="false"]').waitFor();
    await expectPoll(() => page.locator('.stop').count()).toBe(0);
    await expectPoll(() => centralRow().innerText()).toMatch(/21,088,773\.00\s+14,059,182\.00\s+足够/);
  });

  it('is recorded once, however often the keys and the button are pressed', async () => {
    const { page } = browser;
    await page.evaluate(PRESSED_AND_CLICKED_TWICE);
    await page.waitForURL(/\/payments\/[0-9a-f-]{36}/);
    await page.getByRole('button', { name: '登记已支付' }).waitFor();
    expect(await octoberRuns()).toMatchObject([{ situation: 'submitted' }]);
    await expectPoll(() => page.locator('main').innerText()).toContain('8,541,331.00');

    await page.getByRole('button', { name: '登记已支付' }).click();
    await page.getByRole('form', { name: '登记已支付' }).waitFor();
    await page.evaluate(PRESSED_AND_CLICKED_TWICE);
    await page.getByRole('button', { name: '冲销' }).waitFor();
    expect(await octoberRuns()).toMatchObject([{ situation: 'paid' }]);
  });

  it('is seen in the balances of the programme, without reading the page anew', async () => {
    const { page } = browser;
    await page.getByRole('link', { name: NAME }).click();
    // In 万元.
    await page.locator('.card', { hasText: '可用指标' }).getByText('1,405.92').waitFor();
    await expectPoll(() => page.locator('.card', { hasText: '预计耗尽' }).innerText()).toContain('年内够用');
    const { body } = await office.get(`/v1/appropriations/${pensions.central}`);
    expect(body['available']).toBe('14059182.00');
  });

  it('is followed by a run for a fifth fewer people, which is recorded with its reason only', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/payments/payout-run?of=${pensions.central}&asOf=2021-11-26`);
    await page.locator('.ant-select', { hasText: '2021-11' }).first().waitFor();
    const form = page.getByRole('form', { name: '发放批次' });
    const question = form.getByRole('group', { name: '人数对不对？' });
    const told = (text: string) => form.locator('.submit [role=status]').filter({ hasText: text }).waitFor();
    await page.getByLabel('人数', { exact: true }).fill('60000');
    await page.locator('.submit-button[aria-disabled="false"]').waitFor();
    await page.keyboard.press('Control+Enter');
    await question.waitFor();
    const refusal = await page.locator('.refusal').innerText();
    for (const part of ['2021-11', '60,000', '2021-10', '75,587']) expect(refusal).toContain(part);
    await told('请先核对人数；无误的，写明事由');
    await page.keyboard.press('Control+Enter');
    expect(await runsOf('2021-11')).toEqual([]);
    // A mistake of typing is put right without a word.
    await page.getByLabel('人数', { exact: true }).fill('75587');
    await question.waitFor({ state: 'detached' });
    await page.getByLabel('人数', { exact: true }).fill('60000');
    await page.keyboard.press('Control+Enter');
    await question.getByLabel('人数大幅增减的事由').fill('资格认证未通过的暂停发放');
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/payments\/[0-9a-f-]{36}/);
    await page.locator('main').getByText('资格认证未通过的暂停发放').first().waitFor();
    expect(await runsOf('2021-11')).toMatchObject([{ situation: 'submitted', headcount: 60_000 }]);
  });

  it('leaves the page without a complaint of the browser but the refusal that was asked for', () => {
    expect(browser.foreign).toEqual([]);
    expect(browser.complaints.filter((complaint) => !/409|422/.test(complaint))).toEqual([]);
  });
});
