import { requireTool } from '@bofu/testing';
import { openBrowser, type Browser } from './browser';
import { openDemoOffice, type DemoOffice } from './demo-office';
import { CENTRAL_CODE } from './pension-office';
import { expectPoll } from './expect-poll';

requireTool('chromium')('the first screens on the demo year', () => {
  let demo: DemoOffice;
  let address = '';
  let browser: Browser;

  beforeAll(async () => {
    demo = await openDemoOffice();
    address = demo.address;
    browser = await openBrowser();
    await browser.actAs(address, '居保经办');
  });

  afterAll(async () => {
    await browser?.close();
    await demo?.close();
  });

  it('show the 22 programmes of the year, worst first, with their total', async () => {
    const { page } = browser;
    await page.goto(`${address}/programmes?year=2021`);
    const rows = page.locator('tbody tr');
    await rows.nth(21).waitFor();
    await expectPoll(() => rows.count()).toBe(22);
    expect(await page.title()).toBe('预算项目 - 资金拨付跟踪');
    const states = await page.locator('tbody .status-tag').allInnerTexts();
    const worstFirst = ['不足', '红色预警', '未拨', '滞后', '将不足', '超前', '正常', '已完成', '未到计划'];
    expect(states[0]).toBe('不足');
    expect(states).toEqual(states.toSorted((a, b) => worstFirst.indexOf(a) - worstFirst.indexOf(b)));
    await expectPoll(() => page.locator('tfoot').innerText()).toContain('17,288.00');
    await expectPoll(() => page.locator('.page-status').innerText()).toMatch(/数据截至事件 #\d+，读取于 2/);
  });

  it('read the list in one answer, so that no row moves under the hand once more is known', async () => {
    const { page } = browser;
    const asked: string[] = [];
    page.on('request', (request) => {
      const { pathname, searchParams } = new URL(request.url());
      // The badge in the bar counts the alerts of this year, whatever year is looked at.
      if (searchParams.get('fiscalYear') === '2021') asked.push(pathname);
    });
    await page.goto(`${address}/programmes?year=2021`);
    const first = page.locator('tbody tr').first();
    await first.waitFor();
    await expectPoll(() => first.innerText()).toContain('不足');
    const ofTheYear = asked.filter((path) => /^\/v1\/(execution|plan|forecast|alerts|appropriations)/.test(path));
    expect([...new Set(ofTheYear)]).toEqual(['/v1/execution-lines']);
    page.removeAllListeners('request');
  });

  it.each([
    ['/programmes', '/v1/execution-lines', 'tbody tr'],
    ['/payments', '/v1/payments', 'tbody tr'],
    ['/alerts', '/v1/alerts', '.alert-board tbody tr'],
  ])('ask for the session, the office and the rows of %s at once, each of them once', async (path, rows, row) => {
    const { page } = browser;
    // Without a year: the books open on the one they opened on last.
    await page.goto(`${address}${path}`);
    await page.locator('.page-status').waitFor();
    const asked: string[] = [];
    page.on('request', (request) => asked.push(new URL(request.url()).pathname));
    const first = ['/v1/agencies', '/v1/fiscal-years', '/v1/people', '/v1/session', rows].sort();
    for (const query of ['', '?year=2021']) {
      // Nothing is answered: what is asked all the same did not wait for an answer.
      await page.route('**/v1/**', () => {});
      asked.length = 0;
      await page.goto(`${address}${path}${query}`, { waitUntil: 'commit' });
      const wanted = first.filter((each) => query === '' || each !== '/v1/fiscal-years');
      await expectPoll(async () => asked.filter((each) => each.startsWith('/v1/')).sort()).toEqual(wanted);
      await page.unrouteAll();
    }
    // The page is there before its rows are, and waits for the question that was asked.
    let answer = (): void => {};
    const held = new Promise<void>((resolve) => (answer = resolve));
    await page.route(`**${rows}?**`, async (route) => {
      await held;
      await route.continue();
    });
    asked.length = 0;
    await page.goto(`${address}${path}?year=2021`);
    await page.locator('main .waiting').waitFor();
    const times = () => asked.filter((each) => each === rows).length;
    expect(times()).toBe(1);
    answer();
    await page.locator(row).first().waitFor();
    expect(times()).toBe(1);
    await page.unrouteAll();
    page.removeAllListeners('request');
  });

  it('keep filter, day and unit in the address', async () => {
    const { page } = browser;
    await page.goto(`${address}/programmes?asOf=2021-10-26&money=yuan&level=central`);
    const rows = page.locator('tbody tr');
    await rows.nth(2).waitFor();
    await expectPoll(() => rows.count()).toBe(3);
    await expectPoll(() => page.locator('tbody').innerText()).toContain('6,973,681.00');
  });

  it('say beside each programme how many alerts stand, and lead to them', async () => {
    const { page } = browser;
    await page.goto(`${address}/programmes?asOf=2021-10-26`);
    const marks = page.locator('tbody .alert-marks');
    await marks.first().waitFor();
    await expectPoll(() => page.locator('.summary .alert-marks').innerText()).toMatch(/红 \d+/);
    const told = (await marks.first().getAttribute('title')) ?? '';
    const standing = [...told.matchAll(/\d+/g)].reduce((sum, [count]) => sum + Number(count), 0);
    await marks.first().click();
    await page.getByRole('tab', { name: `未销号 ${standing}`, exact: true }).waitFor();
    await expectPoll(() => page.locator('tbody tr').count()).toBe(standing);
  });

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
      await expectPoll(() => field.inputValue()).toBe('');
    }
  });

  it('open a programme by keyboard, with its gap, its chart and its months', async () => {
    const { page } = browser;
    await page.goto(`${address}/programmes?asOf=2021-10-26&level=central&order=-budget`);
    await page.locator('tbody tr').first().waitFor();
    await page.keyboard.press('j');
    await page.keyboard.press('Enter');
    await page.getByText('缺口 55,910.00 元').waitFor();
    await page.locator('.execution-chart svg').waitFor();
    await expectPoll(() => page.locator('.payout-calendar').innerText()).toContain('75,587');
    await expectPoll(() => page.getByRole('link', { name: '登记拨付' }).count()).toBe(1);
  });

  it('say on every page that figures are those up to a day before, and lead back', async () => {
    const { page } = browser;
    const banner = page.getByRole('status').filter({ hasText: '数字截至 2021-03-31，此后的没有计入' });
    for (const path of ['programmes', 'payments', 'watch', 'reports']) {
      await page.goto(`${address}/${path}?year=2021&asOf=2021-03-31`);
      await banner.waitFor();
    }
    await page.goto(`${address}/programmes?year=2021&asOf=2021-03-31`);
    await page.getByRole('button', { name: '看到 2021-12-31' }).click();
    await banner.waitFor({ state: 'detached' });
    await page.locator('tbody tr').first().waitFor();
    await expectPoll(() => banner.count()).toBe(0);
  });

  it('count the alerts that are overdue as the server counts them, and show those alone', async () => {
    const { page } = browser;
    const { overdue } = (await (await fetch(`${address}/v1/alerts/counts?fiscalYear=2021`)).json()) as {
      overdue: number;
    };
    expect(overdue).toBeGreaterThan(0);
    await page.goto(`${address}/alerts?year=2021&single=1&size=200`);
    await page.getByRole('checkbox', { name: `超期 ${overdue}`, exact: true }).click();
    const rows = page.locator('.alert-board tbody tr');
    // The case that is overdue comes first; the list is there once none that is not is left.
    await page.locator('.alert-board tbody tr:not(:has(.alert-overdue))').first().waitFor({ state: 'detached' });
    await rows.first().waitFor();
    await expectPoll(() => rows.count()).toBe(overdue);
    await expectPoll(() => page.locator('.alert-board .alert-overdue').count()).toBe(overdue);
  });

  it('show of a programme that is not monthly the months that were paid, and no row of 无', async () => {
    const { page } = browser;
    await page.goto(`${address}/programmes?asOf=2021-12-31&text=重度残疾人`);
    await page.getByRole('link', { name: '城乡居民基本养老保险重度残疾人缴费补贴' }).click();
    const calendar = page.locator('section', { has: page.getByRole('heading', { name: /发放月历/ }) });
    await calendar.waitFor();
    const [, paid] = /已有 (\d+) 个月发生支付/.exec(await calendar.innerText()) ?? [];
    await expectPoll(() => calendar.locator('tbody tr').first().locator('td').count()).toBe(Number(paid));
    expect(Number(paid)).toBeGreaterThan(0);
    expect(Number(paid)).toBeLessThan(12);
  });

  it('frame past books and take the buttons that record away', async () => {
    const { page } = browser;
    const central = await demo.appropriationOf(CENTRAL_CODE);
    await page.goto(`${address}/programmes/${central}?year=2021&knownAt=2021-06-30T23:59:59%2B08:00`);
    await page.getByText('2021-06-30 23:59:59').waitFor();
    await page.locator('.card').first().waitFor();
    await expectPoll(() => page.getByRole('link', { name: '登记拨付' }).count()).toBe(0);
    await page.getByRole('button', { name: '回到现在' }).click();
    await page.getByRole('link', { name: '登记拨付' }).waitFor();
  });

  it('leave the page of the interface description working', async () => {
    const { page } = browser;
    await page.goto(`${address}/docs`);
    await page.locator('.swagger-ui .opblock').first().waitFor();
  });

  it('ask nobody but this host, and break no rule of their own policy', () => {
    expect([browser.foreign, browser.complaints]).toEqual([[], []]);
  });
});
