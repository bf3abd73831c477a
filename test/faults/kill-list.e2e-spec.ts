import { execFileSync } from 'node:child_process';
import { randomUUID } from 'node:crypto';
import { appendFileSync, chmodSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { startEmbeddedPostgres, type EmbeddedPostgres } from '@bofu/embedded';
import { leaveOut } from '@bofu/testing';
import { Client } from 'pg';
import { addressOf, bofu, startBofu } from '../e2e/command-line';
import { CLERK, startPaying, type PayingClients } from './paying-clients';

/** `npm run kill-list` makes it the whole list. */
const WHOLE = process.env['BOFU_KILL_LIST'] === 'whole';
const KILLS = WHOLE ? { application: 12, database: 12, both: 6 } : { application: 2, database: 2, both: 1 };
const DOWN_MS = WHOLE ? 121_000 : 8_000;
const FROZEN_MS = WHOLE ? 120_000 : 12_000;
const DISK_FULL_MS = WHOLE ? 35_000 : 8_000;

/** A command that was under way when something was killed is answered this soon after everything is there again. */
const ANSWERED_WITHIN_MS = 10_000;
/** A read waits 5 s, and 5 s more while it is looked whether the database answers anything; the rest is the machine's. */
const TOLD_WITHIN_MS = 12_000;
const TODAY = new Intl.DateTimeFormat('sv-SE', { timeZone: 'Asia/Shanghai' }).format(new Date());

jest.setTimeout(WHOLE ? 1_800_000 : 300_000);

interface Killed {
  readonly postgres: () => EmbeddedPostgres;
  readonly address: () => string;
  readonly env: () => Record<string, string>;
  killApplication(): Promise<void>;
  startApplication(): Promise<void>;
  stopDatabase(): Promise<void>;
  startDatabase(): Promise<void>;
  close(): Promise<void>;
}

/** The whole server at once, as when a machine's memory runs out: nobody is left to tidy up. */
function processesOf(postmaster: number): number[] {
  const children = execFileSync('ps', ['-o', 'pid=', '--ppid', String(postmaster)], { encoding: 'utf8' });
  return [postmaster, ...children.split('\n').map(Number)].filter((pid) => pid > 0);
}

function signal(pids: readonly number[], name: NodeJS.Signals): void {
  for (const pid of pids)
    try {
      process.kill(pid, name);
    } catch {
      // It has ended by itself in the meantime.
    }
}

/** `bofu start` on a database of this test's own, so that each of the two can be ended without the other. */
async function openOfficeToKill(folder: string): Promise<Killed> {
  const dataDir = join(folder, 'office');
  const databaseDir = join(folder, 'database');
  let postgres = await startEmbeddedPostgres({ dataDir: databaseDir, restart: true });
  const env = () => ({ BOFU_DATA_DIR: dataDir, BOFU_DATABASE_URL: postgres.url, BOFU_STORE: 'postgres' });
  const start = async (port: string) => {
    const started = startBofu(['start'], { ...env(), BOFU_PORT: port });
    return { ...started, address: await addressOf(started.child) };
  };
  let running = await start('0');
  const end = async (name: NodeJS.Signals) => {
    running.child.kill(name);
    await running.ended;
  };
  return {
    postgres: () => postgres,
    env,
    address: () => running.address,
    killApplication: () => end('SIGKILL'),
    startApplication: async () => {
      running = await start(new URL(running.address).port);
    },
    stopDatabase: () => postgres.stop(),
    startDatabase: async () => {
      postgres = await startEmbeddedPostgres({ dataDir: databaseDir, restart: true, port: postgres.port });
    },
    close: async () => {
      await end('SIGTERM');
      await postgres.stop();
    },
  };
}

async function firstAppropriation(office: Killed): Promise<string> {
  const post = async (path: string, body: object, actor: object = CLERK): Promise<Record<string, unknown>> => {
    const headers = { 'content-type': 'application/json', 'idempotency-key': randomUUID(), ...actor };
    const response = await fetch(office.address() + path, { method: 'POST', headers, body: JSON.stringify(body) });
    const answer = (await response.json()) as Record<string, unknown>;
    if (response.status >= 300) throw new Error(`${path}: ${response.status} ${JSON.stringify(answer)}`);
    return answer;
  };
  const named = { code: '370', name: '民政局', regionCode: '130607', regionName: '保定市满城区' };
  await post('/v1/agencies', { ...named, parentAgencyId: null, effectiveOn: '2015-04-28' }, {});
  await post('/v1/people', { name: '王经办', number: '0001', kind: 'person' }, {});
  const fiscalYear = Number(TODAY.slice(0, 4));
  const effectiveOn = `${fiscalYear}-01-01`;
  const { programmeId } = await post('/v1/programmes', {
    code: '13060726LSJZ000000001',
    name: '临时救助',
    effectiveOn,
  });
  const { appropriationId } = await post('/v1/appropriations', {
    ...{ programmeId, fiscalYear, unitCode: '370001', unitName: '局本级', fundingLevel: 'district' },
    ...{ fundingLevelBasis: 'stated', budgetType: 'general-public', documentNumber: null, issuedAs: 'regular' },
    ...{ amount: '900000.00', effectiveOn },
  });
  return String(appropriationId);
}

/** How long until the office says that it is ready again. */
async function untilReady(office: Killed): Promise<number> {
  const since = Date.now();
  for (;;) {
    const ready = await fetch(`${office.address()}/readyz`).then(
      ({ status }) => status === 200,
      () => false,
    );
    if (ready) return Date.now() - since;
    await sleep(20);
  }
}

/** What was promised against what is on record, and what the two commands for that say. */
async function outcomeOf(office: Killed, batch: string, clients: PayingClients) {
  const books = new Client({ connectionString: office.postgres().url });
  await books.connect();
  const { rows } = await books.query<{ purpose: string; times: number }>(
    `select data->>'purpose' as purpose, count(*)::int as times from event_store.event
     where type = 'PaymentSubmitted' and starts_with(data->>'purpose', $1) group by 1`,
    [batch],
  );
  await books.end();
  const promised = new Set(clients.acknowledged.map(({ purpose }) => purpose));
  const recorded = new Map(rows.map(({ purpose, times }) => [purpose, times]));
  await office.killApplication();
  const verified = await bofu(['audit', 'verify'], office.env());
  const compared = await bofu(['audit', 'compare'], office.env());
  await office.startApplication();
  return {
    acknowledged: promised.size,
    repeats: clients.repeats,
    lost: [...promised].filter((purpose) => !recorded.has(purpose)).length,
    doubled: [...recorded.values()].filter((times) => times > 1).length,
    'recorded, never acknowledged': [...recorded.keys()].filter((purpose) => !promised.has(purpose)).length,
    refused: clients.refused,
    verified: verified.code,
    compared: compared.code,
  };
}
const NOTHING_WRONG = {
  ...{ lost: 0, doubled: 0, 'recorded, never acknowledged': 0 },
  ...{ refused: [], verified: 0, compared: 0 },
};

const tell = (what: string, figures: object) => process.stdout.write(`${what}: ${JSON.stringify(figures)}\n`);

/** A folder that every account may pass through: the database runs under one of its own. */
function openFolder(): string {
  const folder = mkdtempSync(join(tmpdir(), 'bofu-kill-list-'));
  chmodSync(folder, 0o755);
  return folder;
}

describe('six clients at work', () => {
  const folder = openFolder();
  let office: Killed;
  let appropriationId: string;
  beforeAll(async () => {
    office = await openOfficeToKill(folder);
    appropriationId = await firstAppropriation(office);
  });
  afterAll(async () => {
    await office?.close();
    rmSync(folder, { recursive: true, force: true });
  });
  const paying = (batch: string) => startPaying(office.address, { batch, appropriationId, submittedOn: TODAY });

  it.each(['application', 'database', 'both'] as const)(
    'lose and double nothing while %s: killed again and again',
    async (what) => {
      const clients = paying(what);
      const [untilReadyMs, answerMs]: number[][] = [[], []];
      for (let kill = 1; kill <= KILLS[what]; kill += 1) {
        await morePaid(clients);
        await sleep(Math.random() * 50);
        if (what !== 'application') signal(processesOf(office.postgres().pid), 'SIGKILL');
        if (what !== 'database') {
          await office.killApplication();
          await office.startApplication();
        }
        untilReadyMs!.push(await untilReady(office));
        const back = Date.now();
        await morePaid(clients);
        answerMs!.push(clients.slowestMs(back));
      }
      await clients.stop();
      const outcome = await outcomeOf(office, what, clients);
      const longest = {
        'until ready, ms': Math.max(...untilReadyMs!),
        'answer after that, ms': Math.max(...answerMs!),
      };
      tell(`${what} killed ${KILLS[what]} times`, { ...outcome, ...longest });
      expect(outcome).toMatchObject(NOTHING_WRONG);
      expect(Math.max(...answerMs!)).toBeLessThan(ANSWERED_WITHIN_MS);
    },
  );

  const standStill = {
    stopped: { begin: () => office.stopDatabase(), end: () => office.startDatabase(), ms: DOWN_MS },
    frozen: {
      begin: () => Promise.resolve(signal(processesOf(office.postgres().pid), 'SIGSTOP')),
      end: () => Promise.resolve(signal(processesOf(office.postgres().pid), 'SIGCONT')),
      ms: FROZEN_MS,
    },
  };
  it.each(['stopped', 'frozen'] as const)(
    'are told so in time while the database is %s, and lose nothing',
    async (how) => {
      const { begin, end, ms } = standStill[how];
      const clients = paying(how);
      await morePaid(clients);
      await begin();
      const until = Date.now() + ms;
      const told = { alive: [] as number[], ready: [] as number[], reads: [] as number[], slowestMs: 0 };
      const ask = async (path: string): Promise<number> => {
        const since = Date.now();
        const { status } = await fetch(office.address() + path);
        told.slowestMs = Math.max(told.slowestMs, Date.now() - since);
        return status;
      };
      await sleep(1_000);
      while (Date.now() < until) {
        told.alive.push(await ask('/livez'));
        told.ready.push(await ask('/readyz'));
        told.reads.push(await ask('/v1/payments'));
        await sleep(500);
      }
      await end();
      const untilReadyMs = await untilReady(office);
      const back = Date.now();
      await morePaid(clients);
      const answerMs = clients.slowestMs(back);
      await clients.stop();
      const outcome = await outcomeOf(office, how, clients);
      tell(`database ${how} for ${ms / 1_000} s`, {
        ...outcome,
        ...{ 'slowest answer meanwhile, ms': told.slowestMs, 'until ready, ms': untilReadyMs },
        ...{ 'answer after that, ms': answerMs },
      });
      expect(outcome).toMatchObject(NOTHING_WRONG);
      expect([new Set(told.alive), new Set(told.ready), new Set(told.reads)]).toEqual([
        new Set([200]),
        new Set([503]),
        new Set([503]),
      ]);
      expect(told.slowestMs).toBeLessThan(TOLD_WITHIN_MS);
      expect(answerMs).toBeLessThan(ANSWERED_WITHIN_MS);
    },
  );
});

/** A dozen more, so that all six have had answers in between. */
async function morePaid({ acknowledged, refused }: PayingClients): Promise<void> {
  const enough = acknowledged.length + 12;
  while (acknowledged.length < enough) {
    if (refused[0] !== undefined) throw new Error(`refused: ${refused[0]}`);
    await sleep(5);
  }
}

const onSmallDisk = (tests: () => void): void => {
  const name = 'six clients at work on a disk that is full';
  if (process.getuid?.() === 0) describe(name, tests);
  else leaveOut(name, 'only root can make a small disk', tests);
};

onSmallDisk(() => {
  const folder = openFolder();
  const ballast = join(folder, 'ballast');
  let office: Killed;
  beforeAll(async () => {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=160m,mode=755', 'bofu-kill-list', folder]);
    office = await openOfficeToKill(folder);
  });
  afterAll(async () => {
    await office?.close();
    execFileSync('umount', [folder]);
    rmSync(folder, { recursive: true, force: true });
  });

  it('are told what is the matter, and go on by themselves once there is room', async () => {
    const appropriationId = await firstAppropriation(office);
    const clients = startPaying(office.address, { batch: 'full', appropriationId, submittedOn: TODAY });
    await morePaid(clients);
    const block = Buffer.alloc(4_096);
    expect(() => {
      for (;;) appendFileSync(ballast, block);
    }).toThrow('ENOSPC');
    await sleep(DISK_FULL_MS);
    const ready = await fetch(`${office.address()}/readyz`);
    const problem = JSON.stringify(await ready.json());
    rmSync(ballast);
    const untilReadyMs = await untilReady(office);
    const back = Date.now();
    await morePaid(clients);
    const answerMs = clients.slowestMs(back);
    await clients.stop();
    const outcome = await outcomeOf(office, 'full', clients);
    tell(`disk full for ${DISK_FULL_MS / 1_000} s`, {
      ...outcome,
      ...{ 'until ready, ms': untilReadyMs, 'answer after that, ms': answerMs, readyz: [ready.status, problem] },
    });
    expect(outcome).toMatchObject(NOTHING_WRONG);
    expect([ready.status, problem]).toEqual([503, expect.stringContaining('storage-full')]);
    expect(Object.keys(clients.repeats)).toContain('storage-full');
    expect(answerMs).toBeLessThan(ANSWERED_WITHIN_MS);
  });
});
