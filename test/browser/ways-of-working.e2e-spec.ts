import { randomUUID } from 'node:crypto';
import { requireTool } from '@bofu/testing';
import { openBrowser, type Browser } from './browser';
import { openDemoOffice, type DemoOffice } from './demo-office';
import { CENTRAL_CODE } from './pension-office';
import { expectPoll } from './expect-poll';

/** How often a time is typed. A loop of renders depends on the moment: before a release 100, with the machine kept busy. */
const ROUNDS = Number(process.env['BOFU_TYPING_ROUNDS'] ?? '20');

/** What is in nobody's way at work: keys, forms that are left, units, addresses that lead nowhere, files that do not come. */
requireTool('chromium')('whoever works at the screens all day', () => {
  let office: DemoOffice;
  let browser: Browser;
  let central = '';

  beforeAll(async () => {
    office = await openDemoOffice();
    central = await office.appropriationOf(CENTRAL_CODE);
    browser = await openBrowser();
    await browser.actAs(office.address, '居保经办');
    await browser.page.setViewportSize({ width: 1366, height: 768 });
  }, 400_000);

  afterAll(async () => {
    await browser?.close();
    await office?.close();
  });

  const focused = (): Promise<string> =>
    browser.page.evaluate<string>(
      `(({ tagName, labels, innerText }) => labels?.[0]?.innerText ?? tagName + ' ' + innerText.slice(0, 40))(document.activeElement)`,
    );
  const open = (path: string) => browser.page.goto(office.address + path);
  /** What a browser complains of where something is refused or away, which was to be. */
  const wasToBe = (complaint: RegExp) =>
    browser.complaints.splice(0, Infinity, ...browser.complaints.filter((each) => !complaint.test(each)));

  it('leaves the search with what it found, and opens the first of it with Enter', async () => {
    const { page } = browser;
    await open('/programmes?asOf=2021-10-26');
    await page.locator('tbody tr').nth(21).waitFor();
    const search = page.getByLabel('搜索名称、编码、文号');
    await page.keyboard.press('/');
    await page.keyboard.type('中央补贴');
    await expectPoll(() => page.locator('tbody tr').count()).toBe(1);
    await page.keyboard.press('Escape');
    await expectPoll(() => page.locator('input[type=search]:focus').count()).toBe(0);
    expect([await search.inputValue(), await page.locator('tbody tr').count()]).toEqual(['中央补贴', 1]);
    await page.keyboard.press('/');
    await page.keyboard.press('ArrowDown');
    await page.locator('tr[aria-current]').waitFor();
    expect(await focused()).toContain('TR 2021年城乡居民基本养老保险中央补贴');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: /中央补贴/ }).waitFor();
  });

  it('goes from what was sought among the payments to the first of them', async () => {
    const { page } = browser;
    await open('/payments?year=2021');
    await page.locator('tbody tr').nth(5).waitFor();
    await page.keyboard.press('/');
    await page.keyboard.type('支2021-0062');
    await page.keyboard.press('Enter');
    await page.locator('tr[aria-current]').waitFor();
    await expectPoll(() => page.locator('tbody tr').count()).toBe(1);
    await page.keyboard.press('Enter');
    await page.locator('.checks').first().waitFor();
    const facts = await page.locator('.checks').first().innerText();
    for (const text of ['支2021-0062', '8,541,331.00 元　人民币捌佰伍拾肆万', '养老待遇代发户，代发户（发到个人）'])
      expect(facts).toContain(text);
  });

  it('hears where she has come to, and has the focus there', async () => {
    const { page } = browser;
    await open('/programmes?asOf=2021-10-26');
    await page.locator('tbody tr').nth(21).waitFor();
    await page.getByRole('link', { name: '预警', exact: true }).first().click();
    await page.getByRole('heading', { name: '预警', exact: true }).waitFor();
    await page.getByRole('status').filter({ hasText: '预警 - 资金拨付跟踪' }).waitFor({ state: 'attached' });
    await expectPoll(() => page.evaluate<string>('document.activeElement.id')).toBe('main');
    // A row that j goes to is read out: it has the focus.
    await page.locator('.case-history li').first().waitFor();
    await page.keyboard.press('j');
    await expectPoll(() => page.evaluate<string>('document.activeElement.tagName')).toBe('TR');
  });

  it('goes through a whole form with Enter, over lists that stay closed, and out of it with Esc', async () => {
    const { page } = browser;
    await open('/payments?year=2021');
    await page.locator('tbody tr').first().waitFor();
    await page.keyboard.press('Alt+d');
    await page.getByRole('form', { name: '单笔拨付' }).waitFor();
    const gone: string[] = [];
    for (let field = 0; field < 9; field += 1) {
      gone.push(await focused());
      await page.keyboard.press('Enter');
    }
    expect(gone.slice(0, 8)).toEqual([
      ...['项目', '金额', '收款类别', '收款户', '支付路径', '摘要', '所属期', '业务日期'],
    ]);
    expect(gone[8]).toContain('登记拨付');
    await expectPoll(() => page.locator('.ant-select-dropdown:visible').count()).toBe(0);
    await page.keyboard.press('Escape');
    await page.getByRole('heading', { name: '拨付发放', exact: true }).waitFor();
  });

  it('submits from the day of a form without its calendar coming up', async () => {
    const { page } = browser;
    await open('/payments/disbursement?year=2021');
    await page.getByLabel('业务日期').focus();
    await page.keyboard.press('Control+Enter');
    await page.waitForTimeout(300);
    await expectPoll(() => page.locator('.ant-picker-dropdown:visible').count()).toBe(0);
  });

  it('finds a programme by its initials, its code and its unit beside it', async () => {
    const { page } = browser;
    await open('/payments/disbursement?year=2021');
    await page.getByLabel('项目', { exact: true }).click();
    await page.keyboard.type('jcyljbt');
    const found = page.locator('.ant-select-dropdown:visible .picker-line');
    await found.first().waitFor();
    await expectPoll(() => found.allInnerTexts()).toEqual([
      expect.stringMatching(/基础养老金补贴\s+可用 [\d,.]+\s+区级.*本级/),
    ]);
    await open(`/payments/payout-run?year=2021`);
    const scheme = page.getByLabel('发放方案');
    await scheme.click();
    await page.keyboard.type('jcylj');
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option').first().waitFor();
    await expectPoll(() => page.locator('.ant-select-dropdown:visible .ant-select-item-option').count()).toBe(1);
  });

  it('is told beside the field of a document number that is none, and may record it all the same', async () => {
    const { page } = browser;
    const wrong = page.getByText('读不出“机关代字〔年份〕序号”：可以登记，请对照原文核对');
    for (const path of [`/payments/adjustment?year=2021&to=${central}`, '/programmes/issue?year=2021']) {
      await open(path);
      const number = page.getByLabel('文号', { exact: true });
      await number.fill('随便写的');
      await wrong.waitFor();
      await number.fill('保财社〔2021〕88号');
      await wrong.waitFor({ state: 'detached' });
      await page.getByText('照原文填写').first().waitFor();
    }
    await open(`/payments/adjustment?year=2021&to=${central}`);
    await page.getByRole('textbox', { name: '金额' }).fill('100');
    await page.getByLabel('文号', { exact: true }).fill('随便写的');
    await page.getByLabel('事由').fill('例子');
    await wrong.waitFor();
    await page.locator('.submit-button[aria-disabled="false"]').waitFor();
    await open('/programmes?asOf=2021-10-26');
  });

  it('is asked before what she typed is lost, and may stay', async () => {
    const { page } = browser;
    await open('/programmes/issue?year=2021');
    await page.getByRole('navigation', { name: '位置' }).getByRole('link', { name: '预算项目' }).waitFor();
    await page.getByRole('textbox', { name: '金额' }).fill('120000');
    await page.getByRole('link', { name: '预警', exact: true }).first().click();
    await page.getByRole('dialog').getByText('已填写的内容还没有登记').waitFor();
    await expectPoll(focused).toBe('BUTTON 留下继续填写');
    await page.keyboard.press('Enter');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    expect(page.url()).toContain('/programmes/issue');
    await expectPoll(() => page.getByRole('textbox', { name: '金额' }).inputValue()).toMatch(/120,?000/);
    await page.getByRole('link', { name: '预警', exact: true }).first().click();
    await page.getByRole('button', { name: '放弃并离开' }).click();
    await page.getByRole('heading', { name: '预警', exact: true }).waitFor();
    // Nothing typed, nothing asked.
    await open('/programmes/issue?year=2021');
    await page.getByRole('textbox', { name: '金额' }).waitFor();
    await page.getByRole('link', { name: '预警', exact: true }).first().click();
    await page.getByRole('heading', { name: '预警', exact: true }).waitFor();
  });

  it('is asked by the browser before the tab is closed on what she typed', async () => {
    const { page } = browser;
    await open('/programmes/issue?year=2021');
    await page.getByRole('textbox', { name: '金额' }).fill('120000');
    const asked = page.waitForEvent('dialog');
    const reading = page.reload();
    const dialog = await asked;
    expect(dialog.type()).toBe('beforeunload');
    await dialog.accept();
    await reading;
  });

  it('sees slips in 元 and the year in 万元, and keeps what she chose instead', async () => {
    const { page } = browser;
    const unit = () => page.locator('.ant-segmented-item-selected').first().innerText();
    for (const [path, shown] of [
      ['/programmes?year=2021', '万元'],
      ['/payments?year=2021', '元'],
      ['/replay?year=2021', '元'],
    ] as const) {
      await open(path);
      await page.locator('tbody tr').first().waitFor();
      expect([path, await unit()]).toEqual([path, shown]);
    }
    await open('/programmes?year=2021');
    await page.getByText('单位：万元（四舍五入到百元）').waitFor();
    await page.getByRole('radiogroup', { name: '金额单位' }).getByText('元', { exact: true }).click();
    await expectPoll(() => page.getByText('单位：元').count()).toBe(1);
    // Another visit, from an address that does not say.
    await open('/programmes?year=2021');
    await page.getByText('单位：元').waitFor();
    await page.getByRole('radiogroup', { name: '金额单位' }).getByText('万元').click();
  });

  it('has the columns she wants, and a view under a name', async () => {
    const { page } = browser;
    await open('/programmes?asOf=2021-10-26');
    await page.locator('tbody tr').nth(21).waitFor();
    await page.getByText('列设置').click();
    const kept = page.waitForResponse('**/v1/list-settings/programmes/columns');
    await page.getByRole('checkbox', { name: '在途', checked: true }).click();
    await page.getByRole('columnheader', { name: '在途' }).waitFor({ state: 'detached' });
    await kept;
    await page.reload();
    await page.locator('tbody tr').nth(21).waitFor();
    await page.getByRole('columnheader', { name: '在途' }).waitFor({ state: 'detached' });
    await page.getByText('列设置').click();
    await expectPoll(() => page.getByRole('checkbox', { name: '文号' }).isChecked()).toBe(false);
    await page.getByRole('button', { name: '全部显示' }).click();
    await page.getByRole('columnheader', { name: '在途' }).waitFor();
    // Kept from sight until it is asked for: no list of a year is read for it.
    await page.getByRole('columnheader', { name: '文号' }).waitFor();
    await page.locator('tbody').getByText('保财社〔2020〕101号').waitFor();
    await open('/programmes?asOf=2021-10-26&level=central&order=-budget');
    await page.getByText('视图', { exact: true }).click();
    await page.getByLabel('视图名称').fill('中央大额');
    await page.getByRole('button', { name: '保存' }).click();
    await open('/programmes?asOf=2021-11-04');
    await page.locator('tbody tr').nth(21).waitFor();
    await page.getByText('视图', { exact: true }).click();
    await page.getByRole('button', { name: '中央大额', exact: true }).click();
    await expectPoll(() => page.locator('tbody tr').count()).toBe(3);
    expect(page.url()).toMatch(/asOf=2021-11-04.*level=central.*order=-budget/);
  });

  it('has rows closer or wider, and a payment made from the last one', async () => {
    const { page } = browser;
    await open('/payments?year=2021');
    const height = async () => (await page.locator('tbody tr').nth(3).boundingBox())?.height ?? 0;
    await page.locator('tbody tr').nth(3).waitFor();
    const close = await height();
    await page.locator('summary', { hasText: '列设置' }).click();
    await page.getByText('宽松', { exact: true }).click();
    expect(await height()).toBeGreaterThan(close);
    await page.getByText('紧凑', { exact: true }).click();
    expect(await height()).toBe(close);
    await open('/payments/disbursement?year=2021');
    await page.getByRole('link', { name: '复制上一张' }).click();
    await page.waitForURL(/copies=/);
    await page.getByRole('form', { name: '单笔拨付' }).waitFor();
    await expectPoll(async () => (await page.getByLabel('摘要').inputValue()) !== '').toBe(true);
    await expectPoll(() => page.locator('.replaced-note').count()).toBe(0);
  });

  it('finds her views and columns at another machine', async () => {
    const { page } = browser;
    await open('/programmes?asOf=2021-10-26');
    await page.locator('tbody tr').nth(21).waitFor();
    await page.getByText('列设置').click();
    const kept = page.waitForResponse('**/v1/list-settings/programmes/columns');
    await page.getByRole('checkbox', { name: '在途', checked: true }).click();
    await kept;
    const another = await openBrowser();
    try {
      await another.actAs(office.address, '居保经办');
      await another.page.goto(`${office.address}/programmes?year=2021&asOf=2021-10-26`);
      await another.page.locator('tbody tr').nth(21).waitFor();
      await another.page.getByRole('columnheader', { name: '在途' }).waitFor({ state: 'detached' });
      await another.page.getByText('视图', { exact: true }).click();
      await another.page.getByRole('button', { name: '中央大额', exact: true }).waitFor();
      await another.page.getByRole('button', { name: '删除视图 中央大额' }).click();
      await another.page.getByText('还没有保存的视图。').waitFor();
    } finally {
      await another.close();
    }
    await page.getByRole('button', { name: '全部显示' }).click();
    await page.getByRole('columnheader', { name: '在途' }).waitFor();
  });

  it('sees the month that cannot be paid, the attempt that was refused, and what the cards are made of', async () => {
    const { page } = browser;
    await open(`/programmes/${central}?asOf=2021-10-26`);
    const october = page.locator('.payout-calendar tbody tr').first().locator('td').nth(9);
    await expectPoll(() => october.innerText().then((text) => text.trim())).toBe('缺口');
    await expectPoll(() => page.locator('.timeline').innerText()).toContain('超可用办理被拒');
    await page.getByRole('link', { name: '变动' }).click();
    await page.getByText('指标变动，按登记先后；单位：元').waitFor();
    await page.getByRole('tab', { name: '预警' }).click();
    await page.getByText('这个项目的预警').waitFor();
    await page.getByRole('link', { name: '各笔' }).click();
    await page.getByRole('heading', { name: '拨付发放', exact: true }).waitFor();
    expect(page.url()).toContain(`of=${central}`);
  });

  it('reads in the ledger who was paid by which voucher, to the fen', async () => {
    const { page } = browser;
    await open(`/programmes/${central}?year=2021`);
    const paid = page.locator('.papers tbody tr', { hasText: '支付' }).first();
    await paid.waitFor();
    await expectPoll(async () => /代发户.*支2021-\d{4}/.test((await paid.innerText()).replace(/\s+/g, ' '))).toBe(true);
    await expectPoll(() => page.locator('.papers thead').innerText()).toMatch(/文号\s+事由/);
    await expectPoll(() => paid.innerText()).toContain('7,029,591.00');
  });

  it('is told why a key does nothing', async () => {
    const { page } = browser;
    await open('/programmes?asOf=2021-10-26&text=网络专线');
    await page.getByRole('link', { name: '网络专线、通信服务费' }).click();
    await page.getByRole('heading', { name: '网络专线、通信服务费' }).waitFor();
    await page.keyboard.press('Alt+p');
    await page.getByText('不按月发放，没有发放批次').waitFor();
  });

  it('takes the end of the day in sight as the time known, at one press', async () => {
    const { page } = browser;
    await open('/programmes?asOf=2021-10-26');
    await page.locator('tbody tr').nth(21).waitFor();
    await page.getByRole('button', { name: '10-26 当日终' }).click();
    await page.getByText('您正在查看 2021-10-26 23:59:59 的账，不能登记').waitFor();
    // A day by itself is meant to its end; what is no moment is told, and nothing else is shown for it.
    const field = page.getByLabel('登记时点');
    await field.fill('2021-06-30');
    await field.press('Enter');
    await page.getByText('您正在查看 2021-06-30 23:59:59 的账，不能登记').waitFor();
    await field.fill('六月底');
    await field.press('Enter');
    await page.getByRole('alert').getByText('看不懂时点“六月底”').waitFor();
    await expectPoll(() => page.getByText('您正在查看 2021-06-30 23:59:59 的账，不能登记').count()).toBe(1);
    await field.fill('');
    await field.press('Enter');
    await page.locator('.frame-past').waitFor({ state: 'detached' });
    await page.getByRole('button', { name: '10-26 当日终' }).click();
    await page.getByRole('button', { name: '回到现在' }).click();
  });

  it('is shown ways on where an address leads nowhere', async () => {
    const { page } = browser;
    for (const path of ['/nowhere', '/programmes/nothing-like-it', `/payments/${central}`]) {
      await open(path);
      await page.locator('.nothing-here').getByRole('link', { name: '预算项目' }).waitFor();
    }
    // What a page complains of is told a moment later than it is seen, and with its leaving at the latest.
    await open('/reports?year=2021');
    wasToBe(/404/);
  });

  it('is asked before a table is made anew, by its name', async () => {
    const { page } = browser;
    await open('/jobs?year=2021');
    await page.getByRole('combobox', { name: '任务' }).click();
    await page.keyboard.type('重建预警');
    await page.locator('.ant-select-item-option', { hasText: '从事件重建预警' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '发起' }).click();
    await page.getByRole('alert').getByText('从事件重建预警').waitFor();
    await page.getByRole('button', { name: '不重建' }).click();
    await page.getByRole('button', { name: '确定重建' }).waitFor({ state: 'detached' });
  });

  it('has a row of the list in sight at twice the size, with whole words at its foot', async () => {
    const { page } = browser;
    await page.setViewportSize({ width: 683, height: 384 });
    for (const path of ['/programmes?asOf=2021-10-26', '/payments?year=2021']) {
      await open(path);
      const row = page.locator('tbody tr').first();
      await row.waitFor();
      const { y, height } = (await row.boundingBox()) ?? { y: 9999, height: 0 };
      expect([path, y + height <= 384]).toEqual([path, true]);
      const keys = await page.evaluate<number[]>(
        `[...document.querySelectorAll('.page-status-keys > span')].map((key) => key.getBoundingClientRect().height)`,
      );
      expect(Math.max(...keys)).toBeLessThan(30);
    }
    await page.setViewportSize({ width: 1366, height: 768 });
  });

  it('reads names whole where there is room, and the unit and exports of a table that moves sideways', async () => {
    const { page } = browser;
    await page.setViewportSize({ width: 1920, height: 1080 });
    const cut = `[...document.querySelectorAll('tbody .cut')].filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth)
      .map(({ innerText }) => innerText)`;
    for (const [path, longest] of [
      ['/programmes?year=2021', '提前下达2021年国有企业退休人员社会化管理中央财政补助资金'],
      ['/alerts?year=2021', '2021年城乡居民社会养老保险市级配套补助资金 保财社2020【114】号'],
    ] as const) {
      await open(path);
      await page.locator('tbody').getByText(longest).first().waitFor();
      expect([path, await page.evaluate<string[]>(cut)]).toEqual([path, []]);
    }
    await page.setViewportSize({ width: 1100, height: 768 });
    await open('/payments?year=2021');
    await page.locator('tbody tr').first().waitFor();
    const beyond = `(() => {
      const table = document.querySelector('.data-table');
      const [seen, caption] = [table, table.querySelector('.table-caption')].map((each) => each.getBoundingClientRect().right);
      return [table.scrollWidth > table.clientWidth, caption > seen];
    })()`;
    expect(await page.evaluate<boolean[]>(beyond)).toEqual([true, false]);
    await page.setViewportSize({ width: 1366, height: 768 });
  });

  it('has the tools of a list on one line of this screen, and below them what an act asks', async () => {
    const { page } = browser;
    const tools = page.locator('main > .toolbar').first();
    const height = async () => (await tools.boundingBox())?.height ?? 0;
    for (const path of ['/programmes?year=2021', '/payments?year=2021', '/alerts?year=2021', '/watch?year=2021']) {
      await open(path);
      await page.locator('tbody tr').first().waitFor();
      expect([path, (await height()) < 40]).toEqual([path, true]);
    }
    await open('/alerts?year=2021');
    const withdraw = page.getByRole('button', { name: '撤回评估' });
    await withdraw.click();
    const form = page.getByRole('form', { name: '撤回评估' });
    await form.waitFor();
    const [button, asked] = await Promise.all([withdraw.boundingBox(), form.boundingBox()]);
    expect((asked?.y ?? 0) >= (button?.y ?? 9999) + (button?.height ?? 0)).toBe(true);
    await withdraw.click();
    await form.waitFor({ state: 'detached' });
  });

  it('sees what is chosen where the system sets the colours', async () => {
    const { page } = browser;
    await open('/programmes?asOf=2021-10-26');
    await page.locator('tbody tr').first().waitFor();
    await page.emulateMedia({ forcedColors: 'active' });
    const ground = (which: string) =>
      page.evaluate<string>(`getComputedStyle(document.querySelector('.ant-segmented-item${which}')).backgroundColor`);
    expect(await ground('-selected')).not.toBe(await ground(':not(.ant-segmented-item-selected)'));
    await page.emulateMedia({ forcedColors: null });
  });

  it('prints what it is, whose it is and who signed it, with headers that say their columns, on numbered sheets', async () => {
    const { page } = browser;
    const seen = (selector: string) => page.locator(selector).first().isVisible();
    const ready: readonly (readonly [path: string, ready: string, title: RegExp])[] = [
      ['/programmes?asOf=2021-10-26', '.data-table tfoot', /2021 年度预算项目执行情况/],
      [`/programmes/${central}?asOf=2021-10-26`, '.execution-chart svg', /中央补贴/],
      ['/payments?year=2021', '.data-table tfoot', /2021 年度拨付发放明细/],
      [`/replay?year=2021&of=${central}`, '.sum-check', /中央补贴.*甲 2021-06-30，乙 2021-12-31/],
    ];
    for (const [path, there, title] of ready) {
      await page.emulateMedia({ media: null });
      await open(path);
      await page.locator(there).first().waitFor();
      await page.evaluate('window.dispatchEvent(new Event("beforeprint"))');
      await page.emulateMedia({ media: 'print' });
      await page.locator('.print-title, h1').filter({ hasText: title }).first().waitFor();
      await expectPoll(() => page.locator('.print-head').innerText()).toContain('满城区人力资源和社会保障局');
      await expectPoll(() => page.locator('.print-foot').innerText()).toMatch(
        /^打印于 .*校验码 ([0-9a-f]{4}-){3}[0-9a-f]{4}$/,
      );
      expect([path, await seen('.sort-mark'), await seen('.toolbar button'), await seen('.menu')]).toEqual([
        ...[path, false, false, false],
      ]);
    }
    await open('/programmes?asOf=2021-10-26');
    await page.locator('.data-table tfoot').waitFor();
    const head = await page.locator('thead').innerText();
    for (const title of ['全年预算', '已拨', '可用', '执行率', '计划差']) expect(head).toContain(title);
    const colourOf = (cell: string) =>
      page.evaluate<string>(`getComputedStyle(document.querySelector('${cell}')).color`);
    await expectPoll(() => colourOf('tbody a')).toBe(await colourOf('tbody td'));
    await page.emulateMedia({ media: null });
    await open('/payments?year=2021&text=%E6%94%AF2021-0062');
    await page.locator('tbody tr th a').click();
    await page.locator('.checks').first().waitFor();
    await page.emulateMedia({ media: 'print' });
    await expectPoll(() => page.locator('h1').innerText()).toMatch(/拨付发放 \/ ./);
    await page.locator('.toolbar .status-tag').first().waitFor();
    await expectPoll(() => page.locator('.signatures').innerText()).toMatch(/经办：\S+.*复核：.*审批：.*出纳：\S+/s);
    await page.emulateMedia({ media: null });
  });

  it('says the unit of what it shows and prints, also where 万元 was chosen elsewhere', async () => {
    const { page } = browser;
    for (const [path, amount, unit] of [
      ['/performance?year=2021&money=wan', '8,435.51', '单位：万元'],
      ['/months?year=2021&month=2021-11&money=wan', '154,443,136.67', '执行情况，按结账时点'],
    ] as const) {
      await open(path);
      await page.emulateMedia({ media: 'print' });
      await page.locator('.data-table', { hasText: unit }).filter({ hasText: amount }).first().waitFor();
      await page.emulateMedia({ media: null });
    }
    await page.getByRole('columnheader', { name: '其中支出（元）' }).waitFor();
    await page.locator('.data-table', { hasText: '执行情况，按结账时点' }).getByText('单位：元').first().waitFor();
  });

  it('prints on sheets that hold all of it: no column cut, no name in a pillar, the chart across', async () => {
    const { page } = browser;
    const sheets: readonly (readonly [path: string, ready: string, most: number])[] = [
      ['/payments?year=2021', '.data-table tfoot', 8],
      ['/reports?year=2021', '.data-table tfoot', 2],
      [`/programmes/${central}?asOf=2021-10-26`, '.execution-chart svg', 6],
      ['/watch?year=2021&asOf=2021-10-31', '.month-chart svg', 5],
      ['/alerts?year=2021', '.case-history li', 4],
    ];
    for (const [path, there, most] of sheets) {
      await page.emulateMedia({ media: null });
      await open(path);
      await page.locator(there).first().waitFor();
      const printed = (await page.pdf({ preferCSSPageSize: true })).toString('latin1');
      expect([path, (printed.match(/\/Type\s*\/Page\b(?!s)/g) ?? []).length <= most]).toEqual([path, true]);
      await page.emulateMedia({ media: 'print' });
      await page.setViewportSize({ width: 1032, height: 703 });
      expect([path, await page.evaluate<number>('document.documentElement.scrollWidth')]).toEqual([path, 1032]);
      for (const chart of await page.locator('.drawn-chart').all()) {
        const [drawn, sheet] = await Promise.all([chart.locator('svg').boundingBox(), chart.boundingBox()]);
        expect([path, drawn?.width]).toEqual([path, sheet?.width]);
        expect(drawn?.height).toBeGreaterThan(200);
      }
      await expectPoll(() =>
        page.locator('.data-table input[type=checkbox]:visible, main form:visible, main .ant-btn:visible').count(),
      ).toBe(0);
      await page.setViewportSize({ width: 1366, height: 768 });
    }
    await page.emulateMedia({ media: null });
  });

  it('sees something at once on a line where the code takes its time', async () => {
    const { page } = browser;
    await page.route(/\/assets\/.*\.js/, async (route) => {
      await new Promise((resolve) => setTimeout(resolve, 1_500));
      await route.continue();
    });
    await page.goto(`${office.address}/programmes?asOf=2021-10-26`, { waitUntil: 'commit' });
    await page.locator('.opening .waiting-line').first().waitFor({ timeout: 1_500 });
    await page.locator('tbody tr').first().waitFor();
    await expectPoll(() => page.locator('.opening').count()).toBe(0);
    // What the page fetches after its rows is still held back.
    await page.unrouteAll({ behavior: 'wait' });
  });

  it('has the rows on their way before anybody has said who is there, where the address says which rows', async () => {
    const { page } = browser;
    await open('/programmes?year=2021');
    await page.locator('tbody tr').first().waitFor();
    const order: string[] = [];
    const { session, rows } = { session: /\/v1\/session$/, rows: /\/v1\/execution-lines\?/ };
    await page.route(session, async (route) => {
      // Held back until the rows have been asked for; a page that waits for it never asks.
      while (!order.includes('rows asked for')) await page.waitForTimeout(50);
      order.push('session answered');
      await route.continue();
    });
    page.on('request', (request) => rows.test(request.url()) && order.push('rows asked for'));
    await page.reload();
    await page.locator('tbody tr').first().waitFor();
    expect(order.slice(0, 2)).toEqual(['rows asked for', 'session answered']);
    await page.unroute(session);
  });

  it('finds the page by itself again once the service is back', async () => {
    const { page } = browser;
    await open('/programmes?asOf=2021-10-26');
    await page.locator('tbody tr').first().waitFor();
    // All but the page itself, as a browser has it that shows one: whatever was not fetched yet does not come.
    await page.route(/\/(assets|livez)/, (route) => route.abort('connectionrefused'));
    await page.getByRole('link', { name: '报表', exact: true }).click();
    await page.getByText('这一页没有取到').waitFor();
    await expectPoll(() => page.locator('main').innerText()).not.toContain('Error');
    await page.unroute(/\/(assets|livez)/);
    await page.getByRole('heading', { name: '报表', exact: true }).waitFor();
    wasToBe(/ERR_CONNECTION_REFUSED|Failed to fetch dynamically/);
  });

  it('types a time and comes back, over and over, and the page stands', async () => {
    const { page } = browser;
    await open('/programmes?asOf=2021-10-26');
    const field = page.getByLabel('登记时点');
    await field.waitFor();
    for (let round = 0; round < ROUNDS; round += 1) {
      const time = `12:${String(10 + (round % 50))}:${String(10 + Math.floor(round / 50))}`;
      await field.fill(`2021-06-30 ${time}`);
      await field.press('Enter');
      await page.getByText(`您正在查看 2021-06-30 ${time} 的账，不能登记`).waitFor();
      await page.getByRole('button', { name: '回到现在' }).click();
      await page.locator('.frame-past').waitFor({ state: 'detached' });
    }
    await expectPoll(() => page.locator('.refusal').count()).toBe(0);
  }, 1_800_000);

  const LATE = '例子在以前';
  const asAnother = async (path: string, body: object, ifMatch?: string) => {
    const response = await fetch(office.address + path, {
      method: 'POST',
      headers: {
        ...{ 'content-type': 'application/json', 'idempotency-key': randomUUID(), 'bofu-actor': '003' },
        ...(ifMatch !== undefined && { 'if-match': ifMatch }),
      },
      body: JSON.stringify(body),
    });
    expect([path, response.ok, response.ok ? '' : await response.text()]).toEqual([path, true, '']);
    const recorded = (await response.json()) as { paymentId: string; revision: string; position: string };
    // A page opened on it a moment too early would be told that there is no such payment.
    expect((await fetch(`${office.address}/v1/payments?limit=1&minPosition=${recorded.position}`)).status).toBe(200);
    return recorded;
  };
  const submitted = async () => {
    const { items } = (await (await fetch(`${office.address}/v1/appropriations?fiscalYear=2021&limit=200`)).json()) as {
      items: { appropriationId: string; available: string }[];
    };
    const appropriationId = items.find(({ available }) => Number(available) > 10_000)?.appropriationId;
    return asAnother('/v1/disbursements', {
      ...{ appropriationId, amount: '456.70', period: null, purpose: '床位补贴' },
      ...{ submittedOn: '2021-12-30', lateReason: LATE },
      payee: { kind: 'organisation', name: `养老院 ${randomUUID().slice(0, 8)}` },
    });
  };
  const ifMatch = ({ revision }: { readonly revision: string }) => `"${revision}"`;

  it('is told who was quicker while her form was open, and what she typed stays', async () => {
    const { page } = browser;
    const payment = await submitted();
    await open(`/payments/${payment.paymentId}?year=2021`);
    await page.getByRole('button', { name: '登记已支付' }).click();
    const form = page.getByRole('form', { name: '登记已支付' });
    await form.getByLabel('凭证号').fill('支-77');
    const sentBack = { sentBackOn: '2021-12-30', reason: '附件不全', lateReason: LATE };
    await asAnother(`/v1/payments/${payment.paymentId}/send-back`, sentBack, ifMatch(payment));
    const told = form.locator('.changed-meanwhile');
    await told.waitFor();
    await expectPoll(() => told.innerText()).toMatch(/机关养老经办（.+） ?\d{4}-\d\d-\d\d .+退回修改/);
    await expectPoll(() => told.innerText()).toContain(
      '您打开时：在途；现在：已退回。您填写的内容还在；现在已不能这样办理',
    );
    await expectPoll(() => form.getByLabel('凭证号').inputValue()).toBe('支-77');
    await page.keyboard.press('Control+Enter');
    await expectPoll(() => form.locator('.submit [role=status]').innerText()).toBe('这笔现在不能登记已支付');
    await page.keyboard.press('Escape');
    await page.getByRole('button', { name: '放弃并离开' }).click();
    await form.waitFor({ state: 'detached' });
  });

  it('whose press lost the race is told so, and goes on from there with what she typed', async () => {
    const { page } = browser;
    const { paymentId, ...payment } = await submitted();
    const path = `/v1/payments/${paymentId}`;
    const paying = { paidOn: '2021-12-30', voucherNumber: null, lateReason: LATE };
    const paid = await asAnother(`${path}/payment`, paying, ifMatch(payment));
    await open(`/payments/${paymentId}?year=2021`);
    await page.getByRole('button', { name: '登记退票、退回' }).click();
    // It is as high as what stands in it: the page goes on right below.
    const gap = `(() => {
      const form = document.querySelector('form.entry-form');
      return form.nextElementSibling.getBoundingClientRect().top - form.querySelector('.submit-button').getBoundingClientRect().bottom;
    })()`;
    await page.getByRole('form', { name: '登记退票、退回' }).waitFor();
    expect(await page.evaluate<number>(gap)).toBeLessThan(40);
    const form = page.getByRole('form', { name: '登记退票、退回' });
    await form.getByLabel('退回金额').fill('100');
    await form.getByLabel('业务日期').fill('2021-12-31');
    await form.getByLabel('事由').fill('账号有误');
    // What the page reads stays as it was until she has pressed: by then what lives on the page has told it nothing.
    const before = await (await fetch(`${office.address}${path}`)).text();
    const reading = new RegExp(`${path}(\\?|$)`);
    await page.route(reading, (route) => route.fulfill({ body: before, contentType: 'application/json' }));
    await page.route(/\/returns$/, async (route) => {
      await page.unroute(reading);
      await route.continue();
    });
    const returned = { by: 'payee', amount: '50.00', returnedOn: '2021-12-31', reason: '多付', lateReason: LATE };
    await asAnother(`${path}/returns`, returned, ifMatch(paid));
    const lost = page.waitForResponse((answer) => answer.url().includes('/returns') && answer.status() === 412);
    await page.keyboard.press('Control+Enter');
    await lost;
    await page.unroute(/\/returns$/);
    const told = form.locator('.changed-meanwhile');
    await told.waitFor();
    await expectPoll(() => told.innerText()).toMatch(/机关养老经办（.+）.+主动退回/);
    await expectPoll(() => told.innerText()).toContain('核对后仍要办理的，再提交');
    expect([await form.getByLabel('退回金额').inputValue(), await form.getByLabel('事由').inputValue()]).toEqual([
      ...['100.00', '账号有误'],
    ]);
    // Of a day long past she is asked.
    await page.keyboard.press('Control+Enter');
    await form.getByLabel(/补登事由/).fill(LATE);
    await page.keyboard.press('Control+Enter');
    await form.waitFor({ state: 'detached' });
    // Read out, and the cursor is on the page that the form has left.
    await page.getByRole('status').filter({ hasText: '办理成功' }).waitFor({ state: 'attached' });
    await expectPoll(() => page.evaluate<string>('document.activeElement.id')).toBe('main');
    await page.locator('main').getByText('补登', { exact: true }).first().waitFor();
    const { net } = (await (await fetch(`${office.address}${path}`)).json()) as { net: string };
    expect(net).toBe('306.70');
    wasToBe(/409|412/);
  });

  it('asks nobody but this host, and breaks no rule of its own policy', () => {
    expect([browser.foreign, browser.complaints]).toEqual([[], []]);
  });
});
