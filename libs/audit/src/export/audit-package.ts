import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { dirname, join, resolve } from 'node:path';
import type { EventStore } from '@bofu/event-store';
import { beancountJournal } from './beancount-journal';
import { hledgerJournal } from './hledger-journal';
import { howToVerify } from './how-to-verify';
import { journalHeader, readBooks, type Coverage, type ExportProgress, type ExportSelection } from './read-books';
import { StreamHeads } from './stream-heads';

/** Something stands where the export was to go: a package or a journal is never written over another. */
export class ExportPlaceTaken extends Error {
  constructor(readonly place: string) {
    super(`there is something already: ${place}`);
  }
}

export interface PackageFile {
  readonly name: string;
  readonly bytes: number;
  readonly sha256: string;
}

/** `manifest.json`: no clock and no chance in it, so the same position always gives the same package, byte for byte. */
export interface PackageManifest extends Coverage {
  readonly format: 'bofu-audit-package-1';
  readonly agencyId: string;
  readonly fiscalYear: number | null;
  readonly asOf: string | null;
  readonly streams: number;
  /** SHA-256 of `streams.tsv`: the last event, and the last hash, of every stream. */
  readonly headsDigest: string;
  readonly files: readonly PackageFile[];
}

/**
 * Writes the auditor's package of one agency: every event of it as CloudEvents, the books in two journals, the head of every stream, how to
 * verify it all, and a manifest of digests. It is made beside its place and moved there when it is whole.
 *
 * @throws ExportPlaceTaken
 */
export async function writeAuditPackage(
  store: EventStore,
  folder: string,
  selection: ExportSelection,
  onProgress?: ExportProgress,
): Promise<PackageManifest> {
  const place = resolve(folder);
  if ((await entriesOf(place)).length > 0) throw new ExportPlaceTaken(folder);
  await mkdir(dirname(place), { recursive: true });
  const making = join(dirname(place), `.${randomUUID()}.partial`);
  await mkdir(making);
  try {
    const manifest = await fill(making, store, selection, onProgress);
    await rm(place, { recursive: true, force: true });
    await rename(making, place);
    return manifest;
  } catch (error) {
    await rm(making, { recursive: true, force: true });
    throw error;
  }
}

async function fill(
  folder: string,
  store: EventStore,
  selection: ExportSelection,
  onProgress?: ExportProgress,
): Promise<PackageManifest> {
  const heads = new StreamHeads();
  const events = new DigestedFile(folder, 'events.ndjson');
  const read = await readBooks(
    store,
    selection,
    async (lines, batch) => {
      for (const event of batch) heads.observe(event);
      await events.write(lines);
    },
    onProgress,
  );
  const { books, coverage } = read;
  const header = journalHeader(selection, read);
  const streams = await written(folder, 'streams.tsv', heads.lines());
  const files = [
    await events.end(),
    streams,
    await written(folder, 'books.journal', hledgerJournal(header, books)),
    await written(folder, 'books.beancount', beancountJournal(header, books)),
    await written(folder, 'VERIFY.md', [howToVerify(header, coverage)]),
  ];
  const manifest: PackageManifest = {
    format: 'bofu-audit-package-1',
    agencyId: selection.agencyId,
    fiscalYear: selection.fiscalYear,
    asOf: selection.asOf,
    ...coverage,
    streams: heads.count,
    headsDigest: streams.sha256,
    files,
  };
  await written(
    folder,
    'SHA256SUMS',
    files.map(({ name, sha256 }) => `${sha256}  ${name}\n`),
  );
  await written(folder, 'manifest.json', [`${JSON.stringify(manifest, null, 2)}\n`]);
  return manifest;
}

async function written(folder: string, name: string, lines: Iterable<string>): Promise<PackageFile> {
  const file = new DigestedFile(folder, name);
  for (const chunk of inChunks(lines)) await file.write(chunk);
  return file.end();
}

/** Counted and digested on its way to the disk: what the manifest says of a file was never read back from it. */
class DigestedFile {
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

async function entriesOf(folder: string): Promise<string[]> {
  try {
    return await readdir(folder);
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return [];
    throw error;
  }
}
