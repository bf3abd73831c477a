import { randomUUID } from 'node:crypto';
import { once } from 'node:events';
import { createServer } from 'node:http';
import { httpRefusals, problemOf } from '@bofu/http';
import { Refusal } from '@bofu/kernel';
import type { Configuration } from './configuration';

/**
 * Answers at the office's address until the office itself does, which may be as long as its event store is away: the
 * process is alive, nothing can be recorded or read yet, and whoever asks is to come again.
 *
 * @returns gives the address up
 */
export async function answerWhileOpening({ host, port, store }: Answering): Promise<() => Promise<void>> {
  const server = createServer((request, response) => {
    const path = (request.url ?? '').split('?', 1)[0] ?? '';
    const [status, type, body] = answerTo(path, store.kind);
    request.resume();
    response
      .writeHead(status, { 'content-type': type, connection: 'close', ...(status === 503 && { 'retry-after': '5' }) })
      .end(JSON.stringify(body));
  });
  await once(server.listen({ host, port }), 'listening');
  const closed = once(server, 'close');
  return async () => {
    server.close();
    server.closeAllConnections();
    await closed;
  };
}

type Answering = Pick<Configuration, 'host' | 'port' | 'store'>;

function answerTo(path: string, store: string): [status: number, type: string, body: object | null] {
  if (path === '/livez') return [200, JSON_TYPE, { status: 'ok' }];
  const failing = [{ part: 'office', code: 'opening' }];
  if (path === '/readyz') return [503, JSON_TYPE, { status: 'unavailable', store, head: null, failing }];
  const occurrence = { instance: path, traceId: randomUUID() };
  const problem = problemOf(new Refusal('store-unavailable', {}), httpRefusals, occurrence);
  return [503, 'application/problem+json; charset=utf-8', problem];
}

const JSON_TYPE = 'application/json; charset=utf-8';
