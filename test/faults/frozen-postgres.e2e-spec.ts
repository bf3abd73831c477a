import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { addressOf, startBofu } from '../e2e/command-line';

jest.setTimeout(180_000);

/** Its own question after 5 s, and 5 s for the answer; the rest is a machine that is busy. */
const AT_MOST_MS = 20_000;

/** All that a process started, and they in turn: the database of an office is among them. */
function startedBy(pid: number): number[] {
  const listed = execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' });
  const pairs = listed.split('\n').map((line) => line.trim().split(/\s+/).map(Number));
  const childrenOf = (parent: number): number[] =>
    pairs.flatMap(([child = 0, of]) => (of === parent ? [child, ...childrenOf(child)] : []));
  return childrenOf(pid);
}

describe('a database that stands still', () => {
  const folder = mkdtempSync(join(tmpdir(), 'bofu-frozen-'));
  chmodSync(folder, 0o755);
  const { child, ended } = startBofu(['start'], { BOFU_DATA_DIR: folder });
  let address: string;
  let frozen: number[] = [];
  const goOn = () => {
    for (const pid of frozen) process.kill(pid, 'SIGCONT');
    frozen = [];
  };

  beforeAll(async () => {
    address = await addressOf(child);
  });
  afterAll(async () => {
    goOn();
    child.kill('SIGTERM');
    await ended;
    rmSync(folder, { recursive: true, force: true });
  });

  const ask = async (path: string, init?: RequestInit) => {
    const since = performance.now();
    const response = await fetch(`${address}${path}`, init);
    const body = (await response.json()) as Record<string, unknown>;
    return { status: response.status, body, tookMs: performance.now() - since };
  };
  const command = (path: string, body: object, key: string = randomUUID()) =>
    ask(path, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': key },
      body: JSON.stringify(body),
    });
  const registerPerson = (key: string) =>
    command('/v1/people', { name: '王经办', number: '0001', kind: 'person' }, key);
  const READS = [
    'appropriations?fiscalYear=2026',
    'plan-against-actual?fiscalYear=2026',
    'payments',
    'events',
    'alerts',
  ];

  it('is told as 503 in time by every read, command and probe, and nothing is lost or done twice once it goes on', async () => {
    const agency = await command('/v1/agencies', {
      code: '370',
      name: '人力资源和社会保障局',
      regionCode: '130607',
      regionName: '保定市满城区',
      parentAgencyId: null,
      effectiveOn: '2015-04-28',
    });
    expect(agency.status).toBe(201);
    for (const path of READS) expect((await ask(`/v1/${path}`)).status).toBe(200);
    frozen = startedBy(child.pid ?? 0);
    expect(frozen.length).toBeGreaterThan(1);
    for (const pid of frozen) process.kill(pid, 'SIGSTOP');

    const key = randomUUID();
    const [alive, ready, registered, ...reads] = await Promise.all([
      ask('/livez'),
      ask('/readyz'),
      registerPerson(key),
      ...READS.map((path) => ask(`/v1/${path}`)),
    ]);
    expect(alive.status).toBe(200);
    expect([ready.status, ready.body['failing']]).toEqual([
      503,
      expect.arrayContaining([
        { part: 'store', code: 'store-unavailable' },
        { part: 'database', code: 'database-unavailable' },
      ]),
    ]);
    // By which of the two depends on how far it came.
    expect([registered.status, registered.body['code']]).toEqual([
      503,
      expect.stringMatching(/^(?:store-unavailable|outcome-unknown)$/),
    ]);
    expect(reads.map(({ status, body }) => [status, body['code']])).toEqual(
      reads.map(() => [503, 'store-unavailable']),
    );
    for (const { tookMs } of [ready, registered, ...reads]) expect(tookMs).toBeLessThan(AT_MOST_MS);

    goOn();
    let again = await registerPerson(key);
    for (
      const until = Date.now() + AT_MOST_MS;
      again.status !== 201 && Date.now() < until;
      again = await registerPerson(key)
    )
      await new Promise((resolve) => setTimeout(resolve, 200));
    expect(again.status).toBe(201);
    const { body } = await ask(`/v1/people?minPosition=${String(again.body['position'])}`);
    const people = (body['items'] as { kind: string }[]).filter(({ kind }) => kind === 'person');
    expect(people).toHaveLength(1);
  });
});
