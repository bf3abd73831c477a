import { bareOfficeOverHttp, type Answer } from '../e2e/office-over-http';
import { browserAt, PASSWORD } from './people-office';

const NEXT = 'two persimmons on the wall';
const WRONG = 'the password of another day';

/** Everything the server writes in a run in which people sign in, mistype, use links, issue tokens, and it fails. */
it('no password, session, link or token stands in anything the server writes', async () => {
  const written: string[] = [];
  const keep = (...parts: unknown[]) =>
    void written.push(parts.map((part) => (part instanceof Error ? part.stack : String(part))).join(' '));
  const streams = [process.stdout, process.stderr].map((stream) =>
    jest.spyOn(stream, 'write').mockImplementation((chunk: string | Uint8Array) => {
      keep(chunk);
      return true;
    }),
  );
  const logger = { log: keep, error: keep, warn: keep, debug: keep, verbose: keep, fatal: keep };
  const secrets: string[] = [PASSWORD, NEXT, WRONG];
  const over = await bareOfficeOverHttp('memory', { actor: '王', logger, configuration: { signIn: 'required' } });
  try {
    const done = async (asked: Promise<Answer>) => {
      const answer = await asked;
      if (answer.status >= 300) throw new Error(JSON.stringify(answer.body));
      return answer.body;
    };
    const links = await over.office.signIn.administratorLinks();
    secrets.push(...links);
    const anan = browserAt(over.address);
    for (const [at, link] of links.entries()) {
      const who = { link, name: `安全${at}`, number: null, login: `security${at}`, password: PASSWORD };
      await done(anan.post('/v1/administrators', who));
    }
    await anan.post('/v1/session', { login: 'security0', password: WRONG });
    await done(anan.post('/v1/session', { login: 'security0', password: PASSWORD }));
    secrets.push(...anan.cookies.values());
    await done(anan.post('/v1/session/step-up', { password: PASSWORD }));
    secrets.push(...anan.cookies.values());
    await done(anan.post('/v1/session/password', { current: PASSWORD, next: NEXT }));
    secrets.push(...anan.cookies.values());
    const service = await done(anan.post('/v1/people', { name: '接口', number: null, kind: 'service' }));
    const token = { personId: service['personId'], until: '2099-12-31' };
    secrets.push(String((await done(anan.post('/v1/service-tokens', token)))['token']));
    const bearer = { authorization: `Bearer ${secrets.at(-1)}` };
    await browserAt(over.address).get('/v1/people', bearer);
    const person = await done(anan.post('/v1/people', { name: '沈', number: null, kind: 'person' }));
    const account = await done(anan.post('/v1/accounts', { personId: person['personId'], login: 'shen' }));
    secrets.push(String(account['link']));
    await anan.post('/v1/password-settings', { link: account['link'], password: 'short' });
    await done(anan.post('/v1/password-settings', { link: account['link'], password: PASSWORD }));

    // And when it fails half-way: the failure is written down with its cause.
    const failing = jest
      .spyOn(over.office.durable, 'transaction')
      .mockRejectedValue(new Error('the disk of the accounts is gone'));
    await anan.post('/v1/session', { login: 'shen', password: PASSWORD });
    await anan.post('/v1/session/step-up', { password: NEXT });
    await browserAt(over.address).post('/v1/password-settings', { link: account['link'], password: PASSWORD });
    await browserAt(over.address).get('/v1/people', bearer);
    failing.mockRestore();
  } finally {
    await over.close();
    for (const stream of streams) stream.mockRestore();
  }
  const text = written.join('\n');
  expect(text).toContain('the disk of the accounts is gone');
  expect(secrets.filter((secret) => secret.length < 8)).toEqual([]);
  expect(secrets.filter((secret) => text.includes(secret))).toEqual([]);
}, 60_000);
