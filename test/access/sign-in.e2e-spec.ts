import { randomUUID } from 'node:crypto';
import { request } from 'node:http';
import { DoorGuard } from '@bofu/sign-in';
import { browserAt, officeOfPeople, PASSWORD, signIn, type OfficeOfPeople } from './people-office';

let office: OfficeOfPeople;
beforeAll(async () => (office = await officeOfPeople()), 240_000);
afterAll(() => office?.over.close());

const codeOf = ({ status, body }: { status: number; body: Record<string, unknown> }) =>
  status < 300 ? 'done' : String(body['code']);
const items = ({ body }: { body: Record<string, unknown> }) => body['items'] as Record<string, unknown>[];
const bad = { login: 'clerk', password: 'not the password' };

describe('an office of people', () => {
  it('lets nobody in unnamed, nor by merely being named, nor by what is no good any more', async () => {
    const stranger = browserAt(office.over.address);
    const named = { 'bofu-actor': office.personOf.clerk, 'bofu-agency': office.agencies.own };
    expect(codeOf(await stranger.get('/v1/agencies'))).toBe('sign-in-required');
    expect(codeOf(await stranger.post('/v1/units', {}, named))).toBe('sign-in-required');
    stranger.cookies.set('bofu-session', 'x'.repeat(43));
    expect(codeOf(await stranger.get('/v1/agencies'))).toBe('sign-in-required');
    const token = { authorization: `Bearer bofu_${'x'.repeat(43)}` };
    expect(codeOf(await browserAt(office.over.address).get('/v1/agencies', token))).toBe('sign-in-required');
  });

  it('says who has signed in, from which posts', async () => {
    const { body } = await office.as.clerk.get('/v1/session');
    expect(body).toMatchObject({
      signInRequired: true,
      signedIn: {
        personId: office.personOf.clerk,
        login: 'clerk',
        posts: [{ post: 'clerk', onAgencyId: office.agencies.own, delegatorId: null }],
      },
    });
    expect((await browserAt(office.over.address).get('/v1/session')).body).toEqual({
      signInRequired: true,
      office: expect.stringMatching(/等 \d 个部门$/) as string,
      identityProvider: null,
      signedIn: null,
    });
  });

  it('records who did it, from which post, and never whom a header names', async () => {
    const { body } = await office.as['system-administrator'].post(
      '/v1/people',
      { name: '新来的', number: null, kind: 'person' },
      { 'bofu-agency': office.agencies.own, 'bofu-actor': office.personOf.clerk },
    );
    const { events } = await office.over.office.store.readStream(`person-${String(body['personId'])}` as never);
    expect(events[0]?.data['by']).toEqual({
      personId: office.personOf['system-administrator'],
      post: 'system-administrator',
      delegationId: null,
      channel: 'service',
      mode: 'office',
    });
  });

  it('shows of other agencies nothing, not even that they are there', async () => {
    const seenBy = async (who: 'clerk' | 'supervisor' | 'system-administrator') =>
      items(await office.as[who].get('/v1/agencies')).map(({ agencyId }) => agencyId);
    const { own, parent, sibling, child, none } = office.agencies;
    expect(await seenBy('clerk')).toEqual([own]);
    expect(await seenBy('supervisor')).toEqual([own, child]);
    expect(new Set(await seenBy('system-administrator'))).toEqual(new Set([own, parent, sibling, child, none]));
    const below = await office.as.clerk.get('/v1/people?scope=subordinates');
    expect(new Set(items(below).map(({ agencyId }) => agencyId))).toEqual(new Set([own]));
  });

  it('has nobody do both what another must agree to', async () => {
    const { own } = office.agencies;
    const proposal = {
      personId: office.personOf.clerk,
      post: 'reviewer',
      onAgencyId: own,
      from: '2020-01-01',
      until: null,
      delegatorId: null,
      reason: '兼任',
    };
    const [anan, bao] = [office.as['security-administrator'], office.secondAdministrator];
    expect(codeOf(await anan.post('/v1/grants', proposal))).toBe('posts-incompatible');
    const toHerself = { ...proposal, personId: office.personOf['security-administrator'] };
    expect(codeOf(await anan.post('/v1/grants', toHerself))).toBe('grant-to-oneself');
    const another = await anan.post('/v1/grants', { ...proposal, post: 'clerk', onAgencyId: office.agencies.child });
    const confirmation = `/v1/grants/${String(another.body['grantId'])}/confirmation`;
    expect(codeOf(await anan.post(confirmation, {}))).toBe('grant-needs-second-person');
    expect(codeOf(await bao.post(confirmation, {}))).toBe('done');
    expect(codeOf(await bao.post(confirmation, {}))).toBe('grant-settled');
  });

  it('takes a right away with the very next request', async () => {
    const [anan, sys] = [office.as['security-administrator'], office.as['system-administrator']];
    const person = { name: '顾短期', number: null, kind: 'person' };
    const { personId } = (await sys.post('/v1/people', person, { 'bofu-agency': office.agencies.own })).body;
    const { link } = (await anan.post('/v1/accounts', { personId, login: 'short' })).body;
    await browserAt(office.over.address).post('/v1/password-settings', { link, password: PASSWORD });
    const grantId = await office.grant(String(personId), 'clerk');
    const short = await signIn(office.over.address, 'short');
    expect(codeOf(await short.get('/v1/people'))).toBe('done');
    expect(codeOf(await anan.post(`/v1/grants/${grantId}/revocation`, { reason: '期满' }))).toBe('done');
    expect(codeOf(await short.get('/v1/people'))).toBe('right-missing');
  });

  it('lets a program in by its token, as what it was granted, until the token is taken away', async () => {
    const [anan, sys] = [office.as['security-administrator'], office.as['system-administrator']];
    const service = { name: '一体化接口', number: null, kind: 'service' };
    const { personId } = (await sys.post('/v1/people', service, { 'bofu-agency': office.agencies.own })).body;
    await office.grant(String(personId), 'clerk');
    const issued = (await anan.post('/v1/service-tokens', { personId, until: '2099-12-31' })).body;
    const bearer = { authorization: `Bearer ${String(issued['token'])}` };
    const program = browserAt(office.over.address);
    expect(codeOf(await program.get('/v1/people', bearer))).toBe('done');
    expect(codeOf(await program.get('/v1/grants', bearer))).toBe('right-missing');
    await anan.post(`/v1/service-tokens/${String(issued['tokenId'])}/revocation`, {});
    expect(codeOf(await program.get('/v1/people', bearer))).toBe('sign-in-required');
  });
});

describe('a session over HTTP', () => {
  it('is a cookie that scripts do not see and other sites do not send; without TLS it says so in its name', async () => {
    const { headers } = await browserAt(office.over.address).post('/v1/session', {
      login: 'reviewer',
      password: PASSWORD,
    });
    const [session = '', device = ''] = headers.getSetCookie();
    expect(session).toMatch(/^bofu-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict$/);
    expect(device).toMatch(/^bofu-device=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Max-Age=31536000$/);
    // The one before has ended with it.
    office.as.reviewer.cookies.set('bofu-session', session.slice('bofu-session='.length).split(';')[0] ?? '');
  });

  it('is another after signing in than what was brought along', async () => {
    const browser = browserAt(office.over.address);
    browser.cookies.set('bofu-session', 'chosen-by-somebody-else-0123456789abcdefghi');
    expect(codeOf(await browser.post('/v1/session', { login: 'approver', password: PASSWORD }))).toBe('done');
    expect(browser.cookies.get('bofu-session')).not.toContain('chosen');
    Object.assign(office.as, { approver: browser });
  });

  it('is over after signing out, for whoever kept its cookie', async () => {
    const browser = await signIn(office.over.address, 'cashier');
    const kept = browser.cookies.get('bofu-session') ?? '';
    expect(codeOf(await browser.post('/v1/session/end', {}))).toBe('done');
    expect(browser.cookies.has('bofu-session')).toBe(false);
    browser.cookies.set('bofu-session', kept);
    expect(codeOf(await browser.get('/v1/people'))).toBe('sign-in-required');
  });

  it.each([
    ['another site', { origin: 'https://evil.example' }],
    ['another port', { origin: 'http://127.0.0.1:1' }],
    ['nowhere', { origin: 'null' }],
  ])('is of no use to a page of %s', async (_which, headers) => {
    const answer = await office.as.clerk.post('/v1/disbursements', {}, headers);
    expect(codeOf(answer)).toBe('csrf');
    expect(codeOf(await browserAt(office.over.address).post('/v1/session', bad, headers))).toBe('csrf');
  });
  it('is of no use to a form', async () => {
    const answer = await office.as.clerk.post('/v1/disbursements', {}, { 'content-type': 'text/plain' });
    expect(codeOf(answer)).toBe('unsupported-media-type');
  });

  it('answers a wrong password and a name that nobody bears alike', async () => {
    const wrong = await browserAt(office.over.address).post('/v1/session', bad);
    const nobody = await browserAt(office.over.address).post('/v1/session', { ...bad, login: `n${randomUUID()}` });
    const plain = ({ status, body }: typeof wrong) => [status, { ...body, traceId: '' }];
    expect(plain(nobody)).toEqual(plain(wrong));
    expect(wrong.status).toBe(401);
    expect(wrong.headers.getSetCookie()).toEqual([]);
  });

  it('pauses after five wrong tries', async () => {
    const login = `m${randomUUID()}`;
    const codes = [];
    for (let at = 0; at < 6; at += 1)
      codes.push(codeOf(await browserAt(office.over.address).post('/v1/session', { ...bad, login })));
    expect(codes).toEqual([...Array<string>(5).fill('sign-in-refused'), 'sign-in-paused']);
  });

  it('has its secrets in no answer, no problem and no event', async () => {
    const text: string[] = [];
    for await (const { events } of office.over.office.store.readAll())
      text.push(JSON.stringify(events.map(({ data, metadata }) => [data, metadata])));
    text.push(JSON.stringify((await office.as['security-administrator'].get('/v1/sign-in-log')).body));
    text.push(JSON.stringify((await office.as['security-administrator'].get('/v1/accounts')).body));
    text.push(JSON.stringify((await browserAt(office.over.address).post('/v1/session', bad)).body));
    const known = [PASSWORD, bad.password, office.as.clerk.cookies.get('bofu-session') ?? '?', 'argon2'];
    for (const secret of known) expect(text.join('\n')).not.toContain(secret);
    // What is searched in holds what happened: the names are there.
    expect(text.join('\n')).toContain('signed-in');
  });
});

describe('the guard', () => {
  it('is what keeps people out: without it everything above is open', async () => {
    const spy = jest.spyOn(DoorGuard.prototype, 'canActivate').mockResolvedValue(true);
    try {
      const stranger = browserAt(office.over.address);
      expect(codeOf(await stranger.get(`/v1/people?agency=${office.agencies.own}`))).toBe('done');
    } finally {
      spy.mockRestore();
    }
    expect(codeOf(await browserAt(office.over.address).get('/v1/people'))).toBe('sign-in-required');
  });

  it('takes a HEAD for the GET it is', async () => {
    const { port } = new URL(office.over.address);
    const head = () =>
      new Promise<number>((resolve, reject) =>
        request({ port, host: '127.0.0.1', method: 'HEAD', path: '/v1/people' }, ({ statusCode }) =>
          resolve(statusCode ?? 0),
        )
          .on('error', reject)
          .end(),
      );
    expect(await head()).toBe(401);
  });
});
