import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { requireTool } from '@bofu/testing';
import { pdf, xlsx } from '../../libs/attachment/testing/example-files';
import { officeOfPeople, PASSWORD, type OfficeOfPeople, type PeoplePost } from '../access/people-office';
import { openBrowser, type Browser } from './browser';

/** The office's today: a day of its own year. */
const YEAR = Number(new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 4));

requireTool('chromium')('the file of a paper, on the desks of an office that demands it', () => {
  let office: OfficeOfPeople;
  let browser: Browser;
  let appropriationId = '';
  const folder = mkdtempSync(join(tmpdir(), 'bofu-act-files-'));
  const given = (name: string, bytes: Uint8Array): string => {
    writeFileSync(join(folder, name), bytes);
    return join(folder, name);
  };

  beforeAll(async () => {
    office = await officeOfPeople(
      async (alone) => {
        const issued = await alone('own', '/v1/appropriations', {
          ...{ fiscalYear: YEAR, programmeCode: '13060726YLJ0000000001', programmeName: '基础养老金补助' },
          ...{ unitCode: '110001', unitName: '本级', fundingLevel: 'district', fundingLevelBasis: 'stated' },
          ...{ budgetType: 'general-public', documentNumber: null, issuedAs: 'regular' },
          ...{ amount: '5000000.00', effectiveOn: `${YEAR}-01-01` },
        });
        appropriationId = String(issued['appropriationId']);
      },
      { configuration: { dataDir: join(folder, 'data') } },
    );
    browser = await openBrowser();
    await browser.page.setViewportSize({ width: 1366, height: 768 });
  });
  afterAll(async () => {
    await browser?.close();
    await office?.over.close();
    rmSync(folder, { recursive: true, force: true });
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
  const files = () => browser.page.getByRole('region', { name: '文件', exact: true });
  const adjust = async (amount: string, reason: string) => {
    const { page } = browser;
    await page.goto(`${office.over.address}/payments/adjustment?do=supplement&to=${appropriationId}`);
    await page.getByRole('textbox', { name: '金额' }).fill(amount);
    await page.getByRole('textbox', { name: '事由' }).fill(reason);
  };
  const picture = async (name: string) => {
    const pictures = process.env['BOFU_PICTURES'];
    if (pictures) await browser.page.screenshot({ path: `${pictures}/appropriation-files-${name}.png` });
  };
  const papers = async () => {
    const head = String(await office.over.office.store.head());
    return (await office.as.auditor.get(`/v1/papers?minPosition=${head}`)).body['items'] as object[];
  };

  it('may come along before it is demanded', async () => {
    const { page } = browser;
    await atTheDesk('clerk');
    await adjust('1000.00', '人数增加');
    await files().getByText('可附指标文').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('已提交单据，待复核、审批').waitFor();
  });

  it('is demanded by whoever looks after the office', async () => {
    const { page } = browser;
    await atTheDesk('supervisor');
    await page.goto(`${office.over.address}/alert-rules`);
    const form = page.getByRole('form', { name: '设定指标文件' });
    await form.getByText('今日有效：可附可不附').waitFor();
    await form.getByRole('textbox', { name: '事由' }).fill('内控要求');
    await form.getByRole('textbox', { name: '事由' }).press('Control+Enter');
    await form.getByText('今日有效：须附').waitFor();
    await picture('setting');
  });

  it('stands in the way until it is there, and goes with the paper', async () => {
    const { page } = browser;
    await atTheDesk('clerk');
    // Listened for before it is asked for: the browser is told in time to open no window of its own.
    const chooser = page.waitForEvent('filechooser');
    await adjust('2000.00', '提标');
    await files().getByText('须附文件：').waitFor();
    const before = (await papers()).length;
    await page.keyboard.press('Control+Enter');
    await page.locator('.submit').getByText('须附文件').waitFor();
    expect(await papers()).toHaveLength(before);

    // By the keyboard it is reached, and opened by the space bar as every file field.
    await files().locator('input[type=file]').focus();
    await page.keyboard.press('Space');
    await (await chooser).setFiles(given('名册.xlsx', xlsx()));
    await files().getByText('可能载有人员名册').waitFor();
    await files().getByRole('button', { name: '不附 名册.xlsx' }).press('Enter');
    await files()
      .locator('input[type=file]')
      .setInputFiles([given('误.pdf', pdf('% wrong\n')), given('批复.pdf', pdf())]);
    await files().getByText('批复.pdf（文件').waitFor();
    await files().getByRole('button', { name: '去掉 误.pdf' }).press('Enter');
    await files().getByText('误.pdf').waitFor({ state: 'detached' });
    await picture('attached');
    await page.getByRole('textbox', { name: '事由' }).press('Control+Enter');
    await page.getByText('已提交单据，待复核、审批').waitFor();
    await files().getByText('批复.pdf').waitFor({ state: 'detached' });
  });

  const opens = async () => {
    const { page } = browser;
    const link = page.getByRole('region', { name: '附件', exact: true }).getByRole('link', { name: '批复.pdf' });
    await link.waitFor();
    const opened = await page.request.get(new URL((await link.getAttribute('href')) ?? '', office.over.address).href);
    expect(await opened.body()).toEqual(pdf());
  };

  it('is opened by the reviewer beside the paper, and comes along again when the paper came back', async () => {
    const { page } = browser;
    const title = '追加 2,000.00 元：基础养老金补助，提标';
    await atTheDesk('reviewer');
    await page.goto(`${office.over.address}/papers`);
    await page.getByRole('button', { name: title }).press('Enter');
    await page.getByRole('heading', { name: title }).waitFor();
    await opens();
    await picture('reviewer');
    await page.keyboard.press('r');
    await page.getByRole('form', { name: '退回' }).getByRole('textbox', { name: '事由' }).fill('请核金额');
    await page.keyboard.press('Control+Enter');
    await page.getByText(`已退回：${title}`).waitFor();

    await atTheDesk('clerk');
    await page.getByRole('link', { name: title }).press('Enter');
    await page.getByRole('link', { name: '修改后重新提交' }).press('Enter');
    await files().getByText('批复.pdf（文件').waitFor();
    await page.getByRole('textbox', { name: '金额' }).fill('2500.00');
    await page.getByRole('textbox', { name: '金额' }).press('Control+Enter');
    await page.getByText('已提交单据，待复核、审批').waitFor();
    await page.goto(`${office.over.address}/papers`);
    await page.getByRole('button', { name: '追加 2,500.00 元' }).press('Enter');
    await opens();
  });

  it('of a paper of several entries is given once, for all of them', async () => {
    const { page } = browser;
    await atTheDesk('clerk');
    await adjust('3000.00', '另一项');
    await page.getByRole('button', { name: '加入单据' }).press('Enter');
    await page.getByText('已加入单据草稿，共 1 项').waitFor();
    await page.getByRole('link', { name: '看草稿并提交' }).press('Enter');
    await files().getByText('须附文件：').waitFor();
    await page.getByRole('textbox', { name: '名称' }).press('Control+Enter');
    await page.locator('.submit').getByText('须附文件').waitFor();
    await files().locator('input[type=file]').setInputFiles(given('批复.pdf', pdf()));
    await files().getByText('批复.pdf（文件').waitFor();
    await page.getByRole('textbox', { name: '名称' }).fill('几项变动');
    await page.getByRole('textbox', { name: '名称' }).press('Control+Enter');
    await page.getByRole('heading', { name: '几项变动' }).waitFor();
    await opens();
  });

  it('is demanded of an appropriation as well, and goes with its paper', async () => {
    const { page } = browser;
    await page.goto(`${office.over.address}/programmes/issue`);
    const form = page.getByRole('form', { name: '下达指标' });
    await form.getByRole('combobox', { name: '项目' }).press('ArrowDown');
    await page.locator('.ant-select-item-option:visible', { hasText: '基础养老金补助' }).first().click();
    await form.getByRole('spinbutton', { name: '批次' }).fill('2');
    await form.getByRole('textbox', { name: '金额' }).fill('600000.00');
    await form.getByRole('combobox', { name: '预算单位编码' }).fill('110001');
    await form.getByRole('textbox', { name: '预算单位', exact: true }).fill('本级');
    await page.keyboard.press('Control+Enter');
    await page.locator('.submit').getByText('须附文件').waitFor();
    await files().locator('input[type=file]').setInputFiles(given('批复.pdf', pdf()));
    await files().getByText('批复.pdf（文件').waitFor();
    await picture('issue');
    await form.getByRole('textbox', { name: '金额' }).press('Control+Enter');
    await page.getByText('已提交单据，待复核、审批').waitFor();
    await page.goto(`${office.over.address}/papers`);
    await page.getByRole('button', { name: '600,000.00 元' }).press('Enter');
    await opens();
  });

  it('asks nobody outside', () => expect(browser.foreign).toEqual([]));
});
