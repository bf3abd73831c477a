import { createHash, randomUUID } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { chmod, mkdir, rename, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import type { ResultFile } from './domain/job';
import { refuse } from './domain/refusals';

/** A name that stays inside its folder on every system. */
const SOUND_NAME = /^[\p{L}\p{N}][\p{L}\p{N} ._()（）-]{0,120}$/u;

/** Files that jobs leave: `<folder>/<jobId>/<name>`, whole books among them, so for nobody but the account we run as. */
export class ResultFiles {
  constructor(private readonly folder: string) {}

  /** Written beside its place and put there whole: whoever reads never sees half a file. */
  async write(
    jobId: string,
    name: string,
    mediaType: string,
    content: Readable | Uint8Array | string,
  ): Promise<ResultFile> {
    if (!SOUND_NAME.test(name)) throw new Error(`not a name for a result file: ${name}`);
    const place = this.#place(jobId, name);
    const draft = `${place}.${randomUUID()}.part`;
    await mkdir(join(this.folder, jobId), { recursive: true, mode: 0o700 });
    // One made by an earlier version was open to everybody.
    await chmod(this.folder, 0o700);
    const hash = createHash('sha256');
    let bytes = 0;
    const source = content instanceof Readable ? content : Readable.from([Buffer.from(content)]);
    try {
      await pipeline(
        source,
        async function* (chunks: AsyncIterable<Buffer | string>) {
          for await (const chunk of chunks) {
            const part = Buffer.from(chunk);
            hash.update(part);
            bytes += part.length;
            yield part;
          }
        },
        createWriteStream(draft, { flush: true, mode: 0o600 }),
      );
      await rename(draft, place);
    } catch (error) {
      await rm(draft, { force: true });
      throw error;
    }
    return { name, mediaType, bytes, sha256: hash.digest('hex') };
  }

  /** The file as it was recorded; one that is gone, or holds something else by now, is refused. */
  async open(jobId: string, { name, bytes, sha256 }: ResultFile): Promise<Readable> {
    const place = this.#place(jobId, name);
    const found = await stat(place).catch(() => null);
    if (found === null) return refuse('job-file-not-found', { jobId, name });
    if (found.size !== bytes || (await digestOf(place)) !== sha256) return refuse('job-file-damaged', { jobId, name });
    return createReadStream(place);
  }

  #place(jobId: string, name: string): string {
    return join(this.folder, jobId, name);
  }
}

async function digestOf(place: string): Promise<string> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(place)) hash.update(chunk as Buffer);
  return hash.digest('hex');
}
