import type { Page } from 'playwright-core';
import { requireTool } from '@bofu/testing';
import { officeOfPeople, PASSWORD, signIn, type OfficeOfPeople, type PeoplePost } from '../access/people-office';
import { openDesks, type Desks } from './browser';
import { expectPoll } from './expect-poll';

/** What each level bears of one pension, and what it had for the year when October came. */
const BEARERS = [
  ['13062121RXGO3YWDTCKQR', '2021年城乡居民基本养老保险中央补贴', 'central', '93.00', '13995274.00'],
  ['13062121U3EVR9QTHBUG9', '2021年城乡居民基本养老保险省级补贴', 'provincial', '15.00', '3000000.00'],
  ['13062121VLAKGQ3T8BFUX', '2021年城乡居民基本养老保险市级补贴', 'municipal', '2.50', '600000.00'],
  ['13062121BHNLI8GFGL4GA', '2021年城乡居民基本养老保险区级补贴', 'district', '2.50', '600000.00'],
] as const;
const [[, CENTRAL]] = BEARERS;
const PAYEE = { kind: 'special-account', name: '城乡居民基本养老保险基金财政专户' };
const FEE = '村级协办员补助';
const ACCOUNTS = [
  ['0b8f7c1e-2f77-4a53-9d5e-0d9a7b1c2d3e', '6228480000000019012'],
  ['1c8f7c1e-2f77-4a53-9d5e-0d9a7b1c2d3e', '6228480000000027765'],
] as const;

/** What a screen reader would say of it, nearly; nothing of the page as a whole. */
const NAME_IN_FOCUS = `(() => {
  const it = document.activeElement;
  if (!it?.matches('a, button, input, textarea')) return '';
  return it.getAttribute('aria-label') ?? it.labels?.[0]?.textContent ?? it.textContent;
})()`;

let now = '2021-09-27T09:00:00.000+08:00';

requireTool('chromium')('the October run on the desks of those it needs', () => {
  let office: OfficeOfPeople;
  let desks: Desks;
  const appropriations: string[] = [];
  let run = '';

  /** Another day, on the server and on every desk. */
  const itIs = async (instant: string) => {
    now = instant;
    await desks?.setClocks(instant);
  };

  beforeAll(async () => {
    office = await officeOfPeople(
      async (alone) => {
        await alone('own', '/v1/calendars/2021/load-published', {});
        for (const [programmeCode, programmeName, fundingLevel, , amount] of BEARERS) {
          const issued = await alone('own', '/v1/appropriations', {
            ...{ fiscalYear: 2021, programmeCode, programmeName, fundingLevel, amount, unitCode: '110001' },
            ...{ unitName: '本级', fundingLevelBasis: 'stated', budgetType: 'general-public', issuedAs: 'regular' },
            documentNumber: fundingLevel === 'district' ? null : '保财社〔2021〕8号',
            effectiveOn: '2021-01-01',
          });
          appropriations.push(String(issued['appropriationId']));
        }
      },
      { clock: { now: () => now } },
    );
    await septemberPaidAndClosed(office, appropriations);
    desks = await openDesks();
  });

  afterAll(async () => {
    await desks?.close();
    await office?.over.close();
  });

  const signedIn = async (post: PeoplePost): Promise<Page> => {
    const page = await desks.signedIn(office.over.address, post, PASSWORD);
    await page.getByRole('button', { name: `人${post}` }).waitFor();
    return page;
  };
  const picture = async (page: Page, name: string) => {
    const folder = process.env['BOFU_PICTURES'];
    if (folder) await page.screenshot({ path: `${folder}/october-desks-${name}.png` });
  };
  /** Tab, until what has the focus says so; nothing is clicked and nothing is put into focus. */
  const tabTo = async (page: Page, name: string) => {
    for (let pressed = 0; pressed < 60; pressed += 1) {
      const inFocus = await page.evaluate<string>(NAME_IN_FOCUS);
      if (inFocus.includes(name)) return;
      await page.keyboard.press('Tab');
    }
    throw new Error(`Tab does not come to ${name}`);
  };
  const voucher = (page: Page) => page.getByRole('region', { name: '凭单' });
  const inHand = (page: Page, purpose: string) =>
    voucher(page).getByRole('heading', { name: purpose, level: 2 }).waitFor();
  const said = (page: Page, text: string) => page.locator('.signing-said', { hasText: text }).waitFor();
  /** As the auditor reads it. */
  const read = async (path: string) => {
    const auditor = await signIn(office.over.address, 'auditor');
    // A month waits for what was recorded by itself.
    const seen = path.startsWith('/v1/months') ? '' : `?minPosition=${String(await office.over.office.store.head())}`;
    const { status, body } = await auditor.get(`${path}${seen}`);
    expect([path, status]).toEqual([path, 200]);
    return body;
  };
  const central = async () => {
    const { available, inTransit, budget } = await read(`/v1/appropriations/${appropriations[0]}`);
    return { available, inTransit, budget };
  };
  const submitButton = (page: Page) => page.locator('.submit-button[aria-disabled="false"]');

  it('is stopped on the clerk’s desk by what is missing, and submitted for as many as can be paid', async () => {
    await itIs('2021-10-25T09:00:00.000+08:00');
    const page = await signedIn('clerk');
    await page.getByRole('link', { name: '拨付发放' }).click();
    await page.getByRole('heading', { name: '拨付发放' }).waitFor();
    await page.keyboard.press('Alt+p');
    // Proposed are as many as last month.
    await page.getByText('75,501 人 × 113.00 元').first().waitFor();
    await page.getByLabel('人数', { exact: true }).fill('75587');
    await page.locator('.stop').getByText('缺口 55,910.00 元').waitFor();
    const stop = await page.locator('.stop').innerText();
    expect(stop).toContain('可用 6,973,681.00 ＜ 本次 7,029,591.00，缺口 55,910.00 元');
    expect(stop).toContain('最多可发 74,985 人');
    await picture(page, 'stopped');
    await page.getByLabel('人数', { exact: true }).fill('74985');
    await submitButton(page).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.waitForURL(/\/payments\/[0-9a-f-]{36}/);
    run = /[0-9a-f-]{36}/.exec(page.url())?.[0] ?? '';
    // The clerk signs nothing of her own.
    for (const act of ['复核', '审批'])
      await expectPoll(() => page.getByRole('button', { name: act, exact: true }).count()).toBe(0);
    expect(await central()).toMatchObject({ available: '76.00', inTransit: '6973605.00' });
  });

  it('is compared with last month on the reviewer’s desk, and sent back with a reason, which sets its money free', async () => {
    const page = await signedIn('reviewer');
    await tabTo(page, '复核审批');
    await page.keyboard.press('Enter');
    await inHand(page, FEE);
    const difference = voucher(page).getByRole('region', { name: '与上期之差' });
    await difference.getByText('中国农业银行满城支行 尾号 9012 → 中国农业银行满城支行 尾号 7765').waitFor();
    await picture(page, 'account-changed');
    // What warns is to be seen first, and is then signed by a second press.
    await page.keyboard.press('a');
    await voucher(page).getByRole('alert').getByRole('button', { name: '已看过' }).waitFor();
    await page.keyboard.press('a');
    await said(page, `已复核：${FEE}`);

    await inHand(page, '2021-10');
    await difference.getByText('75,501 → 74,985').first().waitFor();
    await difference.getByText('减 516 人').waitFor();
    await picture(page, 'difference');
    await page.keyboard.press('r');
    await voucher(page).getByRole('form', { name: '退回修改' }).waitFor();
    await page.keyboard.type('应发 75587 人，不得少发');
    await page.keyboard.press('Control+Enter');
    await said(page, '应发 75587 人，不得少发');
    expect(await central()).toMatchObject({ available: '6973681.00', inTransit: '0.00' });
    const { situation, steps } = (await read(`/v1/payments/${run}`)) as { situation: string; steps: object[] };
    expect([situation, steps.at(-1)]).toMatchObject(['sent-back', { label: '退回修改', by: { name: '人reviewer' } }]);
  });

  it('waits for a supplement, which is a paper of three hands', async () => {
    const page = await signedIn('clerk');
    await page.getByRole('heading', { name: '退回待处理 1 笔' }).waitFor();
    await page.keyboard.press('1');
    await page.getByRole('link', { name: '修改后重新提交' }).click();
    await page.getByText('退回事由：应发 75587 人，不得少发').waitFor();
    await expectPoll(() => page.getByLabel('人数', { exact: true }).inputValue()).toBe('74985');
    await page.getByLabel('人数', { exact: true }).fill('75587');
    await page.locator('.stop').waitFor();
    await page.getByRole('link', { name: '登记追加指标' }).click();
    await page.getByRole('textbox', { name: '金额' }).fill('14115092');
    await page.getByLabel('文号').fill('保财社〔2021〕88号');
    await page.getByLabel('事由').fill('追加中央补助');
    await submitButton(page).waitFor();
    await page.keyboard.press('Control+Enter');
    await page.getByText('已提交单据，待复核、审批').waitFor();
    expect(await central()).toMatchObject({ budget: '13995274.00' });

    for (const [post, act] of [
      ['reviewer', '复核'],
      ['approver', '审批'],
    ] as const) {
      const desk = await signedIn(post);
      await tabTo(desk, '等您办理的单据 1 份');
      await desk.keyboard.press('Enter');
      await desk.getByText('28,110,366.00 元').first().waitFor();
      await picture(desk, `supplement-${post}`);
      await desk.keyboard.press('a');
      await desk.getByText(`已${act}：追加 14,115,092.00 元：${CENTRAL}`).waitFor();
    }
    expect(await central()).toMatchObject({ budget: '28110366.00', available: '21088773.00' });
  });

  it('is submitted anew, and goes from sign-in to approval without the mouse', async () => {
    const clerk = await signedIn('clerk');
    await clerk.getByRole('heading', { name: '退回待处理 1 笔' }).waitFor();
    await clerk.keyboard.press('1');
    await clerk.getByRole('heading', { name: /2021-10/, level: 1 }).waitFor();
    await tabTo(clerk, '修改后重新提交');
    await clerk.keyboard.press('Enter');
    await clerk.getByText('退回事由：应发 75587 人，不得少发').waitFor();
    await tabTo(clerk, '人数');
    await clerk.keyboard.press('Control+a');
    await clerk.keyboard.type('75587');
    await submitButton(clerk).waitFor();
    await clerk.keyboard.press('Control+Enter');
    await clerk.getByText('所代替的原单').waitFor();
    run = /[0-9a-f-]{36}/.exec(clerk.url())?.[0] ?? '';

    const reviewer = await signedIn('reviewer');
    await reviewer.getByRole('heading', { name: '等您办理的付款 1 笔' }).waitFor();
    await reviewer.keyboard.press('1');
    await inHand(reviewer, '2021-10');
    await reviewer.getByRole('region', { name: '与上期之差' }).getByText('75,501 → 75,587').first().waitFor();
    // What was sent back once is signed by a second press.
    await reviewer.keyboard.press('a');
    await voucher(reviewer).getByRole('alert').getByText('原单退回或作废后重新提交').waitFor();
    await reviewer.keyboard.press('a');
    await said(reviewer, '已复核：');

    const approver = await signedIn('approver');
    await tabTo(approver, '复核审批');
    await approver.keyboard.press('Enter');
    await inHand(approver, FEE);
    await approver.keyboard.press('j');
    await inHand(approver, '2021-10');
    await voucher(approver).getByText('人民币捌佰伍拾肆万壹仟叁佰叁拾壹元整').first().waitFor();
    await picture(approver, 'approval');
    await approver.keyboard.press('a');
    await voucher(approver).getByRole('alert').getByText('原单退回或作废后重新提交').waitFor();
    await approver.keyboard.press('a');
    await said(approver, '已审批：');
  });

  it('is handed over and paid by the cashier, each level on a day of its own', async () => {
    await itIs('2021-10-29T16:00:00.000+08:00');
    const page = await signedIn('cashier');
    await page.goto(`${office.over.address}/payments/${run}`);
    const step = async (name: string) => {
      await page.getByRole('button', { name, exact: true }).click();
      return page.getByRole('form', { name, exact: true });
    };
    const handing = await step('移交');
    await handing.getByLabel('业务日期').fill('2021-10-26');
    await page.keyboard.press('Control+Enter');
    await handing.waitFor({ state: 'detached' });
    for (const [at, day] of ['2021-10-26', '2021-10-27', '2021-10-28', '2021-10-29'].entries()) {
      const paying = await step('登记已支付');
      const others = await paying.getByRole('checkbox').count();
      for (let other = 1; other < others; other += 1) await paying.getByRole('checkbox').nth(other).uncheck();
      await paying.getByLabel('业务日期').fill(day);
      await paying.getByLabel('凭证号').fill(`支-${at + 1}`);
      await page.keyboard.press('Control+Enter');
      await paying.waitFor({ state: 'detached' });
    }
    await picture(page, 'paid');
    const { charges, situation } = (await read(`/v1/payments/${run}`)) as { charges: object[]; situation: string };
    expect([situation, ...charges]).toMatchObject([
      'paid',
      { paidOn: '2021-10-26', net: '7029591.00' },
      { paidOn: '2021-10-27', net: '1133805.00' },
      { paidOn: '2021-10-28', net: '188967.50' },
      { paidOn: '2021-10-29', net: '188967.50' },
    ]);
  });

  it('is in a month that the reviewer closes once its list lets her', async () => {
    await itIs('2021-11-03T09:00:00.000+08:00');
    const clerk = await signedIn('clerk');
    await clerk.goto(`${office.over.address}/months?month=2021-10&money=yuan`);
    for (const side of ['银行对账单', '财政对账数']) {
      await clerk.getByRole('button', { name: `录入${side}` }).click();
      const form = clerk.getByRole('form', { name: `录入${side}` });
      for (const [level, paid, closing] of [
        ['中央', '7029591.00', '14059182.00'],
        ['省级', '1133805.00', '733680.00'],
        ['市级', '188967.50', '222280.00'],
        // The bank has taken a fee of its own.
        ['区（县）级', side === '银行对账单' ? '188968.00' : '188967.50', '212280.00'],
      ] as const) {
        await form.getByLabel(`${level} 期初`).fill(String(Number(paid) + Number(closing)));
        await form.getByLabel(`${level} 本月支出`).fill(paid);
        await form.getByLabel(`${level} 期末`).fill(closing);
      }
      await clerk.keyboard.press('Control+Enter');
      await form.waitFor({ state: 'detached' });
    }
    await expectPoll(() => clerk.getByRole('form', { name: '月结' }).count()).toBe(0);

    const reviewer = await signedIn('reviewer');
    await reviewer.goto(`${office.over.address}/months?month=2021-10&money=yuan`);
    const closing = reviewer.getByRole('form', { name: '月结' });
    await closing.getByText('还不能结账：三方对账差异未说明 1 项').waitFor();
    await picture(reviewer, 'blocked');
    await reviewer
      .getByRole('table', { name: /三方对账/ })
      .getByRole('button', { name: '说明' })
      .click();
    await reviewer.getByLabel('事由').fill('银行手续费，已要求退回');
    await reviewer.keyboard.press('Control+Enter');
    await closing.locator('.submit-button[aria-disabled="false"]').click();
    await reviewer.getByRole('heading', { name: '2021-10　已结账' }).waitFor();
    await picture(reviewer, 'closed');
  });

  it('leaves the closed month as it was when something of October comes to be known in November', async () => {
    const before = await read('/v1/months/2021-10');
    await itIs('2021-11-04T10:00:00.000+08:00');
    const cashier = await signedIn('cashier');
    await cashier.goto(`${office.over.address}/payments/${run}`);
    await cashier.getByRole('button', { name: '登记退票、退回', exact: true }).click();
    const form = cashier.getByRole('form', { name: '登记退票、退回', exact: true });
    await form.getByLabel('退回人数').fill('30');
    await form.getByLabel('业务日期').fill('2021-10-29');
    await form.getByLabel('事由').fill('账号有误');
    await cashier.keyboard.press('Control+Enter');
    await form.waitFor({ state: 'detached' });
    const clerk = await signedIn('clerk');
    await clerk.goto(`${office.over.address}/months?month=2021-10&money=yuan`);
    await clerk.getByText(/结账后登记：\d 笔，支出 -3,390\.00/).waitFor();
    await picture(clerk, 'later');
    const after = await read('/v1/months/2021-10');
    expect([after['report'], after['closedAt']]).toEqual([before['report'], before['closedAt']]);
    expect(after['later']).toMatchObject({ paid: '-3390.00' });
  });

  it('has nobody in two places, as the auditor finds', async () => {
    const page = await signedIn('auditor');
    await page.goto(`${office.over.address}/audit?year=2021&question=1`);
    await page.getByRole('region', { name: '回答' }).getByText('一人签两次的 0 笔').waitFor();
    await picture(page, 'separation');
  });

  it('leaves no complaint in the browsers and asks nobody outside', () => {
    expect(desks.complaints.filter((complaint) => !complaint.includes('401'))).toEqual([]);
    expect(desks.foreign).toEqual([]);
  });
});

/** A month before: paid to one fewer than a hundred people less, and closed. An account has been changed since. */
async function septemberPaidAndClosed(office: OfficeOfPeople, appropriations: readonly string[]): Promise<void> {
  const { clerk, reviewer, approver, cashier, supervisor } = office.as;
  type Browser = typeof clerk;
  const done = async (by: Browser, path: string, body: object, headers: Record<string, string> = {}) => {
    const { status, body: answer } = await by.post(path, body, headers);
    if (status >= 300) throw new Error(`${path}: ${status} ${JSON.stringify(answer)}`);
    return answer;
  };
  const head = async () => String(await office.over.office.store.head());
  const pay = async (paymentId: string) => {
    for (const [by, path, more] of [
      [reviewer, 'review', { reviewedOn: '2021-09-27' }],
      [approver, 'approval', { approvedOn: '2021-09-27' }],
      [supervisor, 'second-approval', { approvedOn: '2021-09-27' }],
      [cashier, 'hand-over', { handedOverOn: '2021-09-27' }],
      [cashier, 'payment', { paidOn: '2021-09-27', voucherNumber: `支-${paymentId.slice(0, 6)}` }],
    ] as const) {
      const shown = (await by.get(`/v1/payments/${paymentId}?minPosition=${await head()}`)).body;
      // An account confirmed that very day asks for the supervisor too.
      if (path === 'second-approval' && shown['waitsFor'] !== 'second-approval') continue;
      const signed = path.endsWith('review') || path.endsWith('approval') ? { digest: shown['digest'] } : {};
      const headers = { 'if-match': `"${String(shown['revision'])}"` };
      await done(by, `/v1/payments/${paymentId}/${path}`, { ...signed, ...more }, headers);
    }
  };
  const lines = BEARERS.map(([, , , rate], at) => ({ appropriationId: appropriations[at], rate }));
  const scheme = await done(clerk, '/v1/payout-schemes', {
    ...{ name: '城乡居保基础养老金', headcount: 75_587, payee: PAYEE, effectiveOn: '2021-01-01', lines },
  });
  const september = await done(clerk, '/v1/payout-runs', {
    ...{ lines, headcount: 75_501, run: 'regular', payee: PAYEE, purpose: '2021-09 基础养老金', period: '2021-09' },
    ...{ submittedOn: '2021-09-27', schemeId: scheme['schemeId'] },
  });
  await pay(String(september['paymentId']));

  const { payeeId } = await done(clerk, '/v1/payees', { code: 'SK001', name: '白龙乡人民政府', kind: 'organisation' });
  const fee = async (accountId: string, amount: string) => {
    const submitted = await done(clerk, '/v1/disbursements', {
      ...{ appropriationId: appropriations[3], amount, purpose: FEE, period: null, submittedOn: '2021-09-27' },
      payee: { payeeId, accountId },
    });
    return String(submitted['paymentId']);
  };
  let replaces: string | null = null;
  for (const [accountId, number] of ACCOUNTS) {
    await done(clerk, `/v1/account-numbers/${accountId}`, { number });
    const account = { accountId, bank: '中国农业银行满城支行', replaces, reason: '开户通知书' };
    await done(clerk, `/v1/payees/${String(payeeId)}/accounts`, account);
    await done(reviewer, `/v1/payees/${String(payeeId)}/accounts/${accountId}/confirmation`, {});
    if (replaces === null) await pay(await fee(accountId, '10000.00'));
    replaces = accountId;
  }
  await fee(ACCOUNTS[1][0], '11000.00');

  now = '2021-10-08T09:00:00.000+08:00';
  const [his, hers] = [await signIn(office.over.address, 'clerk'), await signIn(office.over.address, 'reviewer')];
  for (const side of ['bank-statement', 'finance-figures']) {
    const stated = ['7021593.00', '1132515.00', '188752.50', '198752.50'];
    const left = ['6973681.00', '1867485.00', '411247.50', '401247.50'];
    const statement = BEARERS.map(([, , line], at) => {
      const [paid = '', closing = ''] = [stated[at], left[at]];
      const opening = (Number(paid) + Number(closing)).toFixed(2);
      return { line, opening, received: '0.00', paid, closing };
    });
    await done(his, `/v1/months/2021-09/${side}`, { lines: statement });
  }
  await done(hers, '/v1/months/2021-09/closing', {});
}
