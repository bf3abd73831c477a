import type { EventStore, RecordedEvent } from '@bofu/event-store';
import { attachmentCodec } from './attachment-codec';
import type { AttachedFile } from './domain/attachment';
import { type AttachmentFiles, readUnchanged } from './files/attachment-files';

/** A file that an event names. */
export interface NamedFile extends AttachedFile {
  readonly agencyId: string;
  /** The first attachment that it was. */
  readonly attachmentId: string;
  readonly name: string;
}

/** Every file that an event names, each once for an agency, in the order of the events; withdrawn ones among them. */
export async function filesNamed(store: EventStore): Promise<readonly NamedFile[]> {
  const named = new Map<string, NamedFile>();
  for await (const { events } of store.readAll({ filter: { streamPrefixes: ['attachment-'] } }))
    for (const event of events) {
      const file = fileNamedBy(event);
      if (file !== null && !named.has(`${file.agencyId}/${file.digest}`))
        named.set(`${file.agencyId}/${file.digest}`, file);
    }
  return [...named.values()];
}

/** The file that an event of an attachment names; `null` for any other event. */
export function fileNamedBy(recorded: RecordedEvent): NamedFile | null {
  if (recorded.type !== 'AttachmentAdded' || !attachmentCodec.knows(recorded)) return null;
  const { type, data } = attachmentCodec.decode(recorded);
  if (type !== 'AttachmentAdded') return null;
  const { agencyId, attachmentId, name, digest, size, mediaType } = data;
  return { agencyId, attachmentId, name, digest, size, mediaType };
}

export interface FileVerification {
  /** Files whose bytes were read and digested. */
  readonly examined: number;
  readonly bytes: number;
  readonly faults: readonly (Pick<NamedFile, 'attachmentId' | 'digest'> & { readonly fault: 'missing' | 'changed' })[];
}

/** Holds every file that an event names against its digest: whether it is there, and the same to the bit. */
export async function verifyFiles(
  store: EventStore,
  files: AttachmentFiles,
  onProgress: (examined: number, all: number) => void = () => undefined,
): Promise<FileVerification> {
  const faults: FileVerification['faults'][number][] = [];
  const named = new Map((await filesNamed(store)).map((file) => [file.digest, file]));
  let [examined, bytes] = [0, 0];
  for (const { attachmentId, digest, size } of named.values()) {
    const found = await readUnchanged(files, { digest, size });
    examined += 1;
    if (typeof found === 'string') faults.push({ attachmentId, digest, fault: found });
    else bytes += found.byteLength;
    onProgress(examined, named.size);
  }
  return { examined, bytes, faults };
}
