import { randomUUID } from 'node:crypto';
import { setTimeout as delay } from 'node:timers/promises';
import { Client } from 'pg';
import type { Route } from 'playwright-core';
import { requireTool } from '@bofu/testing';
import { openBrowser, type Browser } from './browser';
import { CENTRAL_CODE, PROGRAMMES_FILE } from './pension-office';
import { startServerProcess, type ServerProcess } from './server-process';
import { expectPoll } from './expect-poll';

/** `npm run kill-rounds` makes it fifty. */
const ROUNDS = Number(process.env['BOFU_KILL_ROUNDS'] ?? '4');
const FORM = '/payments/disbursement?year=2021';
const SUBMISSIONS = '**/v1/disbursements';
const UNKNOWN = '是否已登记尚不清楚';
const BUREAU = {
  code: '370',
  name: '人力资源和社会保障局',
  regionCode: '130607',
  regionName: '保定市满城区',
  parentAgencyId: null,
  effectiveOn: '2015-04-28',
};

requireTool('chromium')('a clerk whose answer does not come', () => {
  let server: ServerProcess;
  let books: Client;
  let browser: Browser;
  let central: string;

  beforeAll(async () => {
    server = await startServerProcess();
    await post('/v1/agencies', BUREAU);
    await post('/v1/people', { name: '王经办', number: '0001', kind: 'person' });
    // The forms below record into a year that is over.
    const { items: agencies } = (await (await fetch(`${server.address}/v1/agencies`)).json()) as {
      items: { agencyId: string }[];
    };
    const backfill = `/v1/agencies/${agencies[0]?.agencyId}/backfill`;
    await post(backfill, { reason: '例子在以前' }, { 'bofu-actor': '0001' }, 200);
    const file = { fileName: '2021.json', contentBase64: PROGRAMMES_FILE.toString('base64') };
    const { position } = await post('/v1/programme-imports', file, { 'bofu-actor': '0001' });
    const issued = await fetch(`${server.address}/v1/appropriations?fiscalYear=2021&limit=200&minPosition=${position}`);
    const { items } = (await issued.json()) as { items: { programmeCode: string; appropriationId: string }[] };
    central = items.find(({ programmeCode }) => programmeCode === CENTRAL_CODE)?.appropriationId ?? '';
    books = new Client({ connectionString: server.databaseUrl });
    await books.connect();
    browser = await openBrowser();
    await browser.page.setViewportSize({ width: 1366, height: 768 });
  });

  afterAll(async () => {
    await books?.end();
    await browser?.close();
    await server?.close();
  });

  const post = async (path: string, body: object, headers: Record<string, string> = {}, expected = 201) => {
    const response = await fetch(server.address + path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...headers },
      body: JSON.stringify(body),
    });
    expect([path, response.status]).toEqual([path, expected]);
    return (await response.json()) as { position: string };
  };
  const pressRecord = () => browser.page.keyboard.press('Control+Enter');
  let amount = 900;
  const fillIn = async (purpose: string) => {
    const { page } = browser;
    // Another amount each time: the same again would be asked back.
    amount += 1;
    await page.goto(`${server.address}${FORM}&of=${central}`);
    await page.getByRole('textbox', { name: '金额' }).fill(String(amount));
    await page.getByLabel('收款户').fill('某乡镇人民政府');
    await page.getByLabel('摘要').fill(purpose);
    await page.locator('.submit-button[aria-disabled="false"]').waitFor();
  };
  /** On the payment's page, and the form left behind it for good: the next one begins empty. */
  const onPaymentPage = async () => {
    await browser.page.waitForURL(/\/payments\/[0-9a-f-]{36}/, { timeout: 150_000 });
    await until(() => browser.page.evaluate<boolean>("sessionStorage.getItem('bofu.pending') === null"));
  };
  const submissionsOf = async (purpose: string): Promise<number> => {
    const { rows } = await books.query<{ count: string }>(
      `select count(*) from event_store.event where type = 'PaymentSubmitted' and data->>'purpose' = $1`,
      [purpose],
    );
    return Number(rows[0]?.count);
  };
  const until = async (what: () => Promise<boolean>) => {
    while (!(await what())) await delay(5);
  };

  /** The server dies in its first notes after the append, before it answers; what it was writing is lost with it. */
  const killAfterTheAppend = async (purpose: string) => {
    await books.query(`
      create function http.dies_here() returns trigger language plpgsql as
        $$ begin perform pg_sleep(60); raise exception 'the server is gone'; end $$`);
    await books.query(
      'create trigger dies_here before update on http.idempotency_key for each row execute function http.dies_here()',
    );
    await pressRecord();
    await until(async () => (await submissionsOf(purpose)) === 1);
    await server.kill();
    await books.query(
      `select pg_terminate_backend(pid) from pg_stat_activity
       where datname = current_database() and pid <> pg_backend_pid()`,
    );
    await books.query('drop function http.dies_here cascade');
  };

  const killSoonAfterThePress = async (milliseconds: number) => {
    const asked = browser.page.waitForRequest(SUBMISSIONS);
    await pressRecord();
    await asked;
    await delay(milliseconds);
    await server.kill();
  };

  const notReached = (route: Route) => route.abort('connectionrefused');

  it('whose server is killed and comes back has each payment once, without another press', async () => {
    const { page } = browser;
    for (let round = 1; round <= ROUNDS; round += 1) {
      const purpose = `第 ${round} 次`;
      await fillIn(purpose);
      const committed = round % 2 === 1;
      if (committed) await killAfterTheAppend(purpose);
      else await killSoonAfterThePress((round * 3) % 40);

      // The answer may have come before the kill: then the page goes on to the payment, in its own time.
      const isAnswered = () => /\/payments\/[0-9a-f-]{36}/.test(page.url());
      await until(async () => isAnswered() || (await page.getByText(UNKNOWN).first().isVisible()));
      const answered = isAnswered();
      if (!answered) {
        await expectPoll(() => page.getByLabel('摘要').isDisabled()).toBe(true);
        await pressRecord();
      }
      const readAnew = round % 4 === 3 && !answered;
      // Until the page is read anew nothing of it reaches the server that came back, or it would be answered before.
      if (readAnew) await page.route(SUBMISSIONS, notReached);
      await server.startAgain();
      if (readAnew) {
        await page.reload();
        await page.getByText(UNKNOWN).first().waitFor();
        await page.unroute(SUBMISSIONS, notReached);
        await page.getByText('已登记', { exact: true }).waitFor({ timeout: 150_000 });
        await page.getByRole('link', { name: '打开该笔' }).click();
      }
      await onPaymentPage();
      expect([round, await submissionsOf(purpose)]).toEqual([round, 1]);
    }
  }, 3_600_000);

  /** The server carries it out; the browser never hears of it. */
  const cutTheAnswer = async (route: Route) => {
    await route.fetch();
    await route.abort('connectionreset');
  };

  it('whose answers are cut off can neither correct nor press, and reads the page anew without a second payment', async () => {
    const { page } = browser;
    await fillIn('答复丢失');
    await page.route(SUBMISSIONS, cutTheAnswer);
    await pressRecord();
    await page.getByText(UNKNOWN).first().waitFor();
    await expectPoll(() => page.locator('main').innerText()).not.toContain('Idempotency');
    await page.getByText('已核实 1 次').waitFor();
    for (const label of ['金额', '收款户', '摘要', '项目'])
      await expectPoll(() => page.getByLabel(label).isDisabled()).toBe(true);
    await expectPoll(() => page.locator('.submit-button').isDisabled()).toBe(true);
    await pressRecord();

    await page.reload();
    await page.getByText(UNKNOWN).first().waitFor();
    await expectPoll(() => page.getByLabel('摘要').inputValue()).toBe('答复丢失');
    await expectPoll(() => page.getByLabel('摘要').isDisabled()).toBe(true);

    await page.getByRole('link', { name: '预警', exact: true }).click();
    await page.locator('.unattended-acts').getByText(UNKNOWN).waitFor();
    await page.locator('.unattended-acts').getByRole('link', { name: '去看' }).click();
    await page.locator('.act-under-way').getByText(UNKNOWN).waitFor();

    await page.unrouteAll({ behavior: 'wait' });
    await page.getByText('已登记', { exact: true }).waitFor();
    expect(await submissionsOf('答复丢失')).toBe(1);
    await page.getByRole('link', { name: '打开该笔' }).click();
    await onPaymentPage();
    await expectPoll(() => page.locator('main').innerText()).toContain('答复丢失');
  });

  it('whose first try is on record is shown it, and pays another only by saying so', async () => {
    const { page } = browser;
    await fillIn('第一笔');
    let tries = 0;
    await page.route(SUBMISSIONS, async (route) => {
      tries += 1;
      if (tries === 1) return cutTheAnswer(route);
      // As a server would find it that came to read the same act differently meanwhile.
      const body = route.request().postData() ?? '';
      return route.continue({ postData: body.replace('第一笔', '第一笔，改过') });
    });
    await pressRecord();
    await page.getByText('先前提交的一笔已登记在账').waitFor();
    const panel = page.locator('.act-under-way');
    await panel.getByText(`${amount}.00 元，某乡镇人民政府，第一笔`).last().waitFor();
    await expectPoll(() => panel.getByRole('link', { name: '打开该笔' }).getAttribute('href')).toMatch(/[0-9a-f-]{36}/);
    await expectPoll(() => page.locator('main').innerText()).not.toContain('Idempotency');
    await page.unrouteAll({ behavior: 'wait' });
    await pressRecord();
    expect([await submissionsOf('第一笔'), tries]).toEqual([1, 2]);

    await panel.getByRole('button', { name: '另登一笔' }).click();
    expect(await submissionsOf('第一笔')).toBe(1);
    await expectPoll(() => page.locator('.submit [role=status]').innerText()).toBe('请填写金额');
    await page.getByRole('textbox', { name: '金额' }).fill(String(amount + 100));
    await page.getByLabel('摘要').fill('第二笔');
    await pressRecord();
    await onPaymentPage();
    expect([await submissionsOf('第一笔'), await submissionsOf('第二笔')]).toEqual([1, 1]);
  });

  it('whose draft is still being saved goes on to the payment all the same, and no draft of it is left', async () => {
    const { page } = browser;
    let onTheWay: () => void = () => undefined;
    const isOnTheWay = new Promise<void>((resolve) => (onTheWay = resolve));
    const saved: string[] = [];
    // The answer about the draft comes while the payment's page is fetched.
    await page.route(/\/v1\/drafts\/[^/]+$/, async (route) => {
      await isOnTheWay;
      saved.push(route.request().url());
      await route.continue();
    });
    await page.route('**/payment-page*', async (route) => {
      onTheWay();
      await delay(3_000);
      await route.continue();
    });
    await fillIn('草稿在途');
    const saving = page.waitForRequest(/\/v1\/drafts\/[^/]+$/);
    await page.keyboard.press('Control+s');
    await saving;
    await pressRecord();
    await onPaymentPage();
    await page.unrouteAll({ behavior: 'wait' });
    expect([await submissionsOf('草稿在途'), saved.length]).toEqual([1, 1]);
    await page.goto(server.address);
    await page.getByRole('heading', { name: '工作台', level: 1 }).waitFor();
    await expectPoll(() => page.locator('main').innerText()).not.toContain('草稿在途');
  });

  it('who is refused corrects and presses again', async () => {
    const { page } = browser;
    await fillIn('先拒后登');
    await page.route(SUBMISSIONS, (route) =>
      route.continue({ postData: (route.request().postData() ?? '').replace(`"${amount}.00"`, `"${amount}.001"`) }),
    );
    await pressRecord();
    await page.locator('.refusal').waitFor();
    // The sentence is for her, the code for whoever she asks: below it, small, and nothing of it in the sentence.
    await expectPoll(() => page.locator('.refusal b').innerText()).not.toMatch(/[a-z]+-[a-z]+|[0-9a-f]{8}-/);
    const size = (of: string) =>
      page.evaluate<string>(`getComputedStyle(document.querySelector('.refusal ${of}')).fontSize`).then(parseFloat);
    expect(await size('.refusal-trace')).toBeLessThan(await size('b'));
    await expectPoll(() => page.getByLabel('摘要').isDisabled()).toBe(false);
    await page.unrouteAll({ behavior: 'wait' });
    await pressRecord();
    await onPaymentPage();
    expect(await submissionsOf('先拒后登')).toBe(1);
  });

  it('and whose answer on 已支付 is cut off finds the payment paid once', async () => {
    const { page } = browser;
    await page.getByRole('button', { name: '登记已支付' }).click();
    await page.route('**/v1/payments/*/payment', cutTheAnswer);
    await page.getByRole('form', { name: '登记已支付' }).locator('.submit-button').click();
    await page.getByText(UNKNOWN).first().waitFor();
    await page.reload();
    await page.getByText(UNKNOWN).first().waitFor();
    await page.unrouteAll({ behavior: 'wait' });
    await page.getByText('已登记', { exact: true }).waitFor();
    await page.getByRole('button', { name: '知道了' }).click();
    await page.getByRole('button', { name: '冲销' }).waitFor();
    await expectPoll(() => page.locator('.act-under-way').count()).toBe(0);
  });

  it('has asked nobody but this host', () => {
    expect(browser.foreign).toEqual([]);
  });
});
