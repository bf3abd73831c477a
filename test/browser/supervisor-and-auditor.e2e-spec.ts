import { randomUUID } from 'node:crypto';
import { statSync } from 'node:fs';
import { requireTool } from '@bofu/testing';
import { officeOverHttp, type OfficeUnderTest } from '../e2e/office-over-http';
import { type Browser, openBrowser } from './browser';
import { expectPoll } from './expect-poll';
import { openDemoOffice, type DemoOffice } from './demo-office';
import { payPensions, type PensionOffice } from './pension-office';

requireTool('chromium')('a supervisor and an auditor on the demo year', () => {
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

  const form = (name: string) => browser.page.getByRole('form', { name, exact: true });
  const request = async (task: string): Promise<void> => {
    const { page } = browser;
    await page.locator('.task-select').click();
    await page.locator('.ant-select-item-option', { hasText: task }).click();
    await page.getByRole('button', { name: '发起' }).click();
  };
  const history = () => browser.page.locator('.case-history');

  it.each([
    ['a voucher', '支2021-0062', '2021-09 城乡居民基础养老金'],
    ['a payee', '养老待遇代发户', '城乡居民养老待遇代发户'],
    ['an amount', '8,541,331.00', '8,541,331.00'],
    ['the person who paid', '财务支付', '财务支付 登记支付'],
  ])('find a payment by %s, in one search from any page', async (_by, typed, shown) => {
    const { page } = browser;
    await page.goto(`${office.address}/calendars`);
    await page.getByRole('combobox', { name: '查找' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type(typed);
    const line = page.locator('.search-line', { hasText: shown }).first();
    await line.waitFor();
    await page.keyboard.press('Enter');
    await page.waitForURL(/\/payments\/[0-9a-f-]{36}/);
  });

  it('find payments by what stands on a slip, with the total of all that are found', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/payments?year=2021&money=yuan`);
    await page.getByRole('search', { name: '查找拨付' }).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('代发户');
    await page.keyboard.press('Tab');
    await page.keyboard.type('8,541,331');
    await page.keyboard.press('Enter');
    await page.waitForURL(/from=8541331\.00/);
    // What was found before goes, and what is found now comes with its total.
    const runs = page.locator('tbody tr', { hasText: '8,541,331.00' });
    await page.locator('tbody tr', { hasNotText: '8,541,331.00' }).first().waitFor({ state: 'detached' });
    await runs.first().waitFor();
    await expectPoll(() => page.locator('tfoot').innerText()).toContain(`合计 ${await runs.count()} 笔`);
    await page.goto(`${page.url()}&paidIn=2021-09`);
    await page.locator('tfoot').getByText('合计 1 笔').waitFor();
  });

  it('type days as they are used to, and are told of what is none before anything goes', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/payments/adjustment?year=2021`);
    const day = page.getByLabel('业务日期', { exact: true });
    const sent: string[] = [];
    page.on('request', (request) => {
      const isDraft = new URL(request.url()).pathname.startsWith('/v1/drafts/');
      if (request.method() === 'POST' && !isDraft) sent.push(request.url());
    });
    for (const [typed, read] of [
      ['20210608', '2021-06-08'],
      ['2021/6/9', '2021-06-09'],
      ['6-10', '2021-06-10'],
      ['０６１１', '2021-06-11'],
    ] as const) {
      await day.fill(typed);
      await page.keyboard.press('Tab');
      await expectPoll(() => day.inputValue()).toBe(read);
    }
    await day.fill('6-31');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('alert').getByText('看不懂日期“6-31”').waitFor();
    expect([await day.inputValue(), await day.getAttribute('aria-invalid'), sent]).toEqual(['6-31', 'true', []]);
    await day.fill('6-30');
    await page.keyboard.press('Enter');
    await page.getByRole('alert').waitFor({ state: 'detached' });
    await expectPoll(() => day.inputValue()).toBe('2021-06-30');
    page.removeAllListeners('request');
  });

  it('watch the year: month by month as a table too, and the months of every programme, worst first', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/watch?year=2021&asOf=2021-10-27`);
    const months = page.getByRole('table', { name: /逐月计划与实际/ });
    await page.getByText('表', { exact: true }).click();
    await months.waitFor();
    const settled = async (month: string) =>
      months
        .getByRole('row', { name: new RegExp(`^2021-${month} `) })
        .locator('td')
        .nth(1)
        .innerText();
    expect(await settled('11')).toBe('-');
    const url = `${office.address}/v1/plan-against-actual?fiscalYear=2021&asOf=2021-10-27`;
    const { total } = (await (await fetch(url)).json()) as { total: { months: { settled: string }[] } };
    const september = total.months[8]!.settled;
    expect((Number(september) / 10_000).toFixed(2)).toBe((await settled('09')).replaceAll(',', ''));
    const [worst] = await page.locator('.strips tbody tr').allInnerTexts();
    expect(worst).toMatch(/高领补贴[\s\S]*9 期/);
    await expectPoll(() => page.locator('.strips .strip-overdue').count()).toBe(9);
    await expectPoll(() => page.locator('.strips tbody tr').count()).toBe(22);
  });

  it('take up an alert: confirm it, give it to somebody, say something, settle what is done', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/alerts?year=2021&tab=open`);
    await page.locator('tbody .alert-name').first().click();
    const panel = page.locator('.alert-case');
    await panel.getByText('状态：待确认').waitFor();
    await expectPoll(() => panel.locator('.formula').innerText()).toMatch(/\d/);

    await page.keyboard.press('a');
    await form('确认').locator('.submit-button').click();
    await panel.getByText('状态：处置中').waitFor();

    await panel.getByRole('button', { name: '指派' }).click();
    await expectPoll(() => form('指派').locator('.submit-button').getAttribute('aria-disabled')).toBe('true');
    await form('指派').getByLabel('责任人').fill('综合');
    await page.locator('.ant-select-item-option', { hasText: '综合经办 005' }).click();
    await form('指派').locator('.submit-button').click();
    await panel.getByText('责任人：综合经办').waitFor();

    await panel.getByRole('button', { name: '评论' }).click();
    await form('评论').getByLabel('评论').fill('已电话催办');
    await page.keyboard.press('Control+Enter');
    await history().getByText('已电话催办').waitFor();

    await panel.getByRole('button', { name: '处置' }).click();
    await form('处置').getByLabel('理由').fill('月底前补发');
    await page.keyboard.press('Control+Enter');
    await history().getByText('月底前补发').waitFor();
    expect(await history().locator('li').count()).toBeGreaterThanOrEqual(5);
  });

  it('go through alerts by the keyboard, the case following the row, and settle several at once', async () => {
    const { page } = browser;
    const counted = async () =>
      (
        (await (await fetch(`${office.address}/v1/alerts/counts?fiscalYear=2021`)).json()) as {
          situations: Record<'open' | 'acknowledged', Record<string, number>>;
        }
      ).situations;
    const sum = (counts: Record<string, number>) => Object.values(counts).reduce((total, each) => total + each, 0);
    const before = await counted();
    await page.goto(`${office.address}/alerts?year=2021&tab=open`);
    const rows = page.locator('.alert-board tbody tr');
    await rows.nth(2).waitFor();
    const panel = page.locator('.alert-case');
    const current = page.locator('.alert-board tr[aria-current="true"]');
    const bar = page.getByRole('region', { name: '所选预警' });
    await rows.first().locator('.alert-name').click();
    await page.keyboard.press('x');
    await bar.getByText(/已选 1 件/).waitFor();
    for (const key of ['j', 'x', 'j']) await page.keyboard.press(key);
    const named = (await current.locator('.alert-name .cut').innerText()).trim();
    await panel.locator('h2').first().getByText(named).waitFor();
    await expectPoll(() => current.count()).toBe(1);
    await bar.getByText(/已选 2 件/).waitFor();
    const link = await bar.getByRole('link', { name: '督办单（2 件）' }).getAttribute('href');
    const printed = await fetch(`${office.address}${link}`);
    expect([printed.status, printed.headers.get('content-type')]).toEqual([200, 'application/pdf']);
    await bar.getByRole('button', { name: '处置所选' }).click();
    await form('处置所选').getByLabel('理由').fill('已排入下月');
    await page.keyboard.press('Control+Enter');
    await bar.waitFor({ state: 'detached' });
    await page.getByRole('tab', { name: `处置中 ${sum(before.acknowledged) + 2}` }).waitFor();
    expect(sum((await counted()).open)).toBe(sum(before.open) - 2);
  });

  it('come by a link to the very alert it is about', async () => {
    const { page } = browser;
    const listed = await fetch(`${office.address}/v1/alerts?fiscalYear=2021&limit=200`);
    const { items } = (await listed.json()) as { items: { alertId: string; subjectName: string; raisedOn: string }[] };
    const last = items.at(-1);
    expect(last?.alertId).not.toBe(items[0]?.alertId);
    await page.goto(`${office.address}/alerts/${last?.alertId}?year=2021`);
    const panel = page.locator('.alert-case');
    await panel
      .locator('h2')
      .first()
      .getByText(last?.subjectName ?? '')
      .waitFor();
    await panel.getByText(`首次触发 ${last?.raisedOn}`).waitFor();
  });

  it('narrow alerts by what is typed, and see them by month', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/alerts?year=2021`);
    await page.locator('.alert-board tbody tr').first().waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('glbt');
    await page.keyboard.press('Enter');
    await page.waitForURL(/text=glbt/);
    // The rows of before stand until the others have come.
    const names = page.locator('.alert-board tbody .cut');
    await names.filter({ hasNotText: '高领补贴' }).first().waitFor({ state: 'detached' });
    await expectPoll(() => names.count()).toBeGreaterThan(0);
    await page.getByText('各月末未销号').click();
    const total = page.locator('.trend-table').getByRole('row', { name: /^合计/ });
    await total.waitFor();
    const ends = await total.locator('td').allInnerTexts();
    // The list of the year's last day has as many.
    await page.getByRole('tab', { name: `未销号 ${ends.at(-1)}`, exact: true }).waitFor();
    expect(Number(ends.at(-1))).toBe(await names.count());
  });

  it('try out other figures beside the forecast, and record nothing', async () => {
    const { page } = browser;
    const url = `${office.address}/v1/plan-against-actual?fiscalYear=2021&asOf=2021-08-31`;
    const { programmes } = (await (await fetch(url)).json()) as {
      programmes: { appropriationId: string; budget: string }[];
    };
    const pension = programmes.find(({ budget }) => budget === '70240000.00');
    const eventsBefore = await (await fetch(`${office.address}/v1/events?limit=1`)).text();
    await page.goto(`${office.address}/programmes/${pension?.appropriationId}?year=2021&asOf=2021-08-31`);
    const tried = page.getByRole('region', { name: /^试算/ });
    await tried.getByLabel('追加（元）').fill('1500万');
    await tried.getByLabel('追加（元）').press('Enter');
    const result = tried.getByRole('status');
    // Four months of 7,029,591.00 are left to pay from 14,003,272.00.
    await result
      .getByText('2021-10 起不足，缺 55,910.00 元，最多可发 74,985 人，至年末共缺 14,115,092.00 元')
      .waitFor();
    await result.getByText('年内够用，年末余 884,908.00 元').waitFor();
    await tried.getByLabel('人数').fill('7,5587');
    await tried.getByRole('alert').getByText('人数须为正整数').waitFor();
    expect(await (await fetch(`${office.address}/v1/events?limit=1`)).text()).toBe(eventsBefore);
  });

  it('compare two days to the fen, and open the events that make the difference', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/replay?year=2021&a=2021-06-30&b=2021-12-31`);
    await page.locator('.sum-check').waitFor();
    await expectPoll(() => page.locator('.sum-check').innerText()).toMatch(/差额逐分等于 \d+ 个事件之和/);
    // A dot is round, however wide the strip.
    const dot = await page.locator('.strip-mark').first().boundingBox();
    expect(Math.abs((dot?.width ?? 0) - (dot?.height ?? 9))).toBeLessThan(0.5);
    await page.getByRole('button', { name: '展开' }).first().click();
    await page.getByText('造成“全年预算”差额的事件').waitFor();
    const events = page.locator('.data-table', { hasText: '按登记先后' }).locator('tbody');
    await events.getByRole('button').first().click();
    const detail = page.getByRole('region', { name: '事件', exact: true });
    await detail.getByText('所在流').waitFor();
    await expectPoll(() => detail.locator('.hash').first().innerText()).toMatch(/^[0-9a-f]{64}$/);
    await page.getByRole('button', { name: '校验', exact: true }).click();
    await page.getByText(/哈希链完整：\d+ 个事件/).waitFor();
  });

  it('go from event to event and from day to day by arrows, on a strip that gives each event its own width', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/replay?year=2021&a=2021-06-30&b=2021-12-31&basis=business`);
    await page.locator('.sum-check').waitFor();
    const places = async () =>
      Promise.all((await page.locator('.strip-event').all()).map((mark) => mark.getAttribute('x')));
    const byTime = await places();
    // Several on one day stand on one place.
    expect(new Set(byTime).size).toBeLessThan(byTime.length);
    await page.getByRole('radio', { name: '等距' }).click();
    await expectPoll(async () => new Set(await places()).size).toBe(byTime.length);

    const dayAt = () => page.locator('tr[aria-current="true"] td').nth(2).innerText();
    const at = () => page.locator('tr[aria-current="true"]').locator('xpath=preceding-sibling::tr').count();
    // On the radio arrows choose the scale; they are the page's elsewhere.
    await page.locator('h1').click();
    await page.keyboard.press('ArrowRight');
    const first = await dayAt();
    await page.keyboard.press('Shift+ArrowRight');
    await expectPoll(async () => (await dayAt()) > first).toBe(true);
    await page.keyboard.press('Shift+ArrowLeft');
    await expectPoll(dayAt).toBe(first);
    const before = await at();
    await page.keyboard.press('ArrowRight');
    await expectPoll(at).toBe(before + 1);
    await page.keyboard.press('ArrowLeft');
    await expectPoll(at).toBe(before);
    await page.keyboard.press('?');
    const keys = page.getByRole('dialog', { name: '键盘操作' });
    await keys.getByText('Shift+→').waitFor();
    await expectPoll(() => keys.innerText()).toMatch(/←\s*上一事件[\s\S]*Shift\+→\s*下一日/);
    await page.keyboard.press('Escape');
    await keys.waitFor({ state: 'hidden' });
  });

  it('hold the books against the same made anew from the events, from the page', async () => {
    const { page } = browser;
    await page.getByRole('button', { name: '重建比对' }).click();
    await page.getByText(/重放结果与现账逐行相同：\d+ 张表 [\d,]+ 行/).waitFor({ timeout: 120_000 });
  });

  it('ask the log, and go from an answer to the event that proves it', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/audit?year=2021`);
    const questions = page.getByRole('navigation', { name: '审计问题' }).getByRole('link');
    await questions.first().waitFor();
    await expectPoll(() => questions.count()).toBe(22);
    await page.getByRole('link', { name: '每一笔退回的款项后来怎样了？' }).click();
    const answer = page.getByRole('region', { name: '回答' });
    await answer.getByText('共退回').waitFor();
    const bounced = answer.getByRole('row').filter({ hasText: '-09-30' });
    await expectPoll(() => bounced.innerText()).toMatch(/退票[\s\S]*3,390\.00[\s\S]*已重发/);
    await answer.getByText(/^证明以上回答的事件 \d+ 个$/).click();
    await answer.locator('.audit-proof a').first().waitFor();
    const link = bounced.getByRole('link', { name: /^#\d+$/ });
    const number = await link.innerText();
    await link.click();
    await page.getByRole('heading', { name: `事件 ${number}` }).waitFor();
    // Beside the list, not below it.
    const [list, detail] = await Promise.all(
      ['.replay-beside > div .data-table', '.event-detail'].map((part) => page.locator(part).boundingBox()),
    );
    expect(detail?.x).toBeGreaterThanOrEqual((list?.x ?? 0) + (list?.width ?? 0));
  });

  it('open the books as they were known, where nothing can be recorded', async () => {
    const { page } = browser;
    await page.getByRole('link', { name: '打开甲时的账' }).click();
    await page.getByText('2021-06-30 23:59:59').waitFor();
    await page.locator('tbody tr').nth(20).waitFor();
    await expectPoll(() => page.locator('.frame-past').count()).toBe(1);
    for (const path of ['alerts', 'payments', 'jobs']) {
      await page.goto(`${office.address}/${path}?year=2021&knownAt=2021-06-30T23:59:59.999%2B08:00`);
      await page.locator('.page-status').waitFor();
      for (const name of [/评估/, '登记拨付', '发起', /^确认/])
        await expectPoll(() => page.getByRole('button', { name }).count()).toBe(0);
    }
    await page.goto(`${office.address}/payments/payout-run?year=2021&knownAt=2021-06-30T23:59:59.999%2B08:00`);
    await page.getByText('过去的账不能登记').waitFor();
  });

  it('see in the top bar of any page how many jobs run, without reading it anew', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/calendars?year=2021`);
    await page.getByRole('combobox', { name: '查找' }).waitFor();
    const badge = page.getByRole('link', { name: /^任务中心，\d+ 项进行中$/ });
    await expectPoll(() => badge.count()).toBe(0);
    const { items } = (await (await fetch(`${office.address}/v1/people`)).json()) as {
      items: { personId: string; agencyId: string; kind: string }[];
    };
    const somebody = items.find(({ kind }) => kind === 'person');
    const asked = Array.from({ length: 6 }, async () => {
      const answer = await fetch(`${office.address}/v1/jobs/audit-exports`, {
        method: 'POST',
        headers: {
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
          'bofu-agency': somebody?.agencyId ?? '',
          'bofu-actor': somebody?.personId ?? '',
        },
        body: JSON.stringify({ format: 'package', fiscalYear: 2021, asOf: '2021-12-31' }),
      });
      return [answer.status, await answer.text()];
    });
    for (const answer of asked) expect(await answer).toEqual([202, expect.any(String)]);
    await badge.waitFor();
    await badge.click();
    await page.getByRole('heading', { name: '任务中心' }).waitFor();
    await page.getByText('成果文件不自动删除').waitFor();
    await badge.waitFor({ state: 'hidden', timeout: 120_000 });
    await expectPoll(() => page.locator('tbody').getByText('进行中').count()).toBe(0);
  });

  it('rebuild a table from the events, and see it done', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/jobs`);
    await request('从事件重建拨付发放');
    await page.getByRole('button', { name: '确定重建' }).click();
    await page.locator('tbody tr', { hasText: '拨付发放' }).getByText('已完成').waitFor({ timeout: 120_000 });
  });

  it('have a report and the books for an outside check written in the background, and take the files', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/jobs?asOf=2021-10-26`);
    for (const [task, file] of [
      ['导出资金执行进度表 Excel', /\.xlsx/],
      ['导出核对账 hledger', /\.journal/],
    ] as const) {
      await request(task);
      const link = page.locator('tbody a', { hasText: file }).first();
      await link.waitFor({ timeout: 120_000 });
      // What was asked for stands there in words.
      await expectPoll(() => page.locator('tbody').innerText()).not.toMatch(/null|execution-progress|undefined/);
      const [download] = await Promise.all([page.waitForEvent('download'), link.click()]);
      expect(download.suggestedFilename()).toMatch(file);
      expect(statSync(await download.path()).size).toBeGreaterThan(1_000);
    }
  });

  it('ask nobody but this host, and break no rule of their own policy', () => {
    expect([browser.foreign, browser.complaints]).toEqual([[], []]);
  });
});

requireTool('chromium')('a supervisor in an office of its own', () => {
  let office: OfficeUnderTest;
  let browser: Browser;
  let pensions: PensionOffice;

  beforeAll(async () => {
    office = await officeOverHttp('postgres');
    await office.office.startJobs('always');
    pensions = await payPensions(office, 0);
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await office?.close();
  });

  const pay = (amount: string, submittedOn: string) =>
    office.post('/v1/disbursements', {
      appropriationId: pensions.central,
      amount,
      payee: { kind: 'organisation', name: '某乡镇人民政府' },
      purpose: '补助',
      period: null,
      submittedOn,
    });

  it('is told that nobody has judged the year, and is shown no figure in its place', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/programmes?asOf=2021-01-11`);
    await page.locator('tbody tr').nth(21).waitFor();
    await page.locator('.summary').getByText('从未评估').waitFor();
    await expectPoll(() => page.locator('.summary .alert-marks').innerText()).not.toMatch(/无|\d/);
    const marks = page.getByRole('columnheader', { name: '预警' });
    await marks.waitFor();
    expect(new Set(await page.locator('tbody tr td:last-child').allInnerTexts())).toEqual(new Set(['未评估']));
    await page.goto(`${office.address}/alerts?asOf=2021-01-11`);
    await page.getByText('本年度预警从未评估，没有预警不等于没有问题').waitFor();
    await expectPoll(() => page.getByRole('tab').allInnerTexts()).toEqual([
      ...['未销号 -', '待确认 -', '处置中 -', '暂缓 -', '已销号 -'],
    ]);
    await expectPoll(() => page.locator('.alert-summary').innerText()).not.toMatch(/\d/);
  });

  it('sees an alert raised by what was refused, which another payment does not silence, and closes it with a reason', async () => {
    const { page } = browser;
    expect((await pay('90000000.00', '2021-01-11')).status).toBe(422);
    await page.goto(`${office.address}/alerts?asOf=2021-01-11&cause=short`);
    await page.getByRole('button', { name: '按 2021-01-11 评估' }).click();
    // Nothing is judged by one press.
    await page.getByRole('alert').getByText('将评估 2021-01-11 日终').waitFor();
    await page.getByRole('button', { name: '不评估' }).click();
    await page.getByText('本年度预警从未评估').waitFor();
    await page.getByRole('button', { name: '按 2021-01-11 评估' }).click();
    // What it would do is said before, and is what it then does.
    const would = await page
      .getByRole('alert')
      .getByText(/与现在相比：新 [1-9]\d*，升 0，降 0，销 0/)
      .innerText();
    await page.getByRole('button', { name: '确定评估' }).click();
    const did = await page.getByText(/已按 2021-01-11 日终评估：新 \d+/).innerText();
    const counts = (text: string) => text.match(/新 \d+，升 \d+，降 \d+，销 \d+/)?.[0];
    expect(counts(would)).toBe(counts(did));
    await page.locator('tbody').getByText('资金不足').first().waitFor();
    await page.locator('.alert-case').getByText('缺口 19,760,000.00').first().waitFor();

    expect((await pay('100.00', '2021-01-12')).status).toBe(201);
    await page.goto(`${office.address}/alerts?asOf=2021-01-12&cause=short`);
    await page.getByRole('button', { name: '按 2021-01-12 评估' }).click();
    await page.getByRole('alert').getByText('将评估 2021-01-11 之后至 2021-01-12 的各日').waitFor();
    await page.getByRole('button', { name: '确定评估' }).click();
    await page.getByText(/已按 2021-01-12 日终评估/).waitFor();
    await page.locator('.alert-case').getByText('缺口 19,760,000.00').first().waitFor();

    await page.locator('.alert-case').getByRole('button', { name: /^销号/ }).click();
    await page.getByRole('form', { name: '销号', exact: true }).getByLabel('理由').fill('金额录错，不再办理');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('form', { name: '销号', exact: true }).waitFor({ state: 'detached' });
    // It was closed today: as of the day in sight it stands.
    const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
    await page.goto(`${office.address}/alerts?year=2021&asOf=${today}&cause=short&tab=cleared`);
    await page.locator('.alert-case').getByText('销号：金额录错，不再办理').waitFor();
  });

  it('takes back an evaluation made by mistake, with a reason', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/alerts?asOf=2021-01-12&cause=short`);
    await page.locator('.alert-summary').getByText('最近评估 2021-01-12 日终').waitFor();
    await page.getByRole('button', { name: '撤回评估', exact: true }).click();
    const form = page.getByRole('form', { name: '撤回评估', exact: true });
    await form.getByText('撤回 2021-01-12 的评估，以后各日已评估的一并撤回').waitFor();
    await page.keyboard.press('Control+Enter');
    // Nothing is taken back without saying why.
    await expectPoll(() => form.count()).toBe(1);
    await form.getByLabel('事由').fill('日期选错');
    await page.keyboard.press('Control+Enter');
    await form.waitFor({ state: 'detached' });
    await page.locator('.alert-summary').getByText('最近评估 2021-01-11 日终').waitFor();
  });

  it('sees on the replay page which row somebody changed in the database, with both values', async () => {
    const { page } = browser;
    const { database, projections } = office.office;
    const { body } = await pay('200.00', '2021-01-13');
    await office.caughtUp();
    await database.query(`update payments.payment set purpose = '改过的摘要' where payment_id = $1`, [
      body['paymentId'],
    ]);
    await page.goto(`${office.address}/replay?year=2021`);
    await page.getByText('重放结果与现账逐行相同：未运行').waitFor();
    await page.getByRole('button', { name: '重建比对' }).click();
    await page.getByText(/重放结果与现账有 1 行不同/).waitFor({ timeout: 120_000 });
    const row = page.getByRole('row').filter({ hasText: '改过的摘要' });
    await expectPoll(() => row.innerText()).toMatch(
      /拨付发放\s+payments\.payment\s+payment_id=\S+\s+purpose\s+改过的摘要/,
    );
    await expectPoll(() => row.innerText()).toMatch(/补助$/);
    await projections.rebuild('payments');
    await page.getByRole('button', { name: '重新比对' }).click();
    await page.getByText(/重放结果与现账逐行相同：\d+ 张表/).waitFor({ timeout: 120_000 });
  });

  it('ask nobody but this host, and break no rule of their own policy', () => {
    expect([browser.foreign, browser.complaints]).toEqual([[], []]);
  });
});
