import type { AttachmentEvent, AttachmentKind } from './domain/attachment';

export const ATTACHMENT_EVENT_LABEL: Readonly<Record<AttachmentEvent['type'], string>> = {
  AttachmentAdded: '添加附件',
  AttachmentWithdrawn: '撤下附件',
};

export const ATTACHMENT_KIND_LABEL: Readonly<Record<AttachmentKind, string>> = {
  document: '文件',
  receipt: '回单',
  scan: '扫描件',
};
