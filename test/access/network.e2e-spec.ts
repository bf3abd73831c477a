import { randomUUID } from 'node:crypto';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { request } from 'node:https';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { readConfiguration } from '@bofu/api';
import { Refusal } from '@bofu/kernel';
import { selfSigned } from '../../libs/http/testing/certificate';
import { bareOfficeOverHttp } from '../e2e/office-over-http';
import { PASSWORD } from './people-office';

const folder = mkdtempSync(join(tmpdir(), 'bofu-network-'));
const files = { certFile: join(folder, 'cert.pem'), keyFile: join(folder, 'key.pem') };
const certificate = selfSigned('bofu.example');
writeFileSync(files.certFile, certificate.cert);
writeFileSync(files.keyFile, certificate.key);
afterAll(() => rmSync(folder, { recursive: true }));

const freePort = () =>
  new Promise<number>((resolve) => {
    const server = createServer().listen(0, '127.0.0.1', () => {
      const { port } = server.address() as { port: number };
      server.close(() => resolve(port));
    });
  });

/** As the environment of a server with a certificate says it. */
const entranceAt = (port: number) => {
  const { entrance } = readConfiguration({
    BOFU_PUBLIC_ORIGIN: `https://bofu.example:${port}`,
    BOFU_TLS_CERT_FILE: files.certFile,
    BOFU_TLS_KEY_FILE: files.keyFile,
  });
  return entrance === undefined ? {} : { entrance };
};

describe('an office on the network', () => {
  it('opens to nobody while one person does everything', async () => {
    const port = await freePort();
    const configuration = { host: '0.0.0.0', port, ...entranceAt(port) };
    const over = await bareOfficeOverHttp('memory', { actor: '王', configuration, listens: false });
    try {
      const refused = await over.office.listen().catch((error: unknown) => error);
      expect(refused instanceof Refusal && refused.code).toBe('not-loopback');
    } finally {
      await over.close();
    }
  });

  it('lets people sign in over TLS, under cookies bound to it', async () => {
    const port = await freePort();
    const configuration = { host: '0.0.0.0', port, signIn: 'required' as const, ...entranceAt(port) };
    const over = await bareOfficeOverHttp('memory', { actor: '王', configuration });
    const post = (path: string, body: object, more: Record<string, string> = {}) =>
      new Promise<{ status: number; cookies: string[]; text: string }>((resolve, reject) => {
        const headers = {
          host: `bofu.example:${port}`,
          origin: `https://bofu.example:${port}`,
          'content-type': 'application/json',
          'idempotency-key': randomUUID(),
          ...more,
        };
        const tls = { ca: certificate.cert, servername: 'bofu.example', agent: false };
        request({ host: '127.0.0.1', port, path, method: 'POST', headers, ...tls }, (answer) => {
          let text = '';
          answer.setEncoding('utf8').on('data', (chunk: string) => void (text += chunk));
          const { statusCode = 0, headers: said } = answer;
          answer.on('end', () => resolve({ status: statusCode, cookies: said['set-cookie'] ?? [], text }));
        })
          .on('error', reject)
          .end(JSON.stringify(body));
      });
    try {
      expect(over.address).toBe(`https://bofu.example:${port}`);
      const [link = ''] = await over.office.signIn.administratorLinks();
      const who = { link, name: '赵安全', number: null, login: 'zhao', password: PASSWORD };
      expect(await post('/v1/administrators', who)).toMatchObject({ status: 201 });
      const { cookies } = await post('/v1/session', { login: 'zhao', password: PASSWORD });
      expect(cookies).toHaveLength(2);
      expect(cookies[0]).toMatch(/^__Host-bofu-session=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure$/);
      expect(cookies[1]).toMatch(/^__Host-bofu-device=[\w-]{43}; Path=\/; HttpOnly; SameSite=Strict; Secure; Max-Age/);
      const foreign = await post('/v1/session/end', {}, { origin: 'https://evil.example' });
      expect([foreign.status, foreign.text]).toEqual([403, expect.stringContaining('csrf')]);
    } finally {
      await over.close();
    }
  });
});

describe('settings of the entrance', () => {
  const whyNot = (env: Record<string, string>) => {
    try {
      readConfiguration(env);
      return null;
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  };
  const origin = { BOFU_PUBLIC_ORIGIN: 'https://bofu.example.gov.cn' };
  const tls = { BOFU_TLS_CERT_FILE: 'a.pem', BOFU_TLS_KEY_FILE: 'b.pem' };

  it.each<[Record<string, string>, string]>([
    [{ BOFU_TLS_CERT_FILE: 'a.pem' }, '须一同设置'],
    [origin, '证书（BOFU_TLS_CERT_FILE'],
    [tls, 'BOFU_PUBLIC_ORIGIN'],
    [{ BOFU_TRUSTED_PROXY: '10.0.0.1' }, 'BOFU_PUBLIC_ORIGIN'],
    [{ ...origin, ...tls, BOFU_TRUSTED_PROXY: '10.0.0.1' }, '只能设置其一'],
    [{ ...tls, BOFU_PUBLIC_ORIGIN: 'http://bofu.example.gov.cn' }, 'BOFU_PUBLIC_ORIGIN'],
    [{ ...tls, BOFU_PUBLIC_ORIGIN: 'https://bofu.example.gov.cn/path' }, 'BOFU_PUBLIC_ORIGIN'],
    [{ ...origin, BOFU_TRUSTED_PROXY: 'the proxy' }, 'BOFU_TRUSTED_PROXY'],
    [{ ...origin, BOFU_TRUSTED_PROXY: '10.0.0.0/33' }, 'BOFU_TRUSTED_PROXY'],
  ])('%j are refused in words', (env, said) => expect(whyNot(env)).toContain(said));
  it('are taken, each way', () => {
    expect(readConfiguration({ ...origin, BOFU_TRUSTED_PROXY: '10.0.0.1, 10.1.0.0/16' }).entrance).toEqual({
      publicOrigin: 'https://bofu.example.gov.cn',
      tls: null,
      trustedProxies: ['10.0.0.1', '10.1.0.0/16'],
    });
    expect(readConfiguration({ ...origin, ...tls }).entrance?.tls?.certFile).toMatch(/a\.pem$/);
    expect(readConfiguration({}).entrance).toBeUndefined();
  });
});
