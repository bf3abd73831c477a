import { buffer } from 'node:stream/consumers';
import { requireTool } from '@bofu/testing';
import writeXlsxFile from 'write-excel-file/node';
import type { SheetData } from 'write-excel-file/node';
import { bareOfficeOverHttp, type OfficeUnderTest } from '../e2e/office-over-http';
import { asDocx, blocksOf, paperWith, sheetWith } from '../../libs/paper/testing/printed-disclosure';
import { openBrowser, type Browser } from './browser';
import { expectPoll } from './expect-poll';

const NOW = '2026-01-27T10:00:00.000+08:00';
const SECOND = { code: '88010126SWGL0000A0002', name: '农田水利维护' };
const PENSION = '13060726PENSION000001';
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** A spreadsheet as an office saves it. */
async function workbook(headings: readonly string[], rows: readonly (readonly (string | number | null)[])[]) {
  const cell = (value: string | number | null) =>
    value === null ? null : { value, type: typeof value === 'number' ? Number : String };
  const head = ['预算年度', '2026', '生效日期', '2026-01-01'];
  const data = [head, headings, ...rows].map((row) => row.map(cell)) as SheetData;
  return buffer(await (writeXlsxFile(data, { sheet: '表' }).toStream as () => Promise<NodeJS.ReadableStream>)());
}

const PROGRAMMES = '项目编码 项目名称 单位编码 单位名称 资金级次 预算类型 下达方式 文号 发文日期 批次 金额（元）'.split(
  ' ',
);
const line = (level: string, document: string | null, amount: number | string) => [
  ...[PENSION, '基础养老金', '370001', '局本级', level, '一般公共预算', '正常下达', document, null, null, amount],
];

requireTool('chromium')('an empty office, by its screens alone', () => {
  let office: OfficeUnderTest;
  let browser: Browser;

  beforeAll(async () => {
    office = await bareOfficeOverHttp('postgres', { actor: '王经办', clock: { now: () => NOW } });
    browser = await openBrowser();
    await browser.page.setViewportSize({ width: 1366, height: 768 });
    await browser.page.clock.setFixedTime(new Date(NOW));
  });

  afterAll(async () => {
    await browser?.close();
    await office?.close();
  });

  const record = () => browser.page.keyboard.press('Control+Enter');
  const fill = async (form: string, fields: Readonly<Record<string, string>>) => {
    const place = browser.page.getByRole('form', { name: form });
    for (const [label, text] of Object.entries(fields)) await place.getByLabel(label, { exact: true }).fill(text);
    await record();
  };
  /** The file was chosen beside the page: the cursor is nowhere in the form. */
  const bookAll = () => browser.page.getByRole('button', { name: '3　全部登记' }).click();
  const steps = async () => {
    await browser.page.goto(`${office.address}/`);
    await browser.page.locator('.first-hour li').first().waitFor();
    return Object.fromEntries(
      (await browser.page.locator('.first-hour li').allInnerTexts()).map((text) => {
        const [mark = '', title = ''] = text.split(/\s+/);
        return [title, mark];
      }),
    );
  };
  const upload = async (kind: string, name: string, content: Buffer) => {
    const { page } = browser;
    await page.goto(`${office.address}/setup/templates?kind=${kind}`);
    await page.getByLabel('2　填好').setInputFiles({ name, mimeType: XLSX, buffer: content });
  };

  it('is led from its first person to its calendar', async () => {
    const { page } = browser;
    await page.goto(office.address);
    await fill('登记部门', { 部门代码: '370', 部门名称: '人社局', 行政区划代码: '130607', 行政区划: '保定市满城区' });
    await page.getByRole('form', { name: '登记第一位经办人' }).waitFor();
    await fill('登记第一位经办人', { 姓名: '王经办' });
    await page.getByRole('heading', { name: '建账引导' }).waitFor();
    expect(await steps()).toMatchObject({ 人员: '已有', 预算单位: '待办', 首次发放: '待办' });
    await page.getByRole('link', { name: '登记单位' }).click();
    await fill('登记单位', { 单位编码: '370001', 单位名称: '局本级' });
    await page.getByText('已登记：370001 局本级').waitFor();
    await page.goto(`${office.address}/calendars`);
    await page.getByRole('button', { name: '先看时限' }).click();
    // 30 May is a Saturday.
    await page.locator('tr', { hasText: '2026-05' }).getByText('2026-05-29').waitFor();
    expect((await office.get('/v1/calendars')).body['items']).toEqual([]);
    await page.getByRole('button', { name: '载入 2026 年' }).click();
    await page.getByText('2026 年工作日历已载入').waitFor();
    expect(await steps()).toMatchObject({ 预算单位: '已有', 工作日历: '已有', 项目与指标: '待办' });
  });

  it('takes its programmes from a spreadsheet once every cell is right, and one by hand', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/setup/templates?kind=programmes`);
    const handedOut = page.waitForEvent('download');
    await page.getByRole('link', { name: '下载 2026 年的模板' }).click();
    expect((await handedOut).suggestedFilename()).toBe('2026年项目与指标导入模板.xlsx');
    const wrong = await workbook(PROGRAMMES, [line('中央', null, 9_300_000), line('镇级', null, '十元')]);
    await upload('programmes', '项目.xlsx', wrong);
    await page.getByText('项目.xlsx 有 2 处错误，一项也没有登记').waitFor();
    await expectPoll(() => page.locator('tr', { hasText: 'K4' }).innerText()).toContain('金额只能是数字：“十元”');
    const right = await workbook(PROGRAMMES, [
      line('中央', '财社〔2025〕96号', 9_300_000),
      line('区级', null, '2,000,000.00'),
    ]);
    await upload('programmes', '项目.xlsx', right);
    await page.getByText('试算通过').waitFor();
    await expectPoll(() => page.getByRole('form').innerText()).toContain('合计 11,300,000.00 元');
    await bookAll();
    await page.getByText('已登记 2 项').waitFor();
    await page.goto(`${office.address}/programmes/issue`);
    await page.getByLabel('项目', { exact: true }).click();
    await page.locator('.ant-select-item-option', { hasText: '新项目' }).click();
    await page.getByLabel('项目编码').fill('13060726SUBSIDY000002');
    await page.getByLabel('项目名称').fill('就业补助资金');
    await page.getByLabel('预算单位编码').fill('370001');
    await page.getByLabel('预算单位', { exact: true }).fill('局本级');
    await page.getByRole('textbox', { name: '金额' }).fill('5万');
    await record();
    await page.getByText('已登记：正常下达 50,000.00 元：就业补助资金').waitFor();
    expect(await steps()).toMatchObject({ 项目与指标: '已有', 支出计划: '待办', 发放标准: '待办' });
  });

  it('plans by spreadsheet and in the grid, and sets what a head is paid', async () => {
    const { page } = browser;
    const headings = ['项目编码', '资金级次', '下达方式', '批次', '2026-06-30', '2026-12-31'];
    const plans = ['中央', '区级'].map((level) => [PENSION, level, '正常下达', 1, 50, 100]);
    await upload('plans', '计划.xlsx', await workbook(headings, plans));
    await page.getByText('将登记 2 项').waitFor();
    await bookAll();
    await page.getByText('已登记 2 项').waitFor();
    await page.goto(`${office.address}/setup/programmes`);
    await page.locator('tr', { hasText: '就业补助资金' }).getByRole('link', { name: '区级：编制' }).click();
    // The days of the other plans are proposed; a blank stays one.
    await page.getByLabel('2026-12-31 累计百分比').fill('100');
    await page.locator('.execution-chart svg').waitFor();
    await record();
    await page.getByText('已登记：就业补助资金 的支出计划').waitFor();
    await expectPoll(() => page.locator('tr', { hasText: '2026-06-30' }).innerText()).toContain('空白');

    await page.goto(`${office.address}/setup/programmes`);
    await page.getByRole('link', { name: '基础养老金' }).click();
    await fill('设定发放标准', { '标准名称 1': '基础养老金', '每人金额 1': '113', 人数: '75,000' });
    await page.locator('tbody').getByText('基础养老金 113.00 元/月').waitFor();
    const standards = ['项目编码', '标准名称', '每人（元）', '计发', '人数', '支付节奏', '时限'];
    const rows = [['13060726SUBSIDY000002', null, null, null, 20, '据实', null]];
    await upload('standards', '标准.xlsx', await workbook(standards, rows));
    await page.getByText('将登记 1 项').waitFor();
    await bookAll();
    await page.getByText('已登记 1 项').waitFor();
    expect(await steps()).toMatchObject({ 支出计划: '已有', 发放标准: '已有', 发放方案: '待办' });
  });

  it('settles who bears what, sees a month of it, and pays January', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/setup/schemes`);
    const form = page.getByRole('form', { name: '制定方案' });
    await form.getByLabel('方案名称').fill('基础养老金');
    const bear = async (at: number, level: string, rate: string) => {
      await form.getByLabel(`指标 ${at}`).click();
      await page.locator('.ant-select-item-option:visible', { hasText: `${level} 基础养老金` }).click();
      await form.getByLabel(`每人负担 ${at}`).fill(rate);
    };
    await bear(1, '中央', '93');
    await form.getByRole('button', { name: '再加一项分担' }).click();
    await bear(2, '区级', '20');
    await expectPoll(() => form.getByLabel('人数', { exact: true }).inputValue()).toBe('75000');
    await form.getByLabel('收款户').fill('城乡居民养老待遇代发户');
    const preview = page.locator('table', { hasText: '分级负担' });
    await expectPoll(() => preview.locator('tfoot').innerText()).toContain('8,475,000.00');
    await record();
    await page.getByText('已登记：方案“基础养老金”').waitFor();

    await page.goto(`${office.address}/`);
    await page.locator('.first-hour').getByRole('link', { name: '登记发放批次' }).click();
    await page.locator('.submit-button[aria-disabled="false"]').click();
    await page.waitForURL(/\/payments\/[0-9a-f-]{36}/);
    await page.getByRole('button', { name: '登记已支付' }).click();
    await page.getByRole('form', { name: '登记已支付' }).waitFor();
    await record();
    await page.getByRole('button', { name: '冲销' }).waitFor();
    const { items } = (await office.get('/v1/payments')).body as { items: unknown[] };
    expect(items).toMatchObject([{ situation: 'paid', total: '8475000.00', period: '2026-01' }]);
    await page.goto(`${office.address}/`);
    await page.locator('.page-status').waitFor();
    await expectPoll(() => page.getByText('建账引导').count()).toBe(0);
  });

  it('reads a published budget beside its source, enters it once, and shows where each figure comes from', async () => {
    const { page } = browser;
    const paper = paperWith([sheetWith(), sheetWith({ ...SECOND, amount: '3.50' })], '15.50万元', 2026);
    const chosen = { mimeType: 'application/octet-stream', buffer: Buffer.from(asDocx(blocksOf(paper))) };
    await page.goto(`${office.address}/setup`);
    await page.locator('.setup-screens').getByRole('link', { name: '读取预算公开' }).click();
    await page.getByLabel('文件', { exact: true }).setInputFiles({ name: '2026年预算.docx', ...chosen });
    await page.getByText('已读：2026年预算.docx，尚未登记').waitFor();
    await page.locator('[data-field="amount"]:visible').first().click();
    await expectPoll(() => page.locator('.reading-source mark').innerText()).toBe('12.00');
    await expectPoll(() => page.locator('.reading-source').innerText()).toContain('第 1 张表第 3 行第 3 格');
    await page.keyboard.press('j');
    await page.keyboard.press('j');
    await expectPoll(() => page.locator('.reading-source mark').innerText()).toBe('3.50');

    const button = page.locator('.submit-button');
    await expectPoll(() => button.getAttribute('aria-disabled')).toBe('true');
    await page.getByLabel('预算类型：全部 2 项').click();
    await page.locator('.ant-select-item-option:visible', { hasText: '一般公共预算' }).click();
    await page.getByLabel('预算类型的依据').fill('据预算批复');
    for (const box of await page.locator('.reading-points input[type=checkbox]').all()) {
      await expectPoll(() => button.getAttribute('aria-disabled')).toBe('true');
      await box.check();
    }
    await button.click();
    await page.getByText(/已登记：\d+ 项/).waitFor();

    await page.goto(`${office.address}/papers/new`);
    await page.getByLabel('文件', { exact: true }).setInputFiles({ name: '另存.docx', ...chosen });
    await page.getByText('这份文件读过了').waitFor();
    await page.getByText('这份文件已提交过').waitFor();

    const { items } = (await office.get('/v1/appropriations?fiscalYear=2026&limit=20')).body as {
      items: { programmeCode: string; appropriationId: string }[];
    };
    const { appropriationId } = items.find(({ programmeCode }) => programmeCode === SECOND.code)!;
    await page.goto(`${office.address}/programmes/${appropriationId}?tab=terms`);
    const origins = page.locator('section', { hasText: '数据出处' }).last();
    await origins.getByText('支出计划 3月底').waitFor();
    await expectPoll(() => origins.innerText()).toContain('2026年预算.docx');
    await expectPoll(() => origins.locator('tr', { hasText: '预算数' }).innerText()).toMatch(
      /3\.50\s+第 3 张表第 3 行第 3 格/,
    );
  });

  it('sets a later paper against the books, asks what it prints, and enters the difference', async () => {
    const { page } = browser;
    const later = paperWith(
      [sheetWith({ amount: '9.00' }), sheetWith({ ...SECOND, amount: '3.50' })],
      '12.50万元',
      2026,
    );
    const chosen = { mimeType: 'application/octet-stream', buffer: Buffer.from(asDocx(blocksOf(later))) };
    await page.goto(`${office.address}/papers/new`);
    await page.getByLabel('文件', { exact: true }).setInputFiles({ name: '2026年预算更正.docx', ...chosen });
    const button = page.locator('.submit-button');
    await page.getByText('账上已有其中的项目').waitFor();
    await expectPoll(() => button.getAttribute('aria-disabled')).toBe('true');
    await page.getByLabel('印的是全年数').check();
    const first = page.locator('.reading-programme', { hasText: '村级水管员补贴' }).first();
    await first.locator('del', { hasText: '120,000.00 元' }).waitFor();
    await page.getByText('变动 追减 1 处').waitFor();
    await expectPoll(() => page.locator('.reading-standings').innerText()).toMatch(/有变 1，相同 1/);
    for (const box of await page.locator('.reading-points input[type=checkbox]').all()) await box.check();
    await button.click();
    await page.getByText(/已登记：\d+ 项/).waitFor();
    const { items } = (await office.get('/v1/appropriations?fiscalYear=2026&limit=20')).body as {
      items: { programmeName: string; budget: string }[];
    };
    expect(items.find(({ programmeName }) => programmeName === '村级水管员补贴')?.budget).toBe('90000.00');
  });

  it('asks nobody but this host, and breaks no rule of its own policy', () => {
    expect([browser.foreign, browser.complaints]).toEqual([[], []]);
  });
});
