import { createReadStream } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, relative, sep } from 'node:path';
import { Zip, ZipDeflate } from 'fflate';

/** The earliest day a zip can tell: no clock in it, so the same package is the same file. */
const NO_CLOCK = new Date(1980, 0, 1);

/**
 * What `make` leaves in a folder as one zip, for `use` to take while it lasts; the folder is gone afterwards. The same
 * files are the same zip, byte for byte.
 *
 * @throws what `make` and `use` do
 */
export async function withZipped<Made, Result>(
  make: (folder: string) => Promise<Made>,
  use: (made: Made, bytes: AsyncIterable<Uint8Array>) => Promise<Result>,
): Promise<Result> {
  const making = await mkdtemp(join(tmpdir(), 'bofu-audit-package-'));
  try {
    const folder = join(making, 'package');
    const made = await make(folder);
    return await use(made, zipped(folder));
  } finally {
    await rm(making, { recursive: true, force: true });
  }
}

/** The files of a folder in the order of their names, packed a piece at a time. */
async function* zipped(folder: string): AsyncGenerator<Uint8Array> {
  const ready: Uint8Array[] = [];
  let failed: Error | null = null;
  const zip = new Zip((error, piece) => {
    failed = error ?? failed;
    ready.push(piece);
  });
  const taken = (): Uint8Array[] => {
    if (failed !== null) throw failed;
    return ready.splice(0);
  };
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const paths = entries.filter((entry) => entry.isFile()).map(({ parentPath, name }) => join(parentPath, name));
  for (const path of paths.sort()) {
    const file = new ZipDeflate(relative(folder, path).split(sep).join('/'), { level: 6 });
    file.mtime = NO_CLOCK;
    zip.add(file);
    for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
      file.push(piece);
      yield* taken();
    }
    file.push(new Uint8Array(), true);
    yield* taken();
  }
  zip.end();
  yield* taken();
}
