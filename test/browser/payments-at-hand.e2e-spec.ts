import { readFileSync } from 'node:fs';
import { requireTool } from '@bofu/testing';
import { openBrowser, type Browser } from './browser';
import { openDemoOffice, type DemoOffice } from './demo-office';
import { expectPoll } from './expect-poll';
import { CENTRAL_CODE } from './pension-office';

/** What is on the books already, at hand where it is needed again: vouchers, purposes, changes, codes. */
requireTool('chromium')('whoever looks for what is on the books', () => {
  let office: DemoOffice;
  let browser: Browser;
  let central = '';

  beforeAll(async () => {
    office = await openDemoOffice();
    central = await office.appropriationOf(CENTRAL_CODE);
    browser = await openBrowser();
    await browser.actAs(office.address, '居保经办');
  }, 400_000);

  afterAll(async () => {
    await browser?.close();
    await office?.close();
  });

  const open = (path: string) => browser.page.goto(office.address + path);
  const saved = async (press: () => Promise<void>): Promise<readonly [name: string, text: string]> => {
    const [download] = await Promise.all([browser.page.waitForEvent('download'), press()]);
    return [download.suggestedFilename(), readFileSync(await download.path(), 'utf8')];
  };

  it('has payments by their voucher, and prints or exports those she chose', async () => {
    const { page } = browser;
    await open('/payments?year=2021&text=支2021-008');
    await page.locator('tbody tr').nth(5).waitFor();
    await expectPoll(async () => (await page.locator('thead th').allInnerTexts()).slice(1, 3)).toEqual([
      '凭证号',
      '摘要',
    ]);
    const bar = page.getByRole('region', { name: '所选拨付' });
    await page.getByRole('checkbox', { name: '选中 2021-12 城乡居民基础养老金' }).check();
    await bar.getByText('已选 1 笔，合计 8,541,331.00 元').waitFor();
    // The row that j stands on, by its key.
    await page.locator('h1').click();
    await page.keyboard.press('j');
    await page.locator('tr[aria-current]').waitFor();
    await page.keyboard.press('x');
    await bar.getByText('已选 2 笔，合计 8,551,446.00 元').waitFor();
    const [name, text] = await saved(() => bar.getByRole('button', { name: /导出所选/ }).click());
    expect(name).toBe('所选拨付.csv');
    const [head, ...lines] = text.trimEnd().split('\r\n');
    expect(head).toMatch(/^\uFEFF凭证号,摘要,状态/);
    expect(lines).toEqual([
      expect.stringMatching(/^支2021-0089,第4季度贷款贴息,已付,.*,10115\.00,0\.00,2021-12-29,2021-12-31,/),
      expect.stringMatching(/^支2021-0088,2021-12 城乡居民基础养老金,已付,.*,75587,8541331\.00,/),
    ]);
    const [vouchers] = await saved(() => bar.getByRole('link', { name: '支付凭单' }).click());
    expect(vouchers).toMatch(/\.pdf$/);
    await page.getByRole('checkbox', { name: '选中全部所列' }).check();
    await bar.getByText(/已选 \d{1,2} 笔/).waitFor();
    await bar.getByRole('button', { name: '不选' }).click();
    await bar.waitFor({ state: 'detached' });
  });

  it('takes a purpose from those written last, by the keyboard', async () => {
    const { page } = browser;
    await open(`/payments/disbursement?year=2021&of=${central}`);
    const purpose = page.getByRole('textbox', { name: '摘要' });
    await purpose.fill('x');
    await page.keyboard.press('Alt+z');
    const list = page.getByRole('listbox', { name: '常用摘要' });
    await list.getByRole('option').nth(3).waitFor();
    await page.locator('[role="option"]:focus', { hasText: '2021-12 城乡居民基础养老金' }).waitFor();
    // Each once, and Esc leaves the list and not the form.
    const offered = await list.getByRole('option').allInnerTexts();
    expect(new Set(offered).size).toBe(offered.length);
    await page.keyboard.press('Escape');
    await list.waitFor({ state: 'detached' });
    await page.locator('input:focus').waitFor();
    await expectPoll(() => purpose.inputValue()).toBe('x');
    await page.keyboard.press('Alt+z');
    await page.locator('[role="option"]:focus').waitFor();
    await page.keyboard.press('ArrowDown');
    await page.locator('[role="option"]:focus', { hasText: '2021-11 城乡居民基础养老金' }).waitFor();
    await page.keyboard.press('Enter');
    await list.waitFor({ state: 'detached' });
    await expectPoll(() => purpose.inputValue()).toBe('2021-11 城乡居民基础养老金');
    // Enter goes on from there to the next field.
    await page.locator('input:focus').waitFor();
    await page.keyboard.press('Enter');
    await expectPoll(() => page.evaluate<string>('document.activeElement.labels?.[0]?.innerText ?? ""')).not.toBe(
      '摘要',
    );

    await open('/payments/payout-run?year=2021');
    await page.getByRole('button', { name: /常用摘要/ }).click();
    await list.getByRole('option').first().click();
    await list.waitFor({ state: 'detached' });
  });

  it('sees which change of an appropriation is the last, and goes to the list of them', async () => {
    const { page } = browser;
    await open(`/programmes/${central}?year=2021`);
    const heading = page.locator('.programme-terms');
    await heading.getByText(/修订 \d+，/).waitFor();
    await heading.getByRole('link', { name: '第 1 次变更' }).click();
    await page.getByRole('tab', { name: '指标变动', selected: true }).waitFor();
    await page.getByRole('tabpanel', { name: '指标变动' }).getByText('+14,115,092.00').waitFor();
    // Before the supplement there was none.
    await open(`/programmes/${central}?year=2021&asOf=2021-10-26`);
    await heading.getByRole('link', { name: '下达后没有变更' }).waitFor();
  });

  it('tells on the strip what was paid, added and sent back, by shape and in words', async () => {
    const { page } = browser;
    await open('/replay?year=2021&a=2021-06-30&b=2021-12-31');
    await page.locator('.sum-check').waitFor();
    const legend = page.getByRole('list', { name: '图例' });
    const words = (await legend.getByRole('listitem').allInnerTexts()).map((text) => text.trim());
    const of = (word: string) => Number(/\d+$/.exec(words.find((each) => each.startsWith(word)) ?? '')?.[0] ?? 0);
    const marks = async (kind: string) => page.locator(`.movement-strip .moved-${kind}`).count();
    for (const [word, kind, least] of [
      ['已拨', 'paid', 50],
      ['下达、追加', 'more', 2],
      ['退票', 'returned', 2],
    ] as const) {
      expect(of(word)).toBeGreaterThanOrEqual(least);
      await expectPoll(() => marks(kind)).toBe(of(word));
    }
    await expectPoll(() => marks('late')).toBe(of('补登'));
    const shapes = ['paid', 'more', 'returned'].map((kind) =>
      page
        .locator(`.movement-strip .moved-${kind} > :last-child`)
        .first()
        .evaluate((shape: { tagName: string; getAttribute(name: string): string | null }) =>
          [shape.tagName, shape.getAttribute('d')].join(' '),
        ),
    );
    expect(new Set(await Promise.all(shapes)).size).toBe(3);
  });

  it('looks codes up, and takes the table along', async () => {
    const { page } = browser;
    await open('/programmes?year=2021');
    await page.getByRole('button', { name: /更多/ }).click();
    await page.getByRole('link', { name: '字典' }).click();
    await page.getByRole('heading', { name: '字典', exact: true }).waitFor();
    await page.locator('tbody tr').nth(20).waitFor();
    await page.getByLabel('搜索字典、代码、名称').fill('国有资本');
    await page.locator('.table-caption').getByText('1 项').waitFor();
    const row = page.locator('tbody tr');
    await expectPoll(() => row.innerText()).toMatch(
      /预算类型\s+state-capital-operations\s+国有资本经营预算\s+2\s+系统内置，随版本发布/,
    );
    const [name, text] = await saved(() => page.getByRole('button', { name: '导出 CSV' }).click());
    expect(name).toBe('字典-2021.csv');
    const lines = [
      '字典,代码,名称,本年度指标,来源',
      '预算类型,state-capital-operations,国有资本经营预算,2,系统内置，随版本发布',
    ];
    expect(text).toBe(`\uFEFF${lines.join('\r\n')}\r\n`);
  });

  it('asks nobody but this host, and breaks no rule of their own policy', () => {
    expect(browser.foreign).toEqual([]);
    expect(browser.complaints).toEqual([]);
  });
});
