import { browserAt, officeOfPeople, PASSWORD, signIn, type Browser, type OfficeOfPeople } from './people-office';
import { codeOf, signingIn, type SigningOffice } from './signing-office';

/** 赵 enters what is of one programme and reviews what is of another. Steps of one day, each on what the former left. */
let office: OfficeOfPeople;
let signing: SigningOffice;
let zhao: Browser;
let zhaoId: string;
/** Appropriations of the two programmes. */
const [on, programme, set] = [
  { a: '', b: '' },
  { a: '', b: '' },
  { a: '', b: '' },
];

const asSupervisor = (path: string, body: object) => office.as.supervisor.post(`/v1/programme-sets${path}`, body);
const asSecurity = (path: string, body: object) =>
  office.as['security-administrator'].post(`/v1/programme-sets${path}`, body, { 'bofu-agency': office.agencies.own });
const changed = async (which: 'a' | 'b', change: { add?: string[]; remove?: string[] }) =>
  codeOf(await asSupervisor(`/${set[which]}/changes`, { add: [], remove: [], ...change, reason: '职能调整' }));

beforeAll(async () => {
  office = await officeOfPeople();
  signing = await signingIn(office);
  on.a = signing.appropriationId;
  on.b = await signing.issue('13060721LX2026PLACE02');
  for (const which of ['a', 'b'] as const) {
    const { body } = await office.as.auditor.get(`/v1/appropriations/${on[which]}?${await signing.seen()}`);
    programme[which] = String(body['programmeId']);
    const made = { name: `项目组${which}`, programmeIds: [programme[which]], reason: '两组人分办' };
    set[which] = String((await signing.ok(asSupervisor('', made)))['programmeSetId']);
  }
  const person = { name: '赵', number: null, kind: 'person' };
  const books = { 'bofu-agency': office.agencies.own };
  zhaoId = String((await signing.ok(office.as['system-administrator'].post('/v1/people', person, books)))['personId']);
  await office.grant(zhaoId, 'clerk', { programmeSetId: set.a });
  await office.grant(zhaoId, 'reviewer', { programmeSetId: set.b });
  const account = { personId: zhaoId, login: 'zhao' };
  const { link } = await signing.ok(office.as['security-administrator'].post('/v1/accounts', account));
  await signing.ok(browserAt(office.over.address).post('/v1/password-settings', { link, password: PASSWORD }));
  zhao = await signIn(office.over.address, 'zhao');
}, 240_000);
afterAll(() => office?.over.close());

const submits = async (appropriationId: string) =>
  codeOf(await zhao.post('/v1/disbursements', signing.disbursement('10.00', { appropriationId })));

it('lets her enter what is of the one, and nothing of the other, which goes on record', async () => {
  expect(await submits(on.a)).toBe('done');
  expect(await submits(on.b)).toBe('programme-not-granted');
  expect(await signing.lastEvent()).toMatchObject({ label: '项目组外办理被拒' });
  const arrival = { arrivedOn: '2026-03-10', amount: '1.00', account: '财政专户' };
  const supplement = {
    ...{ amount: '100.00', effectiveOn: '2026-03-10', documentNumber: '冀财社〔2026〕1号', documentDate: '2026-03-09' },
    reason: '中央追加',
  };
  for (const [appropriationId, expected] of [
    [on.a, 'done'],
    [on.b, 'programme-not-granted'],
  ] as const) {
    const arrives = await zhao.post(`/v1/appropriations/${appropriationId}/arrivals`, arrival);
    const entries = [{ type: 'supplement-appropriation', appropriationId, content: supplement }];
    const paper = await zhao.post('/v1/papers', { title: '追加', entries });
    expect([codeOf(arrives), codeOf(paper)]).toEqual([expected, expected]);
  }
});

it('lets her review what is of the other, and nothing of the one', async () => {
  const [ofA, ofB] = [
    await signing.submitted('11.00'),
    await signing.submitted('12.00', { appropriationId: on.b }),
  ] as const;
  expect(await signing.review(zhao, ofA)).toBe('programme-not-granted');
  expect((await signing.shown(ofA)).waitsFor).toBe('review');
  expect(await signing.review(zhao, ofB)).toBe('done');
  expect(await signing.approve(zhao, ofB)).toBe('right-missing');
});

it('refuses a third post that would meet one of the two, and lets one by that meets none', async () => {
  const propose = async (post: string, programmeSetId: string | null) =>
    codeOf(
      await office.as['security-administrator'].post('/v1/grants', {
        ...{ personId: zhaoId, post, onAgencyId: office.agencies.own, programmeSetId },
        ...{ from: '2020-01-01', until: null, delegatorId: null, reason: '岗位安排' },
      }),
    );
  expect(await propose('approver', null)).toBe('posts-incompatible');
  expect(await propose('approver', set.a)).toBe('posts-incompatible');
  // 财务 against who reconciles: whatever the sets.
  const { programmeSetId: third } = await signing.ok(
    asSupervisor('', { name: '第三组', programmeIds: [office.agencies.none], reason: '第三组' }),
  );
  expect(await propose('cashier', String(third))).toBe('posts-incompatible');
  expect(await propose('approver', String(third))).toBe('done');
  expect(await propose('approver', office.agencies.none)).toBe('programme-set-not-found');
});

it('does not let a set grow into a programme where she holds the other post', async () => {
  expect(await changed('a', { add: [programme.b] })).toBe('programme-set-joins-posts');
  expect(await changed('b', { add: [programme.a] })).toBe('programme-set-joins-posts');
  const { body } = await office.as.clerk.get(`/v1/programme-sets?${await signing.seen()}`);
  expect(body['items']).toContainEqual({
    ...{ programmeSetId: set.a, agencyId: office.agencies.own, name: '项目组a' },
    ...{ programmeIds: [programme.a], grantedTo: ['赵'], proposal: null },
  });
});

it('goes by the set as it is at that moment', async () => {
  const paymentId = await signing.submitted('13.00', { appropriationId: on.b });
  expect(await changed('b', { remove: [programme.b] })).toBe('done');
  expect(await signing.review(zhao, paymentId)).toBe('programme-not-granted');
  // More for her to touch waits for a second person, like a grant.
  expect(await changed('a', { add: [programme.b] })).toBe('done');
  expect(await submits(on.b)).toBe('programme-not-granted');
  expect(await changed('a', { remove: [programme.a] })).toBe('programme-set-change-waiting');
  const { body } = await office.as['security-administrator'].get(
    `/v1/programme-sets?agency=${office.agencies.own}&${await signing.seen()}`,
  );
  expect(body['items']).toContainEqual(
    expect.objectContaining({ programmeSetId: set.a, proposal: expect.objectContaining({ added: [programme.b] }) }),
  );
  const own = await office.as.supervisor.post(`/v1/programme-sets/${set.a}/changes/confirmation`, {});
  expect(codeOf(own)).toBe('right-missing');
  expect(codeOf(await asSecurity(`/${set.a}/changes/confirmation`, {}))).toBe('done');
  expect(codeOf(await asSecurity(`/${set.a}/changes/declining`, { reason: '无' }))).toBe(
    'programme-set-change-not-proposed',
  );
  expect(await submits(on.b)).toBe('done');
  expect(await changed('b', { add: [programme.b] })).toBe('programme-set-joins-posts');
  // Who holds her post for all programmes is narrowed by none of this.
  expect(await signing.review(office.as.reviewer, paymentId)).toBe('done');
});

it('is made and changed by 监管 alone, in her own agencies', async () => {
  const made = { name: '别的', programmeIds: [programme.a], reason: '无' };
  for (const post of ['clerk', 'auditor', 'security-administrator'] as const)
    expect([post, codeOf(await office.as[post].post('/v1/programme-sets', made))]).toEqual([post, 'right-missing']);
  const elsewhere = { 'bofu-agency': office.agencies.child };
  const change = { add: [programme.a], remove: [], reason: '无' };
  const answer = await office.as.supervisor.post(`/v1/programme-sets/${set.a}/changes`, change, elsewhere);
  expect(codeOf(answer)).toBe('programme-set-not-found');
});
