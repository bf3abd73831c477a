import { z } from 'zod';
import { codecOf, eventData } from '@bofu/event-store';
import { ATTACHMENT_KINDS, SUBJECT_KINDS, type AttachmentEvent } from './domain/attachment';
import { MEDIA_TYPES } from './domain/media-types';

const { count, dataOf, text } = eventData;

const ofAttachment = {
  attachmentId: text,
  subject: z.strictObject({ kind: z.enum(SUBJECT_KINDS), id: text }),
};

/** None has a business day: a paper is no money, and comes to a closed month as well. */
export const attachmentCodec = codecOf<AttachmentEvent>({
  AttachmentAdded: {
    parse: dataOf({
      ...ofAttachment,
      kind: z.enum(ATTACHMENT_KINDS),
      name: text,
      digest: text,
      size: count,
      mediaType: z.enum(MEDIA_TYPES),
    }),
  },
  AttachmentWithdrawn: { parse: dataOf({ ...ofAttachment, reason: text }) },
});
