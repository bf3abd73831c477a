import { refusalsOf } from '@bofu/kernel';

export interface AttachmentRefusals {
  'attachment-not-found': { attachmentId: string };
  'attachment-withdrawn': { attachmentId: string };
  'attachment-subject-not-found': { kind: string; id: string };
  /** The same file stands at the same place. */
  'attachment-there-already': { attachmentId: string };
  /** The file was not sent before, or so long ago that it was swept away. */
  'attachment-file-not-sent': { digest: string };
  /** What lies there is gone, or is not what was attached. */
  'attachment-file-lost': { attachmentId: string; fault: 'missing' | 'changed' };
  /** The store of the files does not answer, or not as it must. */
  'attachment-store-away': object;
  'attachment-empty': object;
  'attachment-too-large': { most: number };
  'attachment-kind-not-taken': { found: string };
  /** Spreadsheets and texts: rolls of persons come in them. */
  'attachment-may-name-persons': { found: string };
  'attachment-names-person': { ending: string };
  'attachment-encrypted': object;
  'attachment-runs-programs': { found: string };
  'attachment-damaged': { reason: string };
}

export const refuse = refusalsOf<AttachmentRefusals>();
