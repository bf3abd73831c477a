import { createHash } from 'node:crypto';
import type { AttachedFile } from '../domain/attachment';

export const digestOf = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

/** Where files lie, each under the SHA-256 of its bytes and once, whoever brought it. */
export abstract class AttachmentFiles {
  /** The bytes are on the disk, whole, when it resolves. What lay there and was something else is replaced. */
  abstract put(digest: string, bytes: Uint8Array): Promise<void>;
  /** As they lie there, whether or not they are what they were; `null` where nothing does. */
  abstract read(digest: string): Promise<Uint8Array | null>;
  abstract remove(digest: string): Promise<void>;
  /** Throws where nothing can be put there or read. */
  abstract look(): Promise<void>;
}

/** A file as it was attached, or what is wrong with it: what is not the same to the bit is handed to nobody. */
export async function readUnchanged(
  files: AttachmentFiles,
  { digest, size }: Pick<AttachedFile, 'digest' | 'size'>,
): Promise<Uint8Array | 'missing' | 'changed'> {
  const bytes = await files.read(digest);
  if (bytes === null) return 'missing';
  return bytes.byteLength === size && digestOf(bytes) === digest ? bytes : 'changed';
}
