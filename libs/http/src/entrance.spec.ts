import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request as plainRequest, type IncomingHttpHeaders, type RequestOptions } from 'node:http';
import { request as tlsRequest } from 'node:https';
import { createServer, type Server } from 'node:https';
import { networkInterfaces, tmpdir } from 'node:os';
import { join } from 'node:path';
import { connect } from 'node:tls';
import { Refusal } from '@bofu/kernel';
import { selfSigned } from '../testing/certificate';
import { startExample } from '../testing/example-app';
import type { Entrance } from './entrance';
import { createHttpAdapter } from './http-adapter';
import { visitorOf } from './admission';
import { followTlsFiles, readTlsFiles, TlsFilesUnusable } from './tls-files';

const ORIGIN = 'https://bofu.example';
const CERTIFICATE = selfSigned('bofu.example');
const BY_TLS: Entrance = { publicOrigin: ORIGIN, tls: CERTIFICATE, trustedProxies: [] };
const BY_PROXY: Entrance = { publicOrigin: ORIGIN, tls: null, trustedProxies: ['127.0.0.1'] };
const everybodySignsIn = () => true;

const refusalOf = (work: () => void): string | null => {
  try {
    work();
    return null;
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
};

describe('an address beyond this machine', () => {
  it.each([
    ['nothing said of it', {}],
    ['sign-in alone', { everybodySignsIn }],
    ['a proxy nobody named', { everybodySignsIn, entrance: { ...BY_PROXY, trustedProxies: [] } }],
  ])('is refused in the open: %s', (_how, listening) => {
    for (const host of ['0.0.0.0', '::', '192.168.1.5', '127.0.0.1.evil.example', '127.1'])
      expect(refusalOf(() => createHttpAdapter(listening).listen(0, host))).toBe('transport-open');
  });
  it.each([
    ['TLS', BY_TLS],
    ['a proxy', BY_PROXY],
  ])('is refused while somebody may act unnamed, even by %s', (_how, entrance) => {
    expect(refusalOf(() => createHttpAdapter({ entrance }).listen(0, '0.0.0.0'))).toBe('not-loopback');
    const notYet = { entrance, everybodySignsIn: () => false };
    expect(refusalOf(() => createHttpAdapter(notYet).listen(0, '0.0.0.0'))).toBe('not-loopback');
  });
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly code: unknown;
}

/** Sends one request as written, whatever a client would tidy. */
const ask = (secure: boolean, options: RequestOptions, body = ''): Promise<Answer> =>
  new Promise((resolve, reject) => {
    const send = secure ? tlsRequest : plainRequest;
    const tls = { ca: CERTIFICATE.cert, servername: 'bofu.example' };
    send({ host: '127.0.0.1', path: '/v1/examples', agent: false, ...tls, ...options }, (answer) => {
      let text = '';
      answer.setEncoding('utf8').on('data', (chunk: string) => void (text += chunk));
      answer.on('end', () => {
        const isJson = (answer.headers['content-type'] ?? '').includes('json') && text !== '';
        const { code = null } = (isJson ? JSON.parse(text) : {}) as { code?: unknown };
        resolve({ status: answer.statusCode ?? 0, headers: answer.headers, code });
      });
    })
      .on('error', reject)
      .end(body);
  });

async function open(entrance: Entrance | undefined, host = '127.0.0.1') {
  const adapter = createHttpAdapter({ entrance, everybodySignsIn });
  const visitors: { address: string; secure: boolean }[] = [];
  adapter.getInstance().addHook('preHandler', async (request: unknown) => {
    const { address, secure } = visitorOf(request as never);
    visitors.push({ address, secure });
  });
  const { app } = await startExample({ adapter, host });
  const { port } = app.getHttpServer().address() as { port: number };
  return { app, port, visitors };
}

const COMMAND = { method: 'POST', headers: { host: 'bofu.example', 'content-type': 'application/json' } };
const withHeaders = (headers: Record<string, string>) => ({ ...COMMAND, headers: { ...COMMAND.headers, ...headers } });

describe('a server with a certificate', () => {
  let served: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => (served = await open(BY_TLS, '0.0.0.0')));
  afterAll(() => served.app.close());
  const at = (options: RequestOptions) =>
    ask(true, { port: served.port, ...options }, options.method === 'POST' ? '{}' : '');

  it('speaks TLS and nothing else, under its public name', async () => {
    const answer = await at({ headers: { host: 'bofu.example' } });
    expect(answer.code).not.toBe('foreign-host');
    expect(answer.headers).toMatchObject({
      'strict-transport-security': 'max-age=31536000',
      'x-content-type-options': 'nosniff',
      'referrer-policy': 'no-referrer',
      'cross-origin-resource-policy': 'same-origin',
      'content-security-policy': "default-src 'none'; frame-ancestors 'none'",
    });
    await expect(ask(false, { port: served.port, headers: { host: 'bofu.example' } })).rejects.toThrow();
  });
  it.each(['evil.example', 'bofu.example.evil.example', 'bofu.example:444', '10.0.0.1'])(
    'does not answer to the name %p',
    async (host) => expect((await at({ headers: { host } })).code).toBe('foreign-host'),
  );
  it('answers to the names of this machine only where it is asked from this machine', async () => {
    expect((await at({ headers: { host: 'localhost' } })).code).not.toBe('foreign-host');
    const address = Object.values(networkInterfaces())
      .flat()
      .find((each) => each?.family === 'IPv4' && !each.internal)?.address;
    // A machine without a network has no other side to be asked from.
    if (address === undefined) return;
    expect((await at({ host: address, headers: { host: 'localhost' } })).code).toBe('foreign-host');
    expect((await at({ host: address, headers: { host: 'bofu.example' } })).code).not.toBe('foreign-host');
  });
  it.each([
    [{ origin: 'https://evil.example' }],
    [{ origin: 'http://bofu.example' }],
    [{ origin: 'https://bofu.example:444' }],
    [{ origin: 'null' }],
    [{ 'sec-fetch-site': 'cross-site' }],
    [{ 'sec-fetch-site': 'same-site' }],
    [{ 'sec-fetch-site': 'same-site', origin: ORIGIN }],
  ])('takes no command from the page that sends %j', async (headers) => {
    expect((await at(withHeaders(headers as Record<string, string>))).code).toBe('csrf');
  });
  it('takes commands from its own page', async () => {
    const own = await at(withHeaders({ origin: ORIGIN, 'sec-fetch-site': 'same-origin' }));
    expect(own.code).not.toBe('csrf');
  });
  it('believes nobody who says for whom he asks', async () => {
    served.visitors.length = 0;
    await at({ headers: { host: 'bofu.example', 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'http' } });
    expect(served.visitors).toEqual([{ address: '127.0.0.1', secure: true }]);
  });
});

describe('a server behind a proxy', () => {
  let served: Awaited<ReturnType<typeof open>>;
  beforeAll(async () => (served = await open(BY_PROXY, '0.0.0.0')));
  afterAll(() => served.app.close());
  const at = (headers: Record<string, string>, host = '127.0.0.1') => {
    served.visitors.length = 0;
    return ask(false, { port: served.port, host, headers });
  };

  it('believes the proxy for whom it asks, and that it came by TLS', async () => {
    const from = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' };
    const answer = await at({ host: 'bofu.example', ...from });
    expect(served.visitors).toEqual([{ address: '203.0.113.9', secure: true }]);
    expect(answer.headers['strict-transport-security']).toBe('max-age=31536000');
  });
  it('takes the address the proxy saw, not what was written before it', async () => {
    const from = { 'x-forwarded-for': '198.51.100.1, 203.0.113.9', 'x-forwarded-proto': 'https' };
    await at({ host: 'bofu.example', ...from });
    expect(served.visitors).toEqual([{ address: '203.0.113.9', secure: true }]);
  });
  it.each([
    ['the proxy was asked without TLS', { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'http' }],
    ['the proxy does not say how it was asked', { 'x-forwarded-for': '203.0.113.9' }],
    ['somebody comes past the proxy', {}],
  ])('refuses where %s', async (_how, headers) => {
    expect((await at({ host: 'bofu.example', ...headers })).code).toBe('transport-open');
  });
  it('takes no name of this machine from what the proxy hands on', async () => {
    const from = { 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' };
    expect((await at({ host: 'localhost', ...from })).code).toBe('foreign-host');
    expect((await at({ host: 'localhost' })).code).not.toBe('foreign-host');
  });
  it('does not take a neighbour for the proxy', async () => {
    const other = await open({ ...BY_PROXY, trustedProxies: ['192.0.2.1'] }, '0.0.0.0');
    try {
      const forged = { host: 'bofu.example', 'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'https' };
      expect((await ask(false, { port: other.port, headers: forged })).code).toBe('transport-open');
      expect(other.visitors).toEqual([]);
    } finally {
      await other.app.close();
    }
  });
});

describe('the files of a certificate', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bofu-tls-'));
  const files = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
  const write = ({ cert, key }: { cert: string; key: string }) => {
    writeFileSync(files.certFile, cert);
    writeFileSync(files.keyFile, key);
  };
  afterAll(() => rmSync(folder, { recursive: true }));
  const whyNot = () => {
    try {
      readTlsFiles(files);
      return null;
    } catch (error) {
      return error instanceof TlsFilesUnusable ? error.message : String(error);
    }
  };

  it('are refused in words where they cannot be used', () => {
    expect(whyNot()).toContain('无法读取文件');
    write({ cert: 'not a certificate', key: CERTIFICATE.key });
    expect(whyNot()).toContain('无法读懂');
    write({ cert: CERTIFICATE.cert, key: selfSigned('other').key });
    expect(whyNot()).toContain('不相配');
    write(CERTIFICATE);
    expect(whyNot()).toBeNull();
  });

  it('are taken up when they are renewed, and left alone while they do not fit each other', async () => {
    write(CERTIFICATE);
    const server: Server = createServer(readTlsFiles(files));
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    const { port } = server.address() as { port: number };
    const shown = () =>
      new Promise<string>((resolve, reject) => {
        const socket = connect({ port, host: '127.0.0.1', rejectUnauthorized: false }, () => {
          resolve(socket.getPeerCertificate().subject.CN as string);
          socket.destroy();
        }).on('error', reject);
      });
    let heard: (renewed: boolean) => void = () => {};
    const next = () => new Promise<boolean>((resolve) => (heard = resolve));
    const stop = followTlsFiles(files, server, (renewed) => heard(renewed), 20);
    try {
      expect(await shown()).toBe('bofu.example');
      const renewal = selfSigned('renewed.example');
      const half = next();
      writeFileSync(files.certFile, renewal.cert);
      expect([await half, await shown()]).toEqual([false, 'bofu.example']);
      const whole = next();
      writeFileSync(files.keyFile, renewal.key);
      expect([await whole, await shown()]).toEqual([true, 'renewed.example']);
    } finally {
      stop();
      server.close();
    }
  });
});

describe('a visitor who has hung up', () => {
  it('has no address any more, and is no fault of the server', () => {
    const request = { headers: {}, protocol: 'http', raw: {}, ip: undefined };
    expect(visitorOf(request as never).address).toBe('');
  });
});
