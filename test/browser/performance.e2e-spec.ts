import { requireTool } from '@bofu/testing';
import { officeOverHttp, type OfficeUnderTest } from '../e2e/office-over-http';
import { openBrowser, type Browser } from './browser';
import { payPensions } from './pension-office';
import { expectPoll } from './expect-poll';

const DISTRICT_PENSION = '城乡居民基本养老保险基础养老金补贴';
const DAY = 'year=2021&asOf=2021-06-30';

/** Seven targets of the district's share of the pension, half a year of it paid, each month on its day. */
requireTool('chromium')('a clerk says what has come of the targets, by the keyboard', () => {
  let office: OfficeUnderTest;
  let browser: Browser;

  beforeAll(async () => {
    office = await officeOverHttp('memory');
    await office.post('/v1/calendars/2021/load-published', {});
    await payPensions(office, 6);
    await office.caughtUp();
    browser = await openBrowser();
    await browser.page.setViewportSize({ width: 1366, height: 768 });
  });
  afterAll(async () => {
    await browser?.close();
    await office?.close();
  });

  const picture = async (name: string) => {
    const folder = process.env['BOFU_PICTURES'];
    if (folder) await browser.page.screenshot({ path: `${folder}/performance-${name}.png`, fullPage: true });
  };
  const press = (...keys: string[]) =>
    keys.reduce((before, key) => before.then(() => browser.page.keyboard.press(key)), Promise.resolve());
  const write = (text: string) => browser.page.keyboard.type(text);
  const form = (name: string) => browser.page.getByRole('form', { name });
  const toTab = async (name: string, key: 'ArrowLeft' | 'ArrowRight') => {
    await browser.page.locator('[role=tab][aria-selected=true]').focus();
    await press(key, 'Enter');
    await form(name).waitFor();
  };
  const list = () => browser.page.locator('.ant-select-dropdown:not(.ant-select-dropdown-hidden)');
  /** Opens the list of the choice that has the cursor, and takes the one that the keys lead to. */
  const choose = async (...keys: string[]) => {
    await press('ArrowDown');
    await list().waitFor();
    await press(...keys, 'Enter');
    await list().waitFor({ state: 'hidden' });
  };

  it('opens the programme from 双监控, where nothing is known yet', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/performance?${DAY}`);
    await page.getByText('169 项绩效指标，已有实际值 0 项').waitFor();
    await page.getByRole('link', { name: DISTRICT_PENSION }).focus();
    await press('Enter');
    await page.getByText('得分还缺 7 项').waitFor();
    await picture('begun');
  });

  it('declares how three are counted, as the printed words propose, and they are reckoned at once', async () => {
    const { page } = browser;
    await toTab('声明计算口径', 'ArrowRight');
    await picture('measures');
    await expectPoll(() => page.getByLabel('年度值 1').inputValue()).toBe('75587');
    await page.getByLabel('年度值 1').focus();
    await press('Control+Enter');
    await page.getByText(`已登记：${DISTRICT_PENSION} 2021 年绩效指标计算口径 7 项`).waitFor();
    await page.getByText('得分还缺 4 项').waitFor();
    await page.getByText('按时足额 6 期 ÷ 到期 6 期').waitFor();
  });

  it('fills in the other four and why one is behind, is told which cannot stand, and records them all at once', async () => {
    const { page } = browser;
    await toTab('登记完成情况', 'ArrowLeft');
    await page.getByLabel('实际完成值 4').focus();
    for (const [actual, keys, completion, comment] of [
      ['2.50元/月/人', ['ArrowDown'], '100', '发放标准文件'],
      ['有提高', ['ArrowDown'], '90', '入户走访60户'],
      // 部分达成 is less than 80.
      ['93%', ['ArrowDown', 'ArrowDown'], '80', '问卷286份，知晓266份'],
      ['95%', ['ArrowDown'], '100', '问卷286份，满意271份'],
    ] as const) {
      await write(actual);
      await press('Enter');
      await choose(...keys);
      await press('Tab');
      await write(completion);
      await press('Enter');
      await write(comment);
      // Past reason, remedy and outlook to the next row.
      await press('Enter', 'Enter', 'Enter', 'Tab');
    }
    await page.getByLabel('偏差原因 2').focus();
    await write('无偏差');
    await picture('filled');
    const head = await office.office.store.head();
    await press('Control+Enter');
    await page.getByText('本次都没有登记，有 1 项须改').waitFor();
    await picture('refused');
    await expectPoll(() => page.locator('.actual-refused').innerText()).toContain('城乡居民政策知晓率');
    expect(await office.office.store.head()).toBe(head);

    await page.getByLabel('完成率 6').focus();
    await press('Control+a');
    await write('79.5');
    await press('Control+Enter');
    await page.getByText(`已登记：${DISTRICT_PENSION} 截至 2021-06-30 的 5 项绩效指标`).waitFor();
    const recorded = await office.eventsAfter(head);
    expect(recorded.map(({ type }) => type)).toEqual(Array.from({ length: 5 }, () => 'PerformanceActualRecorded'));
    expect(new Set(recorded.map(({ metadata }) => metadata['commandId'])).size).toBe(1);
    await page.getByText('还没有填写或改动').waitFor();
    await picture('recorded');
  });

  it('sees the score of the programme, in 双监控 too, and corrects one value by typing over it', async () => {
    const { page } = browser;
    // 执行率 1,133,805 ÷ 2,230,000 = 50.84 %: 5.08; 产出 4 × 12.50; 效益 15 × 90 % + 15 × 79.5 %; 满意度 10.
    await page.getByText('自评得分 90.51（满分 100.00）').waitFor();
    await page.getByLabel('完成率 6').focus();
    await press('Control+a');
    await write('100');
    await page.getByLabel('评定 6').focus();
    await choose('ArrowUp');
    await page.getByLabel('完成率 6').focus();
    await press('Control+Enter');
    await page.getByText('自评得分 93.58（满分 100.00）').waitFor();
    await page.goto(`${office.address}/performance?${DAY}`);
    await page.getByText('169 项绩效指标，已有实际值 7 项').waitFor();
    const row = page.getByRole('row').filter({ hasText: DISTRICT_PENSION });
    await expectPoll(() => row.innerText()).toMatch(/7 \/ 7[\s\S]*93\.58/);
    await picture('list');
    // The refusal is the browser's to tell of as well.
    expect([browser.foreign, browser.complaints.filter((each) => !each.includes('422'))]).toEqual([[], []]);
  });
});
