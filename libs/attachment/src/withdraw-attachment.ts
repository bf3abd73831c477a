import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { claimAggregate, EventStore, runDecisions, type CommandContext, type DecisionResult } from '@bofu/event-store';
import { attachmentAggregate, placeOf } from './attachment-aggregate';

export class WithdrawAttachment extends Command<DecisionResult> {
  constructor(
    readonly context: CommandContext,
    readonly attachmentId: string,
    readonly reason: string,
  ) {
    super();
  }
}

/** 撤下附件: it stands there no longer, and may be attached anew; what it was and who withdrew it stays to be seen. */
@CommandHandler(WithdrawAttachment)
export class WithdrawAttachmentHandler implements ICommandHandler<WithdrawAttachment> {
  constructor(private readonly store: EventStore) {}

  execute({ context, attachmentId, reason }: WithdrawAttachment): Promise<DecisionResult> {
    const attachment = attachmentAggregate(attachmentId);
    return runDecisions(this.store, context, { attachmentId, reason }, async ({ decide }) => {
      const withdrawn = await decide(attachment, { type: 'withdraw-attachment', reason });
      if (withdrawn.situation === 'not-added') return;
      const place = placeOf(context.agencyId, withdrawn.subject, withdrawn.digest);
      const { kind, key } = place;
      await decide(claimAggregate(place), { type: 'give-back', kind, key, part: null, holderId: attachmentId });
    });
  }
}
