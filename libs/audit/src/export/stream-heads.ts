import type { NumberedEvent } from './numbered-events';

interface Head {
  readonly version: bigint;
  readonly eventId: string;
  readonly hash: string;
}

/** Where each stream ends: its last event, and the hash that stands for everything before it in the stream. */
export class StreamHeads {
  readonly #heads = new Map<string, Head>();

  observe({ stream, version, id, metadata }: NumberedEvent): void {
    this.#heads.set(stream, { version, eventId: id, hash: metadata['hash'] ?? '' });
  }

  get count(): number {
    return this.#heads.size;
  }

  /** Tab-separated, by stream: name, last version, last event, last hash (empty where events carry none). */
  *lines(): Generator<string> {
    yield 'stream\tversion\tevent\thash\n';
    for (const [stream, { version, eventId, hash }] of [...this.#heads].sort(([a], [b]) => (a < b ? -1 : 1)))
      yield `${stream}\t${version}\t${eventId}\t${hash}\n`;
  }
}
