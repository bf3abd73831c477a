import { createServer, type Server } from 'node:http';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Page, Route } from 'playwright-core';
import { Webhook } from 'standardwebhooks';
import { requireTool } from '@bofu/testing';
import { startMailServer } from '../../libs/notice/testing/mail-server';
import { browserAt, officeOfPeople, PASSWORD, signIn, type OfficeOfPeople } from '../access/people-office';
import { openDesks, type Desks } from './browser';
import { expectPoll } from './expect-poll';

requireTool('chromium')('administrators at their screens', () => {
  let office: OfficeOfPeople;
  let desks: Desks;
  let mail: Awaited<ReturnType<typeof startMailServer>>;
  let hooks: Server;
  let hookUrl = '';
  /** A program that is told; answers as it is told to. */
  const told: { headers: Record<string, string>; body: string }[] = [];
  let answer = 500;

  beforeAll(async () => {
    mail = await startMailServer();
    hooks = createServer((request, reply) => {
      let body = '';
      request.on('data', (part: Buffer) => (body += part.toString()));
      request.on('end', () => {
        told.push({ headers: request.headers as Record<string, string>, body });
        reply.writeHead(answer).end();
      });
    });
    await new Promise<void>((resolve) => hooks.listen(0, '127.0.0.1', () => resolve()));
    hookUrl = `http://127.0.0.1:${(hooks.address() as { port: number }).port}/bofu`;
    office = await officeOfPeople(undefined, {
      configuration: {
        mail: { url: mail.url, from: '拨付 <bofu@example.gov.cn>' },
        webhooks: { hosts: ['127.0.0.1'], privateAddresses: true },
        identityProvider: { issuer: 'http://127.0.0.1:9', clientId: 'bofu', clientSecret: 'x', label: '统一身份认证' },
      },
    });
    // The clerk is reachable, and has something to be told of.
    const { clerk } = office.as;
    await clerk.post('/v1/session/mail-address', { address: 'clerk@example.gov.cn' });
    await office.over.office.notices.once();
    const [, link] = /#([\w-]{43})/.exec(mail.received.at(-1)?.text ?? '') ?? [];
    expect((await browserAt(office.over.address).post('/v1/mail-confirmations', { link })).status).toBe(200);
    desks = await openDesks();
  });

  afterAll(async () => {
    await desks?.close();
    await office?.over.close();
    await mail?.stop();
    await new Promise((resolve) => hooks?.close(resolve));
  });

  const at = (login: string) => desks.signedIn(office.over.address, login, PASSWORD);
  const pagesOf = async (page: Page) => {
    const links = page.getByRole('navigation', { name: '主要页面' }).getByRole('link');
    await links.first().waitFor();
    return links.allInnerTexts();
  };
  const picture = async (page: Page, name: string) => {
    const folder = process.env['BOFU_PICTURES'];
    if (folder) await page.screenshot({ path: `${folder}/administrators-${name}.png` });
  };
  const outbox = (page: Page) => page.getByRole('region', { name: /邮件与推送/ }).locator('tbody tr');

  it('shows who keeps the system running no money, and nobody’s rights', async () => {
    const page = await at('system-administrator');
    await page.getByRole('heading', { name: '岗位与授权' }).waitFor();
    expect(await pagesOf(page)).toEqual(['岗位与授权', '部门与人员', '推送与通知']);
    await page.goto(`${office.over.address}/programmes`);
    await page.waitForURL(/\/grants/);
    await page.getByRole('region', { name: '全部账号' }).locator('tbody tr').first().waitFor();
    await expectPoll(() => page.getByRole('form', { name: '提出授权' }).count()).toBe(0);
  });

  it('registers a program within what is allowed, and shows its secret once', async () => {
    const page = await at('system-administrator');
    await page.getByRole('link', { name: '推送与通知' }).click();
    await page.getByText('还没有登记推送').waitFor();
    const form = page.getByRole('form', { name: '登记推送' });
    await form.getByText('允许的主机：127.0.0.1').waitFor();
    await form.getByLabel('名称').fill('县财政接口');
    await form.getByLabel('推送地址').fill('https://elsewhere.example/bofu');
    await page.keyboard.press('Enter');
    await form.getByText('推送地址的主机不在允许之列').waitFor();
    await form.getByLabel('推送地址').fill(hookUrl);
    await page.keyboard.press('Enter');
    const secret = await page.locator('code').innerText();
    expect(secret).toMatch(/^whsec_/);
    await picture(page, 'secret');

    const anan = await signIn(office.over.address, 'security0');
    const person = { name: '新来的', number: null, kind: 'person' };
    await anan.post('/v1/people', person, { 'bofu-agency': office.agencies.own });
    await office.over.office.notices.once();
    expect(new Webhook(secret).verify(told.at(-1)?.body ?? '', told.at(-1)?.headers ?? {})).toBeTruthy();
    await page.reload();
    const row = page
      .getByRole('region', { name: /每个事件告诉对方一次/ })
      .locator('tbody tr', { hasText: '县财政接口' });
    await row.getByText('对方回答 500').waitFor();
    await expectPoll(() => page.locator('code').count()).toBe(0);
    await picture(page, 'failed');
  });

  it('sends again what did not arrive, when somebody says so', async () => {
    const page = await at('system-administrator');
    await page.getByRole('link', { name: '推送与通知' }).click();
    // An event is told of by its word.
    await outbox(page).filter({ hasText: '待发' }).filter({ hasText: '登记人员' }).first().waitFor();
    const before = told.length;
    answer = 204;
    await outbox(page).filter({ hasText: '待发' }).first().getByRole('button', { name: /^再发/ }).click();
    await page.getByText('县财政接口 的一条将再发').waitFor();
    await office.over.office.notices.once();
    expect(told.length).toBe(before + 1);

    // A mail that was refused for good.
    const anan = await signIn(office.over.address, 'security0');
    const { items } = (await anan.get('/v1/accounts')).body as { items: { accountId: string; login: string }[] };
    const clerk = items.find(({ login }) => login === 'clerk')?.accountId ?? '';
    mail.refuse(550, 1);
    await anan.post(`/v1/accounts/${clerk}/session-ending`, { reason: '电脑送修' });
    await office.over.office.notices.once();
    await page.reload();
    const failed = outbox(page).filter({ hasText: '未能送达' });
    await failed.getByText('EMESSAGE 550').waitFor();
    await picture(page, 'outbox');
    const mails = mail.received.length;
    await failed.getByRole('button', { name: '再发 人clerk 账号安全提示' }).click();
    await page.getByText('人clerk 的一条将再发').waitFor();
    await office.over.office.notices.once();
    expect(mail.received.slice(mails)).toMatchObject([{ subject: '【拨付】账号安全提示' }]);
    // What has arrived is not sent again.
    const { body } = await (await signIn(office.over.address, 'system-administrator')).get('/v1/notices');
    const sent = (body['items'] as { messageId: string; outcome: string }[]).find(({ outcome }) => outcome === 'sent');
    const system = await signIn(office.over.address, 'system-administrator');
    const asked = await system.post(`/v1/notices/${sent?.messageId}/resending`, {});
    expect([asked.status, asked.body['code']]).toEqual([409, 'notice-settled']);
  });

  it('stops it', async () => {
    const page = await at('system-administrator');
    await page.getByRole('link', { name: '推送与通知' }).click();
    await page.getByRole('button', { name: '办理推送 县财政接口' }).click();
    await page.getByRole('button', { name: '停止推送' }).click();
    await page.getByText('已停止').waitFor();
  });

  it('takes the identity of another house from an account', async () => {
    const page = await at('security0');
    expect(await pagesOf(page)).toEqual(['岗位与授权', '部门与人员', '登录记录']);
    await page.getByRole('button', { name: '办理账号 clerk' }).click();
    const opened = page.getByRole('region', { name: '账号 clerk', exact: true });
    await opened.getByLabel('用户标识').fill('8f14e45f');
    await page.keyboard.press('Enter');
    const row = page.getByRole('region', { name: '全部账号' }).locator('tbody tr', { hasText: '人clerk' });
    await row.getByText('已关联').waitFor();
    await picture(page, 'identity');
    await opened.getByRole('button', { name: '解除关联' }).click();
    await row.getByText('已关联').waitFor({ state: 'detached' });
    await opened.getByLabel('用户标识').waitFor();
  });

  it('are not sent to their first page once they have chosen another', async () => {
    const page = await at('audit-administrator');
    // The frame has its bar before it knows whose office it is, and the page chosen in it comes after that.
    const later = (ms: number) => async (route: Route) => {
      await sleep(ms);
      await route.continue();
    };
    await page.route('**/v1/agencies*', later(1_500));
    await page.route('**/sign-in-log-page*', later(4_000));
    await page.goto(office.over.address);
    await page.getByRole('link', { name: '登录记录' }).click();
    await page.getByRole('heading', { name: '登录记录', level: 1 }).waitFor();
    await page.unrouteAll({ behavior: 'ignoreErrors' });
  });

  it('has all of it on record, each line sealing the one before', async () => {
    const page = await at('audit-administrator');
    await page.getByRole('link', { name: '登录记录' }).click();
    await page.getByText('全部相接').waitFor();
    const lines = page.getByRole('region', { name: '登录记录，新的在前' }).locator('tbody tr');
    for (const said of ['解除统一身份', '关联统一身份', '停止推送', '再发通知', '登记推送', '结束会话', '开设账号'])
      await lines.filter({ hasText: said }).first().waitFor();
    await expectPoll(() => lines.filter({ hasText: '解除统一身份' }).innerText()).toMatch(/人clerk\s+安全0/);
    await picture(page, 'log');
  });

  it('leaves no complaint in the browsers and asks nobody outside', () => {
    // Not signed in, and a host that is not allowed.
    expect(desks.complaints.filter((each) => !/401|422/.test(each))).toEqual([]);
    expect(desks.foreign).toEqual([]);
  });
});
