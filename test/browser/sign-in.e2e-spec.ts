import { beijingInstant } from '@bofu/http';
import { requireTool } from '@bofu/testing';
import { bareOfficeOverHttp, type OfficeUnderTest } from '../e2e/office-over-http';
import { openBrowser, type Browser } from './browser';
import { expectPoll } from './expect-poll';

const BUREAU = {
  code: '370',
  name: '人力资源和社会保障局',
  regionCode: '130607',
  regionName: '保定市满城区',
  parentAgencyId: null,
  effectiveOn: '2015-04-28',
};
const PASSWORD = 'persimmon-on-the-wall';
const NEXT = 'two persimmons on the wall';

requireTool('chromium')('an office that begins to work by name', () => {
  let ahead = 0;
  let office: OfficeUnderTest;
  let browser: Browser;

  beforeAll(async () => {
    const clock = { now: () => beijingInstant(new Date(Date.now() + ahead)) };
    office = await bareOfficeOverHttp('memory', { actor: '王经办', clock });
    await office.post('/v1/agencies', BUREAU, { 'bofu-actor': '' });
    await office.post('/v1/people', { name: '王经办', number: '0001', kind: 'person' }, { 'bofu-actor': '' });
    browser = await openBrowser();
  });

  afterAll(async () => {
    await browser?.close();
    await office?.close();
  });

  /** With the keyboard alone. */
  const signIn = async (login: string) => {
    const { page } = browser;
    await page.getByRole('form', { name: '登录' }).waitFor();
    await page.getByRole('textbox', { name: '账号' }).focus();
    await page.keyboard.type(login);
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
  };
  const choose = async (label: string, option: string) => {
    await browser.page.getByLabel(label, { exact: true }).first().click();
    await browser.page.locator('.ant-select-item-option:visible', { hasText: option }).first().click();
  };
  const signOut = async (name: string) => {
    name = `${name}（安全管理员）`;
    await browser.page.getByRole('button', { name }).click();
    await browser.page.getByRole('button', { name: '退出' }).click();
  };

  it('has two administrators come in by their links', async () => {
    const { page } = browser;
    const links = await office.office.administratorLinks();
    expect(links).toHaveLength(2);
    for (const [at, link] of links.entries()) {
      // Only what follows `#` is another: the page must be fetched anew.
      await page.goto('about:blank');
      await page.goto(`${office.address}${link}`);
      await page.getByLabel('姓名').fill(at === 0 ? '赵安安' : '钱宝宝');
      await page.getByLabel('账号').fill(at === 0 ? 'anan' : 'bao');
      await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
      await page.getByLabel('再输一次').fill(PASSWORD);
      await page.keyboard.press('Enter');
      await page.getByText('的密码已设定').waitFor();
    }
    await page.goto('about:blank');
    await page.goto(`${office.address}${links[0]}`);
    await page.getByLabel('姓名').fill('孙第三');
    await page.getByLabel('账号').fill('third');
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.getByLabel('再输一次').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('链接无效、已用过或已过期').waitFor();
  });

  it('has a post proposed by one and confirmed by the other, and no money in sight of either', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/sign-in`);
    await signIn('anan');
    await page.getByRole('heading', { name: '岗位与授权' }).waitFor();
    await expectPoll(() =>
      page.getByRole('navigation', { name: '主要页面' }).getByRole('link').allInnerTexts(),
    ).toEqual(['岗位与授权', '部门与人员', '登录记录']);
    const proposal = page.getByRole('form', { name: '提出授权' });
    await choose('人员', '王经办');
    await proposal.getByLabel('缘由').fill('本职');
    await page.keyboard.press('Control+Enter');
    const row = page.getByRole('row').filter({ hasText: '王经办' });
    await row.filter({ hasText: '待确认' }).waitFor();
    // Hers to propose, not hers to confirm.
    await page.getByRole('button', { name: '办理 王经办 的授权' }).click();
    await page.getByRole('button', { name: '确认授权' }).click();
    await page.getByText('须由提出人、委托人以外的另一位安全管理员确认').waitFor();

    const account = page.getByRole('form', { name: '开设账号' });
    await account.getByRole('combobox', { name: '人员' }).click();
    await page.locator('.ant-select-item-option:visible', { hasText: '王经办' }).click();
    await account.getByRole('textbox', { name: '账号' }).fill('wang');
    await account.getByRole('button', { name: '开设账号' }).click();
    const link = await page.locator('code').innerText();
    await signOut('赵安安');
    await page.goto('about:blank');
    await page.goto(link);
    await page.getByLabel('密码', { exact: true }).fill('password1234');
    await page.getByLabel('再输一次').fill('password1234');
    await page.keyboard.press('Enter');
    await page.getByText('这个密码太常见').waitFor();
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.getByLabel('再输一次').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByText('的密码已设定').waitFor();

    await page.goto(`${office.address}/sign-in`);
    await signIn('bao');
    await page.getByRole('button', { name: '办理 王经办 的授权' }).click();
    await page.getByRole('button', { name: '确认授权' }).click();
    await page.getByRole('row').filter({ hasText: '王经办' }).filter({ hasText: '有效' }).waitFor();
    await signOut('钱宝宝');
  });

  it('asks everybody to sign in from then on, and shows her who she is', async () => {
    const { page } = browser;
    await page.goto(office.address);
    await signIn('wang');
    await page.getByRole('heading', { name: '工作台' }).waitFor();
    await page.getByRole('button', { name: '王经办（经办）' }).click();
    await page.getByText('账号 wang').waitFor();
    await page.getByRole('button', { name: '退出' }).click();
    await page.getByRole('form', { name: '登录' }).waitFor();
    expect(browser.foreign).toEqual([]);
  });

  it('says no in one sentence, whatever was wrong', async () => {
    const { page } = browser;
    await page.getByRole('textbox', { name: '账号' }).fill('wang');
    await page.getByLabel('密码', { exact: true }).fill('not the password');
    await page.keyboard.press('Enter');
    await page.getByText('账号或密码不正确').waitFor();
    await page.getByRole('textbox', { name: '账号' }).fill('nobody');
    await page.keyboard.press('Enter');
    await page.getByText('账号或密码不正确').waitFor();
  });

  it('lets her change her password and see where she has been signed in from', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/sign-in`);
    await signIn('anan');
    await page.getByRole('button', { name: '赵安安（安全管理员）' }).click();
    await page.getByRole('link', { name: '我的账号' }).click();
    await page.getByRole('heading', { name: '我的账号' }).waitFor();
    const row = page.getByRole('row').filter({ hasText: '127.0.0.1' });
    await row.filter({ hasText: '当前' }).waitFor();
    await row.filter({ hasText: '已结束' }).first().waitFor();
    const form = page.getByRole('form', { name: '更改密码' });
    await form.getByLabel('现用密码').fill('not the password');
    await form.getByLabel('新密码').fill(NEXT);
    await form.getByLabel('再输一次').fill(NEXT);
    await page.keyboard.press('Enter');
    await form.getByText('现用密码不正确').waitFor();
    await form.getByLabel('现用密码').fill(PASSWORD);
    await page.keyboard.press('Enter');
    await form.getByText('密码已更改').waitFor();
  });

  it('asks for the password again, in place, before it makes out a link', async () => {
    const { page } = browser;
    ahead += 6 * 60_000;
    await page.goto(`${office.address}/grants`);
    await page.getByRole('button', { name: '办理账号 wang' }).click();
    await page.getByRole('button', { name: '签发新链接' }).click();
    await page.getByText('距上次输入密码已超过 5 分钟').waitFor();
    const form = page.getByRole('form', { name: '忘记密码' });
    await form.getByLabel('现用密码').fill('not the password');
    await page.keyboard.press('Enter');
    await form.getByText('现用密码不正确').waitFor();
    await form.getByLabel('现用密码').fill(NEXT);
    await page.keyboard.press('Enter');
    await page.getByText('设定密码的一次性链接').waitFor();

    // The other one's session is ended, with a reason, while the password is fresh.
    await page.getByRole('button', { name: '办理账号 bao' }).click();
    const bao = page.getByRole('region', { name: '账号 bao' });
    await bao.getByLabel('缘由').fill('电脑送修');
    await bao.getByRole('button', { name: '结束会话', exact: true }).click();
    await page.getByText('账号 bao 的会话已结束').first().waitFor();
  });
});
