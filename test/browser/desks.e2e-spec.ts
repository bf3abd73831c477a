import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { requireTool } from '@bofu/testing';
import {
  browserAt,
  officeOfPeople,
  PASSWORD,
  signIn as sessionOf,
  type Alone,
  type OfficeOfPeople,
  type PeoplePost,
} from '../access/people-office';
import { openBrowser, type Browser } from './browser';
import { expectPoll } from './expect-poll';

/** The office's today: what is done now is not entered late. */
const TODAY = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const YEAR = Number(TODAY.slice(0, 4));
const MONTH = TODAY.slice(0, 7);
const LAST_MONTH = new Date(Date.UTC(YEAR, Number(TODAY.slice(5, 7)) - 2, 1)).toISOString().slice(0, 7);
const PAYEE = { kind: 'special-account', name: '城乡居民养老待遇代发户' } as const;
const AXE = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');
const RUN = `${MONTH} 基础养老金`;

requireTool('chromium')('three desks, by the keyboard alone', () => {
  let office: OfficeOfPeople;
  let browser: Browser;
  const bearers: string[] = [];

  const issue = async (alone: Alone, programmeCode: string, programmeName: string, fundingLevel: string) => {
    const issued = await alone('own', '/v1/appropriations', {
      ...{ fiscalYear: YEAR, programmeCode, programmeName, unitCode: '110001', unitName: '本级' },
      ...{ fundingLevel, fundingLevelBasis: 'stated', budgetType: 'general-public', issuedAs: 'regular' },
      ...{ documentNumber: fundingLevel === 'district' ? null : '保财社〔2026〕88号' },
      ...{ amount: '9000000.00', effectiveOn: `${YEAR}-01-01` },
    });
    return String(issued['appropriationId']);
  };
  const submit = async (path: string, body: object): Promise<string> => {
    const { status, body: answer } = await office.as.clerk.post(path, { payee: PAYEE, submittedOn: TODAY, ...body });
    expect([status, answer['title']]).toEqual([201, undefined]);
    return String(answer['paymentId']);
  };
  const step = async (post: PeoplePost, paymentId: string, path: string, body: object) => {
    const head = String(await office.over.office.store.head());
    const shown = (await office.as[post].get(`/v1/payments/${paymentId}?minPosition=${head}`)).body;
    const signed = ['review', 'approval'].includes(path) ? { digest: shown['digest'] } : {};
    const headers = { 'if-match': `"${String(shown['revision'])}"` };
    const { status } = await office.as[post].post(`/v1/payments/${paymentId}/${path}`, { ...signed, ...body }, headers);
    expect([path, status]).toEqual([path, 200]);
  };
  const pay = async (paymentId: string) => {
    await step('reviewer', paymentId, 'review', { reviewedOn: TODAY });
    await step('approver', paymentId, 'approval', { approvedOn: TODAY });
    await step('cashier', paymentId, 'hand-over', { handedOverOn: TODAY });
    await step('cashier', paymentId, 'payment', { paidOn: TODAY, voucherNumber: null });
  };
  const run = (schemeId: string, period: string, headcount: number) =>
    submit('/v1/payout-runs', {
      ...{ schemeId, period, headcount, run: 'regular', purpose: `${period} 基础养老金` },
      lines: [
        { appropriationId: bearers[0], rate: '93.00' },
        { appropriationId: bearers[1], rate: '20.00' },
      ],
    });

  beforeAll(async () => {
    office = await officeOfPeople(async (alone) => {
      bearers.push(await issue(alone, '13060726YLJ0000000001', '城乡居民基本养老保险中央补助', 'central'));
      bearers.push(await issue(alone, '13060726YLJ0000000002', '城乡居民基本养老保险区级补助', 'district'));
    });
    const scheme = await office.as.clerk.post('/v1/payout-schemes', {
      ...{ name: '基础养老金', headcount: 20_411, payee: PAYEE, effectiveOn: `${YEAR}-01-01` },
      lines: [
        { appropriationId: bearers[0], rate: '93.00' },
        { appropriationId: bearers[1], rate: '20.00' },
      ],
    });
    const schemeId = String(scheme.body['schemeId']);
    const small = (amount: string, purpose: string) =>
      submit('/v1/disbursements', { ...{ appropriationId: bearers[1], amount, purpose, period: null } });
    await pay(await run(schemeId, LAST_MONTH, 20_411));
    await pay(await small('2000.00', '上门认证补助'));
    await run(schemeId, MONTH, 20_738);
    for (const [amount, purpose] of [
      ['3100.00', '认证补助一'],
      ['3200.00', '认证补助二'],
      ['3300.00', '认证补助三'],
    ] as const)
      await small(amount, purpose);
    browser = await openBrowser();
    await browser.page.setViewportSize({ width: 1366, height: 768 });
  });

  afterAll(async () => {
    await browser?.close();
    await office?.over.close();
  });

  const picture = async (name: string) => {
    const folder = process.env['BOFU_PICTURES'];
    if (folder) await browser.page.screenshot({ path: `${folder}/desks-${name}.png` });
  };
  const signIn = async (post: PeoplePost, to = '/sign-in') => {
    const { page } = browser;
    await page.context().clearCookies();
    await page.goto(office.over.address + to);
    await page.getByRole('form', { name: '登录' }).waitFor();
    await page.getByRole('textbox', { name: '账号' }).focus();
    await page.keyboard.type(post);
    await page.keyboard.press('Tab');
    await page.keyboard.type(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: `人${post}` }).waitFor();
  };
  /** To a link of the menu, by the keyboard. */
  const openPage = async (name: string) => {
    const link = browser.page.getByRole('navigation', { name: '主要页面' }).getByRole('link', { name });
    await link.focus();
    await browser.page.keyboard.press('Enter');
    await browser.page.getByRole('heading', { name: name, level: 1 }).waitFor();
  };
  /** What axe calls serious on the page in sight. */
  const seriousHere = async () => {
    await browser.page.evaluate(AXE);
    return browser.page.evaluate<string[]>(
      `axe.run(document, { resultTypes: ['violations'] }).then(({ violations }) => violations
        .filter(({ impact }) => impact === 'serious' || impact === 'critical')
        .flatMap(({ id, nodes }) => nodes.map(({ html, failureSummary }) => id + ': ' + html.slice(0, 200) + ' ' + failureSummary)))`,
    );
  };
  const voucher = () => browser.page.getByRole('region', { name: '凭单' });
  const said = (text: string) => browser.page.locator('.signing-said', { hasText: text }).waitFor();
  const inFocus = () => browser.page.evaluate<string>("document.activeElement?.textContent ?? ''");

  it('the reviewer sees what differs first, and what warns before she signs', async () => {
    const { page } = browser;
    await signIn('reviewer');
    await page.getByLabel('4 笔待您办理').waitFor();
    await openPage('复核审批');
    await voucher().getByRole('heading', { name: RUN }).waitFor();
    const difference = voucher().getByRole('region', { name: '与上期之差' });
    for (const text of ['20,411 → 20,738', '增 327 人', '增 36,951.00'])
      await difference.getByText(text).first().waitFor();
    await picture('queue');
    expect(await seriousHere()).toEqual([]);
    // The list and the voucher fit the window: the page itself does not scroll.
    expect(await page.evaluate<number>('document.documentElement.scrollHeight')).toBeLessThanOrEqual(768);
    await page.keyboard.press('a');
    await voucher().getByText('人数波动超过 1%：上期 20,411 人，本期 20,738 人').first().waitFor();
    await voucher().getByRole('alert').getByRole('button', { name: '已看过' }).waitFor();
    await picture('warned');
    await page.keyboard.press('a');
    await said(`已复核：${RUN}`);
    // The next one is in hand, and has the focus.
    await voucher().getByRole('heading', { name: '认证补助一' }).waitFor();
    expect(await inFocus()).toContain('认证补助一');
  });

  it('goes on by j and k, signs what warns of nothing at one press, and does nothing while she types', async () => {
    const { page } = browser;
    await page.keyboard.press('j');
    await voucher().getByRole('heading', { name: '认证补助二' }).waitFor();
    await page.keyboard.press('r');
    const form = voucher().getByRole('form', { name: '退回修改' });
    await form.waitFor();
    await page.keyboard.type('askjr 附件不全');
    await page.keyboard.press('Control+Enter');
    await said('已退回修改：认证补助二，askjr 附件不全');
    // The one that stands in its place.
    await voucher().getByRole('heading', { name: '认证补助三' }).waitFor();
    const head = String(await office.over.office.store.head());
    const { body } = await office.as.supervisor.get(`/v1/payments?waitsFor=review&minPosition=${head}`);
    const third = (body['items'] as { purpose: string; paymentId: string }[]).find(
      ({ purpose }) => purpose === '认证补助三',
    );
    await step('supervisor', third?.paymentId ?? '', 'send-back', { sentBackOn: TODAY, reason: '暂缓' });
    await page.keyboard.press('a');
    // Somebody was quicker: nothing is signed, and what has changed is shown.
    await voucher().getByText('退回修改，人supervisor（监管）').first().waitFor();
    await voucher().getByText('这笔已不在等待办理').waitFor();
    await picture('changed');
    await page.keyboard.press('k');
    await voucher().getByRole('heading', { name: '认证补助一' }).waitFor();
    await page.keyboard.press('a');
    await said('已复核：认证补助一');
    await page.getByText('这里没有待办的付款').waitFor();
    await picture('empty');
    await expectPoll(() => page.locator('.queue-done li').allInnerTexts()).toHaveLength(5);
  });

  it('what came back is on the clerk’s workbench, and opens filled', async () => {
    const { page } = browser;
    await signIn('clerk');
    await page.getByRole('heading', { name: '工作台', level: 1 }).waitFor();
    await page.getByRole('heading', { name: '退回待处理 2 笔' }).waitFor();
    await page.getByText(`${TODAY}（今天）`).first().waitFor();
    await picture('workbench');
    expect(await seriousHere()).toEqual([]);
    await page.keyboard.press('1');
    await page.getByRole('heading', { name: '认证补助二' }).waitFor();
    await page.getByRole('link', { name: '修改后重新提交' }).focus();
    await page.keyboard.press('Enter');
    const form = page.getByRole('form', { name: '单笔拨付' });
    await form.getByText('退回事由：askjr 附件不全').waitFor();
    await expectPoll(() => form.getByRole('textbox', { name: '金额' }).inputValue()).toBe('3,200.00');
    await expectPoll(() => form.getByLabel('收款户').inputValue()).toBe(PAYEE.name);
    await expectPoll(() => form.getByLabel('摘要').inputValue()).toBe('认证补助二');
    await picture('filled');
  });

  it('a draft is found again after the session is over, and is gone once it is submitted', async () => {
    const { page } = browser;
    const form = page.getByRole('form', { name: '单笔拨付' });
    await form.getByLabel('摘要').focus();
    await page.keyboard.press('End');
    await page.keyboard.type('，附件已补');
    await page.keyboard.press('Control+s');
    await form.getByText('草稿已存').waitFor();
    const { pathname, search } = new URL(page.url());
    expect(search).toContain('draft=');
    // The session is over, and the tab with it.
    await signIn('clerk', pathname + search);
    await form.waitFor();
    await expectPoll(() => form.getByLabel('摘要').inputValue()).toBe('认证补助二，附件已补');
    await openPage('工作台');
    await page.getByRole('heading', { name: '草稿 1 份' }).waitFor();
    await picture('draft');
    await page.getByRole('link', { name: '认证补助二，附件已补' }).focus();
    await page.keyboard.press('Enter');
    await form.getByLabel('摘要').focus();
    await page.keyboard.type(' 11010519491231002X');
    await page.keyboard.press('Control+s');
    await form.getByText('草稿没有保存：').waitFor();
    for (let typed = 0; typed < 19; typed += 1) await page.keyboard.press('Backspace');
    await page.keyboard.press('Control+Enter');
    await page.getByRole('heading', { name: '认证补助二，附件已补' }).waitFor();
    await page.getByText('所代替的原单').waitFor();
    await openPage('工作台');
    await page.getByRole('heading', { name: '退回待处理 1 笔' }).waitFor();
    await expectPoll(() => page.getByRole('heading', { name: /草稿/ }).count()).toBe(0);
  });

  it('the approver lets it go from the same page, several at once where nothing warns', async () => {
    const { page } = browser;
    await signIn('approver');
    await page.getByRole('heading', { name: '等您办理的付款 2 笔' }).waitFor();
    await page.keyboard.press('1');
    await voucher().getByRole('heading', { name: RUN }).waitFor();
    // What warns is not signed unread, with others.
    await page.keyboard.press('x');
    await expectPoll(() => page.locator('.sign-several').count()).toBe(0);
    await expectPoll(() => page.getByLabel(`选中 ${RUN}`).isDisabled()).toBe(true);
    await page.keyboard.press('j');
    await voucher().getByRole('heading', { name: '认证补助一' }).waitFor();
    await page.keyboard.press('x');
    const several = page.getByRole('button', { name: '审批所选 1 笔' });
    await page.getByText('人民币叁仟壹佰元整').first().waitFor();
    await picture('several');
    await several.focus();
    await page.keyboard.press('Enter');
    await said('已审批 1 笔');
    await voucher().getByRole('heading', { name: RUN }).waitFor();
  });

  it('whoever signed it before sees it greyed, and why', async () => {
    const { page } = browser;
    const anan = office.as['security-administrator'];
    const grants = (await anan.get('/v1/grants')).body['items'] as Record<string, unknown>[];
    for (const { grantId, personId, revokedOn } of grants)
      if (personId === office.personOf.reviewer && (revokedOn ?? null) === null)
        await anan.post(`/v1/grants/${String(grantId)}/revocation`, { reason: '转岗' });
    await office.grant(office.personOf.reviewer, 'approver');
    await signIn('reviewer');
    await page.getByRole('link', { name: '复核审批' }).focus();
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: /待审批 1/ }).focus();
    await page.keyboard.press('Enter');
    await page.locator('.queue-barred').getByText('您已在此单上签过').waitFor();
    await voucher().getByRole('heading', { name: RUN }).waitFor();
    await expectPoll(() => voucher().getByRole('button', { name: '审批' }).isDisabled()).toBe(true);
    await page.keyboard.press('a');
    await voucher().getByText('您已在此单上签过').waitFor();
    await picture('own');
    expect(await seriousHere()).toEqual([]);
    const head = String(await office.over.office.store.head());
    const { body } = await office.as.auditor.get(`/v1/payments?waitsFor=approval&minPosition=${head}`);
    expect((body['items'] as { purpose: string }[]).map(({ purpose }) => purpose)).toEqual([RUN]);
  });

  it('and so does who stands in for her', async () => {
    const { page } = browser;
    const [anan, { address }] = [office.as['security-administrator'], office.over];
    const person = { name: '冯代理', number: null, kind: 'person' };
    const books = { 'bofu-agency': office.agencies.own };
    const { personId } = (await office.as['system-administrator'].post('/v1/people', person, books)).body;
    const { link } = (await anan.post('/v1/accounts', { personId, login: 'deputy' })).body;
    await browserAt(address).post('/v1/password-settings', { link, password: PASSWORD });
    await office.grant(String(personId), 'approver', {
      ...{ until: '2099-12-31', delegatorId: office.personOf.reviewer },
    });
    await page.context().clearCookies();
    await page.goto(`${address}/sign-in`);
    await page.getByRole('textbox', { name: '账号' }).fill('deputy');
    await page.getByLabel('密码', { exact: true }).fill(PASSWORD);
    await page.keyboard.press('Enter');
    await page.getByRole('button', { name: '冯代理' }).waitFor();
    await page.goto(`${address}/signing?waits=approval`);
    await page.locator('.queue-barred').getByText('代理关系中的另一人已在此单上签过').waitFor();
    await expectPoll(() => voucher().getByRole('button', { name: '审批' }).isDisabled()).toBe(true);
    await picture('deputy');
    // On the payment's own page as well.
    const { items } = (await office.as.auditor.get('/v1/payments?waitsFor=approval')).body as {
      items: { paymentId: string }[];
    };
    await page.goto(`${address}/payments/${items[0]?.paymentId}`);
    await page.locator('.toolbar').getByText('代理关系中的另一人已在此单上签过').waitFor();
    await expectPoll(() => page.getByRole('button', { name: '审批', exact: true }).isDisabled()).toBe(true);
    await expectPoll(() => page.getByRole('button', { name: '退回修改', exact: true }).isDisabled()).toBe(false);
  });

  it('and of an account its proposer, who has another post since', async () => {
    const { page } = browser;
    const [anan, { address }] = [office.as['security-administrator'], office.over];
    // She has signed in at her desk since the office began.
    const clerk = await sessionOf(address, 'clerk');
    const payee = { code: 'SK009', name: '第九养老院', kind: 'organisation' };
    const { payeeId } = (await clerk.post('/v1/payees', payee)).body;
    const accountId = randomUUID();
    await clerk.post(`/v1/account-numbers/${accountId}`, { number: '110000000000019' });
    const proposal = { accountId, bank: '农行满城支行', reason: '开户通知书', replaces: null };
    expect((await clerk.post(`/v1/payees/${String(payeeId)}/accounts`, proposal)).status).toBe(201);
    const grants = (await anan.get('/v1/grants')).body['items'] as Record<string, unknown>[];
    for (const { grantId, personId, revokedOn } of grants)
      if (personId === office.personOf.clerk && (revokedOn ?? null) === null)
        await anan.post(`/v1/grants/${String(grantId)}/revocation`, { reason: '转岗' });
    await office.grant(office.personOf.clerk, 'reviewer');
    await signIn('clerk');
    await page.goto(`${address}/signing?waits=accounts`);
    const account = page.getByRole('region', { name: '账户' });
    await account.getByRole('status').getByText('账户须由提出人以外的另一人确认').waitFor();
    await page.locator('.queue-barred').getByText('账户须由提出人以外的另一人确认').waitFor();
    await expectPoll(() => account.getByRole('button', { name: /^确认/ }).isDisabled()).toBe(true);
    await page.keyboard.press('a');
    await expectPoll(() => account.getByRole('form').count()).toBe(0);
    // What the server takes of her is offered.
    await expectPoll(() => account.getByRole('button', { name: /^不予确认/ }).isDisabled()).toBe(false);
    await picture('own-account');
  });

  it('leaves no complaint in the browser and asks nobody outside', () => {
    // Not signed in, an identity number refused, somebody quicker: all of that was to be.
    const others = browser.complaints.filter((each) => !/401|\/v1\/drafts\/|\/review\)/.test(each));
    expect(others).toEqual([]);
    expect(browser.foreign).toEqual([]);
  });
});
