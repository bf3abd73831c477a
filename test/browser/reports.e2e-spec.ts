import { readFileSync } from 'node:fs';
import { parse } from 'csv-parse/sync';
import readXlsxFile from 'read-excel-file/node';
import { requireTool } from '@bofu/testing';
import { pagesOf } from '../../libs/reporting/testing/read-pdf';
import { openBrowser, type Browser } from './browser';
import { openDemoOffice, type DemoOffice } from './demo-office';
import { CENTRAL_CODE } from './pension-office';
import { expectPoll } from './expect-poll';

requireTool('chromium')('the reports page', () => {
  let office: DemoOffice;
  let browser: Browser;

  beforeAll(async () => {
    office = await openDemoOffice();
    browser = await openBrowser();
    await browser.actAs(office.address, '居保经办');
  }, 400_000);

  afterAll(async () => {
    await browser?.close();
    await office?.close();
  });

  const open = async (query: string): Promise<void> => {
    await browser.page.goto(`${office.address}/reports?year=2021&asOf=2021-10-31${query}`);
    await browser.page.locator('.report-exports').waitFor();
  };
  /** Chosen with the keyboard alone: what is typed narrows the list. */
  const choose = async (label: string, typed: string): Promise<void> => {
    const { page } = browser;
    await page.getByRole('combobox', { name: new RegExp(`^${label}`) }).focus();
    await page.keyboard.type(typed);
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option-active', { hasText: typed }).waitFor();
    await page.keyboard.press('Enter');
  };
  const taken = async (link: string): Promise<Buffer> => {
    const [download] = await Promise.all([
      browser.page.waitForEvent('download'),
      browser.page.getByRole('link', { name: link }).click(),
    ]);
    return readFileSync(await download.path());
  };
  const rows = () => browser.page.locator('.data-table tbody tr');
  const checkCode = async (): Promise<string> =>
    /校验码：([0-9a-f-]+)/.exec(await browser.page.locator('.report-exports').innerText())?.[1] ?? '';

  it('shows each report that has facts, with its heading and its check code, and says of each other what it lacks', async () => {
    const { page } = browser;
    const central = await office.appropriationOf(CENTRAL_CODE);
    const { items, withoutFacts } = (await (await fetch(`${office.address}/v1/reports`)).json()) as {
      items: readonly { report: string; title: string }[];
      withoutFacts: readonly { title: string; missing: string }[];
    };
    expect(items.length + withoutFacts.length).toBeGreaterThanOrEqual(17);
    for (const { report, title } of items) {
      await open(`&report=${report}${report === 'ledger' ? `&appropriation=${central}` : ''}`);
      await page.locator('.report-title', { hasText: title }).waitFor();
      expect([title, await page.locator('.report-heading').innerText()]).toEqual([
        title,
        expect.stringMatching(/数据截至.*登记位置/),
      ]);
      expect([title, await checkCode()]).toEqual([title, expect.stringMatching(/^[0-9a-f]{4}(-[0-9a-f]{4}){3}$/)]);
    }
    await page.locator('summary', { hasText: '尚不能出具' }).click();
    for (const { title, missing } of withoutFacts)
      await page.locator('.report-notes li', { hasText: `${title}：${missing}` }).waitFor();
  });

  it('narrows by level, period and programme with the keyboard, and its files say what it shows', async () => {
    const { page } = browser;
    await open('&report=disbursements');
    await choose('资金级次', '中央');
    await page.waitForURL(/level=central/);
    const answered = page.waitForResponse(
      (response) =>
        /preview\?.*fundingLevel=central/.test(response.url()) && response.url().includes('from=2021-10-01'),
    );
    await choose('期间', '10 月');
    const { count: shown } = (await (await answered).json()) as { count: number };
    expect(shown).toBeGreaterThan(0);
    await page.getByText(`共 ${shown} 行`, { exact: true }).waitFor();
    await expectPoll(() => rows().count()).toBe(shown);
    const total = await page.locator('.data-table tfoot').innerText();
    const code = await checkCode();

    const csv = parse(await taken('CSV'), { bom: true, relaxColumnCount: true });
    const sheets = await readXlsxFile(await taken('Excel'));
    const paper = pagesOf(await taken('PDF（打印签字）'))
      .flat()
      .join('\n');
    // Two lines of heading, the columns, the rows, the total, and what closes it.
    const found = csv.filter(([first]) => /^[0-9a-f]{8}-/.test(first ?? ''));
    expect(found).toHaveLength(shown);
    for (const record of found) expect(record[4]).toBe('中央');
    for (const said of [csv.flat().join(' '), JSON.stringify(sheets), paper]) expect(said).toContain(code);
    const amount = /合计[\s\S]*?([\d,]+\.\d\d)/.exec(total)?.[1] ?? 'none';
    expect(csv.flat()).toContain(amount.replaceAll(',', ''));
    expect(paper).toContain(amount);
  });

  it('asks for an appropriation before it gives a ledger', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/reports?year=2021&report=ledger`);
    await page.getByText('资金台账按指标出具，请先选择预算指标。').waitFor();
    await expectPoll(() => page.locator('.report-exports').count()).toBe(0);
    await choose('预算指标', CENTRAL_CODE);
    await page.waitForURL(/appropriation=/);
    await page.locator('.report-title', { hasText: '资金台账' }).waitFor();
  });

  it('has a report made every month until somebody stops it, in words a clerk reads', async () => {
    const { page } = browser;
    await open('&report=period-summary&level=central');
    const schedules = page.getByRole('region', { name: '定期出具' });
    await schedules.getByText('还没有定期报表').waitFor();
    await schedules.getByRole('button', { name: '设定' }).click();
    const line = schedules.locator('li', { hasText: '每月 5 日出上月《月报（季报）》（PDF，中央），居保经办 设定' });
    await line.waitFor();
    await line.getByRole('button', { name: /^停止/ }).click();
    await schedules.getByText('还没有定期报表').waitFor();
  });

  it('ask nobody but this host, and break no rule of their own policy', () => {
    expect([browser.foreign, browser.complaints]).toEqual([[], []]);
  });
});
