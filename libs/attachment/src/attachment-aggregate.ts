import { derivedId, streamId, type Aggregate, type Claimed, type CommandContext } from '@bofu/event-store';
import { attachmentCodec } from './attachment-codec';
import {
  attachmentDecider,
  type Attachment,
  type AttachmentCommand,
  type AttachmentEvent,
  type AttachmentSubject,
} from './domain/attachment';

export const attachmentIdOf = ({ commandId }: Pick<CommandContext, 'commandId'>): string =>
  derivedId('attachment', commandId);

/** A stream of its own: who attaches a paper makes nobody who decides on the payment decide anew. */
export const attachmentAggregate = (
  attachmentId: string,
): Aggregate<Attachment, AttachmentCommand, AttachmentEvent> => ({
  stream: streamId('attachment', attachmentId),
  decider: attachmentDecider(attachmentId),
  codec: attachmentCodec,
});

/** One file stands once at one thing. */
export const placeOf = (agencyId: string, { kind, id }: AttachmentSubject, digest: string): Claimed => ({
  agencyId,
  kind: 'attachment',
  key: `${kind}/${id}/${digest}`,
});
