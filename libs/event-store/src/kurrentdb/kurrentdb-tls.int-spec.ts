import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { leaveOut } from '@bofu/testing';
import { startFakeKurrentDb, type FakeKurrentDb } from '../../testing/fake-kurrentdb';
import { placing } from '../../testing/placing';
import { streamId, type EventStore } from '../event-store';
import { StoreUnusable } from '../event-store-errors';
import { openKurrentDbEventStore } from './kurrentdb-event-store';

const hasOpenssl = (() => {
  try {
    execFileSync('openssl', ['version'], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
})();

const tls = (): void =>
  describe('a server with TLS, under an authority of its own', () => {
    const folder = mkdtempSync(join(tmpdir(), 'bofu-tls-'));
    const file = (name: string): string => join(folder, name);
    let fake: FakeKurrentDb;
    const opened: EventStore[] = [];
    const open = (more: string): EventStore => {
      const store = placing(openKurrentDbEventStore(`${fake.urlOf(0)}${more}`, { timeoutMs: 10_000 }));
      opened.push(store);
      return store;
    };

    beforeAll(async () => {
      const openssl = (...args: string[]) => execFileSync('openssl', args, { cwd: folder, stdio: 'pipe' });
      for (const [name, subject] of [
        ['ca', '/CN=bofu test authority'],
        ['other', '/CN=another authority'],
      ] as const)
        openssl(
          'req',
          '-x509',
          '-newkey',
          'rsa:2048',
          '-nodes',
          '-days',
          '2',
          '-subj',
          subject,
          '-keyout',
          `${name}.key`,
          '-out',
          `${name}.crt`,
        );
      openssl('req', '-newkey', 'rsa:2048', '-nodes', '-subj', '/CN=node', '-keyout', 'node.key', '-out', 'node.csr');
      writeFileSync(file('names'), 'subjectAltName=IP:127.0.0.1');
      openssl(
        'x509',
        '-req',
        '-in',
        'node.csr',
        '-CA',
        'ca.crt',
        '-CAkey',
        'ca.key',
        '-CAcreateserial',
        '-days',
        '2',
        '-extfile',
        'names',
        '-out',
        'node.crt',
      );
      fake = await startFakeKurrentDb({
        tls: { key: readFileSync(file('node.key')), certificate: readFileSync(file('node.crt')) },
      });
    }, 60_000);
    afterAll(async () => {
      for (const store of opened) await store.close();
      await fake.stop();
      rmSync(folder, { recursive: true, force: true });
    });

    it('is read and written when that authority is named', async () => {
      const store = open(`&tlsCAFile=${file('ca.crt')}`);
      const stream = streamId('payment', randomUUID());
      const event = { id: randomUUID(), type: 'Paid', data: {}, metadata: {} };
      await store.append({ stream, expected: 'no-stream', events: [event] });
      expect((await store.readStream(stream)).events).toHaveLength(1);
    });

    it.each([
      ['no authority is named', () => ''],
      ['another one is', () => `&tlsCAFile=${file('other.crt')}`],
    ])('is refused in a sentence, and at once, when %s', async (_what, more) => {
      const began = performance.now();
      const refused: unknown = await open(more())
        .head()
        .catch((error: unknown) => error);
      expect(refused).toBeInstanceOf(StoreUnusable);
      expect(refused).toMatchObject({ why: 'certificate-refused', message: expect.stringContaining('证书') as string });
      expect(performance.now() - began).toBeLessThan(5_000);
    });
  });

if (hasOpenssl) tls();
else leaveOut('kurrentdb over TLS', 'no openssl here to make certificates with', tls);
