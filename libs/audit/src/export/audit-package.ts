import { createHash, randomUUID } from 'node:crypto';
import { createWriteStream } from 'node:fs';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { finished } from 'node:stream/promises';
import { dirname, join, resolve } from 'node:path';
import { fileNamedBy, readUnchanged, refuseAttachment, type AttachmentFiles, type NamedFile } from '@bofu/attachment';
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
 * Writes the auditor's package of one agency: every event of it as CloudEvents, the books in two journals, the head of every stream, the
 * digest of every attachment, how to verify it all, and a manifest of digests. It is made beside its place and moved there when it is whole.
 *
 * @param attachments where the files of attachments lie, where they go along; each as it was attached, or the package is not made
 * @throws ExportPlaceTaken, Refusal `attachment-file-lost`
 */
export async function writeAuditPackage(
  store: EventStore,
  folder: string,
  selection: ExportSelection,
  attachments: AttachmentFiles | null = null,
  onProgress?: ExportProgress,
): Promise<PackageManifest> {
  const place = resolve(folder);
  if ((await entriesOf(place)).length > 0) throw new ExportPlaceTaken(folder);
  await mkdir(dirname(place), { recursive: true });
  const making = join(dirname(place), `.${randomUUID()}.partial`);
  await mkdir(making);
  try {
    const manifest = await fill(making, store, selection, attachments, onProgress);
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
  attachments: AttachmentFiles | null,
  onProgress?: ExportProgress,
): Promise<PackageManifest> {
  const heads = new StreamHeads();
  const named = new Map<string, NamedFile>();
  const events = new DigestedFile(folder, 'events.ndjson');
  const read = await readBooks(
    store,
    selection,
    async (lines, batch) => {
      for (const event of batch) {
        heads.observe(event);
        const file = fileNamedBy(event);
        if (file !== null && !named.has(file.digest)) named.set(file.digest, file);
      }
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
    await written(folder, 'attachments.tsv', attachmentLines([...named.values()])),
    await written(folder, 'VERIFY.md', [howToVerify(header, coverage)]),
    ...(attachments === null ? [] : await copied(folder, attachments, [...named.values()])),
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

const attachmentLines = (named: readonly NamedFile[]): string[] => [
  'sha256\tbytes\tmediaType\tattachmentId\tname\n',
  ...named.map(({ digest, size, mediaType, attachmentId, name }) =>
    [digest, size, mediaType, attachmentId, `${name}\n`].join('\t'),
  ),
];

/** Under their digests, so that no name of a paper has to be one of a file. */
async function copied(
  folder: string,
  attachments: AttachmentFiles,
  named: readonly NamedFile[],
): Promise<readonly PackageFile[]> {
  if (named.length > 0) await mkdir(join(folder, 'attachments'));
  const files: PackageFile[] = [];
  for (const file of named) {
    const { digest, size, attachmentId } = file;
    const bytes = await readUnchanged(attachments, file);
    if (typeof bytes === 'string') return refuseAttachment('attachment-file-lost', { attachmentId, fault: bytes });
    const name = `attachments/${digest}`;
    await writeFile(join(folder, name), bytes, { flag: 'wx' });
    files.push({ name, bytes: size, sha256: digest });
  }
  return files;
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
