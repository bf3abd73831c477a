import { randomUUID } from 'node:crypto';
import { request, type IncomingHttpHeaders } from 'node:http';
import { bareOfficeOverHttp, type OfficeUnderTest } from '../e2e/office-over-http';
import { PASSWORD } from './people-office';

const LIMITS = { person: 12, address: 60, entering: 12, issuing: 2 };

interface Said {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Record<string, unknown>;
}

/** An office behind a proxy on this machine, which says from which address each call comes. */
describe('calls over HTTP', () => {
  let over: OfficeUnderTest;
  let port: number;
  beforeAll(async () => {
    over = await bareOfficeOverHttp('memory', {
      actor: '王',
      configuration: {
        signIn: 'required',
        callsPerMinute: LIMITS,
        entrance: { publicOrigin: 'https://bofu.example', tls: null, trustedProxies: ['127.0.0.1'] },
      },
    });
    ({ port } = over.office.app.getHttpServer().address() as { port: number });
  });
  afterAll(() => over?.close());

  const call = (method: string, path: string, from: string, { body = {}, cookie = '' } = {}): Promise<Said> =>
    new Promise((resolve, reject) => {
      const headers = {
        host: 'bofu.example',
        'x-forwarded-for': from,
        'x-forwarded-proto': 'https',
        ...(cookie !== '' && { cookie }),
        ...(method === 'POST' && { 'content-type': 'application/json', 'idempotency-key': randomUUID() }),
      };
      request({ host: '127.0.0.1', port, method, path, headers, agent: false }, (answer) => {
        let text = '';
        answer.setEncoding('utf8').on('data', (chunk: string) => void (text += chunk));
        const { statusCode: status = 0, headers: said } = answer;
        answer.on('end', () => resolve({ status, headers: said, body: JSON.parse(text || '{}') as Said['body'] }));
      })
        .on('error', reject)
        .end(method === 'POST' ? JSON.stringify(body) : undefined);
    });
  const enter = (login: string, from: string, password = 'not the password') =>
    call('POST', '/v1/session', from, { body: { login, password } });
  const outcome = ({ status, body }: Said) => (status < 300 ? 'done' : body['code']);
  const inARow = async (times: number, one: (at: number) => Promise<Said>) => {
    const outcomes = [];
    for (let at = 0; at < times; at += 1) outcomes.push(outcome(await one(at)));
    return outcomes;
  };

  /** The first two administrators, each from an address of her own. */
  const administrators = async () => {
    const links = await over.office.signIn.administratorLinks();
    for (const [at, link] of links.entries()) {
      const who = { link, name: `安全${at}`, number: null, login: `security${at}`, password: PASSWORD };
      expect(outcome(await call('POST', '/v1/administrators', `198.51.100.${at}`, { body: who }))).toBe('done');
    }
  };
  const cookieOf = ({ headers }: Said) => (headers['set-cookie'] ?? []).map((each) => each.split(';')[0]).join('; ');

  it('are answered 429 in words, with when to come again, once one address tries too many secrets', async () => {
    // Another login each time: what pauses one account's tries is not what stops this.
    const codes = await inARow(LIMITS.entering + 1, (at) => enter(`nobody${at}`, '203.0.113.1'));
    expect(codes).toEqual([...Array<string>(LIMITS.entering).fill('sign-in-refused'), 'too-many-calls']);
    const { status, headers, body } = await enter('nobody', '203.0.113.1');
    expect(status).toBe(429);
    expect(headers['content-type']).toContain('application/problem+json');
    expect(Number(headers['retry-after'])).toBeGreaterThan(0);
    expect(Number(headers['retry-after'])).toBeLessThanOrEqual(60);
    expect(body['title']).toMatch(/^请求过于频繁，请 \d+ 秒后再试$/);
    // Links are secrets as well, and the same address tries them.
    const link = { link: 'x'.repeat(43), password: PASSWORD };
    expect(outcome(await call('POST', '/v1/password-settings', '203.0.113.1', { body: link }))).toBe('too-many-calls');
    expect(outcome(await call('POST', '/v1/password-settings', '203.0.113.2', { body: link }))).toBe('link-unusable');
  });

  it('of one address end, whatever they ask, and of others go on; the watch of the process is not among them', async () => {
    const codes = await inARow(LIMITS.address + 1, () => call('GET', '/v1/session', '203.0.113.3'));
    expect(codes).toEqual([...Array<string>(LIMITS.address).fill('done'), 'too-many-calls']);
    expect(outcome(await call('GET', '/v1/session', '203.0.113.4'))).toBe('done');
    expect(outcome(await call('GET', '/livez', '203.0.113.3'))).toBe('done');
  });

  it('of one person are counted together from wherever, and nobody else’s with them', async () => {
    await administrators();
    const [one, other] = [
      cookieOf(await enter('security0', '198.51.100.10', PASSWORD)),
      cookieOf(await enter('security1', '198.51.100.11', PASSWORD)),
    ];
    const codes = await inARow(LIMITS.person + 1, (at) =>
      call('GET', '/v1/grants', `198.51.100.${20 + (at % 3)}`, { cookie: one }),
    );
    expect(codes).toEqual([...Array<string>(LIMITS.person).fill('done'), 'too-many-calls']);
    expect(outcome(await call('GET', '/v1/grants', '198.51.100.20', { cookie: other }))).toBe('done');

    const issue = () => call('POST', `/v1/accounts/${randomUUID()}/links`, '198.51.100.30', { cookie: other });
    expect(await inARow(LIMITS.issuing + 1, issue)).toEqual([
      ...Array<string>(LIMITS.issuing).fill('account-not-found'),
      'too-many-calls',
    ]);
  });

  it('by one address for somebody’s account do not keep her out', async () => {
    const attack = await inARow(LIMITS.entering + 3, () => enter('security1', '203.0.113.66'));
    expect(attack.slice(0, 6)).toEqual([...Array<string>(5).fill('sign-in-refused'), 'sign-in-paused']);
    expect(attack.at(-1)).toBe('too-many-calls');
    const paused = await enter('security1', '203.0.113.67');
    expect(outcome(paused)).toBe('sign-in-refused');
    expect(outcome(await enter('security1', '198.51.100.12', PASSWORD))).toBe('done');
  });

  it('are told when to try again where a source is paused', async () => {
    await inARow(5, () => enter('security0', '203.0.113.70'));
    const { status, headers } = await enter('security0', '203.0.113.70');
    expect([status, headers['retry-after']]).toEqual([429, '1800']);
  });
});
