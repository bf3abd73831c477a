import { randomUUID } from 'node:crypto';
import { beijingInstant } from '@bofu/http';
import { bareOfficeOverHttp, type Answer, type OfficeUnderTest } from '../e2e/office-over-http';
import { browserAt, PASSWORD, signIn, type Browser } from './people-office';

let over: OfficeUnderTest;
let ahead = 0;
let personId = '';
let administrators: [Browser, Browser];
const after = (minutes: number) => void (ahead += minutes * 60_000);
const outcome = ({ status, body }: Answer) => (status < 300 ? 'done' : body['code']);

/** Two security administrators, on a clock that is turned by hand. */
beforeAll(async () => {
  over = await bareOfficeOverHttp('memory', {
    actor: '王',
    configuration: { signIn: 'required' },
    clock: { now: () => beijingInstant(new Date(Date.now() + ahead)) },
  });
  const links = await over.office.signIn.administratorLinks();
  for (const [at, link] of links.entries()) {
    const who = { link, name: `安全${at}`, number: null, login: `security${at}`, password: PASSWORD };
    expect(outcome(await browserAt(over.address).post('/v1/administrators', who))).toBe('done');
  }
  administrators = [await signIn(over.address, 'security0'), await signIn(over.address, 'security1')];
  const person = { name: '沈系统', number: null, kind: 'person' };
  personId = String((await administrators[0].post('/v1/people', person)).body['personId']);
}, 60_000);
afterAll(() => over?.close());

/** Everything that opens doors to others or shuts them, with nothing in it that could be carried out. */
const SENSITIVE = [
  '/v1/accounts',
  `/v1/accounts/${randomUUID()}/links`,
  `/v1/accounts/${randomUUID()}/disabling`,
  `/v1/accounts/${randomUUID()}/session-ending`,
  '/v1/session-endings',
  '/v1/service-tokens',
  `/v1/accounts/${randomUUID()}/identity`,
  `/v1/accounts/${randomUUID()}/identity/removal`,
  '/v1/session/mail-address',
  `/v1/accounts/${randomUUID()}/mail-address`,
  `/v1/service-tokens/${randomUUID()}/revocation`,
  `/v1/grants/${randomUUID()}/confirmation`,
  `/v1/grants/${randomUUID()}/revocation`,
];

describe('an act that opens doors to others', () => {
  it.each(SENSITIVE)('asks for the password again once it was entered long ago: %s', async (path) => {
    const [anan] = administrators;
    expect(outcome(await anan.post('/v1/session/step-up', { password: PASSWORD }))).toBe('done');
    after(4.9);
    expect(outcome(await anan.post(path, { nothing: 'of use' }))).not.toBe('step-up-needed');
    after(0.2);
    const refused = await anan.post(path, { nothing: 'of use' });
    expect([refused.status, outcome(refused)]).toEqual([403, 'step-up-needed']);
    expect(refused.body['title']).toBe('距上次输入密码已超过 5 分钟，请再输入一次密码');
    expect(outcome(await anan.get('/v1/grants'))).toBe('done');
  });

  it('is done once it is entered, under another cookie, and by nobody who only has the one before', async () => {
    const bao = await signIn(over.address, 'security1');
    administrators[1] = bao;
    after(6);
    const account = { personId, login: 'shen' };
    const before = bao.cookies.get('bofu-session') ?? '';
    expect(outcome(await bao.post('/v1/accounts', account))).toBe('step-up-needed');
    expect(outcome(await bao.post('/v1/session/step-up', { password: 'not the password' }))).toBe('password-wrong');
    expect(outcome(await bao.post('/v1/accounts', account))).toBe('step-up-needed');
    expect(outcome(await bao.post('/v1/session/step-up', { password: PASSWORD }))).toBe('done');
    expect(bao.cookies.get('bofu-session')).not.toBe(before);
    expect(outcome(await bao.post('/v1/accounts', account))).toBe('done');
    const thief = browserAt(over.address);
    thief.cookies.set('bofu-session', before);
    expect(outcome(await thief.get('/v1/grants'))).toBe('sign-in-required');
  });
});

describe('sessions', () => {
  it('are shown to their owner alone, with where they were opened from', async () => {
    const again = await signIn(over.address, 'security0');
    const { items } = (await again.get('/v1/session/history')).body as { items: Record<string, unknown>[] };
    expect(items.map(({ address, open, isThis }) => ({ address, open, isThis }))).toEqual([
      { address: '127.0.0.1', open: true, isThis: true },
      { address: '127.0.0.1', open: false, isThis: false },
    ]);
    expect(JSON.stringify(items)).not.toContain(again.cookies.get('bofu-session'));
    expect(outcome(await browserAt(over.address).get('/v1/session/history'))).toBe('sign-in-required');
    administrators[0] = again;
  });

  it('of somebody are ended by an administrator, with the very next request, and the log says so', async () => {
    const [anan, bao] = administrators;
    expect(outcome(await bao.post('/v1/session/step-up', { password: PASSWORD }))).toBe('done');
    const { items } = (await bao.get('/v1/accounts')).body as { items: { accountId: string; login: string }[] };
    const { accountId } = items.find(({ login }) => login === 'security0') ?? { accountId: '' };
    expect(outcome(await anan.get('/v1/grants'))).toBe('done');
    expect(outcome(await bao.post(`/v1/accounts/${accountId}/session-ending`, { reason: '电脑丢失' }))).toBe('done');
    expect(outcome(await anan.get('/v1/grants'))).toBe('sign-in-required');
    const log = (await bao.get('/v1/sign-in-log')).body as { items: { kind: string; detail: string | null }[] };
    expect(log.items[0]).toMatchObject({ kind: 'sessions-ended', detail: '电脑丢失' });
    expect(outcome(await signIn(over.address, 'security0').then((browser) => browser.get('/v1/grants')))).toBe('done');
  });

  it('of everybody are ended at once, one’s own among them, and the log says so', async () => {
    const [anan, bao] = [await signIn(over.address, 'security0'), await signIn(over.address, 'security1')];
    expect(outcome(await anan.post('/v1/session-endings', {}))).toBe('missing-field');
    expect(outcome(await bao.get('/v1/grants'))).toBe('done');
    const ended = await anan.post('/v1/session-endings', { reason: '怀疑口令外泄' });
    expect([ended.status, ended.body]).toEqual([200, { ended: 2 }]);
    for (const browser of [anan, bao]) expect(outcome(await browser.get('/v1/grants'))).toBe('sign-in-required');
    const again = await signIn(over.address, 'security1');
    const log = (await again.get('/v1/sign-in-log')).body as { items: Record<string, unknown>[] };
    expect(log.items.find(({ kind }) => kind === 'sessions-ended')).toMatchObject({
      personId: null,
      byPersonId: expect.any(String) as unknown,
      detail: '怀疑口令外泄',
    });
  });
});
