import { randomUUID } from 'node:crypto';
import { cpSync, mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ConsoleLogger } from '@nestjs/common';
import { Client } from 'pg';
import { openOffice, type Office } from '@bofu/api';
import { formatYuan, parseYuan } from '@bofu/kernel';
import { createTestDatabase, type TestDatabase } from '@bofu/testing';
import { pdf } from '../../libs/attachment/testing/example-files';

const FILE = readFileSync(join(__dirname, '../../libs/budget/programmes/mancheng-hrss-2021.json'));
const MUNICIPAL = '13062121VLAKGQ3T8BFUX';
const DISTRICT = '13062121BHNLI8GFGL4GA';

interface Table {
  readonly name: string;
  readonly columns: string;
  readonly rows: string;
}
type Dump = readonly Table[];

const using = async <Result>(url: string, work: (client: Client) => Promise<Result>): Promise<Result> => {
  const client = new Client({ connectionString: url });
  await client.connect();
  return work(client).finally(() => client.end());
};

/** The rows of all tables out of one snapshot, as a dump of the tables has them; sequences are not among them. */
const dumpOf = (url: string): Promise<Dump> =>
  using(url, async (client) => {
    await client.query('begin isolation level repeatable read read only');
    const { rows: tables } = await client.query<{ name: string; columns: string }>(
      `select format('%I.%I', table_schema, table_name) as name, string_agg(quote_ident(column_name), ', ') as columns
       from information_schema.columns join information_schema.tables using (table_schema, table_name)
       where table_schema not in ('pg_catalog', 'information_schema') and table_type = 'BASE TABLE'
         and is_generated = 'NEVER' and table_name <> 'bofu_migration'
       group by 1`,
    );
    const dump: Table[] = [];
    for (const { name, columns } of tables) {
      const { rows } = await client.query<{ rows: string }>(
        `select coalesce(json_agg(r), '[]')::text as rows from ${name} r`,
      );
      dump.push({ name, columns, rows: rows[0]?.rows ?? '[]' });
    }
    return dump;
  });

/** Into a database whose tables are there and hold nothing worth keeping. */
const restore = (url: string, dump: Dump): Promise<void> =>
  using(url, async (client) => {
    await client.query(`set session_replication_role = 'replica'`);
    for (const { name, columns, rows } of dump) {
      await client.query(`delete from ${name}`);
      await client.query(
        `insert into ${name} (${columns}) overriding system value
         select ${columns} from json_populate_recordset(null::${name}, $1::json)`,
        [rows],
      );
    }
  });

interface Place {
  readonly tables: TestDatabase;
  readonly events: TestDatabase;
  readonly dataDir: string;
}

const places: Place[] = [];
const offices: Office[] = [];

async function newPlace(): Promise<Place> {
  const place = {
    tables: await createTestDatabase(),
    events: await createTestDatabase(),
    dataDir: mkdtempSync(join(tmpdir(), 'bofu-restore-')),
  };
  places.push(place);
  return place;
}

async function started({ tables, events, dataDir }: Place): Promise<{ office: Office; address: string }> {
  const office = await openOffice(
    {
      store: { kind: 'postgres', url: events.url },
      databaseUrl: tables.url,
      dataDir,
      host: '127.0.0.1',
      port: 0,
    },
    { logger: new ConsoleLogger('Bofu', { logLevels: ['fatal'] }) },
  );
  offices.push(office);
  return { office, address: await office.listen() };
}

const stopped = async (): Promise<void> => {
  for (const office of offices.splice(0)) await office.close();
};

const post = async (
  address: string,
  path: string,
  body: object,
  actor: string | null = '王经办',
): Promise<Record<string, unknown>> => {
  const answer = await fetch(`${address}${path}`, {
    method: 'POST',
    body: JSON.stringify(body),
    headers: {
      'content-type': 'application/json',
      ...(actor !== null && { 'bofu-actor': encodeURIComponent(actor) }),
      'idempotency-key': randomUUID(),
    },
  });
  const answered = (await answer.json()) as Record<string, unknown>;
  if (!answer.ok) throw new Error(JSON.stringify(answered));
  return answered;
};

const get = async (address: string, path: string): Promise<{ status: number; body: Record<string, unknown> }> => {
  const answer = await fetch(`${address}${path}`);
  return { status: answer.status, body: (await answer.json()) as Record<string, unknown> };
};

interface Ids {
  readonly municipal: string;
  readonly district: string;
}
/** The appropriations of the two programmes, as the read model knows them. */
async function idsAt(address: string, minPosition: string): Promise<Ids> {
  const { body } = await get(address, `/v1/appropriations?limit=200&minPosition=${minPosition}`);
  const items = body['items'] as { programmeCode: string; appropriationId: string }[];
  const [municipal = '', district = ''] = [MUNICIPAL, DISTRICT].map(
    (code) => items.find(({ programmeCode }) => programmeCode === code)?.appropriationId,
  );
  return { municipal, district };
}

const moveOneYuan = (address: string, { municipal, district }: Ids): Promise<Record<string, unknown>> =>
  post(address, '/v1/virements', {
    from: municipal,
    to: district,
    amount: '1.00',
    effectiveOn: '2021-03-01',
    documentNumber: '财社〔2021〕9号',
    confirmation: '分次调剂',
    reason: '调剂',
  });

/** What the events alone say the budget is. */
async function budgetByEvents({ store }: Office, { district }: Ids, before: string): Promise<string> {
  let moved = 0;
  for await (const { events } of store.readAll())
    moved += events.filter(
      ({ stream, data }) => stream === `appropriation-${district}` && data['amountFen'] === '100',
    ).length;
  let sum = parseYuan(before);
  for (let turn = 0; turn < moved; turn += 1) sum = (sum + parseYuan('1.00')) as typeof sum;
  return formatYuan(sum);
}

const PAPER = new Uint8Array(pdf('% a paper\n'));

/** A paper that the events name, and that no event can bring back. */
async function attachPaper(address: string, { district }: Ids): Promise<string> {
  const headers = { 'content-type': 'application/octet-stream' };
  const sent = await fetch(`${address}/v1/attachment-files`, { method: 'POST', headers, body: PAPER });
  const { digest } = (await sent.json()) as { digest: string };
  const subject = { kind: 'appropriation', id: district };
  return String(
    (await post(address, '/v1/attachments', { subject, kind: 'document', name: '指标文', digest }))['attachmentId'],
  );
}

const budget = async (address: string, { district }: Ids, query = ''): Promise<unknown> =>
  (await get(address, `/v1/appropriations/${district}${query}`)).body['budget'];

afterEach(async () => {
  await stopped();
  for (const { tables, events, dataDir } of places.splice(0)) {
    await tables.drop();
    await events.drop();
    rmSync(dataDir, { recursive: true, force: true });
  }
});

/** An office backed up while it is written to, in the given order, and put back into new databases. */
async function restoredAfter(
  order: readonly ('tables' | 'events')[],
): Promise<{ place: Place; before: string; ids: Ids; attachmentId: string }> {
  const place = await newPlace();
  const { office, address } = await started(place);
  const bureau = { code: '370', name: '人社局', regionCode: '130607', regionName: '满城区', effectiveOn: '2015-04-28' };
  await post(address, '/v1/agencies', { ...bureau, parentAgencyId: null }, null);
  await post(address, '/v1/people', { name: '王经办', number: null, kind: 'person' }, null);
  const imported = await post(address, '/v1/programme-imports', {
    fileName: '2021.json',
    contentBase64: FILE.toString('base64'),
  });
  const ids = await idsAt(address, String(imported['position']));
  const before = String(await budget(address, ids));
  const attachmentId = await attachPaper(address, ids);

  const backup = { tables: [] as Dump, events: [] as Dump };
  let writing = true;
  let last = '';
  const clerk = (async () => {
    while (writing) last = String((await moveOneYuan(address, ids))['position']);
  })();
  const more = async () => {
    const seen = last;
    while (last === seen || last === '') await new Promise((resolve) => setTimeout(resolve, 20));
    for (const { name } of await office.projections.status())
      await office.projections.waitFor(name, (await office.store.head())!, 30_000);
  };
  for (const part of order) {
    await more();
    backup[part] = await dumpOf(place[part].url);
  }
  await more();
  writing = false;
  await clerk;
  await stopped();

  const anew = await newPlace();
  await started(anew);
  await stopped();
  for (const part of order) await restore(anew[part].url, backup[part]);
  cpSync(join(place.dataDir, 'attachments'), join(anew.dataDir, 'attachments'), { recursive: true });
  return { place: anew, before, ids, attachmentId };
}

describe('a backup made while the office works', () => {
  it('in the order of the how-to, read models first, is right as soon as it has been restored', async () => {
    const { place, before, ids, attachmentId } = await restoredAfter(['tables', 'events']);
    const { office, address } = await started(place);
    const head = (await office.store.head())!;
    for (const name of office.projections.names)
      expect(await office.projections.waitFor(name, head, 60_000)).toMatchObject({ reached: true, fault: null });
    expect(await get(address, '/readyz')).toMatchObject({ status: 200, body: { status: 'ok' } });
    const now = await budgetByEvents(office, ids, before);
    expect(now).not.toBe(before);
    expect(await budget(address, ids)).toBe(now);
    for (const name of office.projections.names)
      expect(await office.projections.compare(name)).toMatchObject({ projection: name, found: [] });
    // Its numbering was not in the dump, and goes on behind the events all the same.
    const { position } = await moveOneYuan(address, ids);
    expect(String(position) > head).toBe(true);
    expect(await budget(address, ids, `?minPosition=${String(position)}`)).toBe(
      await budgetByEvents(office, ids, before),
    );
    const opened = await fetch(`${address}/v1/attachments/${attachmentId}`);
    expect(new Uint8Array(await opened.arrayBuffer())).toEqual(PAPER);
    const verified = async () => (await get(address, '/v1/audit/verification')).body;
    expect(await verified()).toMatchObject({ sound: true, attachments: { examined: 1, faults: [] } });
    // Whoever forgets the folder is told.
    rmSync(join(place.dataDir, 'attachments'), { recursive: true });
    expect(await verified()).toMatchObject({
      sound: false,
      attachments: { examined: 1, faults: [{ attachmentId, fault: 'missing' }] },
    });
  }, 120_000);

  it('in the other order is noticed at the start, shows nothing, and is mended by a rebuild', async () => {
    const { place, before, ids } = await restoredAfter(['events', 'tables']);
    const { office, address } = await started(place);
    expect(await get(address, '/readyz')).toMatchObject({
      status: 503,
      body: {
        status: 'unavailable',
        failing: expect.arrayContaining([{ part: 'ledger', code: 'history-differs' }]) as unknown,
      },
    });
    expect(await get(address, `/v1/appropriations/${ids.district}`)).toMatchObject({
      status: 503,
      body: { code: 'history-differs' },
    });
    await moveOneYuan(address, ids);
    expect(await get(address, '/v1/plan-against-actual?fiscalYear=2021')).toMatchObject({ status: 503 });
    for (const name of office.projections.names) await office.projections.rebuild(name);
    const head = (await office.store.head())!;
    for (const name of office.projections.names)
      expect(await office.projections.waitFor(name, head, 60_000)).toMatchObject({ reached: true, fault: null });
    expect(await get(address, '/readyz')).toMatchObject({ status: 200 });
    expect(await budget(address, ids)).toBe(await budgetByEvents(office, ids, before));
  }, 120_000);
});
