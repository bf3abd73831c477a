import { setTimeout as sleep } from 'node:timers/promises';
import type { Complaints } from './queue-errors';

interface Closable {
  on(event: 'error', hear: (error: Error) => void): unknown;
  waitUntilReady(): Promise<unknown>;
  close(): Promise<unknown>;
}

/** Races a promise with the clock; a loser that fails later is nobody's surprise. */
export async function within<Result>(ms: number, promise: Promise<Result>): Promise<Result> {
  const clock = new AbortController();
  promise.catch(() => undefined);
  try {
    return await Promise.race([
      promise,
      sleep(ms, undefined, { signal: clock.signal }).then(() => {
        throw new Error(`no answer within ${ms} ms`);
      }),
    ]);
  } finally {
    clock.abort();
  }
}

/** A server that is away must not keep a process from ending. */
export const closeWithin = (ms: number, client: Pick<Closable, 'close'>): Promise<void> =>
  within(ms, client.close()).then(
    () => undefined,
    () => undefined,
  );

/**
 * Makes a client once its server answers. One that was made while the server was away keeps that first failure for
 * ever, so it is thrown away and made anew. `null` when told to stop first.
 */
export async function openWhenReachable<Client extends Closable>(
  make: () => Client,
  complaints: Complaints,
  openMs: number,
  signal: AbortSignal,
): Promise<Client | null> {
  while (!signal.aborted) {
    const client = make();
    client.on('error', (error) => complaints.hear('任务队列出错', error));
    try {
      await within(openMs, client.waitUntilReady());
      return client;
    } catch (error) {
      complaints.hear('任务队列无法连接，稍后重试', error);
      await closeWithin(1_000, client);
      await sleep(1_000, undefined, { signal }).catch(() => undefined);
    }
  }
  return null;
}
