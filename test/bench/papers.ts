import { randomUUID } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { strFromU8, unzipSync } from 'fflate';
import { ConsoleLogger } from '@nestjs/common';
import { openOffice } from '@bofu/api';
import { asDocx, blocksOf } from '../../libs/paper/testing/printed-disclosure';
import { printedProgrammes, type ShippedProgrammes } from '../../libs/paper/testing/printed-programmes-file';
import { freshDatabase } from './database';
import { median, quantile, type Figure } from './measure';

const PROGRAMMES = 120;
const TIMES = 15;

/** The founding budget printed over and over, each programme under a code of its own. */
function paperOf(programmes: number): Uint8Array {
  const path = join(process.cwd(), 'libs/budget/programmes/mancheng-hrss-2021.json');
  const printed = printedProgrammes(JSON.parse(readFileSync(path, 'utf8')) as ShippedProgrammes);
  const sheets = Array.from({ length: programmes }, (_, at) => {
    const sheet = printed.sheets[at % printed.sheets.length]!;
    return { ...sheet, code: `${sheet.code.slice(0, -3)}${String(at).padStart(3, '0')}` };
  });
  return asDocx(blocksOf({ ...printed, sheets }));
}

/** The words of the file and nothing else: unzipped, with the marks of paragraphs and cells taken out. */
const textOf = (bytes: Uint8Array): string =>
  strFromU8(unzipSync(bytes)['word/document.xml']!).replace(/<[^>]*>/g, '\n');

/**
 * A published budget from the moment it is dropped to the drafts on the screen: sent over HTTP, read in its thread, kept,
 * set against the books and answered. Beside it, in the same run, the bare text of the same file.
 */
export async function paperFigures(adminUrl: string): Promise<Figure[]> {
  const bytes = paperOf(PROGRAMMES);
  const office = await openOffice(
    {
      ...{ store: { kind: 'postgres', url: null }, databaseUrl: await freshDatabase(adminUrl, 'bench_papers') },
      ...{ dataDir: '', host: '127.0.0.1', port: 0 },
    },
    { logger: new ConsoleLogger('bench', { logLevels: ['error', 'fatal'] }) },
  );
  try {
    const address = await office.listen();
    const personId = await whoReads(address);
    const drop = async (): Promise<void> => {
      const answer = await fetch(`${address}/v1/paper-readings?fileName=120.docx&personId=${personId}`, {
        ...{ method: 'POST', body: Buffer.from(bytes), headers: { 'content-type': 'application/octet-stream' } },
      });
      const { programmes } = (await answer.json()) as { programmes?: readonly unknown[] };
      if (programmes?.length !== PROGRAMMES) throw new Error(`${answer.status}: not ${PROGRAMMES} drafts`);
    };
    await drop();
    const before = process.memoryUsage().rss;
    let most = before;
    const watch = setInterval(() => (most = Math.max(most, process.memoryUsage().rss)), 5);
    const drops: number[] = [];
    const texts: number[] = [];
    for (let turn = 0; turn < TIMES; turn += 1) {
      drops.push(await millisecondsOf(drop));
      texts.push(
        await millisecondsOf(() => {
          if (textOf(bytes).length === 0) throw new Error('the file has words');
        }),
      );
    }
    clearInterval(watch);
    const latencies = (all: readonly number[]) => ({ p50Ms: quantile(all, 0.5), p99Ms: quantile(all, 0.99) });
    const perSecond = (all: readonly number[]) => (PROGRAMMES * 1_000) / median(all);
    return [
      { name: 'bare text of the same file (programmes)', perSecond: perSecond(texts), ...latencies(texts) },
      {
        name: `a document of ${PROGRAMMES} programmes from drop to drafts (programmes)`,
        perSecond: perSecond(drops),
        ...latencies(drops),
        ratio: median(drops) / median(texts),
        baseline: 'time for its bare text',
        note: `${Math.round(bytes.length / 1024)} KB; at most ${Math.round((most - before) / 2 ** 20)} MB more than before`,
      },
    ];
  } finally {
    await office.close();
  }
}

async function whoReads(address: string): Promise<string> {
  const post = async (path: string, body: object): Promise<void> => {
    const answer = await fetch(`${address}${path}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', 'idempotency-key': randomUUID() },
      body: JSON.stringify(body),
    });
    if (!answer.ok) throw new Error(`${path}: ${answer.status} ${await answer.text()}`);
  };
  const place = { regionCode: '130607', regionName: '县', parentAgencyId: null, effectiveOn: '2015-01-01' };
  await post('/v1/agencies', { code: '370', name: '局', ...place });
  await post('/v1/people', { name: '王经办', number: '0001', kind: 'person' });
  const { items } = (await (await fetch(`${address}/v1/people`)).json()) as { items: { personId: string }[] };
  const [first] = items;
  if (first === undefined) throw new Error('nobody is on record');
  return first.personId;
}

async function millisecondsOf(work: () => unknown): Promise<number> {
  const started = performance.now();
  await work();
  return performance.now() - started;
}
