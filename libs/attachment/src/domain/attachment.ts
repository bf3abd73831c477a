import { invariant, unreachable, type Decider, type DomainEvent } from '@bofu/kernel';
import { refuse } from './refusals';
import type { MediaType } from './media-types';

/** 文件, 回单, 扫描件: what a file is to whoever attaches it. */
export const ATTACHMENT_KINDS = ['document', 'receipt', 'scan'] as const;
export type AttachmentKind = (typeof ATTACHMENT_KINDS)[number];

/** What a file can be attached to. A month is known by its period, within its agency. */
export const SUBJECT_KINDS = ['payment', 'appropriation', 'paper', 'month'] as const;
export interface AttachmentSubject {
  readonly kind: (typeof SUBJECT_KINDS)[number];
  readonly id: string;
}

/** Bytes that lie beside the events: by their digest they can be neither changed nor exchanged unnoticed. */
export interface AttachedFile {
  /** SHA-256, in hexadecimal. */
  readonly digest: string;
  /** Bytes. */
  readonly size: number;
  readonly mediaType: MediaType;
}

interface OfAttachment {
  readonly attachmentId: string;
  readonly subject: AttachmentSubject;
}

export type AttachmentEvent =
  | DomainEvent<
      'AttachmentAdded',
      OfAttachment & { readonly kind: AttachmentKind; readonly name: string } & AttachedFile
    >
  /** The bytes stay, and who attached what stays on record. */
  | DomainEvent<'AttachmentWithdrawn', OfAttachment & { readonly reason: string }>;

export type AttachmentCommand =
  | {
      readonly type: 'add-attachment';
      readonly subject: AttachmentSubject;
      readonly kind: AttachmentKind;
      readonly name: string;
      readonly file: AttachedFile;
    }
  | { readonly type: 'withdraw-attachment'; readonly reason: string };

export type Attachment =
  | { readonly situation: 'not-added' }
  | {
      readonly situation: 'added' | 'withdrawn';
      readonly subject: AttachmentSubject;
      readonly digest: string;
    };

export const attachmentDecider = (attachmentId: string): Decider<Attachment, AttachmentCommand, AttachmentEvent> => ({
  initial: { situation: 'not-added' },
  decide: (state, command) => decide(attachmentId, state, command),
  evolve,
});

function decide(attachmentId: string, state: Attachment, command: AttachmentCommand): readonly AttachmentEvent[] {
  switch (command.type) {
    case 'add-attachment': {
      invariant(state.situation === 'not-added', `${attachmentId} is added once`);
      const { subject, kind, name, file } = command;
      return [{ type: 'AttachmentAdded', data: { attachmentId, subject, kind, name, ...file } }];
    }
    case 'withdraw-attachment': {
      if (state.situation === 'not-added') return refuse('attachment-not-found', { attachmentId });
      if (state.situation === 'withdrawn') return refuse('attachment-withdrawn', { attachmentId });
      return [{ type: 'AttachmentWithdrawn', data: { attachmentId, subject: state.subject, reason: command.reason } }];
    }
    default:
      return unreachable(command);
  }
}

function evolve(state: Attachment, event: AttachmentEvent): Attachment {
  switch (event.type) {
    case 'AttachmentAdded': {
      const { subject, digest } = event.data;
      return { situation: 'added', subject, digest };
    }
    case 'AttachmentWithdrawn':
      invariant(state.situation === 'added', 'withdrawn before it was added');
      return { ...state, situation: 'withdrawn' };
    default:
      return unreachable(event);
  }
}
