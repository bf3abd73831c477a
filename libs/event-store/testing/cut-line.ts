import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

export interface CutLine {
  /** The given url, through this line. */
  readonly url: string;
  /** Cuts every connection there is; new ones are welcome. */
  cut(): void;
  /** Lets what carries `mark` through to the server, and cuts the connection when the answer comes. */
  cutAnswerTo(mark: string): void;
  /** From now on nothing goes in or out, as behind a cable that was pulled. */
  hold(): void;
  /** Plugs the cable in again. What was said meanwhile is lost, so connections of that time are cut. */
  release(): void;
  close(): Promise<void>;
}

/** A line between a client and a server that can be cut where it hurts. */
export async function startCutLine(url: string): Promise<CutLine> {
  const target = new URL(url);
  const sockets = new Set<Socket>();
  let awaited: string | null = null;
  let held = false;

  const server = createServer((client) => {
    const upstream = connect(Number(target.port), target.hostname);
    let doomed = false;
    const cut = () => {
      client.destroy();
      upstream.destroy();
    };
    for (const socket of [client, upstream]) {
      sockets.add(socket);
      socket.setNoDelay(true);
      socket.on('error', cut);
      socket.on('close', () => {
        sockets.delete(socket);
        cut();
      });
    }
    client.on('data', (chunk) => {
      if (held) return;
      if (awaited !== null && chunk.includes(awaited)) {
        awaited = null;
        doomed = true;
      }
      upstream.write(chunk);
    });
    upstream.on('data', (chunk) => {
      if (held) return;
      if (doomed) cut();
      else client.write(chunk);
    });
  });
  server.unref();
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const { port } = server.address() as AddressInfo;
  const own = new URL(url);
  own.hostname = '127.0.0.1';
  own.port = String(port);

  const cutAll = () => {
    for (const socket of [...sockets]) socket.destroy();
  };
  return {
    url: own.href,
    cut: cutAll,
    cutAnswerTo: (mark) => {
      awaited = mark;
    },
    hold: () => {
      held = true;
    },
    release: () => {
      held = false;
      cutAll();
    },
    close: async () => {
      server.close();
      cutAll();
      await once(server, 'close');
    },
  };
}
