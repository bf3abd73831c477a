import { once } from 'node:events';
import { createServer } from 'node:net';
import { readTlsFiles, requireClosedTransport, type Entrance } from '@bofu/http';
import type { Configuration } from './configuration';

/** The port cannot be had: told to the operator in one sentence, with one that can where there is one. */
export class PortUnusable extends Error {}

/** How many of the next ports are tried for one to name. */
const NEIGHBOURS = 50;

/**
 * Tries the address before anything is started or played, so that the commonest accident is told at once. Whoever takes
 * the port between here and `listen` is told of there.
 */
export async function requireUsablePort({
  host,
  port,
  entrance,
}: Pick<Configuration, 'host' | 'port' | 'entrance'>): Promise<void> {
  requireClosedTransport(host, entranceFrom(entrance));
  const reason = port === 0 ? null : await whyNot(host, port);
  if (reason === null) return;
  const free = await freeNeighbour(host, Math.max(port, 1023));
  const advice = free === null ? '请换一个端口（BOFU_PORT）' : `可换用 ${free}：BOFU_PORT=${free}`;
  if (reason === 'EADDRINUSE') throw new PortUnusable(`端口 ${port} 已被占用，${advice}`);
  if (reason === 'EACCES') throw new PortUnusable(`没有权限使用端口 ${port}，${advice}`);
  throw new PortUnusable(`无法监听 ${host}:${port}（${reason}）`);
}

/** With what stands in the certificate's files now. Throws TlsFilesUnusable. */
export const entranceFrom = (entrance: Configuration['entrance']): Entrance | undefined =>
  entrance && { ...entrance, tls: entrance.tls && readTlsFiles(entrance.tls) };

async function freeNeighbour(host: string, port: number): Promise<number | null> {
  for (let next = port + 1; next <= Math.min(port + NEIGHBOURS, 65_535); next += 1)
    if ((await whyNot(host, next)) === null) return next;
  return null;
}

/** The system's reason not to give the port; `null` where it would. */
async function whyNot(host: string, port: number): Promise<string | null> {
  const server = createServer();
  try {
    await once(server.listen({ host, port, exclusive: true }), 'listening');
    server.close();
    await once(server, 'close');
    return null;
  } catch (error) {
    return (error as NodeJS.ErrnoException).code ?? String(error);
  }
}
