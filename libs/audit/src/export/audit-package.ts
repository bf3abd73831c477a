import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileNamedBy, readUnchanged, refuseAttachment, type AttachmentFiles, type NamedFile } from '@bofu/attachment';
import type { EventStore } from '@bofu/event-store';
import { beancountJournal } from './beancount-journal';
import { DigestedFile, written, type PackageFile } from './digested-file';
import { hledgerJournal } from './hledger-journal';
import { howToVerify } from './how-to-verify';
import { journalHeader, readBooks, type Coverage, type ExportProgress, type ExportSelection } from './read-books';
import { StreamHeads } from './stream-heads';
import { wholeFolder } from './whole-folder';

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
export const writeAuditPackage = (
  store: EventStore,
  folder: string,
  selection: ExportSelection,
  attachments: AttachmentFiles | null = null,
  onProgress?: ExportProgress,
): Promise<PackageManifest> => wholeFolder(folder, (making) => fill(making, store, selection, attachments, onProgress));

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
