import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { appropriationAggregate } from '@bofu/budget';
import { paperAggregate } from '@bofu/budget-paper';
import {
  claimAggregate,
  claimHolder,
  EventStore,
  recordedOn,
  runDecisions,
  type CommandContext,
  type Decisions,
  type DecisionResult,
} from '@bofu/event-store';
import { periodOf } from '@bofu/kernel';
import { paymentAggregate } from '@bofu/payment';
import { DurableDatabase } from '@bofu/sign-in';
import { attachmentAggregate, attachmentIdOf, placeOf } from './attachment-aggregate';
import type { AttachmentCommand, AttachmentKind, AttachmentSubject } from './domain/attachment';
import { fileNameFor } from './domain/media-types';
import { refuse } from './domain/refusals';
import { fileSentBy } from './files/sent-files';

export interface ToAttach {
  readonly subject: AttachmentSubject;
  readonly kind: AttachmentKind;
  readonly name: string;
  /** SHA-256, in hexadecimal, of a file that the agency has sent. */
  readonly digest: string;
}

export class AddAttachment extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly wanted: ToAttach,
  ) {
    super();
  }
}

/** 添加附件: a file that was sent before comes to stand at a payment, an appropriation, a paper or a month. */
@CommandHandler(AddAttachment)
export class AddAttachmentHandler implements ICommandHandler<AddAttachment> {
  constructor(
    private readonly store: EventStore,
    private readonly durable: DurableDatabase,
  ) {}

  async execute({ context, wanted }: AddAttachment): Promise<DecisionResult> {
    const { subject, kind, digest } = wanted;
    const { agencyId, recordedAt } = context;
    // Of the own agency alone: who knows another's digest has not thereby the file.
    const file = await fileSentBy(this.durable, agencyId, digest, recordedAt);
    const attachmentId = attachmentIdOf(context);
    const name = fileNameFor(wanted.name, file.mediaType);
    const place = placeOf(agencyId, subject, digest);
    return runDecisions(this.store, context, { ...wanted, command: 'add-attachment' }, async (decisions) => {
      await decisions.load(attachmentAggregate(attachmentId));
      await requireThere(decisions, context, subject);
      const holder = await claimHolder(decisions, place, null, attachmentId);
      if (holder !== null) refuse('attachment-there-already', { attachmentId: holder });
      await attach(decisions, agencyId, attachmentId, { subject, kind, name, file });
    });
  }
}

/** The attachment and its place, which nothing else takes before it is withdrawn. */
export async function attach(
  { decide }: Decisions,
  agencyId: string,
  attachmentId: string,
  { subject, kind, name, file }: Omit<Extract<AttachmentCommand, { type: 'add-attachment' }>, 'type'>,
): Promise<void> {
  await decide(attachmentAggregate(attachmentId), { type: 'add-attachment', subject, kind, name, file });
  const place = placeOf(agencyId, subject, file.digest);
  const { kind: claimed, key } = place;
  await decide(claimAggregate(place), { type: 'claim', kind: claimed, key, part: null, holderId: attachmentId });
}

/** Another agency's answers like one that never was: its stream folds to nothing. A closed month takes papers as well. */
async function requireThere({ load }: Decisions, context: CommandContext, subject: AttachmentSubject): Promise<void> {
  const isThere = async (): Promise<boolean> => {
    switch (subject.kind) {
      case 'payment':
        return (await load(paymentAggregate(subject.id))).situation !== 'not-submitted';
      case 'appropriation':
        return (await load(appropriationAggregate(subject.id))).situation !== 'not-issued';
      case 'paper':
        return (await load(paperAggregate(subject.id))).situation !== 'not-submitted';
      case 'month':
        return subject.id <= periodOf(recordedOn(context));
    }
  };
  if (!(await isThere())) refuse('attachment-subject-not-found', subject);
}
