import { requireTool } from '@bofu/testing';
import { pagesOf } from '../../libs/reporting/testing/read-pdf';
import { officeOfPeople, signIn, type OfficeOfPeople, type PeoplePost } from './people-office';
import { codeOf, signingIn, type SigningOffice } from './signing-office';

/** Steps of one day in one office, each on what the former left. */
let office: OfficeOfPeople;
let signing: SigningOffice;
let paymentId: string;

beforeAll(async () => {
  office = await officeOfPeople();
  signing = await signingIn(office);
  paymentId = await signing.handedOver('1200.00');
  expect(await signing.pay(office.as.cashier, paymentId)).toBe('done');
}, 240_000);
afterAll(() => office?.over.close());

const smallOffice = (path: string, by: PeoplePost | 'second', relation: 'own' | 'parent' = 'own') => {
  const body = path === 'confirmation' ? {} : { reason: '编制 7 人，配不齐两位安全管理员' };
  const browser = by === 'second' ? office.secondAdministrator : office.as[by];
  const under = `/v1/agencies/${office.agencies[relation]}/small-office`;
  return browser.post(path === '' ? under : `${under}/${path}`, body);
};
const agencyOf = async (relation: 'own' | 'parent' = 'own') => {
  const { body } = await office.as['security-administrator'].get(`/v1/agencies?${await signing.seen()}`);
  return (body['items'] as Record<string, unknown>[]).find(({ agencyId }) => agencyId === office.agencies[relation]);
};
const proposal = (personId: string, post: PeoplePost, more: object = {}) => ({
  ...{ personId, post, onAgencyId: post.endsWith('-administrator') ? null : office.agencies.own },
  ...{ from: '2020-01-01', until: null, delegatorId: null, reason: '岗位安排', ...more },
});
let named = 0;
const somebody = async (): Promise<string> => {
  const person = { name: `新人${(named += 1)}`, number: null, kind: 'person' };
  const answer = await office.as['system-administrator'].post('/v1/people', person, {
    'bofu-agency': office.agencies.own,
  });
  return String(answer.body['personId']);
};
const proposed = async (post: PeoplePost = 'clerk', personId?: string, more: object = {}): Promise<string> => {
  const body = proposal(personId ?? (await somebody()), post, more);
  const answer = await office.as['security-administrator'].post('/v1/grants', body);
  expect([answer.status, answer.body]).toEqual([201, expect.anything()]);
  return String(answer.body['grantId']);
};
const confirm = async (by: PeoplePost | 'second', grantId: string) => {
  const browser = by === 'second' ? office.secondAdministrator : office.as[by];
  return codeOf(await browser.post(`/v1/grants/${grantId}/confirmation`, {}));
};
const heading = async (asOf = '2026-12-31'): Promise<string> => {
  const { body } = await office.as.auditor.get(`/v1/reports/execution-progress/preview?fiscalYear=2026&asOf=${asOf}`);
  expect(body).toMatchObject({ heading: expect.any(String) as unknown });
  return String(body['heading']);
};
const today = new Date(Date.now() + 8 * 3_600_000).toISOString().slice(0, 10);
const [year, month, day] = today.split('-').map(Number);

it('is declared by two security administrators, with a reason, and by nobody else', async () => {
  const before = await proposed();
  expect(await confirm('supervisor', before)).toBe('grant-needs-security-administrator');
  expect(await heading(`${year}-12-31`)).not.toContain('小单位模式');

  expect(codeOf(await smallOffice('', 'supervisor'))).toBe('right-missing');
  expect(codeOf(await smallOffice('', 'security-administrator'))).toBe('done');
  expect(codeOf(await smallOffice('confirmation', 'security-administrator'))).toBe('small-office-needs-second-person');
  expect(await agencyOf()).toMatchObject({ smallOffice: null, smallOfficeProposal: { proposedByName: '安全0' } });
  expect(codeOf(await smallOffice('confirmation', 'second'))).toBe('done');
  expect(await agencyOf()).toMatchObject({
    smallOffice: { from: today, reason: '编制 7 人，配不齐两位安全管理员' },
    smallOfficeProposal: null,
  });
  // Of one agency, not of the one above it.
  expect(await agencyOf('parent')).toMatchObject({ smallOffice: null });
});

it('lets 监管 and 审计 confirm a grant on its books, and shows them no other agency’s', async () => {
  for (const post of ['supervisor', 'auditor'] as const) {
    const grantId = await proposed();
    const { body } = await office.as[post].get(`/v1/grants?${await signing.seen()}`);
    const items = body['items'] as { grantId: string; onAgencyId: string | null }[];
    expect(items.map((each) => each.grantId)).toContain(grantId);
    expect(new Set(items.map(({ onAgencyId }) => onAgencyId))).toEqual(new Set([office.agencies.own]));
    expect(await confirm(post, grantId)).toBe('done');
  }
});

it('does not let them confirm what is another agency’s, or the whole installation’s', async () => {
  const elsewhere = await proposed('clerk', undefined, { onAgencyId: office.agencies.parent });
  const administrator = await proposed('audit-administrator', await somebody());
  for (const post of ['supervisor', 'auditor'] as const) {
    expect(await confirm(post, elsewhere)).toBe('grant-needs-security-administrator');
    expect(await confirm(post, administrator)).toBe('grant-needs-security-administrator');
  }
});

it('leaves 经办, 复核, 审批 and 财务 to four people, and money to no administrator', async () => {
  const { personOf, as } = office;
  for (const [personId, post] of [
    [personOf.clerk, 'reviewer'],
    [personOf.reviewer, 'approver'],
    [personOf.cashier, 'clerk'],
    [personOf['security-administrator'], 'clerk'],
    [personOf['system-administrator'], 'approver'],
    // The other four agencies are none.
    [personOf['system-administrator'], 'audit-administrator'],
  ] as const) {
    const asked = await as['security-administrator'].post('/v1/grants', proposal(personId, post));
    const refused = personId === personOf['security-administrator'] ? 'grant-to-oneself' : 'posts-incompatible';
    expect([post, codeOf(asked)]).toEqual([post, refused]);
  }
  const payment = await signing.submitted('10.00');
  expect(await signing.review(as.clerk, payment)).toBe('right-missing');
  expect(await signing.review(as.reviewer, payment)).toBe('done');
  expect(await signing.approve(as.reviewer, payment)).toBe('right-missing');
  expect(codeOf(await as['security-administrator'].get('/v1/payments'))).toBe('right-missing');
});

it('stands on every report, from its day on', async () => {
  const words = `小单位模式（${year}年${month}月${day}日起）`;
  expect(await heading(`${year}-12-31`)).toContain(`　${words}　`);
  const csv = await fetch(`${office.over.address}/v1/reports/rights.csv?fiscalYear=${year}`, {
    headers: { cookie: [...office.as.auditor.cookies].map(([name, value]) => `${name}=${value}`).join('; ') },
  });
  expect(await csv.text()).toContain(words);
});

requireTool('pdftotext')('on paper', () => {
  it('stands on every print sheet', async () => {
    const cookie = [...office.as.auditor.cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const sheet = await fetch(`${office.over.address}/v1/vouchers.pdf?payments=${paymentId}`, { headers: { cookie } });
    const text = pagesOf(Buffer.from(await sheet.arrayBuffer()))
      .flat()
      .join('\n');
    expect(text).toContain(`小单位模式（${year}年${month}月${day}日起）`);
  });
});

it('ends by one, on record, while two administrators are in office', async () => {
  expect(codeOf(await smallOffice('ending', 'auditor'))).toBe('right-missing');
  expect(codeOf(await smallOffice('ending', 'second'))).toBe('done');
  expect(await confirm('supervisor', await proposed())).toBe('grant-needs-security-administrator');
  expect(await heading(`${year}-12-31`)).toContain(
    `小单位模式（${year}年${month}月${day}日至${year}年${month}月${day}日）`,
  );
  const last = (await office.as.auditor.get(`/v1/events?limit=200&order=desc&${await signing.seen()}`)).body;
  const labels = (last['items'] as { label: string }[]).map(({ label }) => label);
  expect(labels).toEqual(expect.arrayContaining(['提出小单位模式', '确认小单位模式', '结束小单位模式']));
});

// Small office or not.
it('who handed money over reconciles no statement of its month, whatever post she holds by now', async () => {
  const { as, personOf, over } = office;
  const { body } = await as['security-administrator'].get(`/v1/grants?${await signing.seen()}`);
  const items = body['items'] as { grantId: string; personId: string }[];
  const held = items.find(({ personId }) => personId === personOf.cashier);
  const taken = await as['security-administrator'].post(`/v1/grants/${held?.grantId}/revocation`, { reason: '轮岗' });
  expect(codeOf(taken)).toBe('done');
  await office.grant(personOf.cashier, 'clerk');
  expect(await agencyOf()).toMatchObject({ vacancies: [{ post: 'cashier', from: today }] });
  const formerCashier = await signIn(over.address, 'cashier');
  const amounts = { opening: '0.00', received: '1200.00', paid: '1200.00', closing: '0.00' };
  const statement = { lines: [{ line: 'district', ...amounts }] };
  const enter = async (browser: typeof formerCashier, of: string) =>
    codeOf(await browser.post(`/v1/months/${of}/bank-statement`, statement));
  expect(await enter(formerCashier, '2026-03')).toBe('handed-over-oneself');
  expect(await enter(formerCashier, '2026-04')).toBe('done');
  expect(await enter(as.clerk, '2026-03')).toBe('done');
});
