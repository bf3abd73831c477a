import { createHash } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { join } from 'node:path';
import { finished } from 'node:stream/promises';

export interface PackageFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** Counted and digested on its way to the disk: what the manifest says of a file was never read back from it. */
export class DigestedFile {
  readonly #stream;
  readonly #digest = createHash('sha256');
  #bytes = 0;

  constructor(
    folder: string,
    readonly name: string,
  ) {
    this.#stream = createWriteStream(join(folder, name), { flags: 'wx' });
  }

  async write(text: string): Promise<void> {
    const bytes = Buffer.from(text);
    this.#digest.update(bytes);
    this.#bytes += bytes.length;
    await new Promise<void>((resolve, reject) => {
      this.#stream.write(bytes, (error) => (error ? reject(error) : resolve()));
    });
  }

  async end(): Promise<PackageFile> {
    this.#stream.end();
    await finished(this.#stream);
    return { name: this.name, bytes: this.#bytes, sha256: this.#digest.digest('hex') };
  }
}

/** A whole file of lines. */
export async function written(folder: string, name: string, lines: Iterable<string>): Promise<PackageFile> {
  const file = new DigestedFile(folder, name);
  for (const chunk of inChunks(lines)) await file.write(chunk);
  return file.end();
}

const CHUNK = 64 * 1024;

/** Lines put together to pieces worth a write. */
export function* inChunks(lines: Iterable<string>): Generator<string> {
  let chunk = '';
  for (const line of lines) {
    chunk += line;
    if (chunk.length < CHUNK) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
