import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import type { Page, Route } from 'playwright-core';
import { requireTool } from '@bofu/testing';
import { PROJECT } from '../architecture/planted-workspace';
import { type Browser, openBrowser } from './browser';
import { expectPoll } from './expect-poll';

/** The shared components and hooks of the screens, each by itself in a browser; what the server says, the test says. */

const TYPES: Readonly<Record<string, string>> = { '.js': 'text/javascript', '.css': 'text/css', '.html': 'text/html' };

requireTool('chromium')('a shared component', () => {
  let folder = '';
  let server: Server;
  let browser: Browser;
  let page: Page;
  let address = '';

  beforeAll(async () => {
    folder = mkdtempSync(join(tmpdir(), 'bofu-scenes-'));
    execFileSync(process.execPath, [join(PROJECT, 'apps/web/build/build-scenes.mjs'), folder], { stdio: 'pipe' });
    server = createServer(({ url = '/' }, response) => {
      const { pathname } = new URL(url, 'http://127.0.0.1');
      if (pathname === '/blank') return void response.end('');
      const file = join(folder, pathname.startsWith('/assets/') ? pathname : 'index.html');
      response.writeHead(200, { 'content-type': TYPES[extname(file)] ?? 'application/octet-stream' });
      response.end(readFileSync(file));
    });
    await new Promise<void>((ready) => server.listen(0, '127.0.0.1', ready));
    address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
    browser = await openBrowser();
    page = browser.page;
  });
  afterAll(async () => {
    await browser?.close();
    await new Promise((closed) => server.close(closed));
    rmSync(folder, { recursive: true, force: true });
  });
  afterEach(async () => {
    await page.unrouteAll({ behavior: 'ignoreErrors' });
    await page.goto('about:blank');
  });

  /** In a browser that remembers nothing. */
  const open = async (scene: string) => {
    await page.goto(`${address}/blank`);
    await page.evaluate('sessionStorage.clear(), localStorage.clear()');
    await page.goto(`${address}/${scene}`);
  };
  const STATE = 'JSON.parse(document.querySelector(\'output[aria-label="状态"]\').textContent)';
  const state = () => page.evaluate<Record<string, unknown>>(STATE);
  /** Waits until the scene says so, and holds it to it. */
  const shows = async (expected: Record<string, unknown>) => {
    const isSo = `Object.entries(${JSON.stringify(expected)}).every(([name, value]) => JSON.stringify(${STATE}[name]) === JSON.stringify(value))`;
    await page.waitForFunction(isSo, undefined, { timeout: 30_000 }).catch(() => undefined);
    expect(await state()).toMatchObject(expected);
  };
  const field = (label: string) => page.getByLabel(label, { exact: true });
  const type = (label: string, text: string) => field(label).fill(text);

  describe('the hook of recording', () => {
    interface Sent {
      readonly key: string | undefined;
      readonly body: unknown;
    }
    type Said = ((route: Route) => Promise<void>) | { readonly status: number; readonly body: object };
    let sent: Sent[];

    const answersWith = async (...said: readonly Said[]) => {
      sent = [];
      await page.route('**/v1/units/u-1/closure', async (route) => {
        const request = route.request();
        const next = said[sent.length] ?? said.at(-1);
        sent.push({ key: request.headers()['idempotency-key'], body: request.postDataJSON() });
        if (typeof next === 'function') return next(route);
        await route.fulfill({ status: next?.status ?? 200, json: next?.body ?? {} });
      });
    };
    const problem = (status: number, code: string, facts = {}): Said => ({
      ...{ status, body: { status, code, title: `说：${code}`, traceId: 't-1', facts } },
    });
    const DONE: Said = { status: 201, body: { position: '7', unitId: 'u-1' } };
    const lost = (route: Route) => route.abort();
    const press = async (reason = '撤并') => {
      await type('缘由', reason);
      await page.keyboard.press('Control+Enter');
    };
    const keys = () => new Set(sent.map(({ key }) => key)).size;

    it('records once, with the reason as it was typed, and is frozen until it is closed', async () => {
      await answersWith(DONE);
      await open('recording');
      await page.getByRole('button', { name: '办理' }).press('Enter');
      await page.getByText('请填写缘由').waitFor();
      expect(sent).toEqual([]);
      await press(' 撤并 ');
      await shows({ kind: 'recorded', frozen: true, answers: [{ position: '7', unitId: 'u-1' }] });
      expect(sent.map(({ body }) => body)).toEqual([{ closedOn: '2021-10-26', reason: '撤并' }]);
      await expectPoll(() => field('缘由').isDisabled()).toBe(true);
    });

    it('keeps its key on 409, asks on with it, and records once', async () => {
      await answersWith(problem(409, 'request-in-progress', { since: '2021-10-26T01:02:03Z' }), DONE);
      await open('recording');
      await press();
      await page.getByText('这一笔正在办理').waitFor();
      await shows({ kind: 'recorded' });
      expect([sent.length, keys()]).toEqual([2, 1]);
    });

    it('asks by its key after an answer was lost, and nothing can be changed meanwhile', async () => {
      await answersWith(lost, lost, DONE);
      await open('recording');
      await press();
      await page.getByText('是否已登记尚不清楚', { exact: true }).waitFor();
      await expectPoll(() => field('缘由').isDisabled()).toBe(true);
      await shows({ kind: 'recorded' });
      expect([sent.length, keys()]).toEqual([3, 1]);
      expect(new Set(sent.map(({ body }) => JSON.stringify(body))).size).toBe(1);
    });

    it('shows the twin where the key is used already, and makes room for another by a press', async () => {
      await answersWith(problem(422, 'idempotency-key-reused', { commandId: 'c-1' }), DONE);
      await open('recording');
      await press();
      await page.getByText('先前提交的一笔已登记在账').waitFor();
      await page.getByText('已登记的一件').waitFor();
      await shows({ kind: 'on-record', frozen: true, answers: [] });
      await page.getByRole('button', { name: '另办一件' }).click();
      await press('另一件');
      await shows({ kind: 'recorded' });
      expect([sent.length, keys()]).toEqual([2, 2]);
    });

    it('survives the page being read anew: what was typed is there, and the same key asks on', async () => {
      await answersWith(lost, lost, DONE);
      await open('recording');
      await press('断线前填写的');
      await page.getByText('是否已登记尚不清楚', { exact: true }).waitFor();
      await page.reload();
      await expectPoll(() => field('缘由').inputValue()).toBe('断线前填写的');
      // Told, and led nowhere by itself.
      await shows({ kind: 'recorded', resumed: true, answers: [] });
      expect(keys()).toBe(1);
      await page.getByRole('button', { name: '另办一件' }).click();
      await shows({ kind: 'open' });
      await page.reload();
      await shows({ kind: 'open', resumed: false });
    });

    it('says what the server refused, and a corrected press is another act', async () => {
      await answersWith(problem(422, 'unit-closed'), DONE);
      await open('recording');
      await press();
      await page.getByRole('alert').getByText('说：unit-closed').waitFor();
      await shows({ kind: 'refused', frozen: false });
      await press('改过的');
      await shows({ kind: 'recorded' });
      expect([sent.length, keys()]).toEqual([2, 2]);
    });

    it('asks back where the server does, and sends the answer with the next press', async () => {
      await answersWith(problem(409, 'looks-like-personal-data'), DONE);
      await open('recording');
      await press();
      await page.getByRole('group', { name: '这是不是个人信息？' }).waitFor();
      await page.keyboard.press('Control+Enter');
      expect(sent).toHaveLength(1);
      await type('不是个人信息的事由', '是文号');
      await page.keyboard.press('Control+Enter');
      await shows({ kind: 'recorded' });
      expect(sent.at(-1)?.body).toMatchObject({ confirmation: '是文号' });
    });

    it('in a form of one act: begins anew once it is recorded', async () => {
      await answersWith(DONE);
      await open('act-form');
      await page.getByText('请填写缘由').waitFor();
      await type('缘由', '撤并');
      await page.keyboard.press('Control+Enter');
      await page.getByText('已登记：本级').waitFor();
      await expectPoll(() => field('缘由').inputValue()).toBe('');
    });
  });

  describe('a field', () => {
    it('of text neither cuts nor sends what is too long, and counts as the server does', async () => {
      await open('fields');
      await type('名称', '𠮷'.repeat(40));
      await shows({ name: '𠮷'.repeat(40) });
      await expectPoll(() => field('名称').getAttribute('aria-invalid')).toBeNull();
      await type('名称', '长'.repeat(41));
      await page.getByRole('alert').getByText('名称过长，上限 40 个字').waitFor();
      await page.keyboard.press('Control+Enter');
      await shows({ name: '长'.repeat(41) });
      await type('格 1', '长'.repeat(41));
      await expectPoll(() => page.getByText('名称过长，上限 40 个字').count()).toBe(2);
      await type('格 1', '');
      await type('名称', '短');
      await page.keyboard.press('Control+Enter');
      await shows({ name: '已提交' });
    });

    it('of money is put into groups when it is left, with 大写 below', async () => {
      await open('fields');
      await type('金额', '９.872万');
      await page.getByText('即 98,720.00 元，人民币玖万捌仟柒佰贰拾元整').waitFor();
      await field('金额').press('Tab');
      await shows({ amount: '98,720.00' });
      await type('金额', '1.234');
      await field('金额').press('Tab');
      await page.getByText('金额超过两位小数').waitFor();
    });

    it('of a document number says what it cannot read', async () => {
      await open('fields');
      await type('文号', '保财社〔2021〕88号');
      await page.getByText('照原文填写').waitFor();
      await type('文号', '八十八');
      await page.getByText('读不出“机关代字〔年份〕序号”').waitFor();
    });

    it.each([
      ['业务日期', 'day'],
      ['止日', 'until'],
      ['单独一日', 'alone'],
      ['可空一日', 'optional'],
    ])('of a day, %s, takes what people type', async (label, name) => {
      await open('fields');
      await type(label, '6-8');
      await field(label).press('Tab');
      await shows({ [name]: '2021-06-08' });
    });

    it('of a day that cannot be read stays as typed, and keeps the form from being sent', async () => {
      await open('fields');
      await type('业务日期', '2021-02-30');
      await field('业务日期').press('Tab');
      await page.getByText('看不懂日期“2021-02-30”').waitFor();
      await type('名称', '甲');
      await page.keyboard.press('Control+Enter');
      await shows({ name: '甲', day: '2021-10-26' });
    });

    it('of a moment offers the end of the day in sight, and takes a day and a time as they are typed', async () => {
      await open('fields');
      await page.getByRole('button', { name: '10-26 当日终' }).click();
      await shows({ moment: '2021-10-26T23:59:59' });
      await type('时点', '20210630 1430');
      await field('时点').press('Tab');
      await shows({ moment: '2021-06-30T14:30:00' });
      await type('时点', '下午');
      await field('时点').press('Tab');
      await page.getByText('看不懂时点“下午”').waitFor();
      await shows({ moment: '2021-06-30T14:30:00' });
      await type('时点', '');
      await field('时点').press('Tab');
      await shows({ moment: null });
    });

    it('of a month, of a choice and of a whole number', async () => {
      await open('fields');
      await field('所属期').press('ArrowDown');
      await page.getByTitle('2021-11', { exact: true }).click();
      await field('选择').press('ArrowDown');
      await page.getByTitle('其二', { exact: true }).click();
      await type('批次', '5000');
      await field('批次').press('Tab');
      await shows({ period: '2021-11', choice: 'two', batch: 999 });
    });

    it('of a file takes what is chosen and what is dropped', async () => {
      await open('fields');
      await field('文件').setInputFiles({ name: '通知.pdf', mimeType: 'application/pdf', buffer: Buffer.from('x') });
      await shows({ files: ['通知.pdf'] });
      const dropped = await page.evaluateHandle(
        "(() => { const data = new DataTransfer(); data.items.add(new File(['x'], '拖入.pdf')); return data; })()",
      );
      await page.getByRole('region', { name: '拖放处' }).dispatchEvent('drop', { dataTransfer: dropped });
      await shows({ files: ['拖入.pdf'] });
    });

    it('is gone through by Enter, and Alt with a letter does what the page says', async () => {
      await open('fields');
      await field('名称').focus();
      await page.keyboard.press('Enter');
      await page.keyboard.type('下一栏');
      await shows({ cell: '下一栏' });
      await page.keyboard.press('Shift+Enter');
      await page.keyboard.type('上一栏');
      await shows({ name: '上一栏' });
      await page.keyboard.press('Alt+k');
      await shows({ alt: 1 });
    });
  });

  describe('a table', () => {
    it('is gone through by keys from its search box, and opened', async () => {
      await open('table');
      await page.getByRole('table').waitFor();
      await page.keyboard.press('/');
      await page.keyboard.type('项目 11');
      await page.keyboard.press('Enter');
      await shows({ current: '11' });
      await page.keyboard.press('j');
      await page.keyboard.press('Enter');
      await shows({ current: '110', opened: '110' });
      await type('搜索项目', '没有');
      await page.getByText('没有项目。').waitFor();
    });

    it('names its rows, sorts by its header, and has its total', async () => {
      await open('table');
      const table = page.getByRole('table', { name: '项目，元' });
      await table.getByRole('rowheader', { name: '项目 1', exact: true }).waitFor();
      await table.getByRole('button', { name: '金额' }).click();
      await shows({ direction: 'ascending' });
      await expectPoll(() => table.getByRole('columnheader', { name: '金额' }).getAttribute('aria-sort')).toBe(
        'ascending',
      );
      await expectPoll(() => table.getByRole('row', { name: '合计' }).innerText()).toContain('7,260.00');
    });

    it('is paged by the address', async () => {
      await open('table');
      await page.getByText('第 1–50 项，共 120 项').waitFor();
      await page.getByRole('button', { name: '下一页' }).click();
      await page.getByText('第 51–100 项，共 120 项').waitFor();
      expect(new URL(page.url()).searchParams.get('page')).toBe('2');
    });

    it('shows all rows of a long page, and begins another at its top', async () => {
      await open('table?size=100');
      const table = page.getByRole('region', { name: '项目，元' });
      await expectPoll(() => table.locator('tbody tr').count()).toBe(100);
      await page.evaluate(`document.querySelector('.data-table').scrollTo({ top: 900 })`);
      await page.getByRole('button', { name: '下一页' }).click();
      await expectPoll(() => table.locator('tbody tr').count()).toBe(20);
      expect(await page.evaluate(`document.querySelector('.data-table').scrollTop`)).toBe(0);
    });

    it('has a box in front of each row, and one above that says whether all, some or none are chosen', async () => {
      await open('table?size=20');
      const all = page.getByRole('checkbox', { name: '全选' });
      const state = () =>
        page.evaluate(
          `(({ checked, indeterminate }) => [checked, indeterminate])(document.querySelector('thead input'))`,
        );
      await page.getByRole('checkbox', { name: '选中 项目 3', exact: true }).check();
      await shows({ chosen: 1 });
      await expectPoll(state).toEqual([false, true]);
      await all.check();
      await shows({ chosen: 20 });
      await expectPoll(state).toEqual([true, false]);
      await page.getByRole('checkbox', { name: '选中 项目 3', exact: true }).uncheck();
      await shows({ chosen: 19 });
      await all.check();
      await all.uncheck();
      await shows({ chosen: 0 });
      await expectPoll(state).toEqual([false, false]);
    });

    it('has a menu that Esc closes and gives the focus back', async () => {
      await open('table');
      await page.getByText('更多', { exact: true }).click();
      await page.getByRole('button', { name: '菜单里的' }).waitFor();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: '菜单里的' }).waitFor({ state: 'hidden' });
      await expectPoll(() => page.evaluate('document.activeElement.tagName')).toBe('SUMMARY');
    });

    it('has views and columns that the server keeps, and hands over once what the browser kept', async () => {
      const kept: { views: object[]; columns: object[] } = { views: [], columns: [] };
      const posted: string[] = [];
      await page.route('**/v1/list-settings**', async (route) => {
        const request = route.request();
        const path = new URL(request.url()).pathname.replace('/v1/list-settings', '');
        const body = request.postDataJSON() as Record<string, unknown> | null;
        if (body !== null) {
          posted.push(path);
          if (path === '/programmes/views')
            kept.views.push({ list: 'programmes', name: body['name'], filters: body['filters'] });
          if (path === '/programmes/columns') kept.columns = [{ list: 'programmes', hidden: body['hidden'] }];
          if (path === '/programmes/views/removal') kept.views = [];
        }
        await route.fulfill({ json: body === null ? kept : { list: 'programmes' } });
      });
      await page.goto(`${address}/blank`);
      await page.evaluate("localStorage.clear(), localStorage.setItem('bofu.columns.programmes.p-1', '[\"amount\"]')");
      await page.goto(`${address}/table?level=central`);
      await page.getByRole('columnheader', { name: '金额' }).waitFor({ state: 'detached' });
      await expectPoll(() => page.evaluate("localStorage.getItem('bofu.columns.programmes.p-1')")).toBeNull();
      await page.getByText('视图', { exact: true }).click();
      await type('视图名称', '中央');
      await page.getByRole('button', { name: '保存' }).click();
      await page.getByRole('button', { name: '中央', exact: true }).waitFor();
      await page.getByRole('button', { name: '删除视图 中央' }).click();
      await page.getByText('还没有保存的视图。').waitFor();
      await page.reload();
      await page.getByRole('columnheader', { name: '编号' }).waitFor();
      await expectPoll(() => page.getByRole('columnheader', { name: '金额' }).count()).toBe(0);
      expect(posted).toEqual(['/programmes/columns', '/programmes/views', '/programmes/views/removal']);
    });

    it('is as high as she likes it, at this screen', async () => {
      await open('table');
      await page.getByText('列设置').click();
      await page.getByText('宽松', { exact: true }).click();
      await page.reload();
      await page.locator('html[data-density=loose]').waitFor({ state: 'attached' });
    });

    it('is exported from the books in sight', async () => {
      await open('table?year=2021&asOf=2021-06-30');
      await expectPoll(() => page.getByRole('link', { name: 'CSV' }).getAttribute('href')).toBe(
        '/v1/reports/execution-progress.csv?fiscalYear=2021&asOf=2021-06-30',
      );
    });
  });

  describe('a page', () => {
    const unitsAre = (answer: (route: Route) => Promise<void>) => page.route('**/v1/units*', answer);

    it('shows nothing at first, then that it waits, then the answer and how far the books reached', async () => {
      let answer: () => void = () => undefined;
      const asked = new Promise<void>((resolve) => (answer = resolve));
      await unitsAre(async (route) => {
        await asked;
        await route.fulfill({ json: { items: [{}, {}] }, headers: { 'x-projection-position': '0000000042' } });
      });
      await open('pages');
      await page.getByRole('status', { name: '正在读取' }).waitFor();
      answer();
      await page.getByText('单位 2 个').waitFor();
      await page.getByText('数据截至事件 #42').waitFor();
      expect(await page.title()).toBe('预算单位 - 资金拨付跟踪');
      await page.getByRole('navigation', { name: '位置' }).getByRole('link', { name: '设定' }).waitFor();
    });

    it('says what the server says, and asks again at a press', async () => {
      const refusal = { status: 403, code: 'right-missing', title: '您的岗位没有这项权限', traceId: 't-9' };
      await unitsAre((route) => route.fulfill({ status: 403, json: refusal }));
      await open('pages');
      await page.getByRole('alert').getByText('您的岗位没有这项权限').waitFor();
      await page.getByText('right-missing　追踪号 t-9').waitFor();
      await page.unrouteAll();
      await unitsAre((route) => route.fulfill({ json: { items: [{}] } }));
      await page.getByRole('alert').getByRole('button').click();
      await page.getByText('单位 1 个').waitFor();
    });

    it('says that there is nothing, that the past takes no entry, and that files are missing', async () => {
      const gone = { status: 404, code: 'not-found', title: '没有', traceId: 't-1' };
      await unitsAre((route) => route.fulfill({ status: 404, json: gone }));
      await page.route('**/livez', (route) => route.abort());
      await open('pages?knownAt=2021-06-30T23:59:59.999%2B08:00&missing=1');
      await page.getByText('没有找到这一项').waitFor();
      await page.getByText('过去的账不能登记。').waitFor();
      await page.getByText('服务暂时连接不上').waitFor();
    });

    it('reads anew what the server says has changed, and says where it is told no more', async () => {
      let reads = 0;
      await unitsAre((route) => route.fulfill({ json: { items: Array.from({ length: (reads += 1) }, () => ({})) } }));
      const told = 'event: listening\ndata: {}\n\nevent: changed\ndata: {"changed":["office"]}\n\n';
      await page.route('**/v1/stream', (route) => route.fulfill({ contentType: 'text/event-stream', body: told }));
      await open('pages?live=1');
      await page.getByText('单位 2 个').waitFor();
      await page.unroute('**/v1/stream');
      await page.route('**/v1/stream', (route) => route.fulfill({ status: 403 }));
      await page.getByText('与服务器的实时连接断开').waitFor();
    });

    it('shows money, shares and marks so that a colour is never all', async () => {
      await unitsAre((route) => route.fulfill({ json: { items: [] } }));
      await open('pages');
      const marks = page.getByLabel('标记');
      expect((await marks.innerText()).replace(/\s+/g, ' ')).toBe('-188,967.50 - +1.23 83.4% 0.0 滞后');
    });

    it('is asked for on other books by its fields', async () => {
      await page.route('**/v1/fiscal-years*', (route) => route.fulfill({ json: { years: [2021, 2022] } }));
      await open('books');
      await shows({ fiscalYear: 2021, asOf: '2021-10-26', money: 'yuan' });
      await field('截至').fill('20210630');
      await field('截至').press('Tab');
      await shows({ asOf: '2021-06-30', toRecord: '2021-06-30' });
      await page.getByText('万元', { exact: true }).click();
      await shows({ money: 'wan' });
      await page.getByRole('button', { name: '06-30 当日终' }).click();
      await shows({ knownAt: '2021-06-30T23:59:59.999+08:00', writable: false });
      await page.locator('label', { hasText: '年度' }).getByRole('combobox').press('ArrowDown');
      await page.getByTitle('2022', { exact: true }).click();
      await shows({ fiscalYear: 2022 });
    });
  });

  describe('what stands around a page', () => {
    it('asks before what was typed is lost, and lets go of what is given up', async () => {
      await open('frame');
      await type('缘由', '还没有登记');
      await page.getByRole('link', { name: '走开' }).click();
      await page.getByRole('button', { name: '留下继续填写' }).click();
      await expectPoll(() => field('缘由').inputValue()).toBe('还没有登记');
      await page.getByRole('link', { name: '走开' }).click();
      await page.getByRole('button', { name: '放弃并离开' }).click();
      await page.getByRole('form', { name: '办理' }).waitFor({ state: 'detached' });
      // The page that was gone to has the focus, and its name is read out.
      await page.getByRole('status').getByText('另一页 - 资金拨付跟踪').waitFor();
      await expectPoll(() => page.evaluate('document.activeElement.id')).toBe('main');
    });

    it('asks the same before Esc puts a form away', async () => {
      await open('frame');
      await type('缘由', '还没有登记');
      await field('缘由').press('Escape');
      await page.getByRole('button', { name: '放弃并离开' }).click();
      await expectPoll(() => field('缘由').inputValue()).toBe('');
    });

    it('tells of an act that was left with its outcome open', async () => {
      await page.route('**/v1/units/u-1/closure', (route) => route.abort());
      await open('frame');
      await type('缘由', '撤并');
      await page.keyboard.press('Control+Enter');
      await page.getByText('是否已登记尚不清楚', { exact: true }).waitFor();
      await page.getByRole('link', { name: '走开' }).click();
      await page.getByText('是否已登记尚不清楚，正在核实').waitFor();
      await page.getByRole('link', { name: '去看' }).click();
      await page.getByRole('form', { name: '办理' }).waitFor();
    });

    it('reads out what was recorded', async () => {
      await page.route('**/v1/units/u-1/closure', (route) => route.fulfill({ status: 201, json: { position: '7' } }));
      await open('frame');
      await type('缘由', '撤并');
      await page.keyboard.press('Control+Enter');
      await page.getByRole('status').filter({ hasText: '办理成功' }).first().waitFor({ state: 'attached' });
    });

    it('lists the keys of the page, which do nothing while somebody types or once they are switched off', async () => {
      await open('frame');
      await field('缘由').focus();
      await page.keyboard.press('n');
      await shows({ pressed: 0 });
      await page.evaluate('document.activeElement.blur()');
      await page.keyboard.press('n');
      await shows({ pressed: 1 });
      await page.keyboard.press('?');
      await page.getByRole('dialog', { name: '键盘操作' }).getByText('新建').waitFor();
      await page.getByRole('checkbox', { name: '停用单键操作' }).check();
      await page.keyboard.press('Escape');
      await page.keyboard.press('n');
      await shows({ pressed: 1 });
    });

    it('has further pages behind one button, the one in sight named by it', async () => {
      await open('frame');
      const button = page.locator('.more-pages button');
      await expectPoll(() => button.getAttribute('aria-expanded')).toBe('false');
      await button.click();
      await page.getByRole('link', { name: '另一页' }).waitFor();
      await page.keyboard.press('Escape');
      await expectPoll(() => button.getAttribute('aria-expanded')).toBe('false');
      await button.click();
      await page.getByRole('link', { name: '另一页' }).click();
      await page.getByRole('form', { name: '办理' }).waitFor({ state: 'detached' });
      await expectPoll(() => button.getAttribute('aria-expanded')).toBe('false');
    });

    it('frames past books, and leads back to today', async () => {
      await open('frame?knownAt=2021-06-30T23:59:59.999%2B08:00');
      await page.getByText('2021-06-30 23:59:59').waitFor();
      await page.getByRole('button', { name: '回到现在' }).click();
      await page.getByRole('button', { name: '回到现在' }).waitFor({ state: 'detached' });
    });

    it('has on paper whose it is, when it was printed and the code of what it says', async () => {
      await open('frame');
      await page.emulateMedia({ media: 'print' });
      await page.evaluate("window.dispatchEvent(new Event('beforeprint'))");
      await page.getByText('保定市满城区人社局').waitFor();
      await expectPoll(() => page.locator('.print-foot').innerText()).toMatch(
        /^打印于 \d{4}-\d\d-\d\d \d\d:\d\d:\d\d　校验码 \S+$/,
      );
      await page.emulateMedia({ media: 'screen' });
    });
  });
});
