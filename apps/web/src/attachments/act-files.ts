import type { Attachment, AttachmentKind } from './attachments';

/** A file that was sent and comes with an act or a paper. */
export interface ActFile {
  readonly kind: AttachmentKind;
  readonly name: string;
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
}

/** As the server takes them; nothing where there are none. */
export const bodyOfFiles = (files: readonly ActFile[]) =>
  files.length === 0 ? {} : { files: files.map(({ kind, name, digest }) => ({ kind, name, digest })) };

/** Each once. */
export const withFiles = (files: readonly ActFile[], more: readonly ActFile[]): readonly ActFile[] => [
  ...files,
  ...more.filter(({ digest }, at) => ![...files, ...more.slice(0, at)].some((each) => each.digest === digest)),
];

/** What stands at a paper, to come with the one that replaces it. */
export const filesStanding = (attachments: readonly Attachment[]): readonly ActFile[] =>
  withFiles(
    [],
    attachments
      .filter(({ withdrawn }) => withdrawn === null)
      .map(({ kind, name, digest, size }) => ({ kind, name, digest, size })),
  );
