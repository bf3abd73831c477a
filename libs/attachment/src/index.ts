export { AddAttachment, type ToAttach } from './add-attachment';
export { attachmentAggregate, attachmentIdOf } from './attachment-aggregate';
export { attachmentCodec } from './attachment-codec';
export { attachmentEvents } from './attachment-events';
export { ATTACHMENT_EVENT_LABEL, ATTACHMENT_KIND_LABEL } from './attachment-labels';
export { AttachmentModule } from './attachment.module';
export { attachmentRefusals } from './attachment-refusals';
export { AttachmentLimit } from './attachments.controller';
export { AttachmentsOfActs } from './attachments-of-acts';
export { ATTACHMENTS, attachmentsProjection } from './attachments.projection';
export { GetAttachment, ListAttachments, type AttachmentStanding } from './attachments.query';
export {
  ATTACHMENT_KINDS,
  SUBJECT_KINDS,
  type AttachmentEvent,
  type AttachmentKind,
  type AttachmentSubject,
} from './domain/attachment';
export { refuse as refuseAttachment, type AttachmentRefusals } from './domain/refusals';
export { AttachmentFiles, readUnchanged } from './files/attachment-files';
export { AttachmentStoreError, S3Files, type S3Settings } from './files/s3-files';
export { FolderFiles } from './files/folder-files';
export { sentFileTable } from './files/sent-files.migration';
export { filesWaiting, sweepFiles, takeFile } from './files/sent-files';
export { filesNamed, fileNamedBy, verifyFiles, type FileVerification, type NamedFile } from './files-named';
export { WithdrawAttachment } from './withdraw-attachment';
