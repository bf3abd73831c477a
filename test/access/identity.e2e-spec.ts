import { createServer } from 'node:net';
import { beijingInstant } from '@bofu/http';
import { CLIENT, startIdentityProvider } from '../../libs/sign-in/testing/identity-provider';
import { bareOfficeOverHttp, type Answer, type OfficeUnderTest } from '../e2e/office-over-http';
import { browserAt, PASSWORD, signIn, type Browser } from './people-office';

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

let over: OfficeUnderTest;
let provider: Awaited<ReturnType<typeof startIdentityProvider>>;
let anan: Browser;
let accountId: string;
let ahead = 0;
const written: string[] = [];
const secrets: string[] = [CLIENT.clientSecret];
const after = (minutes: number) => void (ahead += minutes * 60_000);
const ok = async (asked: Promise<Answer>) => {
  const { status, body } = await asked;
  if (status >= 300) throw new Error(`${status} ${JSON.stringify(body)}`);
  return body;
};
const outcome = ({ status, body }: Answer) => (status < 300 ? String(body['done'] ?? 'done') : String(body['code']));
const begin = async (browser: Browser, body: object = { purpose: 'sign-in' }) =>
  String((await ok(browser.post('/v1/session/identity', body)))['url']);
const answer = (browser: Browser, query: string) => {
  secrets.push(...[new URLSearchParams(query).get('code') ?? []].flat());
  return browser.post('/v1/session/identity/answer', { query });
};
/** There and back as that person. */
const comeInAs = async (browser: Browser, subject: string, body?: object) =>
  answer(browser, await provider.comeBackAs(await begin(browser, body), subject));
const newBrowser = () => browserAt(over.address);
const log = async () => (await ok(anan.get('/v1/sign-in-log')))['items'] as Record<string, unknown>[];

beforeAll(async () => {
  // What the other house says of itself is not this test's.
  for (const how of ['info', 'warn'] as const) jest.spyOn(console, how).mockImplementation(() => undefined);
  const port = await freePort();
  provider = await startIdentityProvider(`http://127.0.0.1:${port}/signed-in`);
  const keep = (...parts: unknown[]) =>
    void written.push(parts.map((part) => (part instanceof Error ? part.stack : String(part))).join(' '));
  over = await bareOfficeOverHttp('memory', {
    actor: '王',
    logger: { log: keep, error: keep, warn: keep, debug: keep, verbose: keep, fatal: keep },
    clock: { now: () => beijingInstant(new Date(Date.now() + ahead)) },
    configuration: {
      ...{ signIn: 'required', port },
      identityProvider: { issuer: provider.issuer, label: '县统一身份认证', ...CLIENT },
    },
  });
  const [link] = await over.office.signIn.administratorLinks();
  const who = { link, name: '赵安全', number: null, login: 'anan', password: PASSWORD };
  await ok(newBrowser().post('/v1/administrators', who));
  anan = await signIn(over.address, 'anan');
  const shen = await ok(anan.post('/v1/people', { name: '沈', number: null, kind: 'person' }));
  const account = await ok(anan.post('/v1/accounts', { personId: shen['personId'], login: 'shen' }));
  accountId = String(account['accountId']);
}, 120_000);
afterAll(async () => {
  await over?.close();
  await provider?.stop();
});

describe('another house’s sign-in', () => {
  it('opens no account by itself, and says so', async () => {
    expect((await ok(newBrowser().get('/v1/session')))['identityProvider']).toBe('县统一身份认证');
    const browser = newBrowser();
    const refused = await comeInAs(browser, 'stranger');
    expect([refused.status, outcome(refused)]).toEqual([403, 'identity-not-linked']);
    expect(refused.body['title']).toContain('请联系安全管理员');
    expect(browser.cookies.size).toBe(0);
    expect((await ok(anan.get('/v1/accounts')))['items']).toHaveLength(2);
    expect((await log())[0]).toMatchObject({ kind: 'sign-in-refused', personId: null, detail: 'identity provider' });
  });

  it('is linked by an administrator, and opens a session like any other', async () => {
    await ok(anan.post(`/v1/accounts/${accountId}/identity`, { subject: 'sub-shen' }));
    const browser = newBrowser();
    expect(outcome(await comeInAs(browser, 'sub-shen'))).toBe('signed-in');
    expect((await ok(browser.get('/v1/session')))['signedIn']).toMatchObject({ login: 'shen', identityLinked: true });
    const second = newBrowser();
    expect(outcome(await comeInAs(second, 'sub-shen'))).toBe('signed-in');
    expect((await ok(browser.get('/v1/session')))['signedIn']).toBe(null);
    await ok(second.post('/v1/session/end', {}));
    expect((await ok(second.get('/v1/session')))['signedIn']).toBe(null);
    expect((await log()).slice(0, 3).map(({ kind }) => kind)).toEqual(['signed-out', 'signed-in', 'signed-in']);
  });

  it('is answered once, in the browser that began it, with the state, nonce and code that belong together', async () => {
    const browser = newBrowser();
    const query = await provider.comeBackAs(await begin(browser), 'sub-shen');
    const away = new Map(browser.cookies);
    const thief = newBrowser();
    expect(outcome(await answer(thief, query))).toBe('identity-attempt-unusable');
    expect(outcome(await answer(browser, query))).toBe('signed-in');
    browser.cookies.clear();
    for (const [name, value] of away) browser.cookies.set(name, value);
    expect(outcome(await answer(browser, query))).toBe('identity-attempt-unusable');

    // A code of one attempt under the state of another: its verifier and its nonce are the other's.
    const [one, two] = [newBrowser(), newBrowser()];
    const first = await provider.comeBackAs(await begin(one), 'sub-shen');
    const mixed = new URLSearchParams(await provider.comeBackAs(await begin(two), 'sub-shen'));
    mixed.set('code', new URLSearchParams(first).get('code') ?? '');
    expect(outcome(await answer(two, mixed.toString()))).toBe('identity-refused');
    const other = new URLSearchParams(await provider.comeBackAs(await begin(two), 'sub-shen'));
    other.set('state', 'of-nobody');
    expect(outcome(await answer(two, other.toString()))).toBe('identity-attempt-unusable');

    // The nonce alone: what was asked for is not what the token says.
    const third = newBrowser();
    const asked = new URL(await begin(third));
    asked.searchParams.set('nonce', 'of-another-day');
    expect(outcome(await answer(third, await provider.comeBackAs(asked.href, 'sub-shen')))).toBe('identity-refused');
    const late = newBrowser();
    const slow = await provider.comeBackAs(await begin(late), 'sub-shen');
    after(11);
    expect(outcome(await answer(late, slow))).toBe('identity-attempt-unusable');
  });

  it('proves anew who she is, by a sign-in made there now, and nobody else’s', async () => {
    // The other house's clock is nobody's to turn.
    ahead = 0;
    const browser = newBrowser();
    expect(outcome(await comeInAs(browser, 'sub-shen'))).toBe('signed-in');
    await over.office.durable.query(`update sign_in.session set proven_at = proven_at - interval '6 minutes'`);
    const address = { address: 'shen@example.gov.cn' };
    expect(outcome(await browser.post('/v1/session/mail-address', address))).toBe('step-up-needed');
    expect(outcome(await comeInAs(browser, 'stranger', { purpose: 'step-up' }))).toBe('identity-not-hers');
    const url = new URL(await begin(browser, { purpose: 'step-up' }));
    expect([url.searchParams.get('prompt'), url.searchParams.get('max_age')]).toEqual(['login', '0']);
    ahead += 180_000;
    const stale = await begin(browser, { purpose: 'step-up' });
    ahead -= 180_000;
    expect(outcome(await answer(browser, await provider.comeBackAs(stale, 'sub-shen')))).toBe('identity-not-afresh');
    const before = browser.cookies.get('bofu-session');
    expect(outcome(await comeInAs(browser, 'sub-shen', { purpose: 'step-up' }))).toBe('stepped-up');
    expect(browser.cookies.get('bofu-session')).not.toBe(before);
    expect(outcome(await browser.post('/v1/session/mail-address', address))).toBe('mail-not-configured');
  });

  it('is linked by a one-time link of the account, once, and never to two', async () => {
    await ok(anan.post('/v1/session', { login: 'anan', password: PASSWORD }));
    const bao = await ok(anan.post('/v1/people', { name: '包', number: null, kind: 'person' }));
    const { link } = await ok(anan.post('/v1/accounts', { personId: bao['personId'], login: 'bao' }));
    secrets.push(String(link));
    expect(outcome(await comeInAs(newBrowser(), 'sub-shen', { purpose: 'sign-in', link }))).toBe('identity-taken');
    const browser = newBrowser();
    expect(outcome(await comeInAs(browser, 'sub-bao', { purpose: 'sign-in', link }))).toBe('linked');
    expect((await ok(browser.get('/v1/session')))['signedIn']).toMatchObject({ login: 'bao' });
    const again = await newBrowser().post('/v1/session/identity', { purpose: 'sign-in', link });
    expect(outcome(again)).toBe('link-unusable');
    expect(outcome(await comeInAs(newBrowser(), 'sub-bao'))).toBe('signed-in');
  });

  it('lets nobody in whose account is disabled or whose link was undone', async () => {
    await ok(anan.post(`/v1/accounts/${accountId}/identity/removal`, {}));
    expect(outcome(await comeInAs(newBrowser(), 'sub-shen'))).toBe('identity-not-linked');
    await ok(anan.post(`/v1/accounts/${accountId}/identity`, { subject: 'sub-shen' }));
    await ok(anan.post(`/v1/accounts/${accountId}/disabling`, { reason: '调离' }));
    const browser = newBrowser();
    expect(outcome(await comeInAs(browser, 'sub-shen'))).toBe('account-is-disabled');
    expect(browser.cookies.size).toBe(0);
  });

  it('that is away is said to be, in words, and passwords go on', async () => {
    const browser = newBrowser();
    const query = await provider.comeBackAs(await begin(browser), 'sub-bao');
    await provider.stop();
    const refused = await answer(browser, query);
    expect([refused.status, refused.body['title']]).toEqual([503, expect.stringContaining('暂时无法访问')]);
    expect((await signIn(over.address, 'anan')).cookies.size).toBeGreaterThan(0);
  });

  it('leaves no secret in the log, and no subject in any event', async () => {
    expect(secrets.length).toBeGreaterThan(10);
    const text = written.join('\n');
    expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
    const events = (await over.eventsAfter(null)).map(({ data, metadata }) => ({ data, metadata }));
    expect(events.length).toBeGreaterThan(3);
    expect(JSON.stringify(events)).not.toMatch(/sub-shen|sub-bao|stranger/);
  });
});
