import fc from 'fast-check';
import { Refusal } from '@bofu/kernel';
import { startExample } from '../testing/example-app';
import { createHttpAdapter } from './http-adapter';
import { checkLoopbackName, checkOrigin, isLoopback } from './loopback';

const refusalOf = (check: () => void): string | null => {
  try {
    check();
    return null;
  } catch (error) {
    return error instanceof Refusal ? error.code : String(error);
  }
};

describe('an address to listen on', () => {
  it.each(['127.0.0.1', '127.8.9.10', '::1', 'localhost'])('%s is this machine', (host) => {
    expect(isLoopback(host)).toBe(true);
  });

  it.each([
    '0.0.0.0',
    '::',
    '',
    '192.168.1.5',
    '10.0.0.1',
    '127.0.0.1.evil.example',
    '1270.0.0.1',
    '127.1',
    '::ffff:10.0.0.1',
  ])('%s is refused', (host) => {
    expect(refusalOf(() => createHttpAdapter().listen(0, host))).toBe('transport-open');
  });

  it('is 127.0.0.1 where none is given', async () => {
    const { app } = await startExample();
    try {
      expect((app.getHttpServer().address() as { address: string }).address).toBe('127.0.0.1');
    } finally {
      await app.close();
    }
  });
});

describe('a name the request was sent to', () => {
  it('is ours only if it is a loopback name, whatever the port', () => {
    for (const host of ['localhost', 'LocalHost:1', '127.0.0.1:65535', '[::1]:80'])
      expect(refusalOf(() => checkLoopbackName(host))).toBeNull();
    fc.assert(
      fc.property(fc.domain(), (domain) => {
        expect(refusalOf(() => checkLoopbackName(domain))).toBe('foreign-host');
        expect(refusalOf(() => checkLoopbackName(`localhost.${domain}`))).toBe('foreign-host');
      }),
    );
  });
});

describe('a page that sends a command', () => {
  it('is ours only with our name and port', () => {
    expect(refusalOf(() => checkOrigin(undefined, 'http://localhost:1'))).toBeNull();
    expect(refusalOf(() => checkOrigin('http://localhost:1', 'http://localhost:1'))).toBeNull();
    for (const origin of [
      'null',
      '',
      'http://localhost:2',
      'https://localhost:1',
      'http://localhost:1.evil.example',
      'http://127.0.0.1:1',
    ])
      expect(refusalOf(() => checkOrigin(origin, 'http://localhost:1'))).toBe('csrf');
  });
});
