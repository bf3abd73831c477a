import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import { recordingRefusedAttempts } from '@bofu/budget';
import {
  EventStore,
  fingerprintOf,
  recordedOn,
  rehearse,
  type CommandContext,
  type DecisionResult,
  type Decisions,
} from '@bofu/event-store';
import { paperAggregate, paperIdOf } from './budget-paper-aggregate';
import type { PaperContent } from './domain/budget-paper';
import { refuse } from './domain/refusals';
import { bookEntries } from './entry-effects';
import { submittedPaper } from './show-paper';

/** 提交单据. What could not be booked as the books stand now is refused at once, and nothing of it is kept. */
export class SubmitPaper extends Command<DecisionResult & { readonly paperId: string }> {
  constructor(
    readonly context: CommandContext,
    readonly content: PaperContent,
  ) {
    super();
  }
}

@CommandHandler(SubmitPaper)
export class SubmitPaperHandler implements ICommandHandler<SubmitPaper> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
  ) {}

  async execute({ context, content }: SubmitPaper) {
    const paperId = paperIdOf(context);
    const attempt = {
      ...{ attempted: 'submit-paper', attemptedOn: recordedOn(context) },
      ...{ paymentId: null, period: null, headcount: null },
    };
    const plan = async (decisions: Decisions): Promise<void> => {
      await decisions.load(paperAggregate(paperId));
      if (content.replaces !== null) await requireReplaceable(decisions, content.replaces);
      await rehearse(this.store, context, await this.store.head(), (trial) =>
        bookEntries(trial, this.directory, context, { paperId, acts: content.acts }),
      );
      const contentDigest = fingerprintOf({ paperId, ...content });
      await decisions.decide(paperAggregate(paperId), { type: 'submit-paper', ...content, contentDigest });
    };
    return { paperId, ...(await recordingRefusedAttempts(this.store, context, content, attempt, plan)) };
  }
}

/** What is entered again replaces something that does not stand any more. */
async function requireReplaceable(decisions: Decisions, paperId: string): Promise<void> {
  const { situation: state } = await submittedPaper(decisions, paperId);
  if (state !== 'returned' && state !== 'withdrawn') refuse('budget-paper-not-replaceable', { paperId, state });
}
