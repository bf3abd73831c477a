import { randomUUID } from 'node:crypto';
import { Agent, request } from 'node:http';
import { ConsoleLogger } from '@nestjs/common';
import { openOffice } from '@bofu/api';
import { freshDatabase, inDatabase } from './database';
import { sampleEvent } from './append';
import { alternating, underLoad, type Figure, type Load } from './measure';
import { pgbenchRawInsert, RAW_TABLE } from './pgbench';

const CLIENTS = 32;

/** A whole command over HTTP: checked, decided on two streams, appended, answered; each client on its own appropriation. */
export async function commandFigures(adminUrl: string, pgbench: string | null, seconds: number): Promise<Figure[]> {
  const url = await freshDatabase(adminUrl, 'bench_commands');
  const rawUrl = await freshDatabase(adminUrl, 'bench_commands_raw');
  await inDatabase(rawUrl, (client) => client.query(RAW_TABLE));
  const office = await openOffice(
    { store: { kind: 'postgres', url: null }, databaseUrl: url, dataDir: '', host: '127.0.0.1', port: 0 },
    { logger: new ConsoleLogger('bench', { logLevels: ['error', 'fatal'] }) },
  );
  const agent = new Agent({ keepAlive: true, maxSockets: CLIENTS });
  try {
    const address = await office.listen();
    const ids = await Promise.all(Array.from({ length: CLIENTS }, (_, client) => issue(agent, address, client)));
    // Streams grow with every payment; after a fixed number each client moves to a fresh appropriation.
    const turns = new Array<number>(CLIENTS).fill(0);
    const measures: Record<string, () => Promise<Load>> = {
      command: () => {
        // Between two rounds the office closes connections that rest: each round opens its own.
        agent.destroy();
        return underLoad(CLIENTS, seconds, async (client) => {
          turns[client]! += 1;
          if (turns[client]! % 50 === 0) ids[client] = await issue(agent, address, randomIndex());
          await post(agent, `${address}/v1/disbursements`, {
            appropriationId: ids[client],
            amount: '1.00',
            payee: { kind: 'organisation', name: '某单位' },
            purpose: '基准',
            period: null,
            submittedOn: '2021-03-01',
          });
          return 1;
        });
      },
    };
    const { data, metadata } = sampleEvent(randomUUID(), 0);
    const row = { data: JSON.stringify(data), metadata: JSON.stringify(metadata) };
    if (pgbench !== null) measures['pgbench'] = () => pgbenchRawInsert(pgbench, rawUrl, CLIENTS, seconds, row);
    const { command, pgbench: raw } = await alternating(3, measures);
    return [
      {
        name: `command over HTTP, ${CLIENTS} clients (commands; 2 events each)`,
        ...command!,
        ...(raw && { ratio: command!.perSecond / raw.perSecond, baseline: 'pgbench raw insert' }),
        target: '>= 0.25',
      },
    ];
  } finally {
    agent.destroy();
    await office.close();
  }
}

const randomIndex = (): number => Number.parseInt(randomUUID().slice(0, 8), 16);

async function issue(agent: Agent, address: string, index: number): Promise<string> {
  const programmeCode = `B${String(index).padStart(20, '0')}`;
  const answer = await post(agent, `${address}/v1/appropriations`, {
    fiscalYear: 2021,
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
    effectiveOn: '2021-01-01',
  });
  return answer['appropriationId'] as string;
}

function post(agent: Agent, url: string, body: unknown): Promise<Record<string, unknown>> {
  return new Promise((resolve, reject) => {
    const headers = {
      'content-type': 'application/json',
      'bofu-actor': '%E7%8E%8B%E7%BB%8F%E5%8A%9E',
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
