import { Command, CommandHandler, type ICommandHandler } from '@nestjs/cqrs';
import { Directory } from '@bofu/access';
import {
  ActFiles,
  askAboutFileNames,
  recordingRefusedAttempts,
  requireActFiles,
  withFiles,
  type ActFile,
} from '@bofu/budget';
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
    /** Of the paper as a whole. */
    readonly files: readonly ActFile[] = [],
  ) {
    super();
  }
}

@CommandHandler(SubmitPaper)
export class SubmitPaperHandler implements ICommandHandler<SubmitPaper> {
  constructor(
    private readonly store: EventStore,
    private readonly directory: Directory,
    private readonly actFiles: ActFiles,
  ) {}

  async execute({ context, content, files }: SubmitPaper) {
    askAboutFileNames(files, context.confirmation);
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
      const acts = content.acts.map(({ type }) => type);
      requireActFiles(this.directory, context, acts, files);
      // Who signs it signs the files that it was submitted with.
      const contentDigest = fingerprintOf(withFiles({ paperId, ...content }, files));
      await decisions.decide(paperAggregate(paperId), { type: 'submit-paper', ...content, contentDigest });
      await this.actFiles.attach(decisions, context, [{ kind: 'paper', id: paperId }], files);
    };
    return {
      paperId,
      ...(await recordingRefusedAttempts(this.store, context, withFiles(content, files), attempt, plan)),
    };
  }
}

/** What is entered again replaces something that does not stand any more. */
async function requireReplaceable(decisions: Decisions, paperId: string): Promise<void> {
  const { situation: state } = await submittedPaper(decisions, paperId);
  if (state !== 'returned' && state !== 'withdrawn') refuse('budget-paper-not-replaceable', { paperId, state });
}
