import { requireTool } from '@bofu/testing';
import { bareOfficeOverHttp, type OfficeUnderTest } from '../e2e/office-over-http';
import { openBrowser, type Browser } from './browser';
import { expectPoll } from './expect-poll';

requireTool('chromium')('a bureau that begins', () => {
  let office: OfficeUnderTest;
  let browser: Browser;

  beforeAll(async () => {
    office = await bareOfficeOverHttp('postgres', { actor: '王经办' });
    browser = await openBrowser();
    await browser.page.setViewportSize({ width: 1366, height: 768 });
  });

  afterAll(async () => {
    await browser?.close();
    await office?.close();
  });

  const registerPerson = async (form: string, name: string, number: string) => {
    const person = browser.page.getByRole('form', { name: form });
    await person.getByLabel('姓名').fill(name);
    await person.getByLabel('工号').fill(number);
    await browser.page.keyboard.press('Control+Enter');
  };

  it('registers its agency and its first person on the page it opens', async () => {
    const { page } = browser;
    await page.goto(office.address);
    const agency = page.getByRole('form', { name: '登记部门' });
    await agency.getByLabel('部门代码').fill('370');
    await agency.getByLabel('部门名称').fill('人力资源和社会保障局');
    await agency.getByLabel('行政区划代码').fill('130607');
    await agency.getByLabel('行政区划', { exact: true }).fill('保定市满城区');
    await page.keyboard.press('Control+Enter');
    await page.getByText('保定市满城区人力资源和社会保障局（370）已登记').waitFor();
    // The page hears of her by the live link before the form that registers her has its answer.
    await page.route('**/v1/people', async (route) => {
      const heard = page.waitForResponse(
        (answer) => answer.url().includes('/v1/people?') && answer.request().method() === 'GET',
      );
      const response = await route.fetch();
      await heard;
      await route.fulfill({ response });
    });
    await registerPerson('登记第一位经办人', '王经办', '0001');
    await page.getByRole('button', { name: '操作人 王经办' }).waitFor();
    await page.getByRole('link', { name: '下达一项指标' }).waitFor();
    await expectPoll(() => page.locator('.unattended-acts').count()).toBe(0);
    await page.unrouteAll({ behavior: 'wait' });
    // Nobody is checked, and the page says so wherever one is.
    await page.getByText('未启用登录', { exact: true }).waitFor();
    const { body } = await office.get('/v1/people');
    expect(body['items']).toContainEqual(expect.objectContaining({ name: '王经办', number: '0001' }));
  });

  it('issues an appropriation of a new programme, carried over from last year', async () => {
    const { page } = browser;
    const year = new Date().getUTCFullYear();
    await page.getByRole('link', { name: '下达一项指标' }).click();
    await page.getByLabel('项目编码').fill('13060726TEST000000001');
    await page.getByLabel('项目名称').fill('就业补助资金');
    await page.getByLabel('下达方式').click();
    await page.locator('.ant-select-item-option', { hasText: '结转' }).click();
    await expectPoll(() => page.getByLabel('形成年度').inputValue()).toBe(String(year - 1));
    await page.getByLabel('预算单位编码').fill('356001');
    await page.getByLabel('预算单位', { exact: true }).fill('本级');
    await page.getByRole('textbox', { name: '金额' }).fill('50000');
    await page.keyboard.press('Control+Enter');
    await page.getByText('已登记：结转 50,000.00 元：就业补助资金').waitFor();
    await page.getByRole('link', { name: '看项目' }).click();
    await page.getByText(`结转，${year - 1} 年形成`).waitFor();
    const { body } = await office.get('/v1/appropriations');
    expect(body['items']).toMatchObject([
      { programmeName: '就业补助资金', fiscalYear: year, formedIn: year - 1, issuedAs: 'carry-over', batch: 1 },
    ]);
  });

  it('has nobody taken for somebody else once there are several', async () => {
    const { page } = browser;
    await page.goto(`${office.address}/people`);
    await registerPerson('登记人员', '李复核', '0002');
    await page.locator('tbody').getByText('李复核').waitFor();
    await page.locator('.nobody-chosen').waitFor();
    await expectPoll(() => page.getByRole('form', { name: '登记人员' }).count()).toBe(0);
    await page.locator('.nobody-chosen').getByRole('button', { name: '李复核 0002' }).click();
    await page.getByRole('form', { name: '登记人员' }).waitFor();
    await page.reload();
    await page.getByRole('button', { name: '操作人 李复核' }).waitFor();
    await expectPoll(() => page.locator('.nobody-chosen').count()).toBe(0);
  });

  it('chooses whose books it looks at once there are several agencies', async () => {
    const { page } = browser;
    const health = {
      code: '371',
      name: '医疗保障局',
      regionCode: '130607',
      regionName: '保定市满城区',
      parentAgencyId: null,
      effectiveOn: '2019-01-01',
    };
    expect((await office.post('/v1/agencies', health, { 'bofu-agency': '370' })).status).toBe(201);
    const zhao = { name: '赵经办', number: '0001', kind: 'person' };
    expect((await office.post('/v1/people', zhao, { 'bofu-agency': '371', 'bofu-actor': '' })).status).toBe(201);
    await page.goto(`${office.address}/programmes`);
    await page.locator('tbody').getByText('就业补助资金').waitFor();
    await page.getByLabel('部门').click();
    await page.locator('.ant-select-item-option', { hasText: '医疗保障局' }).click();
    await page.getByText(/年度还没有项目/).waitFor();
    expect(new URL(page.url()).searchParams.get('agency')).toBe('371');
    await page.getByRole('button', { name: '操作人 赵经办' }).waitFor();
    for (const path of ['payments', 'alerts', 'replay', 'calendars', 'jobs']) {
      await page.goto(`${office.address}/${path}?agency=371`);
      await page.locator('.page-status').waitFor();
      expect([path, await page.locator('.refusal').count()]).toEqual([path, 0]);
    }
  });

  it('asks nobody but this host, and breaks no rule of its own policy', () => {
    expect([browser.foreign, browser.complaints]).toEqual([[], []]);
  });
});
