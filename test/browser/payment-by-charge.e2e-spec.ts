import { requireTool } from '@bofu/testing';
import { officeOverHttp, type OfficeUnderTest } from '../e2e/office-over-http';
import { openBrowser, type Browser } from './browser';
import { payPensions, type PensionOffice } from './pension-office';
import { expectPoll } from './expect-poll';

interface StandingPayment {
  readonly situation: string;
  readonly charges: readonly { readonly charge: number; readonly situation: string; readonly net: string }[];
}

requireTool('chromium')('a clerk whose four bearers pay on days of their own', () => {
  let office: OfficeUnderTest;
  let browser: Browser;
  let pensions: PensionOffice;
  let paymentId: string;

  beforeAll(async () => {
    office = await officeOverHttp('postgres');
    pensions = await payPensions(office, 1);
    const { body } = await office.post('/v1/payout-runs', pensions.pensionRun('2021-02', '2021-02-26'));
    paymentId = String(body['paymentId']);
    browser = await openBrowser();
    await browser.page.setViewportSize({ width: 1366, height: 768 });
  });

  afterAll(async () => {
    await browser?.close();
    await office?.close();
  });

  const step = async (name: string) => {
    await browser.page.getByRole('button', { name, exact: true }).click();
    return browser.page.getByRole('form', { name, exact: true });
  };
  const standing = async () => (await office.get(`/v1/payments/${paymentId}`)).body as unknown as StandingPayment;
  const charges = async () => (await standing()).charges.map(({ situation, net }) => `${situation} ${net}`);
  const record = async () => {
    await browser.page.locator('.submit-button[aria-disabled="false"]').click();
  };

  it('records what the central and the provincial level have paid, with their voucher', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/payments/${paymentId}?asOf=2021-02-26`);
    const form = await step('登记已支付');
    await form.getByRole('checkbox').nth(2).uncheck();
    await form.getByRole('checkbox').nth(3).uncheck();
    await form.getByLabel('凭证号').fill('支2021-0226');
    await form.getByLabel('付款银行').fill('农业银行');
    await record();
    await page.locator('.toolbar').getByText('部分支付').waitFor();
    expect(await charges()).toEqual(['paid 7029591.00', 'paid 1133805.00', 'submitted 0.00', 'submitted 0.00']);
    const bearers = page.locator('.data-table', { hasText: '由谁负担' }).locator('tbody tr');
    await expectPoll(() => bearers.nth(0).innerText()).toMatch(/已付\s+2021-02-26\s+支2021-0226（农业银行）/);
    await expectPoll(() => bearers.nth(3).innerText()).toContain('在途');
  });

  it('records that the treasury has refused the city’s', async () => {
    const { page } = browser;
    const form = await step('登记拒付');
    await form.getByRole('checkbox').nth(1).uncheck();
    await form.getByLabel('事由').fill('用途不符');
    await record();
    await form.waitFor({ state: 'detached' });
    expect((await charges())[2]).toBe('released 0.00');
    const paying = await step('登记已支付');
    await record();
    await paying.waitFor({ state: 'detached' });
    await page.locator('.toolbar').getByText('已付').waitFor();
    expect((await charges())[3]).toBe('paid 188967.50');
  });

  it('records what came back of the county’s only', async () => {
    const { page } = browser;
    const form = await step('登记退票、退回');
    await form.getByLabel('填写').click();
    await page.locator('.ant-select-item-option', { hasText: '按分担填金额' }).click();
    await form.getByLabel('第 4 项').fill('2.5');
    await form.getByText('共退回 2.50 元').waitFor();
    const effect = form.getByRole('table', { name: /办理前后/ });
    await expectPoll(() => effect.locator('tbody tr').innerText()).toMatch(/-2\.50\s+净额 188,967\.50 → 188,965\.00/);
    await form.getByLabel('事由').fill('多付一人');
    await record();
    await form.waitFor({ state: 'detached' });
    expect(await charges()).toEqual(['paid 7029591.00', 'paid 1133805.00', 'released 0.00', 'paid 188965.00']);
    await page.locator('.data-table', { hasText: '办理经过' }).getByText('恢复指标').first().waitFor();
    const tracked = page.getByRole('table', { name: /退回的下落/ });
    await expectPoll(() => tracked.locator('tbody tr').innerText()).toMatch(/退票\s+-\s+-2\.50\s+未重发\s+2\.50/);
    await tracked.getByRole('link', { name: '重发', exact: true }).click();
    await page.getByText('退票重发，').waitFor();
    await expectPoll(() => page.getByLabel('事由', { exact: true }).inputValue()).toBe('退票重发');
    await page.goBack();
    await page.getByRole('table', { name: /退回的下落/ }).waitFor();
  });

  it('records with a reason that what came back is not paid anew', async () => {
    const { page } = browser;
    const tracked = page.getByRole('table', { name: /退回的下落/ });
    await tracked.getByRole('button', { name: '不再重发', exact: true }).click();
    const form = page.getByRole('form', { name: '不再重发', exact: true });
    await form.getByText('不再重发 2.50 元').waitFor();
    await page.keyboard.press('Control+Enter');
    await expectPoll(() => form.locator('.submit [role=status]').innerText()).toBe('请填写事由');
    await form.getByLabel('事由').fill('多付的一人已退还，无须再付');
    // The whole form is in sight, from its title to its button.
    for (const part of [form.locator('legend'), form.locator('.submit-button')]) {
      const box = await part.boundingBox();
      expect((box?.y ?? -1) >= 0 && (box?.y ?? 0) + (box?.height ?? 0) <= 768).toBe(true);
    }
    await record();
    await form.waitFor({ state: 'detached' });
    await tracked.locator('tbody').getByText('不再重发', { exact: true }).waitFor();
    await expectPoll(() => tracked.locator('tbody tr').innerText()).toMatch(/不再重发\s+0\.00/);
    // What is settled is asked about no more.
    await expectPoll(() => tracked.getByRole('link', { name: '重发', exact: true }).count()).toBe(0);
    await expectPoll(() => tracked.getByRole('button').count()).toBe(0);
    const history = page.locator('.data-table', { hasText: '办理经过' });
    await history.getByText('多付的一人已退还，无须再付').first().waitFor();
  });

  it('moves a part of one charge to another appropriation', async () => {
    const { page } = browser;
    const form = await step('更正列支项目');
    await form.getByLabel('原列支').click();
    await page.locator('.ant-select-item-option', { hasText: /^4 / }).click();
    await form.getByLabel('应列支').fill('网络专线');
    await page.locator('.ant-select-item-option', { hasText: '网络专线' }).click();
    await form.getByLabel('更正金额').fill('100');
    await form.getByLabel('事由').fill('列错项目');
    await record();
    await form.waitFor({ state: 'detached' });
    expect((await charges()).slice(3)).toEqual(['paid 188865.00', 'paid 100.00']);
    await page.getByText('由第 4 项更正').waitFor();
  });

  it('reverses what had never left the bank, once it says so', async () => {
    const form = await step('冲销');
    for (const at of [1, 2]) await form.getByRole('checkbox').nth(at).uncheck();
    await form.getByLabel('事由').fill('登记有误');
    await expectPoll(() => form.locator('.submit [role=status]').innerText()).toBe('请说明款项是否已从银行付出');
    await form.getByText('没有付出，登记有误').click();
    await record();
    await form.waitFor({ state: 'detached' });
    expect((await charges())[0]).toBe('reversed 0.00');
    const { page } = browser;
    const last = page
      .getByRole('table', { name: /办理经过/ })
      .locator('tbody tr')
      .last();
    await last.getByText('-7,029,591.00').waitFor();
    await expectPoll(() => last.locator('.act-reversed').innerText()).toBe('冲销');
    await last.getByRole('link', { name: /^#\d+$/ }).click();
    await page.getByRole('region', { name: '事件' }).getByText('冲销', { exact: false }).first().waitFor();
  });

  it('pays the next month with some of an earlier one paid late and some taken back', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/payments/payout-run?of=${pensions.central}&asOf=2021-03-30`);
    await page.locator('.ant-select', { hasText: '2021-03' }).first().waitFor();
    await page.getByRole('button', { name: '加一项补发' }).click();
    await page.getByLabel('补发人数').fill('2');
    await page.getByLabel('补发事由').fill('上月漏发');
    await page.getByRole('button', { name: '加一项扣回' }).click();
    await page.getByLabel('扣回人数').fill('3');
    await page.getByLabel('扣回事由').fill('去世后多发');
    await page.getByText('75,587 人 × 113.00 元 + 补发 2 人 × 113.00 元 − 扣回 3 人 × 113.00 元').waitFor();
    await record();
    // Of February nothing stands for the central level any more, nor for the city's: passed over, so the page asks.
    await page.getByText('2021-02 尚未发放').waitFor();
    await page.getByLabel('先发后面月份的事由').fill('二月中央、市级部分另行补办');
    await record();
    await page.waitForURL(/\/payments\/[0-9a-f-]{36}/);
    const { body } = await office.get(`/v1/payments/${page.url().split('/').at(-1)?.split('?')[0] ?? ''}`);
    expect(body).toMatchObject({ total: '8541218.00', run: 'regular' });
    expect((body['lines'] as { entry: string; reason: string | null }[]).map(({ entry }) => entry)).toEqual([
      ...Array<string>(4).fill('regular'),
      ...Array<string>(4).fill('back-pay'),
      ...Array<string>(4).fill('deduction'),
    ]);
    await page.locator('.data-table', { hasText: '明细' }).getByText('去世后多发').first().waitFor();
  });

  it('finds the payments of one year, and of one situation, with their sum', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/payments?money=yuan&situation=submitted`);
    await page.locator('tfoot').getByText('合计 1 笔').waitFor();
    await expectPoll(() => page.locator('tfoot').innerText()).toContain('8,541,218.00');
    await page.goto(`${office.address}/payments?year=2022`);
    await page.getByText('2022 年度还没有拨付').waitFor();
  });

  it('leaves the page without a complaint', () => {
    // The question the page asked was an answer of 409.
    const complaints = browser.complaints.filter((complaint) => !complaint.includes('409'));
    expect([browser.foreign, complaints]).toEqual([[], []]);
  });
});
