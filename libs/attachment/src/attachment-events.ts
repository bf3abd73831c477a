import { describing, NOTHING_SAID, type EventDescriber, type EventDescription } from '@bofu/event-log';
import type { Stamped } from '@bofu/kernel';
import { attachmentCodec } from './attachment-codec';
import { ATTACHMENT_EVENT_LABEL, ATTACHMENT_KIND_LABEL } from './attachment-labels';
import type { AttachmentEvent } from './domain/attachment';

function describeAttachment({ type, data }: Stamped<AttachmentEvent>): EventDescription {
  const { kind, id } = data.subject;
  const said = {
    ...NOTHING_SAID,
    label: ATTACHMENT_EVENT_LABEL[type],
    by: data.by,
    paymentId: kind === 'payment' ? id : null,
    appropriationIds: kind === 'appropriation' ? [id] : [],
  };
  const at = kind === 'month' ? id : kind === 'paper' ? `单据 ${id}` : null;
  switch (type) {
    case 'AttachmentAdded':
      return { ...said, details: [at, ATTACHMENT_KIND_LABEL[data.kind], data.name] };
    case 'AttachmentWithdrawn':
      return { ...said, details: [at, data.reason] };
  }
}

/** What the event log says of attachments. */
export const attachmentEvents: readonly EventDescriber[] = [
  describing('attachment', attachmentCodec, describeAttachment),
];
