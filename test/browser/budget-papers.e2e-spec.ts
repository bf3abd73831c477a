import { requireTool } from '@bofu/testing';
import { officeOfPeople, PASSWORD, signIn, type OfficeOfPeople, type PeoplePost } from '../access/people-office';
import { openBrowser, type Browser } from './browser';
import { expectPoll } from './expect-poll';

/** The office's today: a day of its own year. */
const YEAR = Number(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 4));

requireTool('chromium')('papers and accounts on the desks of three people', () => {
  let office: OfficeOfPeople;
  let browser: Browser;
  let appropriationId = '';

  beforeAll(async () => {
    office = await officeOfPeople(async (alone) => {
      const issued = await alone('own', '/v1/appropriations', {
        ...{ fiscalYear: YEAR, programmeCode: '13060726YLJ0000000001', programmeName: '基础养老金补助' },
        ...{ unitCode: '110001', unitName: '本级', fundingLevel: 'district', fundingLevelBasis: 'stated' },
        ...{ budgetType: 'general-public', documentNumber: null, issuedAs: 'regular' },
        ...{ amount: '5000000.00', effectiveOn: `${YEAR}-01-01` },
      });
      appropriationId = String(issued['appropriationId']);
    });
    browser = await openBrowser();
    await browser.page.setViewportSize({ width: 1366, height: 768 });
  });

  afterAll(async () => {
    await browser?.close();
    await office?.over.close();
  });

  const atTheDesk = async (post: PeoplePost) => {
    const { page } = browser;
    await page.context().clearCookies();
    await page.goto(`${office.over.address}/sign-in`);
    await page.getByRole('textbox', { name: '账号' }).fill(post);
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `人${post}` }).waitFor();
  };
  const picture = async (name: string) => {
    const folder = process.env['BOFU_PICTURES'];
    if (folder) await browser.page.screenshot({ path: `${folder}/budget-papers-${name}.png` });
  };
  const budget = async () => {
    const head = String(await office.over.office.store.head());
    return (await office.as.auditor.get(`/v1/appropriations/${appropriationId}?minPosition=${head}`)).body['budget'];
  };

  it('is submitted by the clerk, and books nothing', async () => {
    const { page } = browser;
    await atTheDesk('clerk');
    await page.goto(`${office.over.address}/payments/adjustment?do=supplement&to=${appropriationId}`);
    await page.getByRole('textbox', { name: '金额' }).fill('120000.00');
    await page.getByRole('textbox', { name: '事由' }).fill('人数增加');
    await page.keyboard.press('Control+Enter');
    await page.getByText('已提交单据，待复核、审批').waitFor();
    await picture('submitted');
    expect(await budget()).toBe('5000000.00');
    await page.goto(`${office.over.address}/papers`);
    await page.getByText('制单人不能复核本人单据').first().waitFor();
    await picture('own');
  });

  it('goes from desk to desk with each figure before and after, by the keyboard', async () => {
    const { page } = browser;
    for (const [post, act] of [
      ['reviewer', '复核'],
      ['approver', '审批'],
    ] as const) {
      await atTheDesk(post);
      await page.getByRole('link', { name: '等您办理的单据 1 份' }).focus();
      await page.keyboard.press('Enter');
      await page.getByRole('button', { name: '单据 1', exact: true }).waitFor();
      await page.getByText('5,120,000.00 元').first().waitFor();
      await picture(post);
      await page.keyboard.press('a');
      await page.getByText(`已${act}：追加 120,000.00 元：基础养老金补助`).waitFor();
      await page.getByText('这里没有待办的单据').waitFor();
    }
    await picture('done');
    expect(await budget()).toBe('5120000.00');
  });

  const adjust = async (act: string, amount: string, reason: string) => {
    const { page } = browser;
    await page.goto(`${office.over.address}/payments/adjustment?do=${act}&to=${appropriationId}`);
    await page.getByRole('textbox', { name: '金额' }).fill(amount);
    await page.getByRole('textbox', { name: '事由' }).fill(reason);
  };

  it('several entries are put together, seen at once, changed, and submitted as one', async () => {
    const { page } = browser;
    await atTheDesk('clerk');
    await adjust('supplement', '7000.00', '提标');
    await page.getByRole('button', { name: '加入单据' }).focus();
    await page.keyboard.press('Enter');
    await page.getByText('已加入单据草稿，共 1 项').waitFor();
    await adjust('freeze', '3000.00', '待核');
    await page.getByRole('button', { name: '加入单据' }).press('Enter');
    await page.getByText('已加入单据草稿，共 2 项').waitFor();
    await picture('added');
    expect((await office.as.auditor.get('/v1/papers?state=open')).body['items']).toEqual([]);

    await page.getByRole('link', { name: '看草稿并提交' }).press('Enter');
    await page.getByText('追加 7,000.00 元：基础养老金补助，提标').first().waitFor();
    await page.getByText('冻结 3,000.00 元：基础养老金补助，待核').first().waitFor();
    await picture('draft');
    await page.getByRole('button', { name: '修改第 2 项' }).press('Enter');
    await page.getByText('修改单据草稿的第 2 项').waitFor();
    await expectPoll(() => page.getByRole('textbox', { name: '金额' }).inputValue()).toBe('3,000.00');
    await expectPoll(() => page.getByRole('textbox', { name: '事由' }).inputValue()).toBe('待核');
    await page.getByRole('textbox', { name: '金额' }).fill('4000');
    await page.keyboard.press('Control+Enter');
    await page.getByText('冻结 4,000.00 元：基础养老金补助，待核').first().waitFor();
    await page.getByRole('textbox', { name: '名称' }).fill('三月指标变动');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: '三月指标变动' }).waitFor();
    await page.getByText('追加、冻结').first().waitFor();
    await page.getByRole('link', { name: '工作台' }).first().press('Enter');
    await page.getByRole('heading', { name: '工作台', level: 1 }).waitFor();
    await page.getByRole('heading', { name: /草稿/ }).waitFor({ state: 'detached' });
  });

  it('comes back to the clerk with the reason, and opens filled', async () => {
    const { page } = browser;
    await atTheDesk('clerk');
    await adjust('supplement', '6000.00', '文号待补');
    await page.keyboard.press('Control+Enter');
    await page.getByText('已提交单据，待复核、审批').waitFor();

    await atTheDesk('reviewer');
    await page.getByRole('link', { name: '等您办理的单据 2 份' }).press('Enter');
    const sendBack = async (title: string, reason: string) => {
      await page.getByRole('heading', { name: title }).waitFor();
      await page.keyboard.press('r');
      await page.getByRole('form', { name: '退回' }).getByRole('textbox', { name: '事由' }).waitFor();
      await page.keyboard.type(reason);
      await page.keyboard.press('Control+Enter');
      await page.getByText(`已退回：${title}`).waitFor();
    };
    // The oldest first; the next is in hand by itself.
    await sendBack('三月指标变动', '冻结多了');
    await sendBack('追加 6,000.00 元：基础养老金补助，文号待补', '请补文号');

    await atTheDesk('clerk');
    await page.getByRole('heading', { name: '退回的单据 2 份' }).waitFor();
    await page.getByText('退回事由：冻结多了').waitFor();
    await picture('came-back');
    await page.getByRole('link', { name: '追加 6,000.00 元：基础养老金补助，文号待补' }).press('Enter');
    await page.getByText('退回事由：请补文号').waitFor();
    await page.getByRole('link', { name: '修改后重新提交' }).press('Enter');
    await page.getByText('修改后重新提交，代替原单据。退回事由：请补文号').waitFor();
    await expectPoll(() => page.getByRole('textbox', { name: '金额' }).inputValue()).toBe('6,000.00');
    await picture('again');
    await page.getByRole('textbox', { name: '事由' }).fill('文号已核');
    await page.keyboard.press('Control+Enter');
    await page.getByText('已提交单据，待复核、审批').waitFor();

    await page.getByRole('link', { name: '工作台' }).first().press('Enter');
    await page.getByRole('heading', { name: '退回的单据 1 份' }).waitFor();
    await page.getByRole('link', { name: '三月指标变动' }).press('Enter');
    await page.getByRole('link', { name: '修改后重新提交' }).press('Enter');
    await page.getByText('退回事由：冻结多了').waitFor();
    await page.getByRole('button', { name: '去掉第 2 项' }).press('Enter');
    await page.getByRole('textbox', { name: '名称' }).focus();
    await page.keyboard.press('Control+Enter');
    await page.getByText('待复核').first().waitFor();
    const head = String(await office.over.office.store.head());
    const { items } = (await office.as.auditor.get(`/v1/papers?state=open&minPosition=${head}`)).body as {
      items: { title: string; entries: number; replaces: string | null }[];
    };
    expect(items.map(({ title, entries, replaces }) => [title, entries, replaces !== null])).toEqual([
      ['三月指标变动', 1, true],
      ['追加 6,000.00 元：基础养老金补助，文号已核', 1, true],
    ]);
  });

  it('an account waits at the same desk for its second person', async () => {
    const { page } = browser;
    // Whoever has signed in elsewhere since does so anew.
    const clerk = await signIn(office.over.address, 'clerk');
    const payee = { code: 'SK001', name: '养老待遇代发户', kind: 'persons-by-bank' };
    const { payeeId } = (await clerk.post('/v1/payees', payee)).body;
    for (const [accountId, number] of [
      ['0b8f7c1e-2f77-4a53-9d5e-0d9a7b1c2d3e', '6228480000000019012'],
      ['1c8f7c1e-2f77-4a53-9d5e-0d9a7b1c2d3e', '6228480000000027765'],
    ] as const) {
      await clerk.post(`/v1/account-numbers/${accountId}`, { number });
      const body = { accountId, bank: '中国农业银行满城支行', replaces: null, reason: '开户通知书' };
      expect((await clerk.post(`/v1/payees/${String(payeeId)}/accounts`, body)).status).toBe(201);
    }
    await atTheDesk('reviewer');
    await page.getByRole('link', { name: '待确认的收款账户 2 个' }).press('Enter');
    await page.getByRole('button', { name: '收款账户 2', exact: true }).waitFor();
    await page.getByRole('region', { name: '账户' }).getByText('尾号 9012').first().waitFor();
    await picture('accounts');
    await page.keyboard.press('a');
    await page.getByRole('form', { name: '确认账户' }).waitFor();
    await picture('account-confirm');
    await page.keyboard.press('Control+Enter');
    await page.getByText('已确认：养老待遇代发户，中国农业银行满城支行，尾号 9012').waitFor();
    await page.getByRole('region', { name: '账户' }).getByText('尾号 7765').first().waitFor();
    await page.keyboard.press('r');
    await page.getByRole('form', { name: '不予确认账户' }).getByRole('textbox', { name: '事由' }).waitFor();
    await page.keyboard.type('与开户通知书不符');
    await page.keyboard.press('Control+Enter');
    await page.getByText('没有待确认的收款账户').waitFor();
    const { items } = (
      await office.as.auditor.get(`/v1/payees?minPosition=${String(await office.over.office.store.head())}`)
    ).body as { items: { accounts: { lastFour: string; situation: string }[] }[] };
    expect(items[0]?.accounts.map(({ lastFour, situation }) => [lastFour, situation])).toEqual([
      ['9012', 'confirmed'],
      ['7765', 'declined'],
    ]);
  });

  it('a payee is found in the search box by its initials, and chosen for a scheme', async () => {
    const { page } = browser;
    await atTheDesk('clerk');
    await page.getByRole('combobox', { name: '查找' }).waitFor();
    await page.keyboard.press('Control+k');
    await page.keyboard.type('yldydf');
    await page.locator('.ant-select-item-option', { hasText: 'SK001 代发户' }).waitFor();
    await picture('found');
    await page.keyboard.press('Enter');
    await page.getByRole('heading', { name: '收款户', level: 1 }).waitFor();
    await page.getByText('登记的收款户 1 个').waitFor();
    await expectPoll(() => page.getByRole('textbox', { name: '查找' }).inputValue()).toBe('SK001');

    await page.goto(`${office.over.address}/setup/schemes`);
    const form = page.getByRole('form', { name: '制定方案' });
    await form.getByRole('textbox', { name: '方案名称' }).fill('养老待遇');
    await form.getByRole('combobox', { name: '指标 1' }).press('ArrowDown');
    await page.locator('.ant-select-item-option:visible', { hasText: '基础养老金补助' }).first().click();
    await form.getByRole('textbox', { name: '每人负担 1' }).fill('113.00');
    await form.getByRole('textbox', { name: '人数' }).fill('100');
    await form.getByRole('combobox', { name: '登记的收款户' }).focus();
    await page.keyboard.type('yldydf');
    await page.locator('.ant-select-dropdown:visible .ant-select-item-option-active', { hasText: 'SK001' }).waitFor();
    await page.keyboard.press('Enter');
    await form.getByRole('textbox', { name: '收款户' }).waitFor({ state: 'detached' });
    await picture('scheme');
    await form.getByRole('textbox', { name: '人数' }).press('Control+Enter');
    await page.getByRole('button', { name: '养老待遇' }).waitFor();
    const seen = `minPosition=${String(await office.over.office.store.head())}`;
    const { items } = (await office.as.auditor.get(`/v1/payout-schemes?fiscalYear=${YEAR}&${seen}`)).body as {
      items: { payeeId: string | null; payee: { name: string } }[];
    };
    expect(items).toMatchObject([{ payeeId: expect.any(String), payee: { name: '养老待遇代发户' } }]);
  });

  it('asks nobody outside', () => expect(browser.foreign).toEqual([]));
});
