import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { ConsoleLogger } from '@nestjs/common';
import { openOffice, type StoreChoice } from '@bofu/api';
import { systemClock, today } from '@bofu/http';
import { yearOf } from '@bofu/kernel';
import { freshDatabase, inDatabase } from './database';
import { sampleEvent } from './append';
import { alternating, underLoad, type Figure, type Load } from './measure';
import { pgbenchRawInsert, RAW_TABLE } from './pgbench';

const CLIENTS = 32;

/** A whole command over HTTP: checked, decided on three streams, appended, answered; each client on its own appropriation. */
export async function commandFigures(adminUrl: string, pgbench: string | null, seconds: number): Promise<Figure[]> {
  const rawUrl = await freshDatabase(adminUrl, 'bench_commands_raw');
  await inDatabase(rawUrl, (client) => client.query(RAW_TABLE));
  const office = await payingOffice(adminUrl, { kind: 'postgres', url: null }, CLIENTS);
  try {
    const measures: Record<string, () => Promise<Load>> = { command: () => office.pay(seconds) };
    const { data, metadata } = sampleEvent(randomUUID(), 0);
    const row = { data: JSON.stringify(data), metadata: JSON.stringify(metadata) };
    if (pgbench !== null) measures['pgbench'] = () => pgbenchRawInsert(pgbench, rawUrl, CLIENTS, seconds, row);
    const { command, pgbench: raw } = await alternating(3, measures);
    return [
      {
        name: `command over HTTP, ${CLIENTS} clients (commands; 3 events each)`,
        ...command!,
        ...(raw && { ratio: command!.perSecond / raw.perSecond, baseline: 'pgbench raw insert' }),
        target: '>= 0.25',
      },
    ];
  } finally {
    await office.close();
  }
}

/** The same in an office of its own, on the store that is named. */
export async function paymentsOverHttp(
  adminUrl: string,
  store: StoreChoice,
  clients: number,
  seconds: number,
): Promise<Load> {
  const office = await payingOffice(adminUrl, store, clients);
  try {
    return await office.pay(seconds);
  } finally {
    await office.close();
  }
}

async function payingOffice(adminUrl: string, store: StoreChoice, clients: number) {
  const databaseUrl = await freshDatabase(adminUrl, `bench_commands_${randomUUID().slice(0, 8)}`);
  const office = await openOffice(
    { store, databaseUrl, dataDir: '', host: '127.0.0.1', port: 0 },
    { logger: new ConsoleLogger('bench', { logLevels: ['error', 'fatal'] }) },
  );
  const agent = new Agent({ keepAlive: true, maxSockets: clients });
  const close = async (): Promise<void> => {
    agent.destroy();
    await office.close();
  };
  const address = await office.listen();
  // A store that was paid in before has its agency and its clerk.
  if (office.directory.agencyIds().length === 0) await found(agent, address);
  const ids = await Promise.all(Array.from({ length: clients }, () => issue(agent, address, randomIndex())));
  // Streams grow with every payment; after a fixed number each client moves to a fresh appropriation.
  const turns = new Array<number>(clients).fill(0);
  const pay = (seconds: number): Promise<Load> => {
    // Between two rounds the office closes connections that rest: each round opens its own.
    agent.destroy();
    return underLoad(clients, seconds, async (client) => {
      turns[client]! += 1;
      if (turns[client]! % 50 === 0) ids[client] = await issue(agent, address, randomIndex());
      // Another payee each time, as an office pays: the same again would be asked back.
      await post(agent, `${address}/v1/disbursements`, {
        appropriationId: ids[client],
        amount: '1.00',
        payee: { kind: 'organisation', name: `某单位 ${client}-${turns[client]}` },
        purpose: '基准',
        period: null,
        submittedOn: today(systemClock),
      });
      return 1;
    });
  };
  return { pay, close };
}

const randomIndex = (): number => Number.parseInt(randomUUID().slice(0, 8), 16);

async function issue(agent: Agent, address: string, index: number): Promise<string> {
  const programmeCode = `B${String(index).padStart(20, '0')}`;
  const fiscalYear = yearOf(today(systemClock));
  const answer = await post(agent, `${address}/v1/appropriations`, {
    fiscalYear,
    programmeCode,
    programmeName: '基准项目',
    unitCode: '356001',
    unitName: '本级',
    fundingLevel: 'district',
    fundingLevelBasis: 'stated',
    budgetType: 'general-public',
    documentNumber: null,
    issuedAs: 'regular',
    amount: '100000000.00',
    effectiveOn: `${fiscalYear}-01-01`,
  });
  return answer['appropriationId'] as string;
}

/** The agency, and the clerk who acts in all that follows. */
async function found(agent: Agent, address: string): Promise<void> {
  const region = { regionCode: '130600', regionName: '保定市', parentAgencyId: null, effectiveOn: '2015-01-01' };
  await post(agent, `${address}/v1/agencies`, { code: '370', name: '基准局', ...region }, null);
  await post(agent, `${address}/v1/people`, { name: '王经办', number: '001', kind: 'person' }, null);
}

function post(
  agent: Agent,
  url: string,
  body: unknown,
  actor: string | null = '001',
): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      ...(actor !== null && { 'bofu-actor': actor }),
      'idempotency-key': randomUUID(),
    };
    const call = request(url, { agent, method: 'POST', headers }, (response) => {
      let text = '';
      response.on('data', (chunk: Buffer) => (text += chunk.toString()));
      response.on('end', () => {
        if (response.statusCode === 201) resolve(JSON.parse(text) as Record<string, unknown>);
        else reject(new Error(`${response.statusCode}: ${text}`));
      });
    });
    call.on('error', reject);
    call.end(JSON.stringify(body));
  });
}
