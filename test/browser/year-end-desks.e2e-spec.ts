import type { Page } from 'playwright-core';
import { requireTool } from '@bofu/testing';
import { officeOfPeople, PASSWORD, signIn, type OfficeOfPeople, type PeoplePost } from '../access/people-office';
import { openDesks, type Desks } from './browser';
import { expectPoll } from './expect-poll';

const [JOBS, MERGED, OLD] = ['就业补助资金', '乡镇机构改革补助', '2020年养老服务体系补助'] as const;

let now = '2021-12-10T09:00:00.000+08:00';

requireTool('chromium')('the end of a year, step by step', () => {
  let office: OfficeOfPeople;
  let desks: Desks;
  const appropriations: string[] = [];

  const itIs = async (instant: string) => {
    now = instant;
    await desks.setClocks(instant);
  };

  beforeAll(async () => {
    office = await officeOfPeople(
      async (alone) => {
        for (const year of [2021, 2022]) await alone('own', `/v1/calendars/${year}/load-published`, {});
        for (const [programmeName, programmeCode, amount, more] of [
          [JOBS, '130621215DNXGL8VF04F1', '1000.00', {}],
          [MERGED, '13062121KAVIR2LVTY5PK', '500.00', {}],
          [OLD, '13062121RXGO3YWDTCKQR', '40.00', { issuedAs: 'carry-over', formedIn: 2020 }],
        ] as const) {
          const issued = await alone('own', '/v1/appropriations', {
            ...{ fiscalYear: 2021, programmeCode, programmeName, fundingLevel: 'district', amount },
            ...{ unitCode: '110001', unitName: '本级', fundingLevelBasis: 'stated', budgetType: 'general-public' },
            ...{ issuedAs: 'regular', documentNumber: null, effectiveOn: '2021-01-01', ...more },
          });
          appropriations.push(String(issued['appropriationId']));
        }
      },
      { clock: { now: () => now } },
    );
    const disburse = async (amount: string, name: string) => {
      const { status, body } = await office.as.clerk.post('/v1/disbursements', {
        ...{ appropriationId: appropriations[0], amount, purpose: '培训补贴', period: null, submittedOn: '2021-12-10' },
        payee: { kind: 'organisation', name },
      });
      expect([status, body['title']]).toEqual([201, undefined]);
      return String(body['paymentId']);
    };
    const { reviewer, approver, cashier } = office.as;
    const paid = await disburse('600.00', '第一培训学校');
    for (const [by, path, more] of [
      [reviewer, 'review', { reviewedOn: '2021-12-10' }],
      [approver, 'approval', { approvedOn: '2021-12-10' }],
      [cashier, 'hand-over', { handedOverOn: '2021-12-10' }],
      [cashier, 'payment', { paidOn: '2021-12-10', voucherNumber: '支-1' }],
    ] as const) {
      const head = String(await office.over.office.store.head());
      const shown = (await by.get(`/v1/payments/${paid}?minPosition=${head}`)).body;
      const signed = ['review', 'approval'].includes(path) ? { digest: shown['digest'] } : {};
      const headers = { 'if-match': `"${String(shown['revision'])}"` };
      const { status } = await by.post(`/v1/payments/${paid}/${path}`, { ...signed, ...more }, headers);
      expect([path, status]).toEqual([path, 200]);
    }
    await disburse('100.00', '第二培训学校');
    desks = await openDesks();
    await desks.setClocks(now);
  });

  afterAll(async () => {
    await desks?.close();
    await office?.over.close();
  });

  /** Her own desk, with the twelve steps of 2021 on it. */
  const atSteps = async (post: PeoplePost): Promise<Page> => {
    const page = await desks.signedIn(office.over.address, post, PASSWORD);
    await page.getByRole('button', { name: `人${post}` }).waitFor();
    await page.goto(`${office.over.address}/years/2021/closing`);
    await page.getByRole('table', { name: /年终十二步/ }).waitFor();
    return page;
  };
  const row = (page: Page, step: string) =>
    page.getByRole('table', { name: /年终十二步/ }).locator('tbody tr', {
      has: page.getByRole('button', { name: step, exact: true }),
    });
  const isNow = (page: Page, step: string, state: string) =>
    row(page, step).getByText(state, { exact: true }).waitFor();
  const open = async (page: Page, step: string) => {
    await row(page, step).getByRole('button').press('Enter');
    const section = page.getByRole('region', { name: step, exact: true });
    await section.waitFor();
    return section;
  };
  const record = async (page: Page, name: string) => {
    await page.getByRole('form', { name }).locator('.submit-button[aria-disabled="false"]').waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByRole('form', { name }).waitFor({ state: 'detached' });
  };
  const note = async (page: Page, step: string, what: string, reason: string, more: 'done' | 'none' = 'done') => {
    await (await open(page, step)).getByRole('button', { name: `登记${what}` }).press('Enter');
    const form = page.getByRole('form', { name: `登记${what}` });
    if (more === 'none') {
      await form.getByLabel('情况').click();
      await page.locator('.ant-select-item-option:visible', { hasText: '不适用' }).click();
    }
    await form.getByLabel(more === 'none' ? '缘由' : '说明').fill(reason);
    await record(page, `登记${what}`);
  };
  const picture = async (page: Page, name: string) => {
    const folder = process.env['BOFU_PICTURES'];
    if (folder) await page.screenshot({ path: `${folder}/year-end-desks-${name}.png`, fullPage: true });
  };

  it('begins in December with a forecast and the last day for submissions', async () => {
    const clerk = await atSteps('clerk');
    expect(
      await clerk
        .getByRole('table', { name: /年终十二步/ })
        .locator('tbody tr')
        .count(),
    ).toBe(12);
    await isNow(clerk, '清理在途', '阻止锁账');
    await note(clerk, '年末预测', '年末预测与追加、调剂申请', '就业补助预计结余 400 元');
    await isNow(clerk, '年末预测', '已完成');
    // The clerk sees the day, and does not set it.
    expect(await (await open(clerk, '关账日')).getByRole('button', { name: '设定关账日' }).count()).toBe(0);

    const reviewer = await atSteps('reviewer');
    await (await open(reviewer, '关账日')).getByRole('button', { name: '设定关账日' }).press('Enter');
    const form = reviewer.getByRole('form', { name: '设定关账日' });
    await expectPoll(() => form.getByLabel('最后提交日').inputValue()).toBe('2021-12-20');
    await form.getByLabel('事由').fill('年末关账通知');
    await record(reviewer, '设定关账日');
    await isNow(reviewer, '关账日', '已完成');
    await picture(reviewer, 'december');
  });

  it('frees what is in transit in January, with one reason', async () => {
    await itIs('2022-01-10T09:00:00.000+08:00');
    const page = await atSteps('reviewer');
    await (await open(page, '清理在途')).getByRole('button', { name: '全部作废' }).press('Enter');
    const form = page.getByRole('form', { name: '年终作废' });
    await form.getByLabel('作废日').fill('2021-12-31');
    await form.getByLabel('事由').fill('年末在途统一作废');
    await record(page, '年终作废');
    for (const step of ['清理在途', '清理退票', '核对回单']) await isNow(page, step, '已完成');
  });

  it('closes December, and says which accounts there are none of', async () => {
    const [his, hers] = [await signIn(office.over.address, 'clerk'), await signIn(office.over.address, 'reviewer')];
    for (const [side, paid, closing] of [
      ['bank-statement', '600.00', '0.00'],
      ['finance-figures', '600.00', '940.00'],
    ] as const) {
      const opening = (Number(paid) + Number(closing)).toFixed(2);
      const lines = [{ line: 'district', opening, received: '0.00', paid, closing }];
      expect((await his.post(`/v1/months/2021-12/${side}`, { lines })).status).toBe(200);
    }
    expect((await hers.post('/v1/months/2021-12/closing', {})).body['title']).toBeUndefined();
    const page = await atSteps('clerk');
    await isNow(page, '三方对账', '待办');
    await note(page, '三方对账', '财政专户、支出户对账', '本单位没有财政专户', 'none');
    for (const step of ['三方对账', '合计核对']) await isNow(page, step, '已完成');
  });

  it('leaves no balance without what becomes of it, and why', async () => {
    const page = await atSteps('clerk');
    await isNow(page, '结转、结余、收回', '阻止锁账');
    const table = (await open(page, '结转、结余、收回')).getByRole('table', { name: /年末余额与处理/ });
    for (const [programme, disposal, amount, reason] of [
      [JOBS, '结转下年', '400', '项目未完成'],
      [MERGED, '结转下年', '120', '改革次年结束'],
      [MERGED, '结余', '380', '目标已完成'],
      [OLD, '财政收回', '40', '连续两年未用完'],
    ] as const) {
      await table.locator('tbody tr', { hasText: programme }).getByRole('button', { name: '处理' }).press('Enter');
      const form = page.getByRole('form', { name: '处理余额' });
      await form.getByLabel('处理', { exact: true }).click();
      await page.locator('.ant-select-item-option:visible', { hasText: disposal }).click();
      await form.getByRole('textbox', { name: '金额' }).fill(amount);
      const empty = form.locator('.submit [role=status]');
      await expectPoll(() => empty.innerText()).toBe('请填写事由');
      await form.getByLabel('事由').fill(reason);
      await record(page, '处理余额');
    }
    await isNow(page, '结转、结余、收回', '已完成');
    await picture(page, 'balances');
  });

  it('is signed by three people and locked by a fourth', async () => {
    for (const [post, as] of [
      ['clerk', '经办'],
      ['cashier', '财务'],
      ['approver', '负责人'],
    ] as const) {
      const page = await atSteps(post);
      const section = await open(page, '签署与锁账');
      // Who signs does not lock.
      await expectPoll(() => section.getByRole('button', { name: '2021 年锁账' }).count()).toBe(0);
      await section.getByRole('button', { name: `以${as}签署` }).press('Enter');
      await section.locator('tbody tr', { hasText: as }).getByText('有效').waitFor();
    }
    const page = await atSteps('reviewer');
    const section = await open(page, '签署与锁账');
    await expectPoll(() => section.getByRole('button', { name: /签署/ }).count()).toBe(0);
    await section.getByRole('button', { name: '2021 年锁账' }).press('Enter');
    await section.getByText('由 人reviewer 锁账').waitFor();
    await isNow(page, '签署与锁账', '已完成');
    await page.getByText('年终十二步（元），已锁账').waitFor();
    await picture(page, 'locked');
  });

  it('opens the next year with what was carried over', async () => {
    const page = await atSteps('clerk');
    const carried = (await open(page, '新年度')).getByRole('table', { name: '2022 年的结转指标（元）' });
    for (const [programme, amount] of [
      [JOBS, '400.00'],
      [MERGED, '120.00'],
    ] as const)
      await carried.locator('tbody tr', { hasText: programme }).getByText(amount).waitFor();
    await expectPoll(() => carried.locator('tbody tr').count()).toBe(2);
    for (const at of [0, 1])
      await expectPoll(() => carried.locator('tbody tr').nth(at).innerText()).toMatch(/2021[\s\S]*两侧相等/);
    await note(page, '新年度', '财政确认结转', '满财预〔2022〕7号已到');
    for (const [step, what] of [
      ['绩效自评', '绩效自评定稿'],
      ['决算与归档', '决算批复'],
      ['决算与归档', '归档'],
    ] as const)
      await note(page, step, what, '已办');
    for (const step of ['绩效自评', '新年度', '决算与归档']) await isNow(page, step, '已完成');
    await picture(page, 'done');
    await (await open(page, '新年度')).getByRole('link', { name: JOBS }).press('Enter');
    // In 万元.
    await page.locator('.card', { hasText: '可用指标' }).getByText('0.04').waitFor();
    expect(new URL(page.url()).searchParams.get('year')).toBe('2022');
    // A locked year takes no other balance.
    await page.goto(`${office.over.address}/years/2021/closing?step=carry-over`);
    await page
      .getByRole('table', { name: /年末余额与处理/ })
      .first()
      .waitFor();
    await expectPoll(() => page.getByRole('button', { name: '处理' }).count()).toBe(0);
  });

  it('leaves no complaint in the browsers and asks nobody outside', () => {
    expect(desks.complaints.filter((complaint) => !complaint.includes('401'))).toEqual([]);
    expect(desks.foreign).toEqual([]);
  });
});
