import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Server as TcpServer, type Socket } from 'node:net';

/** The cable between the clients and a node: it can be cut, and it can go dead without anybody being told. */
export class Wire {
  private readonly ends = new Set<Socket>();
  private server: TcpServer | null = null;
  private held = false;
  opened = 0;

  constructor(private readonly target: number) {}

  /** @param port the one it had before it was closed; any, where none is given */
  async open(port = 0): Promise<number> {
    const server = createServer((near) => {
      this.opened += 1;
      const far = connect(this.target, '127.0.0.1');
      for (const [from, to] of [
        [near, far],
        [far, near],
      ] as const) {
        this.ends.add(from);
        from.setNoDelay(); // Else every answer waits 40 ms for the acknowledgement of the one before.
        from.on('data', (bytes) => to.write(bytes));
        from.on('error', () => undefined);
        from.on('close', () => {
          this.ends.delete(from);
          to.destroy();
        });
        if (this.held) from.pause();
      }
    });
    this.server = server;
    server.listen(port, '127.0.0.1');
    await once(server, 'listening');
    return (server.address() as AddressInfo).port;
  }

  get connections(): number {
    return this.ends.size / 2;
  }

  cut(): void {
    for (const end of this.ends) end.destroy();
  }

  hold(): void {
    this.held = true;
    for (const end of this.ends) end.pause();
  }

  release(): void {
    this.held = false;
    for (const end of this.ends) end.resume();
  }

  async close(): Promise<void> {
    const { server } = this;
    this.server = null;
    const closed = server?.listening ? once(server, 'close') : null;
    server?.close();
    this.cut();
    await closed;
  }
}
